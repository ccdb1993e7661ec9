// SPDX-License-Identifier: BSL-1.0
#include "../support/raw_bundle.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/bundle/bundle.hpp>
#include <varsigma/bundle/bundle_options.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/explain/explanation.hpp>
#include <varsigma/load/mapped_file.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule_set.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Bundles whose parts are all in range, but whose sum would cost far more than their size.

using namespace varsigma;
using varsigma::detail::expression_node;
using varsigma::detail::node_id;
using varsigma::detail::node_kind;
using varsigma::detail::stored_kind;
using varsigma::detail::stored_predicate;
using varsigma_tests::raw_bundle;

namespace {

using json_rules = rule_set<dynamic_event>;

/// What opening says: nothing if it is accepted.
std::string refusal(const raw_bundle& made, const bundle_options& options = {.routes = router::fixed({})}) {
    const auto bytes = made.bytes();
    const auto opened = json_rules::from_bundle(bytes, options);
    return opened ? "" : std::string{name(opened.error().code)} + ": " + opened.error().message;
}

constexpr std::string_view inconsistent = "bad_bundle: the bundle does not fit together";

stored_predicate regex_record(std::uint32_t number, std::uint32_t text, std::uint32_t size, std::uint32_t list) {
    stored_predicate made;
    made.kind = static_cast<std::uint8_t>(stored_kind::regex);
    made.detail = number;
    made.text = {text, size};
    made.extras = list;
    return made;
}

stored_predicate text_record(std::uint32_t text, std::uint32_t size, std::uint32_t borders) {
    stored_predicate made;
    made.kind = static_cast<std::uint8_t>(stored_kind::text);
    made.form = static_cast<std::uint8_t>(pattern_shape::kind::contains);
    made.text = {text, size};
    made.extras = borders;
    return made;
}

/// The words of a model up to its selections: all empty, but for the tags.
std::vector<std::uint32_t> model_with_tags(const std::vector<std::uint32_t>& tags) {
    std::vector<std::uint32_t> made(18 + 2 + 1); // texts, level and status, no references
    made.push_back(static_cast<std::uint32_t>(tags.size() / 2));
    made.insert(made.end(), tags.begin(), tags.end());
    made.resize(made.size() + 3 + 1 + 4 + 8); // lists, relations, origin, source
    return made;
}

/// A model of so many selections without content, under one name, and of one condition.
std::vector<std::uint32_t> model_of(std::size_t selections, std::uint32_t name, std::uint32_t condition,
                                    std::uint32_t length) {
    auto made = model_with_tags({});
    made.push_back(static_cast<std::uint32_t>(selections));
    for (; selections != 0; --selections) {
        made.insert(made.end(), {name, 1, 1}); // its name, and that all of its children are asked
        made.resize(made.size() + 7 + 1 + 2 + 2);
    }
    made.insert(made.end(), {1, condition, length, 0, 0, 0, 0, 0});
    return made;
}

/// A model of detections that lie so deep inside each other.
std::vector<std::uint32_t> nested_model(std::size_t depth) {
    auto made = model_with_tags({});
    made.insert(made.end(), {1, 0, 1});
    for (auto left = depth; left != 0; --left) {
        made.push_back(1);
        made.resize(made.size() + 7);
        made.push_back(left == 1 ? 0 : 1);
    }
    made.resize(made.size() + depth * 2 + 2);
    made.insert(made.end(), {1, 0, 1, 0, 0, 0, 0, 0});
    return made;
}

} // namespace

TEST_CASE("hostile bundles: one without anything wrong is accepted") {
    raw_bundle made;
    CHECK(refusal(made).empty());
    made.add_rule(1);
    CHECK(refusal(made).empty());
    raw_bundle::add(made.model_texts, "s");
    made.add_model(model_of(1, 0, 0, 1));
    CHECK(refusal(made).empty());
}

TEST_CASE("hostile bundles: expressions that share required literals are refused") {
    const auto with = [](std::size_t regexes, bool shared) {
        raw_bundle made;
        raw_bundle::add(made.pattern_texts, "qz");
        std::uint32_t list = 0;
        for (std::uint32_t number = 0; number < regexes; ++number) {
            if (number == 0 || !shared) {
                raw_bundle::add(made.pattern_texts, number == 0 ? "" : "qz");
                const auto text = static_cast<std::uint32_t>(made.pattern_texts.size() - 2);
                const auto sought = static_cast<std::uint32_t>(made.pattern_words.size());
                made.pattern_words.append(std::array<std::uint32_t, 4>{text, 2, 0, 0});
                list = sought + 4;
                made.pattern_words.append(std::array<std::uint32_t, 2>{1, sought});
            }
            made.predicates.push_back(
                regex_record(number, static_cast<std::uint32_t>(shared ? 0 : number * 2), 0, list));
        }
        return refusal(made);
    };
    CHECK(with(1, false).empty());
    CHECK(with(2, false).empty());
    CHECK(with(2, true) == inconsistent);
    CHECK(with(1000, true) == inconsistent);
    raw_bundle repeated; // one literal, named twice
    raw_bundle::add(repeated.pattern_texts, "qz");
    repeated.pattern_words.append(std::array<std::uint32_t, 7>{0, 2, 0, 0, 2, 0, 0});
    repeated.predicates.push_back(regex_record(0, 0, 0, 4));
    CHECK(refusal(repeated) == inconsistent);
}

