// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/detail/dash.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <cstddef>
#include <span>
#include <string_view>

// The notation of Sigma value strings, and what modifiers do to them, as functions over a sink (`push_back`), so that
// rules loaded at run time and rules written as C++ types go through the same code. All are linear in their input.

namespace VARSIGMA_NAMESPACE {

/// Appends the characters of `text` without looking for escapes or wildcards.
template <class Out>
constexpr void parse_literal(std::string_view text, Out& out) {
    const char* const last = text.data() + text.size();
    for (const char* first = text.data(); first != last;) {
        const utf8::decoded next = utf8::decode(first, last);
        out.push_back(literal_symbol(next.character));
        first += next.length;
    }
}

/// Appends the symbols of a Sigma value string (specification: "String Wildcard", "Escaping").
///
/// One pass. `\` before `*`, `?` or `\` yields that character literally; before anything else, and at the end, it
/// stays. Unescaped `*` and `?` are wildcards. Every text is valid. Appends at most `text.size()` symbols.
template <class Out>
constexpr void parse_sigma_string(std::string_view text, Out& out) {
    const char* const last = text.data() + text.size();
    for (const char* first = text.data(); first != last;) {
        const utf8::decoded next = utf8::decode(first, last);
        first += next.length;
        if (next.character == U'*') {
            out.push_back(symbol::any_run);
        } else if (next.character == U'?') {
            out.push_back(symbol::any_one);
        } else if (next.character == U'\\' && first != last && (*first == '*' || *first == '?' || *first == '\\')) {
            out.push_back(literal_symbol(static_cast<unsigned char>(*first)));
            ++first;
        } else {
            out.push_back(literal_symbol(next.character));
        }
    }
}

/// Appends the Sigma notation of `pattern` to a sink of `char`, with as few escapes as possible.
///
/// Parsing the result gives `pattern` again, for every sequence that comes from parsing and has no `any_dash`; that one
/// has no notation and is written `-`. (A sequence made by hand can hold invalid bytes side by side that would form a
/// valid one: those are read back as that character.)
template <class Out>
constexpr void write_sigma_string(std::span<const symbol> pattern, Out& out) {
    const auto special = [](char32_t one) { return one == U'*' || one == U'?' || one == U'\\'; };
    for (std::size_t index = 0; index < pattern.size(); ++index) {
        switch (pattern[index]) {
        case symbol::any_run: out.push_back('*'); continue;
        case symbol::any_one: out.push_back('?'); continue;
        case symbol::any_dash: out.push_back('-'); continue;
        default: break;
        }
        const char32_t one = character(pattern[index]);
        bool escape = one == U'*' || one == U'?';
        if (one == U'\\' && index + 1 < pattern.size()) {
            // a backslash stays one by itself unless what is written after it begins with a character it would escape
            const symbol next = pattern[index + 1];
            escape = is_literal(next) ? special(character(next)) : next != symbol::any_dash;
        }
        if (escape) out.push_back('\\');
        utf8::append(one, out);
    }
}

/// Appends `pattern` with a `*` before it if `open_front`, and one behind it if `open_back`, but never beside a `*`
/// that stands there already: both are `contains`, the back is `startswith`, the front is `endswith`. Appends at most
/// two symbols more than `pattern` has.
template <class Out>
constexpr void append_opened(std::span<const symbol> pattern, bool open_front, bool open_back, Out& out) {
    bool run_stands = false;
    if (open_front && (pattern.empty() || pattern.front() != symbol::any_run)) {
        out.push_back(symbol::any_run);
        run_stands = true;
    }
    for (const symbol element : pattern) {
        out.push_back(element);
        run_stands = element == symbol::any_run;
    }
    if (open_back && !run_stands) out.push_back(symbol::any_run);
}

/// Appends `pattern` with each dash that is not preceded by a word character and is followed by one turned into
/// `any_dash` (modifier `windash`). Wildcards are no word characters. Doing it twice changes nothing.
template <class Out>
constexpr void append_windash(std::span<const symbol> pattern, Out& out) {
    const auto is_word = [](symbol element) { return is_literal(element) && is_word_character(character(element)); };
    for (std::size_t index = 0; index < pattern.size(); ++index) {
        const bool option = is_literal(pattern[index]) && is_dash(character(pattern[index])) &&
                            (index == 0 || !is_word(pattern[index - 1])) && index + 1 < pattern.size() &&
                            is_word(pattern[index + 1]);
        out.push_back(option ? symbol::any_dash : pattern[index]);
    }
}

/// Whether any symbol is not a literal: `*`, `?` or a dash class.
[[nodiscard]] constexpr bool has_wildcards(std::span<const symbol> pattern) noexcept {
    for (const symbol element : pattern) {
        if (!is_literal(element)) return true;
    }
    return false;
}

} // namespace VARSIGMA_NAMESPACE
