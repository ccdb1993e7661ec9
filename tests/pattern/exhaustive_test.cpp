// SPDX-License-Identifier: BSL-1.0
#include "../reference/naive_glob.hpp"

#include <varsigma/pattern/glob_automaton.hpp>
#include <varsigma/pattern/re2_engine.hpp>
#include <varsigma/pattern/sigma_string.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;

namespace {

/// Every sequence of up to `length` elements of `alphabet`.
template <class Sequence, class Element>
std::vector<Sequence> all_up_to(std::size_t length, const std::vector<Element>& alphabet) {
    std::vector<Sequence> all(1);
    std::size_t begin = 0;
    for (std::size_t step = 0; step < length; ++step) {
        const std::size_t end = all.size();
        for (; begin < end; ++begin) {
            for (const Element& element : alphabet) {
                Sequence longer = all[begin];
                longer.insert(longer.end(), element.begin(), element.end());
                all.push_back(longer);
            }
        }
    }
    return all;
}

struct prepared_text {
    std::string text;
    std::string folded;
};

std::vector<prepared_text> prepare(const std::vector<std::string>& texts) {
    std::vector<prepared_text> prepared;
    for (const std::string& text : texts) {
        prepared.push_back({text, {}});
        fold_text(text, prepared.back().folded);
    }
    return prepared;
}

using symbols = std::vector<symbol>;

/// Counts the disagreements, so that the doctest macros do not run millions of times.
std::size_t disagreements(const symbols& pattern, const std::vector<prepared_text>& texts, bool with_re2) {
    std::size_t wrong = 0;
    const reference::pattern parts = reference::to_pattern(pattern);
    for (const case_mode mode : {case_mode::folded, case_mode::exact}) {
        const auto automaton = glob_automaton::compile(pattern, mode);
        if (!automaton) return 1;
        const fixed_glob_automaton<8> fixed{pattern, mode};
        const auto re2 = with_re2 ? re2_engine::compile(pattern, mode) : result<re2_engine>{diagnostic{}};
        if (with_re2 && !re2) return 1;
        for (const prepared_text& text : texts) {
            const bool expected = reference::pattern_matches(parts, text.text, mode == case_mode::exact);
            const std::string& ready = mode == case_mode::folded ? text.folded : text.text;
            wrong += automaton->matches(text.text) != expected ? 1U : 0U;
            wrong += automaton->matches_folded(ready) != expected ? 1U : 0U;
            wrong += fixed.matches(text.text) != expected ? 1U : 0U;
            wrong += automaton->find(text.text).has_value() != expected ? 1U : 0U;
            wrong += with_re2 && re2->matches(text.text) != expected ? 1U : 0U;
            wrong += with_re2 && re2->matches_folded(ready) != expected ? 1U : 0U;
        }
    }
    return wrong;
}

std::string shown(const symbols& pattern) {
    std::string text;
    write_sigma_string(pattern, text);
    return text;
}

void check_all(const std::vector<symbols>& patterns, const std::vector<prepared_text>& texts,
               const std::vector<prepared_text>& texts_for_re2) {
    for (const symbols& pattern : patterns) {
        const std::size_t wrong = disagreements(pattern, texts, false) + disagreements(pattern, texts_for_re2, true);
        if (wrong != 0) FAIL_CHECK("pattern " << shown(pattern) << ": " << wrong << " disagreements");
    }
}

symbols one(char32_t character) {
    return {literal_symbol(character)};
}

} // namespace

TEST_CASE("every pattern of up to five symbols on every short text") {
    const auto patterns = all_up_to<symbols, symbols>(5, {one(U'a'), one(U'b'), {symbol::any_run}, {symbol::any_one}});
    // long texts of two letters, shorter ones with a capital among them
    auto texts = all_up_to<std::string, std::string>(6, std::vector<std::string>{"a", "b"});
    const std::vector<std::string> letters{"a", "b", "A"};
    for (const std::string& text : all_up_to<std::string, std::string>(4, letters)) {
        if (text.find('A') != text.npos) texts.push_back(text);
    }
    check_all(patterns, prepare(texts), prepare(all_up_to<std::string, std::string>(3, letters)));
}

TEST_CASE("every short pattern with characters beyond ASCII, invalid bytes and dashes") {
    // the invalid bytes of the pattern are halves of the letter, which must not be found inside it
    const auto patterns = all_up_to<symbols, symbols>(3, {one(U'a'),
                                                          one(U'\u00E9'),
                                                          one(utf8::invalid_byte_base + 0xA9),
                                                          one(utf8::invalid_byte_base + 0xC3),
                                                          one(U'\\'),
                                                          {symbol::any_run},
                                                          {symbol::any_one},
                                                          {symbol::any_dash}});
    const auto texts = prepare(all_up_to<std::string, std::string>(
        4, std::vector<std::string>{"a", "\u00C9", "\xA9", "\xC3", "/", "\u2014", "\\"}));
    std::vector<prepared_text> few;
    for (std::size_t index = 0; index < texts.size(); index += index < 400 ? 1 : 13) { few.push_back(texts[index]); }
    check_all(patterns, few,
              prepare(all_up_to<std::string, std::string>(
                  2, std::vector<std::string>{"a", "\u00C9", "\xA9", "\xC3", "/", "\u2014", "\\"})));
}

TEST_CASE("every notation of up to six characters is read like the reference and written back") {
    const auto notations =
        all_up_to<std::string, std::string>(6, std::vector<std::string>{"a", "\\", "*", "?", "\xC3"});
    for (const std::string& notation : notations) {
        const sigma_string parsed = sigma_string::parse(notation);
        const symbols expected = reference::to_symbols(reference::parse_pattern(notation));
        const symbols found(parsed.symbols().begin(), parsed.symbols().end());
        const std::string written = parsed.to_text();
        if (found != expected) FAIL_CHECK("reading " << notation);
        if (sigma_string::parse(written) != parsed) FAIL_CHECK("writing " << notation << " as " << written);
        if (written.size() > notation.size()) FAIL_CHECK("needless escapes in " << written << " for " << notation);
    }
}
