// SPDX-License-Identifier: BSL-1.0
#include <varsigma/rule/placeholders.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using varsigma::detection;
using varsigma::detection_form;
using varsigma::diagnostic_code;
using varsigma::diagnostics;
using varsigma::expand_placeholders;
using varsigma::modifier;
using varsigma::placeholders;
using varsigma::rule_value;
using varsigma::severity;
using varsigma::value_kind;

placeholders supplied() {
    placeholders values;
    values.set("one", {"1"});
    values.set("two", {"a", "b"});
    values.set("three", {"x", "y", "z"});
    values.set("none", {});
    values.set("wild", {"adm*", "r??t"});
    values.set("slash", {R"(end\)"});
    values.set("escaped", {R"(\*)"});
    values.set("empty-text", {""});
    values.set("gr\xC3\xBC\xC3\x9F.e", {"hi"});
    values.set(" a/b $x*", {"odd"});
    values.set(R"(a\\)", {"path"});
    return values;
}

struct expanded {
    bool done = false;
    detection leaf;
    diagnostics found;

    [[nodiscard]] std::vector<std::string> texts() const {
        std::vector<std::string> all;
        for (const auto& value : leaf.item.values) all.push_back(value.text);
        return all;
    }
};

expanded expand(std::string_view key, std::vector<std::string> values, varsigma::validation_options limits = {}) {
    expanded outcome;
    const auto parsed = varsigma::parse_field_key(key);
    outcome.leaf.item.field = parsed.field;
    outcome.leaf.item.modifiers = parsed.modifiers;
    std::uint32_t line = 1;
    for (auto& value : values) outcome.leaf.item.values.push_back(rule_value::of(std::move(value), {line++, 5}));

    const varsigma::rule_origin origin;
    const varsigma::named_detection within{"sel", {}, {}};
    varsigma::rule_findings findings{origin, outcome.found};
    outcome.done = expand_placeholders(outcome.leaf, supplied(), limits,
                                       varsigma::item_findings{findings, within, outcome.leaf.item});
    CHECK(outcome.done == !findings.rejected());
    return outcome;
}

std::vector<std::string> texts(std::string value) {
    return expand("F|expand", {std::move(value)}).texts();
}

using list = std::vector<std::string>;

} // namespace

TEST_CASE("expand: values take the place of names") {
    CHECK(texts("%one%") == list{"1"});
    CHECK(texts("x%one%y") == list{"x1y"});
    CHECK(texts("%two%") == list{"a", "b"});
    CHECK(texts("%two%-%three%") == list{"a-x", "a-y", "a-z", "b-x", "b-y", "b-z"});
    CHECK(texts("%one%%one%") == list{"11"});
    CHECK(texts("a%empty-text%b") == list{"ab"});
    CHECK(texts("%gr\xC3\xBC\xC3\x9F.e%") == list{"hi"});
    CHECK(texts("x% a/b $x*%*") == list{"xodd*"});
    CHECK(texts(R"(%a\\%)") == list{"path"}); // the backslash is escaped, so it cannot escape the sign behind it
    CHECK(expand("F|expand", {"%two%", "plain", "%one%"}).texts() == list{"a", "b", "plain", "1"});
}

TEST_CASE("expand: takes the modifier out of the chain, and does nothing without it") {
    const auto with = expand("F|contains|expand|all", {"%two%"});
    CHECK(with.done);
    CHECK(varsigma::key_text("F", with.leaf.item.modifiers) == "F|contains|all");
    CHECK(with.leaf.form == detection_form::item);

    const auto without = expand("F|contains", {"%two%", R"(\%)"});
    CHECK(without.done);
    CHECK(without.texts() == list{"%two%", R"(\%)"});
}

TEST_CASE("expand: percent signs that are no names stay") {
    CHECK(texts("100%") == list{"100%"});
    CHECK(texts("%") == list{"%"});
    CHECK(texts("%%") == list{"%%"});
    CHECK(texts(R"(50\% of %one%)") == list{"50% of 1"});
    CHECK(texts("%one% of 50%") == list{"1 of 50%"});
    CHECK(texts("%%one%%") == list{"%1%"});
    CHECK(texts(R"(\%one\%)") == list{"%one%"});
    CHECK(texts(R"(\%%one%)") == list{"%1"});
    CHECK(texts(R"(%one\%)") == list{"%one%"}); // the second sign is escaped, so nothing closes the name
}

TEST_CASE("expand: wildcards and escapes survive, and no seam makes new ones") {
    CHECK(texts(R"(C:\Users\\%one%*)") == list{R"(C:\Users\1*)"});
    CHECK(texts("%wild%") == list{"adm*", "r??t"});
    CHECK(texts("*%wild%?") == list{"*adm*?", "*r??t?"});
    CHECK(texts("%escaped%") == list{R"(\*)"});
    // a backslash supplied at the end must not escape the star behind it, nor one before the name what is supplied
    CHECK(texts("%slash%*") == list{R"(end\\*)"});
    CHECK(texts(R"(a\\%wild%)") == list{R"(a\adm*)", R"(a\r??t)"});
    CHECK(texts(R"(a\\%escaped%)") == list{R"(a\\\*)"});
    CHECK(texts(R"(%slash%%slash%)") == list{R"(end\end\)"});
    CHECK(texts(R"(%slash%\%)") == list{R"(end\%)"});
    CHECK(texts(R"(%slash%\\x)") == list{R"(end\\\x)"});
}

