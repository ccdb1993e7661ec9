// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/detail/rule_findings.hpp>

#include <doctest/doctest.h>

#include <string>

TEST_CASE("quoted: long texts are cut between characters") {
    using varsigma::quoted;
    CHECK(quoted("") == "''");
    CHECK(quoted(std::string(80, 'x')) == "'" + std::string(80, 'x') + "'");
    CHECK(quoted(std::string(81, 'x')) == "'" + std::string(80, 'x') + "...'");
    CHECK(quoted(std::string(79, 'x') + "\xC3\xA9") == "'" + std::string(79, 'x') + "...'");
    CHECK(quoted(std::string(200, '\x80')).size() == 85); // each byte is one
}
