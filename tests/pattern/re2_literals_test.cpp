// SPDX-License-Identifier: BSL-1.0
#include <varsigma/pattern/detail/re2.hpp>
#include <varsigma/pattern/detail/re2_literals.hpp>
#include <varsigma/text/detail/casefold.hpp>
#include <varsigma/text/utf8.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;

namespace {

using literals = std::vector<std::string>;

literals required(std::string_view pattern, regex_flags flags = {}, std::size_t shortest = 3) {
    return required_literals(pattern, flags, {}, shortest);
}

bool holds_one(std::string_view text, const literals& wanted) {
    std::string folded;
    fold_text(text, folded);
    return std::any_of(wanted.begin(), wanted.end(),
                       [&](const std::string& literal) { return folded.find(literal) != std::string::npos; });
}

std::string utf8_of(char32_t character) {
    std::string text;
    utf8::append(character, text);
    return text;
}

/// The characters that fold to the same, by what they fold to; only where there are several.
std::map<char32_t, std::vector<char32_t>> fold_groups() {
    std::map<char32_t, std::vector<char32_t>> groups;
    for (char32_t character = 0; character < detail::casefold_end; ++character) {
        if (fold(character) == character) { continue; }
        auto& group = groups[fold(character)];
        if (group.empty()) { group.push_back(fold(character)); }
        group.push_back(character);
    }
    return groups;
}

/// A random expression, and a text that it most likely matches.
struct specimen {
    std::string pattern;
    std::string text;
};

class specimen_source {
public:
    explicit specimen_source(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t bound) { return random_() % bound; }

    specimen draw(int depth) {
        switch (depth == 0 ? below(3) : below(11)) {
        case 0:
        case 1: return word();
        case 2: return one_character();
        case 3:
        case 4:
        case 5: {
            specimen joined;
            for (auto parts = below(3) + 2; parts > 0; --parts) {
                const auto part = draw(depth - 1);
                joined.pattern += part.pattern;
                joined.text += part.text;
            }
            return joined;
        }
        case 6:
        case 7: {
            specimen chosen;
            const auto parts = below(4) + 2;
            const auto choice = below(parts);
            for (std::size_t at = 0; at < parts; ++at) {
                const auto part = draw(depth - 1);
                chosen.pattern += (at == 0 ? "(?:" : "|") + part.pattern;
                if (at == choice) { chosen.text = part.text; }
            }
            chosen.pattern += ')';
            return chosen;
        }
        case 8: {
            const auto part = draw(depth - 1);
            const bool is_there = below(2) == 0;
            return {"(" + part.pattern + ")" + (below(2) == 0 ? "?" : "*"), is_there ? part.text : ""};
        }
        case 9: {
            const auto part = draw(depth - 1);
            return {"(?:" + part.pattern + ")" + (below(2) == 0 ? "+" : "{1,3}"), part.text};
        }
        default: {
            const auto part = draw(depth - 1);
            return {"(?i:" + part.pattern + ")", part.text};
        }
        }
    }

    /// A text that differs a little.
    std::string mutate(std::string text) {
        static const std::vector<std::string_view> pieces{
            "k", "K", "\u212A", "s", "S", "\u017F", "\u00DF", "\u1E9E", "\xFF", "\xEF\xBF\xBD", "\n", "abc", "", "x",
        };
        for (auto steps = below(3); steps > 0; --steps) {
            const auto at = below(text.size() + 1);
            const auto piece = pieces[below(pieces.size())];
            switch (below(4)) {
            case 0: text.insert(at, piece); break;
            case 1: text.replace(at, 1, piece); break;
            case 2: text.erase(at, below(4)); break;
            default:
                if (at < text.size() &&
                    ((text[at] >= 'a' && text[at] <= 'z') || (text[at] >= 'A' && text[at] <= 'Z'))) {
                    text[at] = static_cast<char>(text[at] ^ 0x20);
                }
            }
        }
        return text;
    }

private:
    specimen word() {
        static const std::vector<specimen> words{
            {"kiss", "kiss"},
            {"Kelvin", "Kelvin"},
            {"masks", "masks"},
            {"abcd", "abcd"},
            {"bcd", "bcd"},
            {"xyzzy", "xyzzy"},
            {"power", "power"},
            {"\\.exe", ".exe"},
            {"ab", "ab"},
            {"c", "c"},
            {"stra\u00DFe", "stra\u00DFe"},
            {"\u03C3\u03AC\u03C2", "\u03C3\u03AC\u03C2"},
            {"\\x{FFFD}abc", "\xFF"
                             "abc"},
            {"e\\x{FFFD}fgh\\x{FFFD}", "e\xC3"
                                       "fgh\xEF\xBF\xBD"},
            {"\u212Aelvin", "\u212Aelvin"},
            {"po\u017F\u017Fe\u017F\u017Fe\u017F", "po\u017F\u017Fe\u017F\u017Fe\u017F"},
            {"^abc", "abc"},
            {"\\bfoo\\b", "foo"},
            {"bar$", "bar"},
            {"\\QA.b\\E", "A.b"},
        };
        return words[below(words.size())];
    }