TEST_CASE("expand: only text is looked at, positions are kept") {
    expanded outcome;
    static_cast<void>(outcome.leaf.item.modifiers.push_back(modifier::expand));
    outcome.leaf.item.values = {rule_value::of(varsigma::number{5}, "5", {1, 1}), rule_value::of("%two%", {2, 3})};
    const varsigma::rule_origin origin;
    const varsigma::named_detection within{"sel", {}, {}};
    varsigma::rule_findings findings{origin, outcome.found};
    REQUIRE(expand_placeholders(outcome.leaf, supplied(), {},
                                varsigma::item_findings{findings, within, outcome.leaf.item}));
    REQUIRE(outcome.leaf.item.values.size() == 3);
    CHECK(outcome.leaf.item.values[0].kind == value_kind::number);
    CHECK(outcome.leaf.item.values[2].text == "b");
    CHECK(outcome.leaf.item.values[2].position == varsigma::source_position{2, 3});
}

TEST_CASE("expand: unknown names are errors and leave the item as it was") {
    const auto outcome = expand("F|expand", {"%one%", "%tow%"});
    CHECK_FALSE(outcome.done);
    CHECK(outcome.texts() == list{"%one%", "%tow%"});
    REQUIRE(outcome.found.size() == 1);
    CHECK(outcome.found[0].code == diagnostic_code::unknown_placeholder);
    CHECK(outcome.found[0].level == severity::error);
    CHECK(outcome.found[0].position == varsigma::source_position{2, 5});
    CHECK(outcome.found[0].message == "'F|expand' in selection 'sel': no values were supplied for '%tow%'");
    CHECK(outcome.found[0].suggestion == "did you mean '%two%'; or supply them (varsigma::placeholders, --placeholders "
                                         "FILE), or write '\\%' for a percent sign");
    CHECK_FALSE(expand("F|expand", {"%One%x%unheard%"}).done);
    for (const std::string_view name : {"a b", "a/b", "$x", " of ", "*", "a\tb", R"(C:\b)", "("}) {
        CAPTURE(name);
        const auto unknown = expand("F|expand", {"50%" + std::string{name} + "%one%"});
        CHECK_FALSE(unknown.done);
        REQUIRE(unknown.found.size() == 1);
        CHECK(unknown.found[0].message.ends_with("no values were supplied for '%" + std::string{name} + "%'"));
        CHECK(unknown.found[0].suggestion ==
              "supply them (varsigma::placeholders, --placeholders FILE), or write '\\%' for a percent sign");
    }
}

TEST_CASE("expand: an empty list never matches") {
    const auto some = expand("F|expand", {"%none%", "b"});
    CHECK(some.done);
    CHECK(some.texts() == list{"b"});
    REQUIRE(some.found.size() == 1);
    CHECK(some.found[0].code == diagnostic_code::empty_placeholder);
    CHECK(some.found[0].level == severity::warning);
    CHECK_FALSE(varsigma::is_expanded_constant(some.leaf));

    struct example {
        std::string_view key;
        list values;
        detection_form form;
    };
    for (const auto& tried : {
             example{"F|expand", {"%none%"}, detection_form::any_of},
             {"F|expand", {"%none%", "x%one%%none%"}, detection_form::any_of},
             {"F|expand|all", {"%none%", "b"}, detection_form::any_of}, // one that must match cannot
             {"F|expand|neq", {"%none%"}, detection_form::all_of},      // none of no values equals
             {"F|expand|neq|all", {"%none%", "b"}, detection_form::all_of},
             {"|expand", {"%none%"}, detection_form::any_of},
         }) {
        const auto& [key, values, form] = tried;
        CAPTURE(tried.key);
        const auto constant = expand(key, values);
        CHECK(constant.done);
        CHECK(constant.leaf.form == form);
        CHECK(constant.leaf.children.empty());
        CHECK(varsigma::is_expanded_constant(constant.leaf));
    }
}

TEST_CASE("expand: limits") {
    varsigma::validation_options limits;
    limits.max_expanded_values = 6;
    CHECK(expand("F|expand", {"%two%%three%"}, limits).done);
    for (const auto& values : {list{"%two%%two%%two%"}, list{"%two%%three%", "x"}, list{"x", "%two%%three%"}}) {
        const auto outcome = expand("F|expand", values, limits);
        CHECK_FALSE(outcome.done);
        REQUIRE(outcome.found.size() == 1);
        CHECK(outcome.found[0].code == diagnostic_code::rule_too_large);
    }
    std::string explosive;
    for (int at = 0; at < 200; ++at) explosive += "%three%";
    CHECK_FALSE(expand("F|expand", {explosive}).done); // 3^200, known before it is begun

    limits = {};
    limits.max_expanded_bytes = 1000;
    CHECK_FALSE(expand("F|expand", {"%two%" + std::string(600, 'x')}, limits).done);
}

TEST_CASE("placeholders: names, replaced values") {
    placeholders values;
    CHECK(values.find("a") == nullptr);
    values.set("a", {"1"});
    values.set("a", {"2", "3"});
    REQUIRE(values.find("a") != nullptr);
    CHECK(values.find("a")->size() == 2);
    CHECK(values.find("A") == nullptr);
    CHECK(values.closest_name("nothing").empty());
}
