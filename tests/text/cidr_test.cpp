// SPDX-License-Identifier: BSL-1.0
#include <varsigma/text/detail/cidr.hpp>

#include <doctest/doctest.h>

#include <arpa/inet.h>

#include <array>
#include <cstring>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <variant>

using namespace std::string_view_literals;
using varsigma::cidr;
using varsigma::cidr_error;
using varsigma::ip_address;
using varsigma::ip_family;
using varsigma::parse_cidr;
using varsigma::parse_ip;

namespace {

constexpr bool holds(std::string_view network, std::string_view address) {
    const auto parsed = parse_cidr(network);
    const auto* const held = std::get_if<cidr>(&parsed);
    return held != nullptr && held->contains(address);
}

constexpr std::optional<cidr_error> error_of(std::string_view network) {
    const auto parsed = parse_cidr(network);
    const auto* const error = std::get_if<cidr_error>(&parsed);
    return error != nullptr ? std::optional{*error} : std::nullopt;
}

static_assert(parse_ip("10.0.0.1") == ip_address{0, 0xFFFF0A000001});
static_assert(parse_ip("fe80::1%eth0") == ip_address{0xFE80000000000000, 1});
static_assert(holds("10.0.0.0/8", "10.255.0.1") && !holds("10.0.0.0/8", "11.0.0.0"));
static_assert(holds("fe80::/10", "febf::1") && !holds("fe80::/10", "fec0::1"));
static_assert(error_of("10.0.0.1/8") == cidr_error::host_bits_set && !error_of("10.0.0.0/8"));

/// What the C library reads, as this library holds it.
std::optional<ip_address> reference(const std::string& text) {
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) {
        std::uint64_t value = 0xFFFF;
        for (std::size_t index = 0; index < 4; ++index) value = value << 8 | bytes[index];
        return ip_address{0, value};
    }
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return std::nullopt;
    ip_address result;
    for (std::size_t index = 0; index < 8; ++index) result.high = result.high << 8 | bytes[index];
    for (std::size_t index = 8; index < 16; ++index) result.low = result.low << 8 | bytes[index];
    return result;
}

std::string joined(std::mt19937& random, std::size_t pieces_wanted) {
    constexpr std::array pieces{"0"sv, "1"sv,  "255"sv, "256"sv,  "01"sv, "."sv, "."sv,     "."sv,       ":"sv,
                                ":"sv, "::"sv, "a"sv,   "ffff"sv, "10"sv, "F"sv, "12345"sv, "1.2.3.4"sv, "g"sv};
    std::string text;
    for (; pieces_wanted != 0; --pieces_wanted) text += pieces[random() % pieces.size()];
    return text;
}

} // namespace

TEST_CASE("cidr: addresses are read as inet_pton reads them, chance texts") {
    std::mt19937 random{6};
    int valid = 0;
    for (int round = 0; round < 300000; ++round) {
        const std::string text = joined(random, 1 + random() % 9);
        const auto expected = reference(text);
        CAPTURE(text);
        if (parse_ip(text) != expected) REQUIRE(parse_ip(text) == expected);
        valid += expected ? 1 : 0;
    }
    CHECK(valid > 1000);
}

TEST_CASE("cidr: addresses are read as inet_pton reads them, nearly valid texts") {
    std::mt19937 random{7};
    constexpr std::string_view bytes = "0123456789abcdefABCDEF::..g /";
    int valid = 0;
    for (int round = 0; round < 100000; ++round) {
        std::array<unsigned char, 16> address{};
        for (unsigned char& byte : address) {
            byte = random() % 3 == 0 ? static_cast<unsigned char>(random() & 0xFF) : static_cast<unsigned char>(0);
        }
        const bool v4 = random() % 3 == 0;
        if (!v4 && random() % 4 == 0) address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 1, 2, 3, 4};
        char buffer[INET6_ADDRSTRLEN];
        std::string text = inet_ntop(v4 ? AF_INET : AF_INET6, address.data(), buffer, sizeof buffer);
        const bool spoilt = random() % 2 == 0;
        if (spoilt) {
            const std::size_t at = random() % text.size();
            const char byte = bytes[random() % bytes.size()];
            switch (random() % 3) {
            case 0: text[at] = byte; break;
            case 1: text.insert(at, 1, byte); break;
            default: text.erase(at, 1); break;
            }
        }
        const auto expected = reference(text);
        CAPTURE(text);
        if (parse_ip(text) != expected) REQUIRE(parse_ip(text) == expected);
        if (!spoilt) REQUIRE(expected);
        valid += expected ? 1 : 0;
    }
    CHECK(valid > 50000);
}

TEST_CASE("cidr: what is no address") {
    for (const auto text : {""sv,
                            "-"sv,
                            "10"sv,
                            "10.0.0"sv,
                            "10.0.0.0.0"sv,
                            "010.0.0.1"sv,
                            "10.0.0.256"sv,
                            "10.0.0.0001"sv,
                            " 10.0.0.1"sv,
                            "10.0.0.1 "sv,
                            "10.0.0.1:80"sv,
                            "[::1]"sv,
                            "10.0.0.1%eth0"sv,
                            "0x0a.0.0.1"sv,
                            "167772161"sv,
                            "10.0.0.1\0"sv,
                            ":"sv,
                            ":::"sv,
                            "1:2:3:4:5:6:7"sv,
                            "1:2:3:4:5:6:7:8:9"sv,
                            "1:2:3:4:5:6:7:8::"sv,
                            "1::2::3"sv,
                            "::1:"sv,
                            "fe80::1%"sv,
                            "fe80::1%a%b"sv,
                            "fe80::1%eth0/64"sv,
                            "%eth0"sv,
                            "::1.2.3.4:5"sv,
                            "localhost"sv}) {
        CAPTURE(text);
        CHECK_FALSE(parse_ip(text));
        CHECK_FALSE(holds("0.0.0.0/0", text));
        CHECK_FALSE(holds("::/0", text));
    }
}

