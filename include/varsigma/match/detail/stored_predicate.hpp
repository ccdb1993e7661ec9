// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/pattern/detail/pattern_store.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/text/detail/symbol.hpp>
#include <varsigma/text/number.hpp>

#include <bit>
#include <cstdint>

namespace VARSIGMA_NAMESPACE::detail {

/// The kinds of tests, in the order of the alternatives of `value_test`.
enum class stored_kind : std::uint8_t {
    null,
    presence,
    boolean,
    number,
    text,
    regex,
    network,
    reference,
    time,
};

/// A predicate as it lies in a file: plain numbers. Its texts and tables lie in a `pattern_store`.
struct stored_predicate {
    static constexpr std::uint8_t open_before = 1; // the forms of references to fields
    static constexpr std::uint8_t open_after = 2;
    static constexpr std::uint8_t ignore_case = 1; // the forms of expressions
    static constexpr std::uint8_t multi_line = 2;
    static constexpr std::uint8_t dot_all = 4;
    static constexpr std::uint8_t spelled = 3; // the kind of a number that only its text says
    static_assert(spelled > static_cast<std::uint8_t>(number::kind::real));

    slot field = no_slot;
    std::uint8_t kind = 0;    // a `stored_kind`
    std::uint8_t form = 0;    // of a text its shape, of numbers and times the relation, of expressions their flags
    std::uint8_t mode = 0;    // of texts and references the case, of times the part
    std::uint8_t numeric = 0; // the kind of the number, or `spelled`
    stored_text text;         // of a number that is spelled, too
    std::uint32_t detail = 0; // rare byte; what is required; number of an expression or a network; other field
    store_place extras = 0;   // of a text; of an expression what is required
    std::uint64_t bits = 0;   // of the number

    [[nodiscard]] bool has_form(std::uint8_t flag) const noexcept { return (form & flag) != 0; }

    // What the parts mean, of a kind that has them.
    [[nodiscard]] comparison relation() const noexcept { return static_cast<comparison>(form); }
    [[nodiscard]] bool is_spelled() const noexcept { return numeric == spelled; }
    /// Precondition: it is not spelled.
    [[nodiscard]] number bound() const noexcept {
        switch (static_cast<number::kind>(numeric)) {
        case number::kind::real: return number{std::bit_cast<double>(bits)};
        case number::kind::unsigned_integer: return number{bits};
        case number::kind::signed_integer: break;
        }
        return number{static_cast<std::int64_t>(bits)};
    }
    [[nodiscard]] stored_glob glob() const noexcept {
        const auto shape = static_cast<pattern_shape::kind>(form);
        return {.literal = text,
                .rare = shape == pattern_shape::kind::general ? 0 : detail,
                .extras = extras,
                .form = shape,
                .mode = static_cast<case_mode>(mode)};
    }
    [[nodiscard]] regex_flags flags() const noexcept {
        return {.ignore_case = has_form(ignore_case), .multi_line = has_form(multi_line), .dot_all = has_form(dot_all)};
    }

    void set_flags(regex_flags flags) noexcept {
        form = static_cast<std::uint8_t>((flags.ignore_case ? ignore_case : 0) | (flags.multi_line ? multi_line : 0) |
                                         (flags.dot_all ? dot_all : 0));
    }
    void set_bound(comparison relation, stored_text bound) noexcept {
        form = static_cast<std::uint8_t>(relation);
        numeric = spelled;
        text = bound;
    }
    void set_bound(comparison relation, number bound) noexcept {
        form = static_cast<std::uint8_t>(relation);
        numeric = static_cast<std::uint8_t>(bound.which());
        bits = bound.bits();
    }
};

/// A network as it lies in a file: its upper half, its lower half, the length of its prefix.
inline constexpr std::uint32_t network_words = 3;

} // namespace VARSIGMA_NAMESPACE::detail
