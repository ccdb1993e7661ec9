// SPDX-License-Identifier: BSL-1.0
#include <varsigma/literals/detail/teddy.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace std::string_literals;
using namespace std::string_view_literals;
using namespace varsigma;
using detail::teddy;

namespace {

using ids = std::vector<std::uint32_t>;

std::string fold_naively(std::string_view text) {
    std::string folded{text};
    for (auto& byte : folded) {
        if (byte >= 'A' && byte <= 'Z') { byte = static_cast<char>(byte - 'A' + 'a'); }
    }
    return folded;
}

/// One set of literals at every level that this machine has; literal i has the id 10 * i + 3.
class all_levels {
public:
    explicit all_levels(std::vector<std::string> literals) : literals_(std::move(literals)) {
        for (const auto level : supported_simd_levels()) {
            auto& made = made_.emplace_back();
            for (std::size_t at = 0; at < literals_.size(); ++at) { made.add(literals_[at], id_of(at)); }
            made.build(level);
        }
    }

    /// Whether every level finds what the text holds.
    void check(std::string_view text) const {
        const auto expected = holds_naively(text);
        const auto levels = supported_simd_levels();
        for (std::size_t at = 0; at < made_.size(); ++at) {
            CAPTURE(to_string(levels[at]));
            CAPTURE(text);
            REQUIRE(found(made_[at], text) == expected);
        }
    }

    /// The same with nothing of the process's own memory behind the text, so that the sanitizers see a byte read there.
    void check_in_exact_memory(std::string_view text) const {
        const std::unique_ptr<char[]> copy{new char[text.size()]};
        text.copy(copy.get(), text.size());
        check({copy.get(), text.size()});
    }

    [[nodiscard]] ids holds_naively(std::string_view text) const {
        const std::string folded = fold_naively(text);
        ids held;
        for (std::size_t at = 0; at < literals_.size(); ++at) {
            if (folded.find(literals_[at]) != std::string::npos) { held.push_back(id_of(at)); }
        }
        return held;
    }

    [[nodiscard]] const std::vector<std::string>& literals() const { return literals_; }

private:
    static std::uint32_t id_of(std::size_t at) { return static_cast<std::uint32_t>(at * 10 + 3); }

    static ids found(const teddy& searched, std::string_view text) {
        ids all;
        searched.find(text, [&](std::uint32_t id) { all.push_back(id); });
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }

    std::vector<std::string> literals_;
    std::vector<teddy> made_;
};

std::string word(std::mt19937& random, std::size_t shortest, std::size_t longest, std::string_view letters) {
    std::string made(shortest + random() % (longest - shortest + 1), ' ');
    for (auto& letter : made) { letter = letters[random() % letters.size()]; }
    return made;
}

std::vector<std::string> words(std::mt19937& random, std::size_t count, std::size_t shortest, std::size_t longest,
                               std::string_view letters) {
    std::vector<std::string> made;
    for (; count != 0; --count) { made.push_back(word(random, shortest, longest, letters)); }
    return made;
}

std::string in_random_case(std::mt19937& random, std::string text) {
    for (auto& letter : text) {
        if (letter >= 'a' && letter <= 'z' && random() % 2 == 0) { letter = static_cast<char>(letter - 'a' + 'A'); }
    }
    return text;
}

// what short literals of rules look like
const std::vector<std::string> usual{" -c ", " -enc ", "/c ",    "iex", ".exe",  ".ps1", ".dll",
                                     "&&",   "\\\\",   "http",   "cmd", "-w ",   "%tmp", "\\temp",
                                     "rm",   "del",    "bypass", "{1}", "admin$"};

} // namespace

TEST_CASE("teddy: none, and the shortest texts") {
    const all_levels none{{}};
    none.check("");
    none.check("a");
    none.check("a text of more than sixteen and more than thirty-two bytes");
    teddy empty;
    CHECK(empty.empty());
    CHECK(empty.size() == 0);
    empty.add("ab", 7);
    CHECK_FALSE(empty.empty());
    CHECK(empty.size() == 1);
    CHECK(empty.bytes() != 0);
    empty.find("ab", [](std::uint32_t) { FAIL("not built yet"); });
    empty.build(simd_level::scalar);
    CHECK(empty.size() == 1);
    CHECK(empty.bytes() != 0);

    const all_levels two{{"ab", "abcd"}};
    CHECK(two.holds_naively("xABCD") == ids{3, 13});
    for (const auto text : {""sv, "a"sv, "b"sv, "ab"sv, "Ab"sv, "aBc"sv, "abC"sv, "aBcD"sv, "bab"sv, "\0ab"sv}) {
        two.check_in_exact_memory(text);
    }
}

