// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <cstdint>
#include <span>
#include <string_view>

// Which value strings the texts of numbers can match: what is asked of a member whose type is a number.

namespace VARSIGMA_NAMESPACE::detail {

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

} // namespace VARSIGMA_NAMESPACE::detail
