// SPDX-License-Identifier: BSL-1.0
#include <varsigma/text/detail/ascii_scan.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <memory>
#include <random>
#include <string>
#include <string_view>

using namespace varsigma;

namespace {

static_assert(is_ascii("") && is_ascii("plain ascii of some length") && !is_ascii("caf\xC3\xA9"));
static_assert(ascii_prefix("caf\xC3\xA9") == 3 && ascii_prefix("\x80") == 0 && ascii_prefix("\x7F") == 1);

constexpr bool folds_at_compile_time() {
    char out[6]{};
    return fold_ascii_prefix("@AZ[\x80Q", out) == 4 && std::string_view{out, 4} == "@az[";
}
static_assert(folds_at_compile_time());

/// A copy in memory of just its size, so that the sanitizers see a byte read or written beyond it.
class exact_copy {
public:
    explicit exact_copy(std::string_view text) : bytes_(new char[text.size()]), size_(text.size()) {
        text.copy(bytes_.get(), size_);
    }
    [[nodiscard]] std::string_view view() const { return {bytes_.get(), size_}; }
    [[nodiscard]] char* data() { return bytes_.get(); }

private:
    std::unique_ptr<char[]> bytes_;
    std::size_t size_;
};

std::size_t prefix_naively(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) { ++at; }
    return at;
}

std::string fold_naively(std::string_view text) {
    std::string folded{text};
    for (auto& byte : folded) {
        if (byte >= 'A' && byte <= 'Z') { byte = static_cast<char>(byte - 'A' + 'a'); }
    }
    return folded;
}

void check_prefix(std::string_view text) {
    const exact_copy copy{text};
    const std::size_t expected = prefix_naively(text);
    REQUIRE(ascii_prefix(copy.view()) == expected);
    REQUIRE(is_ascii(copy.view()) == (expected == text.size()));
    exact_copy out{std::string(text.size(), '?')};
    REQUIRE(fold_ascii_prefix(copy.view(), out.data()) == expected);
    REQUIRE(out.view().substr(0, expected) == fold_naively(text.substr(0, expected)));
}

std::string random_ascii(std::mt19937& random, std::size_t size) {
    std::string text(size, ' ');
    for (auto& byte : text) { byte = static_cast<char>(random() % 0x80); }
    return text;
}

} // namespace

TEST_CASE("ascii scan: every byte value, alone and at every place of every length") {
    for (int value = 0; value < 0x100; ++value) {
        const char byte = static_cast<char>(value);
        check_prefix({&byte, 1});
        for (std::size_t size = 2; size < 70; size += 7) {
            for (std::size_t at = 0; at < size; ++at) {
                std::string text(size, 'Q');
                text[at] = byte;
                check_prefix(text);
            }
        }
    }
}

TEST_CASE("ascii scan: all lengths and alignments, with no, one and many bytes that are not ASCII") {
    std::mt19937 random{20240601};
    check_prefix({});
    CHECK(ascii_prefix({}) == 0);
    for (std::size_t size = 0; size <= 100; ++size) {
        for (std::size_t from = 0; from < 16; ++from) {
            std::string text = random_ascii(random, from + size);
            const auto checked = std::string_view{text}.substr(from);
            check_prefix(checked);
            REQUIRE(ascii_prefix(checked) == size);
            if (size == 0) { continue; }
            for (int others = 0; others < 3; ++others) {
                text[from + random() % size] = static_cast<char>(0x80 + random() % 0x80);
                check_prefix(checked);
                REQUIRE(ascii_prefix(checked) == prefix_naively(checked));
            }
        }
    }
}

TEST_CASE("ascii scan: words are folded byte by byte, whatever their neighbours are") {
    for (unsigned value = 0; value < 0x100; ++value) {
        for (const unsigned other : {0x00U, 0x40U, 0x41U, 0x5AU, 0x5BU, 0x7FU, 0x80U, 0xC1U, 0xDAU, 0xFFU}) {
            for (unsigned place = 0; place < 64; place += 8) {
                const auto at = [&](char byte) { return std::uint64_t{static_cast<unsigned char>(byte)} << place; };
                const std::uint64_t rest = other * std::uint64_t{0x0101010101010101} & ~(std::uint64_t{0xFF} << place);
                const std::uint64_t folded_rest = static_cast<unsigned char>(fold_ascii(static_cast<char>(other))) *
                                                      std::uint64_t{0x0101010101010101} &
                                                  ~(std::uint64_t{0xFF} << place);
                const char byte = static_cast<char>(value);
                REQUIRE(detail::fold_ascii_word(rest | at(byte)) == (folded_rest | at(fold_ascii(byte))));
            }
        }
    }
}

TEST_CASE("ascii scan: comparing agrees with folding, for every pair of bytes") {
    for (int text = 0; text < 0x100; ++text) {
        for (int literal = 0; literal < 0x80; ++literal) {
            const char byte = static_cast<char>(text);
            const char wanted = static_cast<char>(literal);
            if (fold_ascii(wanted) != wanted) { continue; }
            const bool expected = fold_ascii(byte) == wanted;
            REQUIRE(equals_ascii_folded(&byte, &wanted, 1) == expected);
            const std::string texts(9, byte);
            const std::string literals(9, wanted);
            REQUIRE(equals_ascii_folded(texts.data(), literals.data(), 9) == expected);
        }
    }
    CHECK_FALSE(equals_ascii_folded("@", "`", 1));
    CHECK_FALSE(equals_ascii_folded("[", "{", 1));
    CHECK_FALSE(equals_ascii_folded("\xC1", "a", 1));
    CHECK_FALSE(equals_ascii_folded("\xE1", "a", 1));
    CHECK_FALSE(equals_ascii_folded("\x01", "!", 1));
    CHECK(equals_ascii_folded("", "", 0));
}

TEST_CASE("ascii scan: comparing sees a difference at every place of every length") {
    std::mt19937 random{20240602};
    for (std::size_t size = 0; size <= 70; ++size) {
        const std::string text = random_ascii(random, size);
        const exact_copy copy{text};
        const exact_copy literal{fold_naively(text)};
        REQUIRE(equals_ascii_folded(copy.view().data(), literal.view().data(), size));
        for (std::size_t at = 0; at < size; ++at) {
            for (const char changed : {'a', 'Z', '@', '\xC1', '\0'}) {
                std::string other = text;
                other[at] = changed;
                const exact_copy other_copy{other};
                REQUIRE(equals_ascii_folded(other_copy.view().data(), literal.view().data(), size) ==
                        (fold_naively(other) == literal.view()));
            }
        }
    }
}