TEST_CASE("teddy: a literal at every place of texts of every length and alignment") {
    std::mt19937 random{20240701};
    const std::vector<std::vector<std::string>> sets{
        {"xy"},       {"xyz"},       {"xyzq"}, {"axyzqb"},
        {"xyzqjxyz"}, {"xy", "zyx"}, usual,    words(random, 96, 2, 6, "abcdefgh12\\-")};
    for (const auto& literals : sets) {
        const all_levels searched{literals};
        for (std::size_t size = 0; size <= 100; ++size) {
            std::string filled(size + 32, '.');
            const std::size_t from = random() % 32; // where the text begins to the vectors
            for (std::size_t at = 0; at < size; ++at) {
                const auto& literal = literals[random() % literals.size()];
                std::string text = filled;
                // some are cut off by the end of the text, with their other bytes behind it
                text.replace(from + at, literal.size(), in_random_case(random, literal));
                searched.check(std::string_view{text}.substr(from, size));
            }
            searched.check_in_exact_memory(std::string_view{filled}.substr(0, size));
        }
    }
}

TEST_CASE("teddy: what only looks like a literal") {
    const all_levels searched{{"az", "@z", "{a", "`a", "[a", "k1", "s!", "\x7F\x7F", " \x1F"}};
    // the neighbours of the letters, what differs from them in one bit, and high bytes with the same lower half
    for (int first = 0; first < 0x100; ++first) {
        for (int second = 0; second < 0x100; ++second) {
            const char text[]{static_cast<char>(first), static_cast<char>(second)};
            searched.check({text, 2});
        }
    }
    for (int first = 0; first < 0x100; ++first) {
        for (const char second : "azAZ@`[{1!\x7F\x1F\x9F\xE1"sv) {
            std::string text(40, '-');
            text[20] = static_cast<char>(first);
            text[21] = second;
            searched.check(text);
        }
    }
}

TEST_CASE("teddy: literals with zeros are not found beyond a text") {
    const all_levels searched{
        {"\0\0"s, "a\0"s, "\0a"s, "a\0b"s, "\0\0\0\0\0"s, "ab\0\0\0\0cd"s, "\0x\0\0"s, "x\0\0\0\0\0\0\0"s}};
    for (std::size_t size = 0; size <= 70; ++size) {
        for (const auto end : {""sv, "a"sv, "x"sv, "ab"sv, "\0"sv, "a\0"sv, "\0\0"sv, "x\0\0\0"sv, "ab\0\0"sv}) {
            const std::string text = std::string(size, '-') + std::string{end};
            searched.check_in_exact_memory(text);
            searched.check_in_exact_memory(std::string{end} + std::string(size, '-'));
        }
    }
}

TEST_CASE("teddy: agrees with a naive search over random texts") {
    std::mt19937 random{20240702};
    const std::vector<std::string_view> alphabets{"ab", "abcdefghijklmnopqrstuvwxyz0123456789 -/\\.",
                                                  "a\x61\x71\x31\x21qQ1!", "@`[{azAZ\x7F ", "aA\xC1\xE1\x81\xC3\xA9z"};
    for (int round = 0; round < 300; ++round) {
        const auto letters = alphabets[static_cast<std::size_t>(round) % alphabets.size()];
        std::string literal_letters;
        for (const char letter : fold_naively(letters)) {
            if (static_cast<unsigned char>(letter) < 0x80) { literal_letters += letter; }
        }
        constexpr std::size_t counts[]{1, 2, 7, 8, 9, 16, 17, 40, 96, 130};
        const all_levels searched{words(random, counts[random() % 10], 2,
                                        round % 3 == 0   ? 3
                                        : round % 3 == 1 ? 6
                                                         : 8,
                                        literal_letters)};
        for (int texts = 0; texts < 40; ++texts) {
            auto text = word(random, 0, texts % 10 == 0 ? 500 : 100, letters);
            if (random() % 2 == 0 && !text.empty()) {
                const auto& literal = searched.literals()[random() % searched.literals().size()];
                text.insert(random() % text.size(), in_random_case(random, literal));
            }
            searched.check_in_exact_memory(text);
        }
    }
}

TEST_CASE("teddy: all bytes, in texts that are not ASCII as well") {
    std::mt19937 random{20240703};
    const all_levels searched{usual};
    for (int round = 0; round < 3000; ++round) {
        std::string text(random() % 120, ' ');
        for (auto& byte : text) { byte = static_cast<char>(random() % 0x100); }
        if (!text.empty()) { text.insert(random() % text.size(), usual[random() % usual.size()]); }
        searched.check_in_exact_memory(text);
    }
}

TEST_CASE("teddy: more candidates than are kept at once") {
    const all_levels searched{{"aa", "aaa", "aaaa", "aaaaaa", "aaaaab", "ab"}};
    for (const std::size_t size : {95U, 96U, 97U, 127U, 128U, 129U, 130U, 131U, 160U, 1000U, 5000U}) {
        searched.check(std::string(size, 'A'));
        searched.check(std::string(size, 'a') + 'B');
        searched.check('b' + std::string(size, 'a') + "-ab");
    }
}

TEST_CASE("teddy: every occurrence of a bucket with the same literal under several ids") {
    std::vector<std::string> literals(40, "same");
    literals.insert(literals.end(), 40, "sam");
    literals.insert(literals.end(), 40, "sa");
    const all_levels searched{literals};
    searched.check("the SAME text");
    searched.check("the sam");
    searched.check("sa");
    searched.check("the tame text");
    CHECK(searched.holds_naively("the SAME text").size() == 120);
}
