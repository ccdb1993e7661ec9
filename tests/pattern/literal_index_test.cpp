// SPDX-License-Identifier: BSL-1.0
#include <varsigma/pattern/literal_index.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using varsigma::literal_index;
using kind = varsigma::pattern_shape::kind;

namespace {

struct entry {
    kind form;
    std::string literal;
    std::uint32_t id;

    [[nodiscard]] bool is_in(std::string_view text) const {
        switch (form) {
        case kind::equals: return text == literal;
        case kind::startswith: return text.starts_with(literal);
        case kind::endswith: return text.ends_with(literal);
        default: return text.find(literal) != std::string_view::npos;
        }
    }
};

std::set<std::uint32_t> found_in(const literal_index& index, std::string_view text) {
    std::set<std::uint32_t> ids;
    index.find(text, [&](std::uint32_t id) { ids.insert(id); });
    return ids;
}

} // namespace

TEST_CASE("literal index: the same as looking for each literal by itself") {
    std::mt19937 generator{5};
    const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(generator()) % limit; };
    const std::vector<std::vector<std::string>> alphabets{{"a"},
                                                          {"a", "b"},
                                                          {"a", "b", "c", "\\"},
                                                          {"\xC3\xA4", "\xC3", "\xA4", "x"},
                                                          {std::string(1, '\0'), "\xFF", "y"}};
    constexpr kind forms[] = {kind::equals, kind::startswith, kind::endswith, kind::contains};
    std::size_t hits = 0;
    for (int round = 0; round < 400; ++round) {
        const auto& letters = alphabets[below(alphabets.size())];
        const auto word = [&](std::size_t shortest, std::size_t longest) {
            std::string made;
            const auto length = shortest + below(longest - shortest + 1);
            while (made.size() < length) { made += letters[below(letters.size())]; }
            return made;
        };
        literal_index index;
        std::vector<entry> entries;
        const auto count = below(round % 10 == 0 ? 400 : 25);
        for (std::uint32_t id = 0; id < count; ++id) {
            const auto form = forms[below(4)];
            // now and then the same literal again
            auto literal = !entries.empty() && below(5) == 0 ? entries[below(entries.size())].literal : word(1, 9);
            if (form == kind::contains && literal.size() < literal_index::shortest_inner) {
                literal += word(literal_index::shortest_inner, literal_index::shortest_inner);
            }
            index.add(form, literal, id);
            entries.push_back({form, std::move(literal), id});
        }
        index.build();
        for (int texts = 0; texts < 20; ++texts) {
            const auto text = texts == 0                       ? std::string{}
                              : texts == 1 && !entries.empty() ? entries.front().literal
                                                               : word(1, texts < 10 ? 6 : 40);
            std::set<std::uint32_t> expected;
            for (const auto& each : entries) {
                if (each.is_in(text)) { expected.insert(each.id); }
            }
            hits += expected.size();
            CHECK((found_in(index, text) == expected));
        }
    }
    CHECK(hits > 5000);
}

TEST_CASE("literal index: an empty one finds nothing") {
    literal_index index;
    CHECK(found_in(index, "before it is built").empty());
    index.build();
    CHECK(found_in(index, "").empty());
    CHECK(found_in(index, "any text").empty());
}

TEST_CASE("literal index: each form finds at its own place, texts shorter than a literal nowhere") {
    literal_index index;
    index.add(kind::equals, "word", 0);
    index.add(kind::startswith, "word", 1);
    index.add(kind::endswith, "word", 2);
    index.add(kind::contains, "word", 3);
    index.add(kind::contains, "word", 3); // the same once more
    index.add(kind::equals, "w", 4);
    index.add(kind::endswith, "d", 5);
    index.build();
    using ids = std::set<std::uint32_t>;
    CHECK((found_in(index, "word") == ids{0, 1, 2, 3, 5}));
    CHECK((found_in(index, "words") == ids{1, 3}));
    CHECK((found_in(index, "a word") == ids{2, 3, 5}));
    CHECK((found_in(index, "swords") == ids{3}));
    CHECK((found_in(index, "wor") == ids{}));
    CHECK((found_in(index, "ord") == ids{5}));
    CHECK((found_in(index, "w") == ids{4}));
    CHECK((found_in(index, "Word") == ids{5})); // compared byte by byte
    CHECK((found_in(index, "worword") == ids{2, 3, 5}));
}

TEST_CASE("literal index: long texts and long literals") {
    literal_index index;
    const std::string long_literal(70'000, 'x');
    index.add(kind::contains, long_literal + "end", 1);
    index.add(kind::startswith, long_literal, 2);
    index.add(kind::endswith, "xxend", 3);
    index.build();
    CHECK((found_in(index, long_literal + "end") == std::set<std::uint32_t>{1, 2, 3}));
    CHECK((found_in(index, std::string(1'000'000, 'x')) == std::set<std::uint32_t>{2}));
    CHECK((found_in(index, std::string(69'999, 'x') + "end") == std::set<std::uint32_t>{3}));
}
