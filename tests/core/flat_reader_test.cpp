// SPDX-License-Identifier: BSL-1.0
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/core/detail/flat_reader.hpp>
#include <varsigma/core/detail/flat_writer.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <vector>

using varsigma::detail::flat_array;
using varsigma::detail::flat_reader;
using varsigma::detail::flat_writer;

namespace {

struct sample {
    bool truth = false;
    std::uint8_t small = 0;
    std::uint64_t large = 0;
    std::int64_t negative = 0;
    std::string text;
    std::array<std::uint16_t, 3> few{};
    flat_array<std::uint64_t> many;
    std::vector<std::string> texts;
    std::unique_ptr<sample> inner;

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.truth, self.small, self.large, self.negative, self.text, self.few, self.many, self.texts,
               self.inner);
    }
};

sample a_sample() {
    sample made;
    made.truth = true;
    made.small = 200;
    made.large = std::numeric_limits<std::uint64_t>::max() - 1;
    made.negative = -5;
    made.text = "odd";
    made.few = {1, 2, 65535};
    for (std::uint64_t number = 0; number < 9; ++number) { made.many.push_back(number << 40U); }
    made.texts = {"", "one", std::string(100, 'x')};
    return made;
}

std::vector<std::byte> written() {
    auto whole = a_sample();
    whole.inner = std::make_unique<sample>(a_sample());
    flat_writer writer;
    writer(whole);
    writer.align(8);
    return writer.bytes();
}

bool is_the_sample(const sample& read) {
    const auto expected = a_sample();
    return read.truth && read.small == expected.small && read.large == expected.large &&
           read.negative == expected.negative && read.text == expected.text && read.few == expected.few &&
           read.texts == expected.texts &&
           std::vector<std::uint64_t>(read.many.begin(), read.many.end()) ==
               std::vector<std::uint64_t>(expected.many.begin(), expected.many.end());
}

} // namespace

TEST_CASE("flat reader: gives what was written, arrays where they lie") {
    const auto bytes = written();
    flat_reader reader{bytes};
    sample read;
    reader(read);
    reader.align(8);
    CHECK(reader.ok());
    CHECK(reader.at_end());
    CHECK(is_the_sample(read));
    REQUIRE(read.inner);
    CHECK(is_the_sample(*read.inner));
    CHECK(read.inner->inner == nullptr);
    const auto* const place = reinterpret_cast<const std::byte*>(read.many.data());
    CHECK(place > bytes.data());
    CHECK(place < bytes.data() + bytes.size());
}

TEST_CASE("flat reader: bytes that end too early are an error wherever they end") {
    const auto bytes = written();
    for (std::size_t size = 0; size + 8 <= bytes.size(); size += 8) {
        flat_reader reader{std::span{bytes}.first(size)};
        sample read;
        reader(read);
        CHECK_FALSE(reader.ok());
    }
}

TEST_CASE("flat reader: any bytes can be read") {
    std::mt19937 random{5};
    const auto bytes = written();
    for (int round = 0; round < 20'000; ++round) {
        auto damaged = bytes;
        for (int change = 0; change < 3; ++change) {
            damaged[random() % damaged.size()] = static_cast<std::byte>(random());
        }
        flat_reader reader{damaged};
        sample read;
        reader(read);
        std::uint64_t sum = 0;
        for (const auto each : read.many) { sum += each; }
        CHECK(read.texts.size() <= damaged.size());
        static_cast<void>(sum);
    }
}

TEST_CASE("flat reader: what is no truth and padding that is not zero are errors") {
    for (const auto byte : {std::byte{0}, std::byte{1}, std::byte{2}, std::byte{255}}) {
        alignas(8) const std::array<std::byte, 8> bytes{byte};
        flat_reader reader{bytes};
        bool truth = false;
        reader(truth);
        CHECK(reader.ok() == (byte <= std::byte{1}));
        CHECK(truth == (byte == std::byte{1}));
    }
    alignas(8) const std::array<std::byte, 8> padded{std::byte{1}, std::byte{7}};
    flat_reader reader{padded};
    bool truth = false;
    std::uint32_t number = 0;
    reader(truth, number);
    CHECK_FALSE(reader.ok());
}

TEST_CASE("flat reader: arrays lie by the size of their values, whatever a machine aligns them to") {
    struct pair_of_words {
        std::uint32_t first, second;
    };
    struct three_words {
        std::uint32_t first, second, third;
    };
    using varsigma::detail::flat_alignment;
    CHECK(flat_alignment<char> == 1);
    CHECK(flat_alignment<std::uint16_t> == 2);
    CHECK(flat_alignment<std::uint64_t> == 8);
    CHECK(flat_alignment<std::array<std::uint64_t, 2>> == 8);
    CHECK(flat_alignment<pair_of_words> == 8);
    CHECK(flat_alignment<three_words> == 4);
    flat_array<std::uint64_t> many;
    many.push_back(7);
    flat_array<pair_of_words> pairs;
    pairs.push_back({1, 2});
    flat_writer writer;
    writer(std::uint32_t{5}, std::uint32_t{6}, many, pairs);
    CHECK(writer.ok());
    CHECK(writer.bytes().size() == 8 + 8 + 8 + 8 + 8);
    flat_reader reader{writer.bytes()};
    std::uint32_t number = 0;
    flat_array<std::uint64_t> read;
    flat_array<pair_of_words> pairs_read;
    reader(number, number, read, pairs_read);
    REQUIRE(reader.ok());
    CHECK(read[0] == 7);
    CHECK(pairs_read[0].second == 2);
}

TEST_CASE("flat reader: sizes that memory cannot have are errors") {
    for (const std::uint32_t size : {0x20000000U, 0x40000001U, 0x80000000U, 0xFFFFFFFFU}) {
        flat_writer writer;
        writer(size, std::uint64_t{1}, std::uint64_t{2});
        flat_reader reader{writer.bytes()};
        flat_array<std::uint64_t> array;
        reader(array);
        CHECK_FALSE(reader.ok());
        CHECK(array.empty());
    }
}
