// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/severity_level.hpp>

#include <doctest/doctest.h>

#include <optional>
#include <sstream>
#include <string>

using varsigma::parse_rule_status;
using varsigma::parse_severity_level;
using varsigma::rule_status;
using varsigma::severity_level;

TEST_CASE("words of metadata: each is read as what it is written for") {
    for (const auto level : {severity_level::informational, severity_level::low, severity_level::medium,
                             severity_level::high, severity_level::critical}) {
        CHECK(parse_severity_level(name(level)) == level);
        std::ostringstream out;
        out << level;
        CHECK(out.str() == name(level));
    }
    for (const auto status : {rule_status::stable, rule_status::test, rule_status::experimental,
                              rule_status::deprecated, rule_status::unsupported}) {
        CHECK(parse_rule_status(name(status)) == status);
        std::ostringstream out;
        out << status;
        CHECK(out.str() == name(status));
    }
}

TEST_CASE("words of metadata: no word, another word and other letters are nothing") {
    for (const auto* word : {"", "none", "High", "highest", "med"}) {
        CHECK(parse_severity_level(word) == std::nullopt);
        CHECK(parse_rule_status(word) == std::nullopt);
    }
}
