// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/readable_member.hpp>
#include <varsigma/match/detail/number_texts.hpp>
#include <varsigma/match/detail/predicate.hpp>
#include <varsigma/match/detail/test_possibility.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <cstdint>
#include <span>
#include <type_traits>
#include <variant>
#include <vector>

// Whether a test can hold for any value of a member, by the member's type.

namespace VARSIGMA_NAMESPACE::detail {

/// Of each text test, whether the text of an integer, or of any other number, can match. Known while rules are
/// compiled.
class matched_numbers {
public:
    /// Notes what the pattern of a new predicate matches. Amortised O(symbols).
    void note(predicate_id id, std::span<const symbol> pattern, case_mode mode) {
        if (noted_.size() <= id) { noted_.resize(id + std::size_t{1}, 0); }
        noted_[id] = static_cast<std::uint8_t>((number_texts{false}.has_match(pattern, mode) ? 1U : 0U) |
                                               (number_texts{true}.has_match(pattern, mode) ? 2U : 0U));
    }

    [[nodiscard]] bool integer(predicate_id id) const noexcept { return id < noted_.size() && (noted_[id] & 1U) != 0; }
    [[nodiscard]] bool real(predicate_id id) const noexcept { return id < noted_.size() && (noted_[id] & 2U) != 0; }

private:
    std::vector<std::uint8_t> noted_;
};

/// Whether the test of a predicate, which is `asked`, can hold for a value of such a member. What is not known to be
/// impossible is possible: so are regular expressions, and whatever compares two fields. O(1), or O(length) of a number
/// that only its spelling says.
[[nodiscard]] inline bool is_possible(const value_test& asked, predicate_id id, const member_values& values,
                                      const matched_numbers& matched) {
    const auto content = values.content;
    if (!is_limited(content)) { return true; }
    return std::visit(
        [&](const auto& test) {
            using test_type = std::remove_cvref_t<decltype(test)>;
            if constexpr (std::is_same_v<test_type, text_test>) {
                return has(content, field_content::names) ||
                       (has(content, field_content::integers) && matched.integer(id)) ||
                       (has(content, field_content::reals) && matched.real(id)) ||
                       (has(content, field_content::booleans) &&
                        (test.pattern.matches("true") || test.pattern.matches("false")));
            } else {
                return holds_for_some(values, test);
            }
        },
        asked);
}

} // namespace VARSIGMA_NAMESPACE::detail