    specimen one_character() {
        static const std::vector<specimen> classes{
            {".", "q"},     {".*", ""},           {"[a-c]", "b"},
            {"[^a]", "k"},  {"\\d", "7"},         {"[kK]", "K"},
            {"[sx]", "s"},  {"[[:alpha:]]", "g"}, {"[\\x{FFFD}k]", "\xFF"},
            {"\\s+", " "},  {"\\w{2}", "z9"},     {"(?s:.)", "\n"},
            {"[A-Z]", "Q"}, {"\\pL", "\u00E4"},   {"", ""},
        };
        return classes[below(classes.size())];
    }

    std::mt19937 random_;
};

} // namespace

TEST_CASE("a literal that every match holds") {
    CHECK(required("abc") == literals{"abc"});
    CHECK(required("ABC.*x") == literals{"abc"});
    CHECK(required("sekurlsa::logonpasswords \\d+") == literals{"sekurlsa::logonpasswords "});
    CHECK(required("(?:foo|bar).*xyzzy") == literals{"xyzzy"});
    CHECK(required("^\\s*mimikatz(\\.exe)?$") == literals{"mimikatz"});
    CHECK(required("\\\\[a-z]{3}\\\\temp\\\\.*\\.exe") == literals{"\\temp\\"});
    CHECK(required("(foo)+") == literals{"foo"});
    CHECK(required("(foo){2,}") == literals{"foo"});
}

TEST_CASE("literals of which every match holds one") {
    CHECK(required("foo|bar") == literals{"bar", "foo"});
    CHECK(required("fo[ox]") == literals{"foo", "fox"});
    CHECK(required("(?:whoami|netstat) /all|systeminfo").size() <= 3);
    CHECK(required("foo.*qqq|baz") == literals{"baz", "qqq"});
}

TEST_CASE("no literal that holds another") {
    CHECK(required("abc|xabcx|zz9") == literals{"abc", "zz9"});
}

TEST_CASE("expressions without literals") {
    for (const auto pattern : {"", "a", "ab", ".*", "^$", "a+b+", "(abc)?", "(abc)*", "abc|", "abc|d", "[a-z]{16}", "(",
                               "(?=abc)", "(abc)\\1", "\\d{4}-\\d{2}", "[^\\x00-\\x{10FFFF}]", "abc|\\x{FFFD}"}) {
        CAPTURE(pattern);
        CHECK(required(pattern).empty());
    }
    CHECK(required_literals("abc.{1000}.{1000}", {}, {.memory = 1000}).empty());
}

TEST_CASE("the shortest literal is as asked for") {
    CHECK(required("ab", {}, 2) == literals{"ab"});
    CHECK(required("abc", {}, 4).empty());
    CHECK(required("abc.*wxyz", {}, 4) == literals{"wxyz"});
    CHECK(required("abc|wxyz", {}, 4).empty());
}

TEST_CASE("only ASCII parts are literals") {
    CHECK(required("stra\u00DFe") == literals{"stra"});
    CHECK(required("\u03C3\u03AC\u03C2").empty());
    CHECK(required("ab\\x{FFFD}cd").empty());
    CHECK(required("abc\\x{FFFD}cd") == literals{"abc"});
    CHECK(required("\u212Aelvin") == literals{"kelvin"});
    CHECK(required("po\u017Fition") == literals{"position"});
}

TEST_CASE("case does not matter") {
    constexpr regex_flags ignore_case{.ignore_case = true};
    CHECK(required("Kiss", ignore_case) == literals{"kiss"});
    CHECK(required("(?i)possessesses") == literals{"possessesses"});
    CHECK(required("MiMiKaTz") == literals{"mimikatz"});
}

