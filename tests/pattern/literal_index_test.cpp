// SPDX-License-Identifier: BSL-1.0
#include <varsigma/literals/literal_index.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/detail/casefold.hpp>
#include <varsigma/text/utf8.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using varsigma::indexed_text;
using varsigma::literal_index;
using kind = varsigma::pattern_shape::kind;
using ids = std::set<std::uint32_t>;

namespace {

constexpr std::array forms{kind::equals, kind::startswith, kind::endswith, kind::contains};

struct entry {
    kind form;
    std::string literal;
    std::uint32_t id;

    [[nodiscard]] bool is_in(std::string_view folded) const {
        switch (form) {
        case kind::equals: return folded == literal;
        case kind::startswith: return folded.starts_with(literal);
        case kind::endswith: return folded.ends_with(literal);
        default: return folded.find(literal) != std::string_view::npos;
        }
    }
};

/// What is found in the text alone in its memory, so that a sanitiser sees every byte read beyond it.
ids found_in(const literal_index& index, std::string_view text, bool ascii) {
    const auto alone = std::make_unique<char[]>(text.size());
    text.copy(alone.get(), text.size());
    ids found;
    index.find({{alone.get(), text.size()}, ascii}, [&](std::uint32_t id) { found.insert(id); });
    return found;
}

/// Text as an event has it: as it is if ASCII, else folded.
ids found_in(const literal_index& index, std::string_view text) {
    std::string folded;
    varsigma::fold_text(text, folded);
    if (!varsigma::utf8::is_ascii(text)) { return found_in(index, folded, varsigma::utf8::is_ascii(folded)); }
    // what is ASCII may also come folded, and may be passed for what is not
    const auto found = found_in(index, text, true);
    CHECK((found_in(index, folded, true) == found));
    CHECK((found_in(index, folded, false) == found));
    return found;
}

class random_words {
public:
    explicit random_words(std::uint32_t seed) : generator_(seed) {}

    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(generator_()) % limit; }
    std::string word(const std::vector<std::string>& letters, std::size_t shortest, std::size_t longest) {
        std::string made;
        const auto length = shortest + below(longest - shortest + 1);
        while (made.size() < length) { made += letters[below(letters.size())]; }
        return made;
    }
    std::string any_case(std::string text) {
        for (auto& byte : text) {
            if (byte >= 'a' && byte <= 'z' && below(2) == 0) { byte = static_cast<char>(byte - 0x20); }
        }
        return text;
    }

private:
    std::mt19937 generator_;
};

std::string folded(std::string_view text) {
    std::string made;
    varsigma::fold_text(text, made);
    return made;
}

} // namespace

