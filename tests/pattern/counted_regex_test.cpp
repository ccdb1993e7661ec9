// SPDX-License-Identifier: BSL-1.0
#include <varsigma/pattern/detail/counted_regex.hpp>
#include <varsigma/pattern/detail/re2.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;

namespace {

/// RE2 itself, with room for whatever it needs: what the expression means.
class by_re2 {
public:
    by_re2(std::string_view pattern, regex_flags flags) : source_(pattern, flags, {.memory = std::int64_t{1} << 30}) {}

    [[nodiscard]] std::optional<text_span> find(std::string_view text) const {
        detail::re2_piece hit;
        if (!compiled_.Match(detail::to_re2(text), 0, text.size(), RE2::UNANCHORED, &hit, 1)) { return std::nullopt; }
        if (text.empty()) { return text_span{0, 0}; }
        return text_span{static_cast<std::size_t>(hit.data() - text.data()), hit.size()};
    }

private:
    detail::re2_source source_;
    RE2 compiled_{source_.text, source_.options};
};

std::string repaired(std::string_view text) {
    std::string made;
    utf8::repair(text, made);
    return made;
}

/// An expression by both, where counting applies; the count from which it does is lowered.
struct both {
    std::string pattern;
    by_re2 expected;
    std::optional<detail::counted_regex> counted;
    bool is_plain = false; // one repeated character: matches end at the same place, too

    both(const std::string& text, regex_flags flags, std::size_t large_count = 2)
        : pattern(text), expected(text, flags), counted(detail::counted_regex::make(text, flags, {}, large_count)) {}

    /// Whether they agree; a match is added to `hits`.
    [[nodiscard]] bool agree_on(std::string_view text, std::size_t& hits) const {
        const auto valid = repaired(text);
        const auto wanted = expected.find(valid);
        hits += wanted ? 1U : 0U;
        const auto found = counted->search(text, [&] { return std::string_view{valid}; });
        if (found != wanted.has_value() || counted->search_by_counting(text).found != found) { return false; }
        const auto stands = counted->find(text);
        if (stands.has_value() != found) { return false; }
        // it begins where RE2's does; that may end elsewhere
        if (!found || valid != text) { return true; }
        return is_plain ? stands == wanted : stands->offset == wanted->offset;
    }
};

/// All texts of up to so many characters of an alphabet.
std::vector<std::string> texts(const std::vector<std::string>& alphabet, std::size_t longest) {
    std::vector<std::string> made{""};
    for (std::size_t begin = 0, length = 0; length < longest; ++length) {
        const auto end = made.size();
        for (; begin < end; ++begin) {
            for (const auto& each : alphabet) { made.push_back(made[begin] + each); }
        }
    }
    return made;
}

std::string random_expression(std::mt19937& random, std::size_t depth) {
    const auto pick = [&](std::size_t limit) { return random() % limit; };
    constexpr std::array<std::string_view, 12> atoms{"a",      "b",   ".",     "[ab]",  "[^a]", "\\w",
                                                     "[^\\n]", "\\n", "(a|b)", "(?:.)", "A",    "(?s:.)"};
    constexpr std::array<std::string_view, 12> counts{"",      "{2}", "{2,}", "{3}", "{2,3}", "{0,2}",
                                                      "{1,4}", "*",   "+",    "?",   "{2,}?", "{1,3}?"};
    constexpr std::array<std::string_view, 8> places{"^", "$", "\\b", "\\B", "\\A", "\\z", "(?m:^)", "(?m:$)"};
    std::string made;
    const auto parts = 1 + pick(3);
    for (std::size_t part = 0; part < parts; ++part) {
        const auto kind = pick(10);
        if (kind == 0) {
            made += places[pick(places.size())];
        } else if (kind < 3 && depth != 0) {
            made += "(?:" + random_expression(random, depth - 1);
            if (pick(2) == 0) { made += "|" + random_expression(random, depth - 1); }
            made += ")";
            made += counts[pick(counts.size())];
        } else {
            made += atoms[pick(atoms.size())];
            made += counts[pick(counts.size())];
        }
    }
    return made;
}

constexpr std::array<regex_flags, 4> some_flags{regex_flags{}, regex_flags{.ignore_case = true},
                                                regex_flags{.multi_line = true}, regex_flags{.dot_all = true}};

} // namespace