TEST_CASE("parts of an expression that share all their conditions are not lost") {
    // each two of twelve words in one alternative, so that each word stands in eleven of them
    std::vector<std::string> words;
    for (char letter = 'a'; letter < 'm'; ++letter) { words.push_back(std::string(4, letter)); }
    std::string pattern = "zzzz.*yyyy";
    std::vector<std::string> texts{"zzzz and yyyy"};
    for (std::size_t one = 0; one < words.size(); ++one) {
        for (std::size_t other = one + 1; other < words.size(); ++other) {
            pattern += "|" + words[one] + ".*" + words[other];
            texts.push_back(words[one] + words[other]);
        }
    }
    const auto found = required(pattern);
    REQUIRE(!found.empty());
    for (const auto& text : texts) {
        CAPTURE(text);
        CHECK(holds_one(text, found));
    }
}

TEST_CASE("more alternatives than can be chosen from") {
    std::string pattern = "abc";
    for (int number = 0; number < 600; ++number) { pattern += "|" + std::to_string(number) + "x.*" + "yz"; }
    CHECK(required(pattern).empty());
    CHECK(required("abcd.*" + pattern).empty());
}

TEST_CASE("every pair of characters that RE2 takes for one but for case") {
    std::string buffer;
    for (const auto& [folded, group] : fold_groups()) {
        for (const char32_t written : group) {
            const auto pattern = "ab" + utf8_of(written) + "yz";
            const auto compiled = re2_regex::compile(pattern, {.ignore_case = true});
            const auto found = required(pattern, {.ignore_case = true}, 2);
            REQUIRE(compiled.has_value());
            REQUIRE(!found.empty());
            for (const char32_t met : group) {
                const auto text = "AB" + utf8_of(met) + "Yz";
                if (!compiled->search(text, buffer)) { continue; }
                CAPTURE(pattern);
                CAPTURE(text);
                CHECK(holds_one(text, found));
            }
        }
    }
}

TEST_CASE("no character becomes an ASCII one for RE2 that does not fold to it") {
    const auto check = [](char32_t first, char32_t last) {
        re2::FilteredRE2 filter{3};
        RE2::Options options;
        options.set_log_errors(false);
        int id = 0;
        for (char32_t character = first; character < last; ++character) {
            if (character >= 0xD800 && character < 0xE000) { continue; }
            const auto text = std::to_string(static_cast<unsigned long>(character)) + "_" + utf8_of(character);
            REQUIRE(filter.Add(detail::to_re2(text), options, &id) == RE2::NoError);
        }
        std::vector<std::string> atoms;
        filter.Compile(&atoms);
        std::string folded;
        for (const auto& atom : atoms) {
            const auto number = static_cast<char32_t>(std::stoul(atom));
            const auto own = fold(number);
            fold_text(atom, folded);
            const bool is_ascii = utf8::is_ascii(folded);
            CAPTURE(atom);
            CHECK(is_ascii == (own < 0x80));
            if (is_ascii) { CHECK(folded.back() == static_cast<char>(own)); }
        }
    };
    for (char32_t first = 0x80; first < 0x3000; first += 0x800) {
        check(first, std::min<char32_t>(first + 0x800, 0x3000));
    }
    check(0xA000, 0xAC00); // what lies between has no case
    check(0xF900, 0xFFFE);
    check(0x10000, 0x11000);
    check(0x16E00, 0x16F00);
    check(0x1E800, 0x1EA00);
}

TEST_CASE("matches of random expressions hold a literal") {
    specimen_source source{7};
    std::string buffer;
    int matches = 0;
    int with_literals = 0;
    for (int round = 0; round < 3000; ++round) {
        const auto each = source.draw(3);
        const regex_flags flags{source.below(3) == 0, source.below(3) == 0, source.below(3) == 0};
        const auto compiled = re2_regex::compile(each.pattern, flags);
        CAPTURE(each.pattern);
        REQUIRE(compiled.has_value());
        const auto found = required(each.pattern, flags, 2 + source.below(3));
        if (found.empty()) { continue; }
        ++with_literals;
        for (int variant = 0; variant < 30; ++variant) {
            const auto text = variant == 0 ? each.text : source.mutate(each.text);
            if (!compiled->search(text, buffer)) { continue; }
            ++matches;
            CAPTURE(text);
            CHECK(holds_one(text, found));
        }
    }
    CHECK(with_literals > 800);
    CHECK(matches > 10000);
}
