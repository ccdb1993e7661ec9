// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/modifier.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

using varsigma::diagnostic_code;
using varsigma::modifier;
using varsigma::modifier_chain;
using varsigma::parse_field_key;
using varsigma::parse_modifier;

static_assert(parse_modifier("contains") == modifier::contains);
static_assert(parse_field_key("CommandLine|contains|all").field == "CommandLine");
static_assert(parse_field_key("CommandLine|contains|all").modifiers.size() == 2);
static_assert(parse_field_key("A|bogus").error == diagnostic_code::unknown_modifier);

} // namespace

TEST_CASE("modifier: every word is read, and every modifier has a word that reads back as it") {
    for (const auto& entry : varsigma::detail::modifier_words) {
        CAPTURE(entry.word);
        CHECK(parse_modifier(entry.word) == entry.meaning);
        CHECK(parse_modifier(name(entry.meaning)) == entry.meaning);
    }
    CHECK(parse_modifier("utf16le") == modifier::wide);
    CHECK(name(modifier::wide) == "wide");
}

TEST_CASE("modifier: what is no word of the specification is none") {
    for (const std::string_view word :
         {"", "Contains", "CONTAINS", "contain", "contains ", " contains", "equals", "x"}) {
        CAPTURE(word);
        CHECK_FALSE(parse_modifier(word));
    }
}

TEST_CASE("modifier_chain: appends up to its capacity and takes out") {
    modifier_chain chain;
    CHECK(chain.empty());
    for (std::size_t at = 0; at < modifier_chain::capacity; ++at) {
        CHECK(chain.push_back(at % 2 == 0 ? modifier::wide : modifier::base64));
    }
    CHECK_FALSE(chain.push_back(modifier::all));
    CHECK(chain.size() == modifier_chain::capacity);

    chain.remove(modifier::wide);
    CHECK(chain.size() == modifier_chain::capacity / 2);
    CHECK_FALSE(chain.contains(modifier::wide));
    CHECK(chain.contains(modifier::base64));
    chain.remove(modifier::all); // not there
    CHECK(chain.size() == modifier_chain::capacity / 2);
}

TEST_CASE("modifier_chain: equality looks at what is in it, not at what was") {
    modifier_chain left;
    modifier_chain right;
    static_cast<void>(left.push_back(modifier::all));
    CHECK_FALSE(left == right);
    static_cast<void>(right.push_back(modifier::cased));
    CHECK_FALSE(left == right);
    static_cast<void>(right.push_back(modifier::all));
    right.remove(modifier::cased);
    CHECK(left == right);
}

TEST_CASE("parse_field_key: field and modifiers") {
    const auto plain = parse_field_key("Image");
    CHECK(plain.field == "Image");
    CHECK(plain.modifiers.empty());
    CHECK_FALSE(plain.error);

    const auto odd = parse_field_key("a.b c|cased|neq");
    CHECK(odd.field == "a.b c");
    REQUIRE(odd.modifiers.size() == 2);
    CHECK(odd.modifiers[0] == modifier::cased);
    CHECK(odd.modifiers[1] == modifier::neq);

    const auto keyword = parse_field_key("|all");
    CHECK(keyword.field.empty());
    REQUIRE(keyword.modifiers.size() == 1);
    CHECK(keyword.modifiers[0] == modifier::all);

    CHECK(parse_field_key("").field.empty());
}

TEST_CASE("parse_field_key: errors name the word") {
    const auto unknown = parse_field_key("Image|endswit|all");
    CHECK(unknown.error == diagnostic_code::unknown_modifier);
    CHECK(unknown.offending == "endswit");

    const auto empty = parse_field_key("Image|");
    CHECK(empty.error == diagnostic_code::unknown_modifier);
    CHECK(empty.offending.empty());

    std::string longest = "F";
    for (std::size_t at = 0; at < modifier_chain::capacity; ++at) longest += "|all";
    CHECK_FALSE(parse_field_key(longest).error);
    longest += "|cased";
    const auto full = parse_field_key(longest);
    CHECK(full.error == diagnostic_code::modifier_chain);
    CHECK(full.offending == "cased");
}
