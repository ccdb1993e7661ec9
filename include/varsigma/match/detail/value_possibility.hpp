// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/integer_range.hpp>
#include <varsigma/event/detail/readable_member.hpp>
#include <varsigma/match/detail/predicate.hpp>
#include <varsigma/match/detail/value_test.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/detail/symbol.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/numeral.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Whether a member's values are of few kinds, so that there are tests of which none can hold.
[[nodiscard]] constexpr bool is_limited(field_content content) noexcept {
    return content != field_content::nothing && is_only(content, field_content::integers | field_content::reals |
                                                                     field_content::booleans | field_content::names);
}

/// Whether a number may be an integer of 64 bits: one that is not is a fraction, or larger.
[[nodiscard]] constexpr bool may_be_integer(const numeral& bound) noexcept {
    if (!bound.is_number()) { return false; }
    if (bound.as_number().which() != number::kind::real) { return true; }
    constexpr double without_fractions = 9007199254740992; // 2^53
    const double real = bound.as_number().as_real();
    if (!(real > -without_fractions && real < without_fractions)) { return true; }
    return static_cast<double>(static_cast<std::int64_t>(real)) == real;
}

/// Whether some integer of the range stands in the relation to `bound`. A constant expression if a `number` says the
/// bound. O(length of its spelling).
[[nodiscard]] constexpr bool holds_for_some(integer_range range, comparison relation, const numeral& bound) noexcept {
    const number lowest{range.lowest};
    const number highest{range.highest};
    switch (relation) {
    case comparison::equal:
        return may_be_integer(bound) && satisfies(lowest, comparison::lte, bound) &&
               satisfies(highest, comparison::gte, bound);
    case comparison::gt:
    case comparison::gte: return satisfies(highest, relation, bound);
    case comparison::lt:
    case comparison::lte: return satisfies(lowest, relation, bound);
    }
    return true;
}

/// Whether a test can hold for some value of a member, text tests aside. What is not known to be impossible is
/// possible: so are regular expressions, and whatever compares two fields. Of numbers it is asked whether they are in
/// the range of the member's type. Precondition: `is_limited(values.content)`. O(1), or O(length of a spelling).
template <class Test>
[[nodiscard]] constexpr bool holds_for_some(const member_values& values, const Test& test) noexcept {
    if constexpr (std::is_same_v<Test, boolean_test>) {
        return has(values.content, field_content::booleans | field_content::names);
    } else if constexpr (std::is_same_v<Test, number_test>) {
        return has(values.content, field_content::reals) ||
               (has(values.content, field_content::integers) &&
                holds_for_some(values.integers, test.relation, test.bound));
    } else if constexpr (std::is_same_v<Test, network_test> || std::is_same_v<Test, time_test>) {
        return has(values.content, field_content::names);
    } else {
        return true;
    }
}

// Which value strings the texts of numbers can match: what is asked of a member whose type is a number.

/// The texts that `to_text` gives numbers, as a machine that reads them: `-?[0-9]+`, of doubles also `nan`, `-?inf`,
/// and `-?[0-9]+(\.[0-9]+)?(e[+-][0-9]+)?`.
class number_texts {
public:
    explicit constexpr number_texts(bool reals) noexcept : reals_(reals) {}

    /// Whether one of them matches. O(symbols).
    [[nodiscard]] constexpr bool has_match(std::span<const symbol> pattern, case_mode mode) const noexcept {
        states at = states{1} << start;
        for (const auto element : pattern) {
            if (at == 0) { return false; } // most patterns have a letter early
            if (element == symbol::any_run) {
                for (auto before = states{0}; before != at;) {
                    before = at;
                    at |= after_any(at);
                }
            } else if (element == symbol::any_one) {
                at = after_any(at);
            } else if (element == symbol::any_dash) {
                at = after(at, '-');
            } else {
                at = after(at, comparable(character(element), mode));
            }
        }
        return (at & accepting) != 0;
    }

private:
    using states = std::uint32_t;

    enum state : std::uint8_t {
        start,
        sign,
        whole,
        point,
        fraction,
        exponent,
        power_sign,
        power,
        n,
        na,
        nan,
        i,
        in,
        inf
    };

    static constexpr states accepting =
        states{1} << whole | states{1} << fraction | states{1} << power | states{1} << nan | states{1} << inf;

    struct edge {
        state from;
        char by; ///< `0` for any digit
        state to;
        bool of_reals;
    };
    static constexpr edge edges[] = {{start, '-', sign, false},
                                     {start, '0', whole, false},
                                     {sign, '0', whole, false},
                                     {whole, '0', whole, false},
                                     {whole, '.', point, true},
                                     {whole, 'e', exponent, true},
                                     {point, '0', fraction, true},
                                     {fraction, '0', fraction, true},
                                     {fraction, 'e', exponent, true},
                                     {exponent, '+', power_sign, true},
                                     {exponent, '-', power_sign, true},
                                     {power_sign, '0', power, true},
                                     {power, '0', power, true},
                                     {start, 'n', n, true},
                                     {n, 'a', na, true},
                                     {na, 'n', nan, true},
                                     {start, 'i', i, true},
                                     {sign, 'i', i, true},
                                     {i, 'n', in, true},
                                     {in, 'f', inf, true}};

    template <class Admits>
    [[nodiscard]] constexpr states step(states at, Admits admits) const noexcept {
        states next = 0;
        for (const auto& way : edges) {
            if ((at >> way.from & 1U) != 0 && (reals_ || !way.of_reals) && admits(way.by)) {
                next |= states{1} << way.to;
            }
        }
        return next;
    }
    [[nodiscard]] constexpr states after(states at, char32_t character) const noexcept {
        const bool digit = character >= U'0' && character <= U'9';
        return step(at, [&](char by) { return digit ? by == '0' : static_cast<char32_t>(by) == character; });
    }
    [[nodiscard]] constexpr states after_any(states at) const noexcept {
        return step(at, [](char /*by*/) { return true; });
    }

    bool reals_;
};

// Whether a test can hold for any value of a member, by the member's type.

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
