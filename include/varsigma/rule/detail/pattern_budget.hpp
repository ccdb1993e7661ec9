// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detection.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// How many names the patterns of one rule's conditions may be compared with, unless the caller wants fewer.
inline constexpr std::size_t most_pattern_comparisons = std::size_t{1} << 20U;

/// What finding the selections that the patterns of one rule name may cost: `1 of a*` looks at every name, and both the
/// patterns and the names are the rule's.
///
/// Comparisons are limited in number. Characters are limited in proportion to the rule: a thousand for a kilobyte is
/// usual, and a rule with sixty times as many has patterns made of stars. Whoever resolves the patterns of a rule takes
/// the same budget, so what `validate` takes costs all others the same.
class pattern_budget {
public:
    /// For conditions and names of so many bytes together.
    explicit constexpr pattern_budget(std::uint64_t bytes, std::size_t comparisons = most_pattern_comparisons) noexcept
        : comparisons_(comparisons), steps_(free_steps + steps_per_byte * bytes) {}

    pattern_budget(const std::vector<named_detection>& selections, const std::vector<condition>& conditions,
                   std::size_t comparisons = most_pattern_comparisons) noexcept
        : pattern_budget(bytes_of(selections, conditions), comparisons) {}

    /// As `varsigma::selects`; false once the budget is spent.
    [[nodiscard]] constexpr bool selects(std::string_view pattern, std::string_view name) noexcept {
        if (comparisons_ == 0) {
            spent_ = true;
            return false;
        }
        --comparisons_;
        const bool selected = detail::selects_within(pattern, name, steps_);
        spent_ = spent_ || steps_ == 0;
        return selected && !spent_;
    }

    /// Whether there was less than was asked for: then no answer counts.
    [[nodiscard]] constexpr bool is_spent() const noexcept { return spent_; }

    /// How many comparisons of characters are left: what the others cost.
    [[nodiscard]] constexpr std::uint64_t steps_left() const noexcept { return steps_; }

private:
    static constexpr std::uint64_t free_steps = std::uint64_t{1} << 16U;
    static constexpr std::uint64_t steps_per_byte = 64;

    [[nodiscard]] static std::uint64_t bytes_of(const std::vector<named_detection>& selections,
                                                const std::vector<condition>& conditions) noexcept {
        std::uint64_t bytes = 0;
        for (const auto& each : selections) { bytes += each.name.size(); }
        for (const auto& each : conditions) { bytes += each.text.size(); }
        return bytes;
    }

    std::size_t comparisons_;
    std::uint64_t steps_;
    bool spent_ = false;
};

} // namespace VARSIGMA_NAMESPACE