TEST_CASE("counted: the usual shapes agree with RE2 on every short text") {
    const auto all = texts({"a", "b", "\n", "\xFF"}, 5);
    constexpr std::size_t plain_shapes = 10; // the first ones
    constexpr std::array<std::string_view, 9> atoms{".",   "a",      "[ab]",   "[^a]",  "\\w",
                                                    "\\W", "[^\\n]", "(?s:.)", "\u00E9"};
    std::size_t hits = 0;
    std::size_t number = 0;
    for (const std::string shape :
         {"X{2,}",           "X{3}",        "^X{2,}",          "X{2,}$", "^X{2,4}$",     "\\AX{2,3}\\z",
          "(X){2,}",         "(?:X){2,3}",  "X{2,}?",          "X{0,2}", "(X{1,2}){2}",  "(X{2}){2,}",
          "(?:X{1,3}){0,2}", "bX{2,}",      "X{2,}b",          "bX{2}b", "X{1,2}bX{2,}", "b?X{3,}b?",
          "(?:bX{2,})+$",    "b*X{2,3}\\b", "(a|b.)X{2}|bX{3}"}) {
        for (const auto atom : atoms) {
            std::string text = shape;
            for (auto at = text.find('X'); at != std::string::npos; at = text.find('X')) { text.replace(at, 1, atom); }
            for (const auto flags : some_flags) {
                both one{text, flags};
                one.is_plain = ++number <= plain_shapes * atoms.size() * some_flags.size();
                CAPTURE(text);
                REQUIRE(one.counted.has_value());
                for (const auto& each : all) {
                    if (!one.agree_on(each, hits)) { FAIL_CHECK("they differ on '" << each << "'"); }
                }
            }
        }
    }
    CHECK(hits > 50'000);
}

TEST_CASE("counted: random expressions agree with RE2 on random texts") {
    std::mt19937 random{11};
    constexpr std::array<std::string_view, 7> alphabet{"a", "b", "a", "\n", " ", "\u00E9", "\xFE"};
    std::size_t hits = 0;
    std::size_t counted = 0;
    std::size_t asked = 0;
    for (int again = 0; again < 6'000; ++again) {
        const auto pattern = random_expression(random, 2);
        const auto flags = some_flags[random() % some_flags.size()];
        const both one{pattern, flags};
        if (!one.counted) { continue; }
        ++counted;
        CAPTURE(pattern);
        for (int text = 0; text < 40; ++text) {
            std::string made;
            const auto variety = 2 + random() % (alphabet.size() - 1);
            for (auto left = random() % 14; left != 0; --left) { made += alphabet[random() % variety]; }
            ++asked;
            if (!one.agree_on(made, hits)) { FAIL_CHECK("they differ on '" << made << "'"); }
        }
    }
    CHECK(counted > 3'000);
    CHECK(hits > asked / 5);
    CHECK(hits < asked);
}

TEST_CASE("counted: large counts agree with RE2 around their bounds") {
    std::mt19937 random{12};
    std::size_t hits = 0;
    for (const std::string pattern :
         {".{100,}", "[a-z]{100}", "^.{100,}$", "^[^b]{100,120}$", "b.{100,}", "[a-z]{100,}b", "[a-z]{100,}[^a]$",
          "\\w{1,50}=x.{100,}", ".{0,50}x.{0,50}$", "b.{50}b", "b.{50}=[ab]x?.{20}", "(a{1,10}){10,12}b",
          "(?i)B.{100,}b", "(?m)^.{100,}$", "(?:(a|bb)*x)?.{100}=", "(?:x.{20}){2,4}=", "(=[ab]{17,}|x.{16,18}b)+"}) {
        CAPTURE(pattern);
        const both one{pattern, {}, detail::counted_regex::usual_large_count};
        REQUIRE(one.counted.has_value());
        for (int again = 0; again < 300; ++again) {
            std::string text;
            const auto length = random() % 150 + (again % 2 == 0 ? 60 : 0);
            const auto rare = 1 + random() % 60;
            constexpr std::string_view others = "bbx=\n\xFF";
            while (text.size() < length) { text += random() % rare != 0 ? 'a' : others[random() % others.size()]; }
            if (!one.agree_on(text, hits)) { FAIL_CHECK("they differ on '" << text << "'"); }
        }
    }
    CHECK(hits > 500);
}

TEST_CASE("counted: braces around numbers with leading zeros stand for themselves") {
    for (const std::string pattern : {"^a{020}.{16}$", "^a{1,020}.{16}$", "^a{020,}.{16}$"}) {
        CAPTURE(pattern);
        const both one{pattern, {}, detail::counted_regex::usual_large_count};
        REQUIRE(one.counted.has_value());
        std::size_t hits = 0;
        const auto brace = pattern.substr(1, pattern.find('}'));
        CHECK(one.agree_on(brace + std::string(16, 'x'), hits));
        CHECK(hits == 1);
        CHECK(one.agree_on(std::string(20 + 16, 'a'), hits));
        CHECK(hits == 1);
    }
}

TEST_CASE("counted: what is counted, and what is left to RE2") {
    const auto is_counted = [](std::string_view pattern, regex_flags flags = {}) {
        return detail::counted_regex::make(pattern, flags, {}).has_value();
    };
    CHECK(is_counted(".{1000,}"));
    CHECK(is_counted("((?:(.))){1000}"));
    CHECK(is_counted("(?:a|[b-d]|\\x65){16}"));
    CHECK(is_counted("\\Qa.\\E{16}"));
    CHECK(is_counted("(?P<name>x{1,5}){16}y"));
    CHECK(is_counted("(?i)foo.{100,}|bar$"));
    CHECK(is_counted("[[:alpha:]\\]]{100}[]x]{2}"));
    CHECK(is_counted("\\pL{100}\\x{263a}"));
    CHECK_FALSE(is_counted("x{15}"));
    CHECK_FALSE(is_counted("(?:ab){16}"));
    CHECK_FALSE(is_counted("\\Bx{0,16}")); // RE2 finds the place inside a character, too
    CHECK_FALSE(is_counted("x{,16}"));     // characters
    CHECK_FALSE(is_counted("x{016}"));     // the same
    CHECK_FALSE(is_counted("x{1,016}"));
    CHECK_FALSE(is_counted("x(?i)*y.{30}")); // for RE2 the star is that of x
    CHECK_FALSE(is_counted("x(?i){0,3}y.{30}"));
    CHECK_FALSE(is_counted(".{1000,}\\C"));      // bytes
    CHECK_FALSE(is_counted("(?:ab){300}x{16}")); // positions
}

TEST_CASE("counted: classes are what they are for RE2") {
    for (const auto& tried : std::vector<std::pair<std::string, regex_flags>>{
             {"k", {.ignore_case = true}},
             {"[^S]", {.ignore_case = true}},
             {"[a-z]", {.ignore_case = true}},
             {"\\W", {.ignore_case = true}},
             {"\\p{Greek}", {}},
             {"\\PL", {}},
             {"[^\\x00-\\x{2126}]", {}},
             {"[\\x{3b1}-\\x{3c9}k]", {.ignore_case = true}},
             {"\u00E5", {.ignore_case = true}},
             {"\\101", {}},
             {"[\\d\\-\\]]", {}},
         }) {
        CAPTURE(tried.first);
        const both one{"^(?:" + tried.first + "){1,16}$", tried.second, 16};
        REQUIRE(one.counted.has_value());
        std::size_t hits = 0;
        for (char32_t each = 0; each < 0x3000; ++each) {
            std::string text;
            utf8::append(each, text);
            if (!one.agree_on(text, hits)) { FAIL_CHECK("they differ on U+" << static_cast<unsigned>(each)); }
        }
        CHECK(hits != 0);
    }
}

TEST_CASE("counted: steps grow as the text does, whatever the counts") {
    for (const std::string pattern :
         {".{1000}x{2}y", "[a-z]{200,}!", "a.{1000}b!", "\\w{1,500}=x.{1000,}", "^(.{16}x)+$", ".{0,500}x.{0,500}!",
          "(?:a.{100,900}b)+!", "(?:a|b.{20,30})*!", "[ab]{900}!$"}) {
        CAPTURE(pattern);
        const auto counted = detail::counted_regex::make(pattern, {}, {});
        REQUIRE(counted.has_value());
        std::mt19937 random{13};
        for (const std::string_view letters : {"a", "ab", "ax", "abx=\n", "a\u00E9"}) {
            std::array<std::size_t, 2> steps{};
            for (std::size_t twice = 0; twice < steps.size(); ++twice) {
                const std::size_t length = std::size_t{20'000} << twice;
                std::string text;
                while (text.size() < length) { text += letters[random() % letters.size()]; }
                const auto seen = counted->search_by_counting(text);
                CHECK_FALSE(seen.found);
                steps[twice] = seen.steps;
            }
            CHECK(steps[0] < 20'000 * 12);
            CHECK(steps[1] <= 2 * steps[0] + steps[0] / 10 + 100);
        }
    }
}

TEST_CASE("counted: runs that lines cut short are looked at once") {
    for (const std::string pattern : {".{1000,}", ".{20,}$", "^.{20,}$", "b.{1000,}"}) {
        CAPTURE(pattern);
        const auto counted = detail::counted_regex::make(pattern, {}, {});
        REQUIRE(counted.has_value());
        for (const std::string line : {"\n", "a\n", "a\u00E9", "\u00E9\n"}) {
            std::array<std::size_t, 2> steps{};
            for (std::size_t twice = 0; twice < steps.size(); ++twice) {
                std::string text;
                while (text.size() < std::size_t{50'000} << twice) { text += line; }
                steps[twice] = counted->search_by_counting(text + "\n").steps;
            }
            CHECK(steps[0] <= 50'000 * 12);
            CHECK(steps[1] <= 2 * steps[0] + 1'100); // less than a run at the end is not looked at
        }
    }
}

TEST_CASE("counted: a run is found without looking at what is behind it, and ASCII is looked at in stretches") {
    const auto any = detail::counted_regex::make(".{1000,}", {}, {});
    CHECK(any->search_by_counting(std::string(8'000, 'x')).steps < 10);
    const auto letters = detail::counted_regex::make("[a-z]{1000,}", {}, {});
    CHECK(letters->search_by_counting(std::string(8'000, 'x')).steps == 1'001);
    std::string words;
    while (words.size() < 8'000) { words += "word "; }
    CHECK(letters->search_by_counting(words).steps < 100);
    CHECK(letters->search_by_counting(std::string(999, 'x')).steps == 0);
}
