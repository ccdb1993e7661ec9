// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/match/detail/value_test.hpp>
#include <varsigma/pattern/detail/bounded_list.hpp>
#include <varsigma/pattern/detail/sigma_syntax.hpp>
#include <varsigma/pattern/glob_automaton.hpp>
#include <varsigma/rule/detail/encoded_text.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/value_problem.hpp>
#include <varsigma/static_rules/detail/rule_constant.hpp>
#include <varsigma/static_rules/detail/static_regex.hpp>
#include <varsigma/text/detail/cidr.hpp>
#include <varsigma/text/detail/symbol.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/numeral.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

// What a value of a static rule's item becomes: the counterpart of `rule_compiler`, carried out by the compiler. Of an
// item (`where`) nothing counts but its key, as a `static_key`, called `Key` here.

namespace VARSIGMA_NAMESPACE::detail {

/// A compiled pattern whose form is known to the compiler, so that no choice is left.
template <case_mode Mode, pattern_shape::kind Form, class Automaton>
struct formed_pattern {
    Automaton automaton;

    /// Whether the text has to be gone through, and not only compared at one end.
    static constexpr bool is_search = Form == pattern_shape::kind::contains || Form == pattern_shape::kind::general;

    /// Whether folding a text once for several such patterns is quicker than folding it for each.
    static constexpr bool reads_all = Mode == case_mode::folded && is_search;

    // a comparison is inlined, since it is little when the literal is known; a search is not: it grows and gains
    // nothing
    [[nodiscard, gnu::always_inline]] constexpr bool matches(std::string_view text) const noexcept {
        if constexpr (is_search) {
            return search(text);
        } else {
            return automaton.template matches_as<Form, Mode == case_mode::folded>(text);
        }
    }
    [[nodiscard]] constexpr bool matches_folded(std::string_view text) const noexcept {
        return automaton.template matches_as<Form, false>(text);
    }

private:
    [[nodiscard]] constexpr bool search(std::string_view text) const noexcept {
        return automaton.template matches_as<Form, Mode == case_mode::folded>(text);
    }
};

/// Several patterns, or none, as alternatives of each other: what `base64offset` makes of a value.
template <class... Patterns>
struct alternative_patterns {
    static constexpr bool reads_all = (Patterns::reads_all || ...);

    std::tuple<Patterns...> patterns;