TEST_CASE("literal index: the same as looking for each literal by itself") {
    const std::vector<std::vector<std::string>> alphabets{
        {"a"},
        {"a", "b"},
        {"a", "b", "c", "\\"},
        {"@", "`", "[", "{", "a", "\\", "|"}, // told apart by nothing but the bit of the case
        {"\xC3\xA4", "x", "Y"},
        {"\xC3\xA4", "\xC3", "\xA4", "x"},
        {std::string(1, '\0'), " ", "\xFF", "\xDF", "y"},
        {"k", "\xE2\x84\xAA", "\xC5\xBF", "s"}, // letters that fold to ASCII
    };
    random_words random{5};
    std::size_t hits = 0;
    for (int round = 0; round < 300; ++round) {
        const auto& letters = alphabets[random.below(alphabets.size())];
        literal_index index;
        std::vector<entry> entries;
        const auto count = random.below(round % 10 == 0 ? 600 : 25);
        const auto longest = round % 4 == 0 ? 30U : 9U;
        for (std::uint32_t id = 0; id < count; ++id) {
            const auto form = forms[random.below(forms.size())];
            // now and then the same literal again
            auto literal = !entries.empty() && random.below(5) == 0 ? entries[random.below(entries.size())].literal
                                                                    : folded(random.word(letters, 1, longest));
            while (form == kind::contains && literal.size() < literal_index::shortest_inner) { literal += literal; }
            index.add(form, literal, id);
            entries.push_back({form, std::move(literal), id});
        }
        const auto levels = varsigma::supported_simd_levels();
        index.build(levels[static_cast<std::size_t>(round) % levels.size()]);
        for (int texts = 0; texts < 20; ++texts) {
            auto text = texts == 0 ? std::string{} : random.word(letters, 1, texts < 10 ? 9 : 150);
            if (texts % 4 == 1 && !entries.empty()) { text = entries[random.below(entries.size())].literal; }
            text = random.any_case(text);
            const auto folded_text = folded(text);
            ids expected;
            for (const auto& each : entries) {
                if (each.is_in(folded_text)) { expected.insert(each.id); }
            }
            hits += expected.size();
            CHECK((found_in(index, text) == expected));
        }
    }
    CHECK(hits > 10'000);
}

TEST_CASE("literal index: many literals, all places of a text") {
    // so many that they are spread over all filters, and on both sides of where other filters are chosen
    const std::vector<std::string> letters{"a", "b", "c", "d", "e", "f"};
    random_words random{9};
    const auto levels = varsigma::supported_simd_levels();
    for (const std::uint32_t count : {50U, 150U, 220U, 250U, 400U, 2000U, 8000U}) {
        literal_index index;
        std::vector<entry> entries;
        for (std::uint32_t id = 0; id < count; ++id) {
            entries.push_back({kind::contains, random.word(letters, 2, 12), id});
            index.add(kind::contains, entries.back().literal, id);
        }
        index.build(levels[count / 50 % levels.size()]);
        for (std::size_t length = 0; length < 80; ++length) {
            auto text = random.word(letters, length, length);
            // longer ones hardly come about by chance
            if (length % 2 == 0) {
                text += entries[random.below(entries.size())].literal + random.word(letters, 0, length);
            }
            text = random.any_case(std::move(text));
            const auto folded_text = folded(text);
            ids expected;
            for (const auto& each : entries) {
                if (each.is_in(folded_text)) { expected.insert(each.id); }
            }
            CHECK((found_in(index, text) == expected));
        }
    }
}

TEST_CASE("literal index: an empty one finds nothing") {
    literal_index index;
    CHECK(found_in(index, "before it is built").empty());
    index.build();
    CHECK(index.bytes() == 0);
    CHECK(found_in(index, "").empty());
    CHECK(found_in(index, "any text").empty());
    CHECK(found_in(index, "\xC3\xA4ny text").empty());
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
    CHECK((found_in(index, "word") == ids{0, 1, 2, 3, 5}));
    CHECK((found_in(index, "words") == ids{1, 3}));
    CHECK((found_in(index, "a word") == ids{2, 3, 5}));
    CHECK((found_in(index, "swords") == ids{3}));
    CHECK((found_in(index, "wor") == ids{}));
    CHECK((found_in(index, "ord") == ids{5}));
    CHECK((found_in(index, "w") == ids{4}));
    CHECK((found_in(index, "Word") == ids{0, 1, 2, 3, 5}));
    CHECK((found_in(index, "worword") == ids{2, 3, 5}));
}

TEST_CASE("literal index: what is not ASCII") {
    literal_index index;
    index.add(kind::equals,
              "stra\xC3\x9F"
              "e",
              0);
    index.add(kind::startswith, "\xC3\xA4", 1);
    index.add(kind::contains, "\xC3\xB6", 2);
    index.add(kind::endswith, "\xC3\xA4pfel", 3);
    index.add(kind::contains, "\xF0\x9F\x92\xA9\xF0\x9F\x92\xA9", 4);
    index.add(kind::contains, "apfel", 5);
    index.add(kind::contains, "kiss", 6);
    index.build();
    CHECK((found_in(index, "STRA\xC3\x9F"
                           "E") == ids{0}));
    CHECK((found_in(index, "\xC3\x84pfel") == ids{1, 3}));
    CHECK((found_in(index, "APFEL K\xC3\x96NIG") == ids{2, 5}));
    CHECK((found_in(index, "x\xF0\x9F\x92\xA9\xF0\x9F\x92\xA9") == ids{4}));
    CHECK((found_in(index, "x\xF0\x9F\x92\xA9 \xF0\x9F\x92\xA9") == ids{}));
    CHECK((found_in(index, "\xE2\x84\xAA"
                           "i\xC5\xBF\xC5\xBF") == ids{6}));
    CHECK((found_in(index, "\xC3\xA4 \xE2\x84\xAA"
                           "ISS") == ids{1, 6}));
}

TEST_CASE("literal index: long texts and long literals") {
    literal_index index;
    const std::string long_literal(70'000, 'x');
    index.add(kind::contains, long_literal + "end", 1);
    index.add(kind::startswith, long_literal, 2);
    index.add(kind::endswith, "xxend", 3);
    index.add(kind::contains, "yend", 4);
    index.build();
    CHECK((found_in(index, long_literal + "end") == ids{1, 2, 3}));
    CHECK((found_in(index, std::string(1'000'000, 'x')) == ids{2}));
    CHECK((found_in(index, std::string(69'999, 'x') + "end") == ids{3}));
    CHECK((found_in(index, std::string(69'999, 'x') + "YEND") == ids{4}));
}

TEST_CASE("literal index: thousands of literals, each found in its form and told from its neighbours") {
    literal_index index;
    constexpr std::uint32_t count = 8000;
    const auto name = [](std::uint32_t id) { return "c:\\windows\\lit" + std::to_string(id) + ".exe"; };
    for (std::uint32_t id = 0; id < count; ++id) { index.add(forms[id % forms.size()], name(id), id); }
    index.build();
    for (std::uint32_t id = 0; id < count; id += 7) {
        CHECK((found_in(index, name(id)) == ids{id}));
        const auto form = forms[id % forms.size()];
        CHECK((found_in(index, "<" + name(id) + ">").contains(id) == (form == kind::contains)));
        CHECK((found_in(index, "<" + name(id)).contains(id) == (form == kind::contains || form == kind::endswith)));
        CHECK((found_in(index, name(id) + ">").contains(id) == (form == kind::contains || form == kind::startswith)));
    }
    CHECK((found_in(index, name(count)) == ids{}));
    CHECK(index.bytes() < count * 250);
}

TEST_CASE("literal index: small ones take little memory") {
    for (const auto form : forms) {
        literal_index index;
        index.add(form, "\\appdata\\local\\", 1);
        index.add(form, "\\programdata\\", 2);
        index.add(form, "\\temp\\file.exe", 3);
        index.build();
        CHECK(sizeof index + index.bytes() < 500);
    }
}
