// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/slot.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// The fields that a set of rules reads, numbered. Names are compared exactly, case included.
///
/// Not thread-safe while fields are added; const use from any thread is.
class field_table {
public:
    field_table();
    /// One that was moved from is empty, and can only be read, destroyed or assigned to.
    field_table(field_table&& other) noexcept;
    field_table& operator=(field_table&& other) noexcept;
    field_table(const field_table&) = delete;
    field_table& operator=(const field_table&) = delete;
    ~field_table();

    /// The field's slot, a new one at the first call with this name. Amortised O(|name|).
    slot add(std::string_view name);

    [[nodiscard]] std::optional<slot> find(std::string_view name) const;

    /// Precondition: `which < size()`. The view lives as long as the table.
    [[nodiscard]] std::string_view name(slot which) const noexcept;
    [[nodiscard]] std::size_t size() const noexcept;

private:
    struct names;

    std::unique_ptr<names> names_; // none if moved from
};

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/event/field_table.ipp>
#endif
