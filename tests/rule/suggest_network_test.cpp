// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/detail/suggest_network.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <variant>

using varsigma::detail::network_of;

TEST_CASE("network_of: host bits are cleared and the form is kept") {
    CHECK(network_of("10.1.2.3/8") == "10.0.0.0/8");
    CHECK(network_of("192.168.1.0/23") == "192.168.0.0/23");
    CHECK(network_of("255.255.255.255/31") == "255.255.255.254/31");
    CHECK(network_of("1.2.3.4/0") == "0.0.0.0/0");
    CHECK(network_of("fe80::1/10") == "fe80::/10");
    CHECK(network_of("2001:db8:0:1:0:0:0:1/127") == "2001:db8:0:1::/127");
    CHECK(network_of("2001:DB8:1:2:3:4:5:7/127") == "2001:db8:1:2:3:4:5:6/127");
    CHECK(network_of("1:0:2:0:0:3:0:ffff/112") == "1:0:2::3:0:0/112");
    CHECK(network_of("::1/0") == "::/0");
    CHECK(network_of("0:1::1/64") == "0:1::/64");
}

TEST_CASE("network_of: what it suggests is a network, for every prefix length") {
    for (const std::string_view address :
         {"255.255.255.255", "1.2.3.5", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "1:0:0:8::9"}) {
        const int bits = address.find(':') == std::string_view::npos ? 32 : 128;
        for (int length = 0; length <= bits; ++length) {
            const auto text = std::string{address} + '/' + std::to_string(length);
            CAPTURE(text);
            const auto parsed = varsigma::parse_cidr(network_of(text));
            REQUIRE(std::holds_alternative<varsigma::cidr>(parsed));
            CHECK(std::get<varsigma::cidr>(parsed).contains(address));
        }
    }
}

TEST_CASE("network_of: nothing for what is no network at all") {
    for (const std::string_view text : {"", "10.0.0.1", "x/8", "10.0.0.1/", "10.0.0.1/33", "::1/129"}) {
        CAPTURE(text);
        CHECK(network_of(text).empty());
    }
}