    [[nodiscard]] constexpr bool matches(std::string_view text) const noexcept {
        return std::apply([text](const auto&... each) { return (each.matches(text) || ...); }, patterns);
    }
    /// The same for a text that is folded already. Precondition: `reads_all`.
    [[nodiscard]] constexpr bool matches_folded(std::string_view text) const noexcept {
        return std::apply([text](const auto&... each) { return (each.matches_folded(text) || ...); }, patterns);
    }
};

/// A text test of a static rule.
template <class Test>
concept static_text_test = requires {
    Test::reads_all;
};

/// Of a value that is no text: what it is as text has to be written first, and not in constant expressions.
template <static_text_test Test>
[[nodiscard]] bool holds_for_written(const Test& wanted, const value& found) noexcept {
    const value_text text{found};
    return text.exists() && wanted.matches(text.view());
}

template <static_text_test Test>
[[nodiscard, gnu::always_inline]] constexpr bool holds_for(const Test& wanted, const value& found) noexcept {
    return found.type() == value_type::text ? wanted.matches(found.as_text()) : holds_for_written(wanted, found);
}

/// What no value is: null as a keyword.
struct impossible_test {};

[[nodiscard]] constexpr bool holds_for(impossible_test /*wanted*/, const value& /*found*/) noexcept {
    return false;
}

/// Room for the text of a value that is no text itself.
inline constexpr std::size_t longest_constant = 24;

/// The decimal digits of an integer, for constant expressions.
template <class Out>
constexpr void write_integer(const number& integer, Out& out) {
    const bool negative = integer.which() == number::kind::signed_integer && integer.as_signed() < 0;
    auto rest = negative ? std::uint64_t{0} - static_cast<std::uint64_t>(integer.as_signed()) : integer.as_unsigned();
    const auto begin = out.size() + (negative ? 1U : 0U);
    if (negative) { out.push_back('-'); }
    do {
        out.push_back(static_cast<char>('0' + rest % 10));
        rest /= 10;
    } while (rest != 0);
    std::reverse(out.data() + begin, out.data() + out.size());
}

/// Room for that many elements or somewhat more: fewer sizes are fewer types, and the compiler is done sooner.
[[nodiscard]] constexpr std::size_t rounded_room(std::size_t elements) noexcept {
    constexpr std::size_t step = 32;
    return (elements + step - 1) / step * step;
}

/// The symbols that a value stands for as text, before encodings and wildcards of modifiers. Not for numbers with a
/// fraction.
template <std::size_t Capacity>
[[nodiscard]] constexpr bounded_list<symbol, Capacity> symbols_of(const value_view& value, bool windash) noexcept {
    bounded_list<symbol, Capacity> read;
    if (value.kind == value_kind::text) {
        parse_sigma_string(value.text, read);
    } else if (value.kind == value_kind::boolean) {
        parse_literal(value.boolean ? "true" : "false", read);
    } else {
        bounded_list<char, longest_constant> digits;
        write_integer(value.numeric, digits);
        parse_literal({digits.data(), digits.size()}, read);
    }
    if (!windash) { return read; }
    bounded_list<symbol, Capacity> with_dashes;
    append_windash({read.data(), read.size()}, with_dashes);
    return with_dashes;
}

/// The same of an item's value.
template <class Key, rule_constant Value>
struct static_symbols {
    static constexpr rule_constant held = Value;
    static constexpr std::size_t capacity = rounded_room(std::max(held.view().text.size(), longest_constant));
    static constexpr bounded_list<symbol, capacity> list = symbols_of<capacity>(held.view(), Key::meaning.windash);
};

/// Symbols that are literals as the bytes of their text.
template <std::size_t Capacity>
[[nodiscard]] constexpr auto bytes_of(const bounded_list<symbol, Capacity>& literals) noexcept {
    bounded_list<char, utf8::max_length * Capacity> plain;
    append_text({literals.data(), literals.size()}, case_mode::exact, plain);
    return plain;
}

/// One of the alternatives of an item's encodings.
template <std::size_t Capacity>
struct encoded_bytes {
    bounded_list<char, Capacity> bytes;
    bool exists = false;
};

template <std::size_t Capacity, std::size_t Plain>
[[nodiscard]] constexpr encoded_bytes<Capacity>
encoded_of(const bounded_list<char, Plain>& plain, std::span<const encoding> steps, std::size_t alternative) noexcept {
    encoded_bytes<Capacity> made;
    bounded_list<char, Capacity> spare;
    made.exists = encode_alternative({plain.data(), plain.size()}, steps, alternative, made.bytes, spare);
    return made;
}

/// The symbols of a value after the item's encodings, as bytes.
template <class Key, rule_constant Value, std::size_t Alternative>
struct static_encoding {
    static constexpr auto plain = bytes_of(static_symbols<Key, Value>::list);
    static constexpr auto steps = Key::meaning.encoding_steps();
    static constexpr auto encoded = encoded_of<encoded_capacity(plain.size(), steps)>(plain, steps, Alternative);
};

template <std::size_t Capacity>
[[nodiscard]] constexpr auto opened_of(std::span<const symbol> plain, bool front, bool back) noexcept {
    bounded_list<symbol, Capacity> made;
    append_opened(plain, front, back, made);
    return made;
}

/// The symbols of one alternative, with the wildcards of modifiers.
template <class Key, rule_constant Value, std::size_t Alternative>
[[nodiscard]] constexpr auto opened_symbols() noexcept {
    // a keyword may stand anywhere in a value, wildcards or not
    constexpr bool front = Key::meaning.open_before || Key::is_keyword;
    constexpr bool back = Key::meaning.open_after || Key::is_keyword;
    if constexpr (Key::meaning.encoding_count == 0) {
        constexpr auto& plain = static_symbols<Key, Value>::list;
        return opened_of<rounded_room(plain.size() + 2)>({plain.data(), plain.size()}, front, back);
    } else {
        constexpr auto& bytes = static_encoding<Key, Value, Alternative>::encoded.bytes;
        constexpr std::size_t room = rounded_room(bytes.size() + 2);
        bounded_list<symbol, room> plain;
        parse_literal({bytes.data(), bytes.size()}, plain);
        return opened_of<room>({plain.data(), plain.size()}, front, back);
    }
}

/// The pattern of one alternative, compiled.
template <class Key, rule_constant Value, std::size_t Alternative>
struct static_pattern {
    static constexpr case_mode mode = Key::meaning.cased ? case_mode::exact : case_mode::folded;
    static constexpr auto opened = opened_symbols<Key, Value, Alternative>();
    static constexpr std::span<const symbol> symbols{opened.data(), opened.size()};
    using storage =
        std::conditional_t<shape_of(symbols).form == pattern_shape::kind::general, fixed_storage<opened.size()>,
                           fixed_literal_storage<rounded_room(opened.size())>>;
    static constexpr basic_glob_automaton<storage> wide{symbols, mode};
};

/// The pattern of one alternative as a test.
template <class Key, rule_constant Value, std::size_t Alternative>
[[nodiscard]] constexpr auto pattern_test() noexcept {
    using source = static_pattern<Key, Value, Alternative>;
    using automaton = fitted_automaton<source>;
    return formed_pattern<source::mode, source::wide.form(), automaton>{automaton{source::wide}};
}

/// The same in a tuple, which is empty if there is no such alternative.
template <class Key, rule_constant Value, std::size_t Alternative>
[[nodiscard]] constexpr auto encoded_test() noexcept {
    if constexpr (static_encoding<Key, Value, Alternative>::encoded.exists) {
        return std::tuple{pattern_test<Key, Value, Alternative>()};
    } else {
        return std::tuple<>{};
    }
}

template <class... Patterns>
[[nodiscard]] constexpr auto alternatives_in(const std::tuple<Patterns...>& patterns) noexcept {
    return alternative_patterns<Patterns...>{patterns};
}

template <class Key, rule_constant Value>
[[nodiscard]] constexpr auto text_test_of() noexcept {
    if constexpr (Key::meaning.encoding_count == 0) {
        return pattern_test<Key, Value, 0>();
    } else {
        return []<std::size_t... Alternative>(std::index_sequence<Alternative...>) {
            return alternatives_in(std::tuple_cat(encoded_test<Key, Value, Alternative>()...));
        }
        (std::make_index_sequence<encoded_alternatives(Key::meaning.encoding_steps())>{});
    }
}

/// What an item asks of the value of another field, whose name is `name`.
template <class Key, rule_constant Value>
struct static_reference {
    static constexpr auto text = bytes_of(static_symbols<Key, Value>::list);
    static constexpr auto name = fixed_string<text.size() + 1>::of({text.data(), text.size()});
    static constexpr reference_test test{.other = no_slot,
                                         .open_before = Key::meaning.open_before,
                                         .open_after = Key::meaning.open_after,
                                         .mode = Key::meaning.cased ? case_mode::exact : case_mode::folded};
};

template <class Key, rule_constant Value>
[[nodiscard]] constexpr auto make_static_test() noexcept {
    constexpr auto& meaning = Key::meaning;
    constexpr auto value = static_symbols<Key, Value>::held.view();
    if constexpr (meaning.kind == test_kind::value) {
        constexpr auto plain = plain_test_of(meaning, value.kind, Key::is_keyword);
        if constexpr (plain == plain_test::null) {
            return std::conditional_t<Key::is_keyword, impossible_test, null_test>{};
        } else if constexpr (plain == plain_test::boolean) {
            return boolean_test{value.boolean};
        } else if constexpr (plain == plain_test::number) {
            return number_test{comparison::equal, numeral{value.numeric}};
        } else {
            return text_test_of<Key, Value>();
        }
    } else if constexpr (meaning.kind == test_kind::regex) {
        return static_regex_test<Key, Value>{};
    } else if constexpr (meaning.kind == test_kind::cidr) {
        return network_test{std::get<cidr>(parse_cidr(value.text))};
    } else if constexpr (meaning.kind == test_kind::compare) {
        return number_test{meaning.relation, numeral{value.numeric}};
    } else if constexpr (meaning.kind == test_kind::time_of_day) {
        return time_test{meaning.part, meaning.relation, numeral{value.numeric}};
    } else if constexpr (meaning.kind == test_kind::exists) {
        return presence_test{};
    } else {
        return static_reference<Key, Value>{};
    }
}

/// The test that a value of an item becomes, as a constant.
template <class Key, rule_constant Value>
inline constexpr auto static_test = make_static_test<Key, Value>();

} // namespace VARSIGMA_NAMESPACE::detail
