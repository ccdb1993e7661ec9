// SPDX-License-Identifier: BSL-1.0
#include <varsigma/core/detail/flat_reader.hpp>
#include <varsigma/core/detail/flat_writer.hpp>
#include <varsigma/pattern/detail/pattern_checker.hpp>
#include <varsigma/pattern/detail/pattern_store.hpp>
#include <varsigma/pattern/glob_automaton.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/text/detail/casefold.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace varsigma;
using varsigma::detail::pattern_store;
using varsigma::detail::stored_glob;

namespace {

std::string random_text(std::mt19937& random, bool with_wildcards) {
    const std::vector<std::string> parts{"a", "b", "A", "\u00E9", "\u00C9", "\u212A", "\xFF", "abab", "-"};
    const std::vector<std::string> wildcards{"*", "?", "*", "\\*"};
    std::string made;
    for (auto left = random() % 8; left != 0; --left) {
        made += with_wildcards && random() % 3 == 0 ? wildcards[random() % wildcards.size()]
                                                    : parts[random() % parts.size()];
    }
    return made;
}

} // namespace

TEST_CASE("stored globs answer as the globs that were stored, also out of bytes") {
    std::mt19937 random{31};
    pattern_store store;
    std::vector<std::pair<glob_automaton, stored_glob>> globs;
    for (int round = 0; round < 2'000; ++round) {
        auto notation = sigma_string::parse(random_text(random, true));
        if (random() % 4 == 0) { notation = notation.contains(); }
        if (random() % 8 == 0) { notation = notation.windash(); }
        const auto mode = random() % 4 == 0 ? case_mode::exact : case_mode::folded;
        auto glob = *glob_automaton::compile(notation.symbols(), mode);
        const auto stored = store.add(glob);
        globs.emplace_back(std::move(glob), stored);
    }
    store.finish();
    detail::flat_writer writer;
    writer(store);
    const auto bytes = writer.bytes();
    detail::flat_reader reader{bytes};
    pattern_store read;
    reader(read);
    REQUIRE(reader.ok());
    detail::pattern_checker checker{read};
    int matched = 0;
    for (const auto& [glob, stored] : globs) {
        REQUIRE(checker.has_glob(stored));
        for (int round = 0; round < 20; ++round) {
            const auto text = random_text(random, false);
            std::string folded;
            fold_text(text, folded);
            const bool expected = glob.matches(text);
            matched += expected ? 1 : 0;
            CHECK(store.glob(stored).matches(text) == expected);
            CHECK(read.glob(stored).matches(text) == expected);
            CHECK(read.glob(stored).matches_folded(folded) == glob.matches_folded(folded));
            CHECK(read.glob(stored).find(text).has_value() == expected);
        }
    }
    CHECK(matched > 1000);
    CHECK(checker.at_end());
}

TEST_CASE("stored globs: what does not fit is noticed") {
    pattern_store store;
    const auto general = store.add(*glob_automaton::compile(sigma_string::parse("a*b?c").symbols(), case_mode::folded));
    const auto inner = store.add(*glob_automaton::compile(sigma_string::parse("*abab*").symbols(), case_mode::folded));
    const auto has = [&](const stored_glob& first, const stored_glob& second) {
        detail::pattern_checker checker{store};
        return checker.has_glob(first) && checker.has_glob(second) && checker.at_end();
    };
    CHECK(has(general, inner));
    auto wrong = general;
    wrong.extras = detail::not_stored;
    CHECK_FALSE(has(wrong, inner));
    wrong = general;
    wrong.extras = general.extras + 1;
    CHECK_FALSE(has(wrong, inner));
    wrong = inner;
    wrong.literal.size = 1'000'000;
    CHECK_FALSE(has(general, wrong));
    wrong = inner;
    wrong.rare = 4;
    CHECK_FALSE(has(general, wrong));
    wrong = inner;
    wrong.extras = general.extras; // a list, perhaps, but not of borders
    CHECK_FALSE(has(general, wrong));
    wrong = inner;
    wrong.form = static_cast<pattern_shape::kind>(17);
    CHECK_FALSE(has(general, wrong));
    CHECK_FALSE(detail::pattern_checker{store}.has_needle(detail::not_stored));
    CHECK_FALSE(detail::pattern_checker{store}.has_list(detail::not_stored));
    CHECK_FALSE(store.has_list(detail::not_stored));
}

TEST_CASE("stored globs: nothing is shared, left out or in another order") {
    pattern_store store;
    std::vector<stored_glob> globs;
    for (const auto* const notation : {"*abab*", "a*b?c", "*cdcd*"}) {
        globs.push_back(
            store.add(*glob_automaton::compile(sigma_string::parse(notation).symbols(), case_mode::folded)));
    }
    const auto sought = store.add_needle("abab");
    {
        detail::pattern_checker checker{store};
        for (const auto& each : globs) { CHECK(checker.has_glob(each)); }
        CHECK_FALSE(checker.at_end());
        CHECK(checker.has_needle(sought));
        CHECK(checker.at_end());
        CHECK_FALSE(checker.has_needle(sought));
    }
    {
        detail::pattern_checker checker{store};
        CHECK(checker.has_glob(globs[0]));
        CHECK_FALSE(checker.has_glob(globs[0])); // the borders of another
    }
    CHECK_FALSE(detail::pattern_checker{store}.has_glob(globs[1]));
    detail::pattern_checker shared_borders{store};
    CHECK(shared_borders.has_glob(globs[0]));
    CHECK(shared_borders.has_glob(globs[1]));
    auto wrong = globs[2];
    wrong.extras = globs[0].extras;
    CHECK_FALSE(shared_borders.has_glob(wrong));
}
