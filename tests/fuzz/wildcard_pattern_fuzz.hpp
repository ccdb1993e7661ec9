// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../reference/naive_glob.hpp"

#include <varsigma/pattern/re2_engine.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/pattern/wildcard_pattern.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

namespace varsigma::fuzz {

inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "wildcard_pattern: %s\n", what);
    std::abort();
}

/// Every engine and every way to match must agree with the reference on `pattern`, and what was written must be read
/// back.
inline void check_pattern(const sigma_string& pattern, std::string_view text) {
    std::string folded;
    fold_text(text, folded);
    for (const case_mode mode : {case_mode::folded, case_mode::exact}) {
        const bool expected = reference::naive_glob(pattern.symbols(), text, mode);
        const auto automaton = wildcard_pattern<>::compile(pattern, mode);
        require(automaton.has_value(), "the automaton rejects a short pattern");
        require(automaton->matches(text) == expected, "the automaton differs from the reference");
        const std::string_view prepared = mode == case_mode::folded ? std::string_view{folded} : text;
        require(automaton->matches_folded(prepared) == expected, "the automaton differs on folded text");
        const auto place = automaton->engine().find(text);
        require(place.has_value() == expected, "find differs from matches");
        require(!place || (place->offset <= text.size() && place->length <= text.size() - place->offset),
                "find points outside the text");
        const auto second = wildcard_pattern<re2_engine>::compile(pattern, mode);
        require(second.has_value(), "RE2 rejects a short pattern");
        require(second->matches(text) == expected, "RE2 differs from the reference");
        require(second->matches_folded(prepared) == expected, "RE2 differs on folded text");
    }
}

} // namespace varsigma::fuzz

/// One fuzzer input: the pattern in Sigma's notation, a zero byte, the text. Aborts on any disagreement.
inline void fuzz_wildcard_pattern(std::span<const std::uint8_t> input) {
    using namespace varsigma;
    constexpr std::size_t longest = 1024; // the reference is quadratic
    if (input.size() > longest) return;
    std::string bytes(input.begin(), input.end());
    const std::size_t cut = std::min(bytes.find('\0'), bytes.size());
    const std::string notation = bytes.substr(0, cut);
    const std::string text = bytes.substr(std::min(cut + 1, bytes.size()));

    const sigma_string pattern = sigma_string::parse(notation);
    const auto expected = reference::to_symbols(reference::parse_pattern(notation));
    fuzz::require(std::equal(expected.begin(), expected.end(), pattern.symbols().begin(), pattern.symbols().end()),
                  "the parser differs from the reference");
    fuzz::require(sigma_string::parse(pattern.to_text()) == pattern, "to_text is not read back");
    fuzz::require(sigma_string::literal(text).plain() == text, "a literal text is not given back");
    fuzz::check_pattern(pattern, text);
    const auto dashed = reference::to_symbols(reference::with_any_dashes(reference::parse_pattern(notation)));
    const sigma_string windash = pattern.windash();
    fuzz::require(std::equal(dashed.begin(), dashed.end(), windash.symbols().begin(), windash.symbols().end()),
                  "windash differs from the reference");
    fuzz::check_pattern(windash, text);
    fuzz::check_pattern(pattern.contains(), text);
}
