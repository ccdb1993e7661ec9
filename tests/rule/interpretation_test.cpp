// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/detail/interpretation.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

using varsigma::comparison;
using varsigma::diagnostic_code;
using varsigma::encoding;
using varsigma::interpret;
using varsigma::interpretation;
using varsigma::interpreted_chain;
using varsigma::modifier;
using varsigma::test_kind;
using varsigma::time_part;

constexpr interpreted_chain read(std::string_view chain) {
    return interpret(varsigma::parse_field_key(chain).modifiers);
}

constexpr interpretation meaning(std::string_view chain) {
    return read(chain).meaning;
}
constexpr bool legal(std::string_view chain) {
    return !varsigma::parse_field_key(chain).error && !read(chain).error;
}

static_assert(meaning("F").kind == test_kind::value);
static_assert(meaning("F|contains|all").open_before && meaning("F|all|contains").all);
static_assert(meaning("F|re|i|m|s").regex_dot_all && meaning("F|re|i|m|s").kind == test_kind::regex);
static_assert(meaning("F|hour|gte").relation == comparison::gte);
static_assert(legal("F|wide|base64offset|contains") && !legal("F|contains|base64offset"));
static_assert(!legal("F|gt|hour") && !legal("F|i") && !legal("F|contains|re"));

} // namespace

TEST_CASE("interpret: every legal chain of the specification") {
    for (const std::string_view chain : {"F",
                                         "F|contains",
                                         "F|startswith",
                                         "F|endswith",
                                         "F|all",
                                         "F|contains|all",
                                         "F|all|contains",
                                         "F|cased",
                                         "F|cased|contains",
                                         "F|contains|cased",
                                         "F|neq",
                                         "F|neq|contains",
                                         "F|contains|neq",
                                         "F|startswith|neq",
                                         "F|endswith|neq|cased",
                                         "F|neq|all",
                                         "F|windash",
                                         "F|windash|contains",
                                         "F|contains|windash",
                                         "F|contains|all|windash",
                                         "F|windash|contains|all",
                                         "F|base64",
                                         "F|base64offset",
                                         "F|base64|contains",
                                         "F|base64offset|contains|cased",
                                         "F|cased|base64",
                                         "F|wide|base64",
                                         "F|utf16le|base64offset|contains",
                                         "F|utf16be|base64",
                                         "F|utf16|base64offset|contains",
                                         "F|wide",
                                         "F|wide|contains",
                                         "F|re",
                                         "F|re|i",
                                         "F|re|m|s",
                                         "F|re|i|m|s",
                                         "F|re|neq",
                                         "F|re|all",
                                         "F|all|re",
                                         "F|re|contains",
                                         "F|cidr",
                                         "F|cidr|neq",
                                         "F|cidr|all",
                                         "F|gt",
                                         "F|gte",
                                         "F|lt",
                                         "F|lte",
                                         "F|all|gt",
                                         "F|exists",
                                         "F|fieldref",
                                         "F|fieldref|neq",
                                         "F|neq|fieldref",
                                         "F|fieldref|contains",
                                         "F|fieldref|startswith",
                                         "F|fieldref|endswith",
                                         "F|fieldref|cased",
                                         "F|minute",
                                         "F|hour",
                                         "F|day",
                                         "F|week",
                                         "F|month",
                                         "F|year",
                                         "F|hour|gt",
                                         "F|hour|gte",
                                         "F|day|lt",
                                         "F|year|lte",
                                         "F|hour|neq",
                                         "F|hour|all",
                                         "F|expand",
                                         "F|expand|contains",
                                         "F|contains|expand",
                                         "F|contains|expand|all",
                                         "F|cidr|expand",
                                         "F|expand|cidr"}) {
        CAPTURE(chain);
        CHECK(legal(chain));
    }
}

TEST_CASE("interpret: illegal chains name the modifier that spoils them") {
    struct example {
        std::string_view chain;
        modifier offending;
    };
    for (const auto& tried : {
             example{"F|i", modifier::ignore_case},
             {"F|m|re", modifier::multi_line},
             {"F|contains|i", modifier::ignore_case},
             {"F|contains|re", modifier::re},
             {"F|cased|re", modifier::re},
             {"F|base64|re", modifier::re},
             {"F|windash|re", modifier::re},
             {"F|expand|re", modifier::re},
             {"F|re|re", modifier::re},
             {"F|re|startswith", modifier::startswith},
             {"F|re|endswith", modifier::endswith},
             {"F|re|cased", modifier::cased},
             {"F|re|windash", modifier::windash},
             {"F|re|base64", modifier::base64},
             {"F|re|expand", modifier::expand},
             {"F|re|cidr", modifier::cidr},
             {"F|re|gt", modifier::gt},
             {"F|contains|base64", modifier::base64},
             {"F|startswith|base64offset", modifier::base64offset},
             {"F|endswith|wide", modifier::wide},
             {"F|windash|base64", modifier::base64},
             {"F|base64|windash", modifier::windash},
             {"F|cidr|contains", modifier::contains},
             {"F|cidr|cased", modifier::cased},
             {"F|cidr|gt", modifier::gt},
             {"F|contains|cidr", modifier::cidr},
             {"F|cased|cidr", modifier::cidr},
             {"F|gt|lt", modifier::lt},
             {"F|gt|contains", modifier::contains},
             {"F|contains|gt", modifier::gt},
             {"F|cased|lt", modifier::lt},
             {"F|gt|cased", modifier::cased},
             {"F|neq|gt", modifier::gt},
             {"F|gt|neq", modifier::neq},
             {"F|gt|hour", modifier::hour},
             {"F|hour|day", modifier::day},
             {"F|contains|hour", modifier::hour},
             {"F|hour|contains", modifier::contains},
             {"F|hour|gt|lt", modifier::lt},
             {"F|hour|re", modifier::re},
             {"F|exists|all", modifier::all},
             {"F|all|exists", modifier::exists},
             {"F|exists|neq", modifier::neq},
             {"F|neq|exists", modifier::exists},
             {"F|exists|contains", modifier::contains},
             {"F|contains|exists", modifier::exists},
             {"F|exists|exists", modifier::exists},
             {"F|fieldref|fieldref", modifier::fieldref},
             {"F|fieldref|base64", modifier::base64},
             {"F|fieldref|windash", modifier::windash},
             {"F|fieldref|expand", modifier::expand},
             {"F|expand|fieldref", modifier::fieldref},
             {"F|fieldref|re", modifier::re},
             {"F|fieldref|gt", modifier::gt},
         }) {
        const auto& [chain, offending] = tried;
        CAPTURE(tried.chain);
        const auto outcome = read(chain);
        CHECK(outcome.error == diagnostic_code::modifier_chain);
        CHECK(outcome.offending == offending);
        CHECK_FALSE(outcome.reason.empty());
    }
}

