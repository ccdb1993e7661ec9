// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace VARSIGMA_NAMESPACE {

/// The number by which a field is known while matching: its place in a row of values.
using slot = std::uint32_t;

inline constexpr slot no_slot = ~slot{0};

/// The fields that a set of rules reads, numbered. Names are compared exactly, case included.
///
/// Not thread-safe while fields are added; const use from any thread is.
class field_table {
public:
    field_table() = default;
    field_table(field_table&&) noexcept = default;
    field_table& operator=(field_table&&) noexcept = default;
    field_table(const field_table&) = delete; // the map refers to the names: copying would have to rebuild it
    field_table& operator=(const field_table&) = delete;
    ~field_table() = default;

    /// The field's slot, a new one at the first call with this name. Amortised O(|name|).
    slot add(std::string_view name) {
        if (const auto known = find(name)) { return *known; }
        const auto next = static_cast<slot>(names_.size());
        slots_.emplace(names_.emplace_back(name), next);
        return next;
    }

    [[nodiscard]] std::optional<slot> find(std::string_view name) const {
        const auto known = slots_.find(name);
        if (known == slots_.end()) { return std::nullopt; }
        return known->second;
    }

    /// Precondition: `which < size()`. The view lives as long as the table.
    [[nodiscard]] std::string_view name(slot which) const noexcept { return names_[which]; }
    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }

private:
    std::deque<std::string> names_; // addresses stay: the map's keys are views of these
    std::unordered_map<std::string_view, slot> slots_;
};

} // namespace VARSIGMA_NAMESPACE
