// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>

#include <memory>
#include <utility>

namespace VARSIGMA_NAMESPACE {

/// An event whose fields are known only when it is read, such as a line of JSON.
///
/// Filled by a reader (`simdjson_reader`, `nlohmann_reader`, or your own through `row()`), over the fields of one rule
/// set: `dynamic_event event{rules.fields()}`. Used again and again, one per thread.
class dynamic_event {
public:
    explicit dynamic_event(std::shared_ptr<const field_table> fields)
        : fields_(std::move(fields)), row_(fields_->size()) {}

    /// The fields that the event can hold; a rule set matches only events over its own, a reader fills only those.
    [[nodiscard]] const std::shared_ptr<const field_table>& fields() const noexcept { return fields_; }

    /// Whether the event was made over this very table, and can be asked for all of its fields. O(1).
    [[nodiscard]] bool is_over(const field_table& fields) const noexcept {
        return fields_.get() == &fields && row_.size() == fields.size(); // a row can be moved away
    }

    [[nodiscard]] event_row& row() noexcept { return row_; }
    [[nodiscard]] const event_row& row() const noexcept { return row_; }

    /// Whether the text was not valid and had to be repaired: invalid bytes or lone surrogates became U+FFFD.
    [[nodiscard]] bool repaired() const noexcept { return repaired_; }
    void set_repaired(bool repaired) noexcept { repaired_ = repaired; }

private:
    std::shared_ptr<const field_table> fields_;
    event_row row_;
    bool repaired_ = false;
};

} // namespace VARSIGMA_NAMESPACE