TEST_CASE("interpret: what a chain means") {
    CHECK(meaning("F|contains").open_before);
    CHECK(meaning("F|contains").open_after);
    CHECK_FALSE(meaning("F|startswith").open_before);
    CHECK(meaning("F|startswith").open_after);
    CHECK(meaning("F|endswith").open_before);
    CHECK_FALSE(meaning("F|endswith").open_after);
    CHECK(meaning("F|neq").negated);
    CHECK(meaning("F|cased").cased);
    CHECK(meaning("F|windash").windash);
    CHECK(meaning("F|expand").expand);
    CHECK(meaning("F|cidr").kind == test_kind::cidr);
    CHECK(meaning("F|exists").kind == test_kind::exists);
    CHECK(meaning("F|fieldref|endswith").kind == test_kind::field);
    CHECK(meaning("F|fieldref|endswith").open_before);
    CHECK(meaning("F|lt").kind == test_kind::compare);
    CHECK(meaning("F|lt").relation == comparison::lt);
    CHECK(meaning("F|week").kind == test_kind::time_of_day);
    CHECK(meaning("F|week").part == time_part::week);
    CHECK(meaning("F|week").relation == comparison::equal);
    CHECK(meaning("F|month|lte").part == time_part::month);
    CHECK(meaning("F|month|lte").relation == comparison::lte);
    CHECK(meaning("F|re|i").regex_ignore_case);
    CHECK_FALSE(meaning("F|re|i").regex_multi_line);

    const auto encoded = meaning("F|wide|base64offset|contains");
    REQUIRE(encoded.encoding_steps().size() == 2);
    CHECK(encoded.encoding_steps()[0] == encoding::utf16le);
    CHECK(encoded.encoding_steps()[1] == encoding::base64offset);
    CHECK(meaning("F|utf16").encoding_steps()[0] == encoding::utf16_mark);
    CHECK(meaning("F|utf16be").encoding_steps()[0] == encoding::utf16be);
}

TEST_CASE("interpret: a value is encoded three times at the most") {
    CHECK(legal("F|wide|base64|base64offset"));
    CHECK(legal("F|base64offset|base64offset|base64offset|contains"));
    CHECK_FALSE(legal("F|base64offset|base64offset|base64offset|base64offset"));
    CHECK_FALSE(legal("F|wide|base64|utf16|base64offset"));
}

TEST_CASE("interpret: warnings") {
    CHECK(read("F|re|contains").warning == diagnostic_code::regex_contains);
    CHECK(read("F|contains|startswith").warning == diagnostic_code::modifier_chain);
    CHECK(read("F|startswith|endswith").warning == diagnostic_code::modifier_chain);
    for (const std::string_view chain : {"F", "F|contains", "F|contains|all", "F|re", "F|fieldref|contains"}) {
        CAPTURE(chain);
        CHECK_FALSE(read(chain).warning);
    }
}

TEST_CASE("interpretation: only text modifiers make a chain text only") {
    for (const std::string_view chain :
         {"F|contains", "F|startswith", "F|endswith", "F|windash", "F|expand", "F|base64", "F|wide"}) {
        CAPTURE(chain);
        CHECK(meaning(chain).is_text_only());
    }
    for (const std::string_view chain : {"F", "F|all", "F|neq", "F|cased", "F|gt", "F|hour"}) {
        CAPTURE(chain);
        CHECK_FALSE(meaning(chain).is_text_only());
    }
}

TEST_CASE("interpret: `all` may stand anywhere but beside exists") {
    // put anywhere into a chain of two it changes nothing about whether the chain is legal
    const auto& words = varsigma::detail::modifier_words;
    for (const auto& first : words) {
        for (const auto& second : words) {
            if (first.meaning == modifier::exists || second.meaning == modifier::exists) continue;
            const auto join = [](auto... parts) {
                std::string key = "F";
                ((key += '|', key += parts), ...);
                return key;
            };
            const bool expected = legal(join(first.word, second.word));
            CAPTURE(first.word);
            CAPTURE(second.word);
            CHECK(legal(join(std::string_view{"all"}, first.word, second.word)) == expected);
            CHECK(legal(join(first.word, std::string_view{"all"}, second.word)) == expected);
            CHECK(legal(join(first.word, second.word, std::string_view{"all"})) == expected);
        }
    }
}