TEST_CASE("cidr: an IPv4-mapped address is an IPv4 address") {
    CHECK(parse_ip("::ffff:10.0.0.1") == parse_ip("10.0.0.1"));
    CHECK(parse_ip("::FFFF:0a00:1%3") == parse_ip("10.0.0.1"));
    CHECK(parse_ip("::ffff:10.0.0.1")->family() == ip_family::v4);
    CHECK(parse_ip("::10.0.0.1")->family() == ip_family::v6); // "IPv4-compatible", which RFC 4291 withdrew
    CHECK(parse_ip("::1")->family() == ip_family::v6);
    CHECK(holds("10.0.0.0/8", "::ffff:10.1.2.3"));
    CHECK(holds("::ffff:10.0.0.0/104", "10.1.2.3"));
    CHECK(parse_cidr("::ffff:10.0.0.0/104") == parse_cidr("10.0.0.0/8"));
    CHECK(parse_cidr("::ffff:0:0/96") == parse_cidr("0.0.0.0/0"));
    CHECK(error_of("::ffff:0:0/95") == cidr_error::host_bits_set);
    CHECK(error_of("::ffff:10.0.0.0/8") == cidr_error::host_bits_set);
}

TEST_CASE("cidr: families never mix") {
    CHECK_FALSE(holds("0.0.0.0/0", "::1"));
    CHECK_FALSE(holds("::/0", "10.0.0.1"));
    CHECK_FALSE(holds("::/0", "::ffff:10.0.0.1"));
    CHECK_FALSE(holds("::/80", "::ffff:10.0.0.1"));
    CHECK(holds("::/80", "::1"));
    CHECK(holds("::/0", "ffff::"));
    CHECK(holds("0.0.0.0/0", "255.255.255.255"));
}

TEST_CASE("cidr: a bare address is one host") {
    CHECK(holds("10.0.0.1", "10.0.0.1"));
    CHECK_FALSE(holds("10.0.0.1", "10.0.0.2"));
    CHECK(holds("::1", "0:0:0:0:0:0:0:1"));
    CHECK(parse_cidr("10.0.0.1") == parse_cidr("10.0.0.1/32"));
    CHECK(parse_cidr("::1") == parse_cidr("::1/128"));
    CHECK(holds("fe80::1%eth0/128", "fe80::1%eth1"));
}

TEST_CASE("cidr: errors") {
    for (const auto text : {"10.0.0.0/33"sv, "10.0.0.0/"sv, "10.0.0.0/8 "sv, "10.0.0.0/-1"sv, "10.0.0.0/255.0.0.0"sv,
                            "10.0.0.0/4294967304"sv, "::/129"sv, "10.0.0.0/8/8"sv, "10.0.0.0/a"sv}) {
        CAPTURE(text);
        CHECK(error_of(text) == cidr_error::bad_prefix_length);
    }
    for (const auto text : {""sv, "/8"sv, "10.0.0/8"sv, "10.*"sv, "fe80::%/10"sv, "example.org/8"sv}) {
        CAPTURE(text);
        CHECK(error_of(text) == cidr_error::not_an_address);
    }
    for (const auto text : {"10.0.0.1/8"sv, "10.0.0.1/31"sv, "::1/127"sv, "1::1/64"sv, "1:0:0:1::/63"sv, "::1/0"sv}) {
        CAPTURE(text);
        CHECK(error_of(text) == cidr_error::host_bits_set);
    }
    CHECK(parse_cidr("10.0.0.0/08") == parse_cidr("10.0.0.0/8"));
    CHECK_FALSE(message(cidr_error::not_an_address).empty());
    CHECK(message(cidr_error::bad_prefix_length) != message(cidr_error::host_bits_set));
}

TEST_CASE("cidr: every prefix length holds what shares that many bits, and nothing else") {
    const auto bit = [](unsigned index) {
        return index < 64 ? ip_address{std::uint64_t{1} << (63 - index), 0}
                          : ip_address{0, std::uint64_t{1} << (127 - index)};
    };
    const ip_address base = *parse_ip("2001:db8:55aa:1234:8765:4321:aa55:5aa5");
    for (unsigned length = 0; length <= 128; ++length) {
        const ip_address mask = cidr::mask(length);
        const cidr network{{base.high & mask.high, base.low & mask.low}, static_cast<std::uint8_t>(length)};
        CHECK(network.contains(base));
        for (unsigned index = 0; index < 128; ++index) {
            const ip_address other{base.high ^ bit(index).high, base.low ^ bit(index).low};
            REQUIRE(network.contains(other) == (index >= length));
        }
    }
    for (unsigned length = 0; length <= 32; ++length) {
        const auto parsed = parse_cidr("0.0.0.0/" + std::to_string(length));
        const auto* const network = std::get_if<cidr>(&parsed);
        REQUIRE(network != nullptr);
        for (unsigned index = 0; index < 32; ++index) {
            REQUIRE(network->contains(ip_address{0, 0xFFFF00000000U | (0x80000000U >> index)}) == (index >= length));
        }
    }
}