TEST_CASE("hostile bundles: literals that share their borders are refused") {
    const auto with = [](std::size_t records) {
        raw_bundle made;
        raw_bundle::add(made.pattern_texts, "aaaa");
        made.pattern_words.append(std::array<std::uint32_t, 5>{4, 0, 1, 2, 3});
        for (; records != 0; --records) { made.predicates.push_back(text_record(0, 4, 0)); }
        return refusal(made);
    };
    CHECK(with(1).empty());
    CHECK(with(2) == inconsistent);
    raw_bundle idle; // what belongs to no predicate
    raw_bundle::add(idle.pattern_texts, "a");
    CHECK(refusal(idle) == inconsistent);
}

TEST_CASE("hostile bundles: expressions that double at every level cost a match nothing, as they are refused") {
    const auto with = [](std::size_t levels, std::size_t rules) {
        raw_bundle made;
        node_id top = 1;
        for (; levels != 0; --levels) {
            made.nodes.push_back({node_kind::all_of, static_cast<std::uint32_t>(made.operands.size()), 2, 0});
            made.operands.append(std::array<node_id, 2>{top, top});
            top = static_cast<node_id>(made.nodes.size() - 1);
        }
        for (; rules != 0; --rules) { made.add_rule(top); }
        return refusal(made);
    };
    CHECK(with(9, 1).empty()); // 1,023 nodes, of the 1,024 and more that any rule may visit
    CHECK(with(9, 2).empty()); // each rule for itself: each takes room in the bundle
    CHECK(with(10, 1) == inconsistent);
    CHECK(with(10, 5) == inconsistent);
    CHECK(with(18, 1) == inconsistent);
    CHECK(with(25, 1) == inconsistent);
    CHECK(with(200, 1) == inconsistent);
    CHECK(with(200, 0).empty()); // nothing asks it
}

TEST_CASE("hostile bundles: models that name their texts again and again are refused") {
    const auto with = [](std::size_t tags, std::size_t rules, std::uint32_t size) {
        raw_bundle made;
        made.model_texts.resize(size);
        std::vector<std::uint32_t> places;
        for (; tags != 0; --tags) { places.insert(places.end(), {0, size}); }
        auto model = model_with_tags(places);
        model.resize(model.size() + 5);
        for (; rules != 0; --rules) { made.add_model(model); }
        return refusal(made);
    };
    CHECK(with(4, 1, 1 << 20).empty());
    CHECK(with(10, 1, 1 << 20) == inconsistent);
    CHECK(with(1, 10, 1 << 20) == inconsistent);
    CHECK(with(100, 100, 100).empty());
}

