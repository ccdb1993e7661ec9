// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/describes_event.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/event_schema.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/field_selector.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/event/type_name.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// How one type of event is read into a row. All that depends on the type: rules see the row, and its schema.
template <class Event>
class event_reader {
public:
    event_reader() {
        for (const auto& selector : all_) { schema_.push_back({selector.name(), selector.content()}); }
    }
    event_reader(const event_reader&) = delete; // the schema refers to the names
    event_reader& operator=(const event_reader&) = delete;
    event_reader(event_reader&&) noexcept = default;
    event_reader& operator=(event_reader&&) noexcept = default;
    ~event_reader() = default;

    /// Lives as long as the reader, wherever it is moved to.
    [[nodiscard]] event_schema schema() const noexcept {
        return {type_name<Event>(), sources_of<Event>(), schema_, false};
    }

    /// Reads, from now on, the fields that have a slot: `slots` are by the fields of the schema, `no_slot` if no rule
    /// reads it.
    void use(std::span<const slot> slots) {
        read_.clear();
        for (std::size_t at = 0; at < slots.size(); ++at) {
            if (slots[at] != no_slot) { read_.emplace_back(all_[at], slots[at]); }
        }
    }

    /// Fills `row`, which is empty, with the fields that rules read, and, for keywords, with the values of all fields.
    void read(const Event& event, event_row& row, bool with_keywords) const {
        for (const auto& [selector, field] : read_) { selector.read(event, field, row); }
        if (with_keywords) {
            for (const auto& selector : all_) { selector.read_for_keywords(event, row); }
            if constexpr (has_raw_text<Event>) {
                with_raw_text(event, [&row]<bool Lasts>(std::string_view text, std::bool_constant<Lasts>) {
                    row.set_raw_text(Lasts ? text : row.texts().keep(text));
                });
            }
        }
        row.seal();
    }

private:
    /// None of a type that is described wrongly: what is wrong has been said, and should stand alone.
    [[nodiscard]] static std::vector<field_selector<Event>> all_selectors() {
        if constexpr (is_described_well<Event>) {
            return field_selector<Event>::all();
        } else {
            return {};
        }
    }

    std::vector<field_selector<Event>> all_ = all_selectors();
    std::vector<schema_field> schema_; // of them
    std::vector<std::pair<field_selector<Event>, slot>> read_;
};

/// Events that are rows already.
template <>
class event_reader<dynamic_event> {
public:
    [[nodiscard]] static event_schema schema() noexcept { return {{}, {}, {}, true}; }
    static void use(std::span<const slot> /*slots*/) noexcept {}
};

} // namespace VARSIGMA_NAMESPACE::detail