TEST_CASE("hostile bundles: models that cannot be read are refused when the bundle is opened") {
    const auto with = [](const std::vector<std::uint32_t>& model, std::string_view texts = "s") {
        raw_bundle made;
        raw_bundle::add(made.model_texts, texts);
        made.add_model(model);
        return refusal(made);
    };
    const auto good = model_of(1, 0, 0, 1);
    CHECK(with(good).empty());
    auto wrong = good;
    wrong.push_back(0);
    CHECK(with(wrong) == inconsistent);
    wrong = good;
    wrong.pop_back();
    CHECK(with(wrong) == inconsistent);
    CHECK(with({}) == inconsistent);
    for (const auto place : {std::size_t{18}, std::size_t{19}, std::size_t{20}, std::size_t{21}}) { // choices and lists
        wrong = good;
        wrong[place] = 1000;
        CHECK(with(wrong) == inconsistent);
    }
    CHECK(with(model_of(1, 0, 0, 2), "s s") == "");
    CHECK(with(model_of(1, 0, 0, 3), "s s") == inconsistent); // no condition
    CHECK(with(model_of(1, 0, 0, 4), "s s") == inconsistent); // beyond the texts

    CHECK(with(nested_model(128)).empty());
    CHECK(with(nested_model(129)) == inconsistent);
    CHECK(with(nested_model(5'000)) == inconsistent);
    const auto parentheses = [&](std::size_t depth) {
        const auto text = std::string(depth, '(') + "s" + std::string(depth, ')');
        return with(model_of(1, static_cast<std::uint32_t>(depth), 0, static_cast<std::uint32_t>(text.size())), text);
    };
    CHECK(parentheses(127).empty());
    CHECK(parentheses(128) == inconsistent);
    CHECK(parentheses(5'000) == inconsistent);
}

TEST_CASE("hostile bundles: conditions compare no more names than those that are loaded") {
    const auto with = [](std::size_t patterns, std::size_t selections) {
        std::string text = "1 of them";
        while (--patterns != 0) { text += " or 1 of them"; }
        raw_bundle made;
        raw_bundle::add(made.model_texts, text);
        made.add_model(model_of(selections, 2, 0, static_cast<std::uint32_t>(text.size())));
        return refusal(made);
    };
    CHECK(with(1024, 1024).empty());
    CHECK(with(1024, 1025) == inconsistent);
    CHECK(with(4000, 4000) == inconsistent);
}

TEST_CASE("hostile bundles: an explanation grows with the rule, not with how often its condition names a selection") {
    constexpr std::size_t selections = 1000;
    std::string text = "1 of them";
    for (int patterns = 1; patterns < 1000; ++patterns) { text += " or 1 of them"; }
    raw_bundle made;
    raw_bundle::add(made.model_texts, text);
    made.add_model(model_of(selections, 2, 0, static_cast<std::uint32_t>(text.size())));
    const auto bytes = made.bytes();
    const auto rules = json_rules::from_bundle(bytes, {.routes = router::fixed({})});
    REQUIRE(rules);
    json_rules::scratch scratch{*rules};
    const dynamic_event event{rules->fields()};
    const auto told = rules->explain(0, event, scratch);
    std::size_t parts = 0;
    const auto count = [&](const auto& again, const explanation& of) -> void {
        ++parts;
        for (const auto& each : of.children) { again(again, each); }
    };
    count(count, told);
    CHECK(parts > 200'000); // not cut short where it need not be
    CHECK(parts < 300'000);
    CHECK_FALSE(told.holds); // a selection of nothing is no rule that could have been compiled
}

TEST_CASE("hostile bundles: the budget of regular expressions is the user's") {
    const auto with = [](std::int64_t asked, std::int64_t allowed) {
        raw_bundle made;
        made.memory = asked;
        return refusal(made, {.routes = router::fixed({}), .regex = {.memory = allowed}});
    };
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    CHECK(with(8 << 20, 8 << 20).empty());
    CHECK(with(1 << 20, 8 << 20).empty());
    CHECK(with((8 << 20) + 1, 8 << 20) ==
          "bundle_refused: the bundle asks for 8388609 bytes for one regular expression, "
          "more than its user allows, 8388608");
    CHECK(with(most, 8 << 20).starts_with("bundle_refused"));
    CHECK(with(most, most).empty());
    CHECK(with(0, most) == inconsistent);
    CHECK(with(-1, most) == inconsistent);
    raw_bundle made;
    made.memory = most;
    CHECK(refusal(made).starts_with("bundle_refused")); // by default too
}

TEST_CASE("hostile bundles: nothing that is read forges lines of a log") {
    const std::string forged = "\n/etc/rules.yml:1:1: error: forged \x1b[2J\x7F";
    raw_bundle made;
    made.events = {forged};
    made.found.push_back(
        {diagnostic_code::bad_regex, severity::warning, forged, {1, 1}, forged, forged, forged, {forged}});
    const auto bytes = made.bytes();
    const auto opened = bundle::open(bytes);
    REQUIRE(opened);
    const auto is_printable = [](std::string_view text) {
        for (const char each : text) {
            if (static_cast<unsigned char>(each) < 0x20 || each == 0x7F) { return false; }
        }
        return text.find("forged") != std::string_view::npos;
    };
    REQUIRE(opened->diagnostics().size() == 1);
    CHECK(is_printable(opened->diagnostics().front().file));
    CHECK(is_printable(opened->diagnostics().front().message));
    CHECK(is_printable(opened->diagnostics().front().suggestion));
    CHECK(is_printable(opened->diagnostics().front().events));
    CHECK(is_printable(opened->diagnostics().front().fields.at(0)));
    CHECK(is_printable(opened->events().front()));
    const auto other = json_rules::from_bundle(bytes);
    REQUIRE_FALSE(other);
    CHECK(other.error().code == diagnostic_code::bundle_mismatch);
    CHECK(is_printable(other.error().message));

    made.events = {std::string(1 << 20, 'e')};
    const auto long_names = made.bytes();
    const auto refused = json_rules::from_bundle(long_names);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.size() == 16'384);
    CHECK(refused.error().message.ends_with("..."));
}

TEST_CASE("hostile bundles: those that would not live long enough do not compile") {
    using bytes = std::vector<std::byte>;
    constexpr auto opens = []<class Bytes>(std::type_identity<Bytes>) {
        return requires(Bytes given) {
            json_rules::from_bundle(std::forward<Bytes>(given));
        }
        &&requires(Bytes given) {
            bundle::open(std::forward<Bytes>(given));
        };
    };
    CHECK(opens(std::type_identity<bytes&>{}));
    CHECK(opens(std::type_identity<const bytes&>{}));
    CHECK(opens(std::type_identity<std::span<const std::byte>>{}));
    CHECK(opens(std::type_identity<bytes&&>{})); // handed over, and kept
    CHECK_FALSE(opens(std::type_identity<const bytes&&>{}));
    CHECK_FALSE(opens(std::type_identity<const std::array<std::byte, 8>&&>{}));
    CHECK(opens(std::type_identity<mapped_file&&>{}));
    CHECK_FALSE(opens(std::type_identity<const mapped_file&&>{}));
    CHECK_FALSE(opens(std::type_identity<mapped_file&>{})); // neither bytes nor handed over
}
