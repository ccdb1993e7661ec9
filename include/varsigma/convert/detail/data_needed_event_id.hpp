// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/data_needed_examiner.hpp>
#include <varsigma/convert/detail/data_needed_tree.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/pattern/wildcard_pattern.hpp>
#include <varsigma/rule/detail/encoded_text.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/rule_number.hpp>
#include <varsigma/rule/detail/value_problem.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/text/detail/casefold.hpp>
#include <varsigma/text/detail/symbol.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/numeral.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

// The event ids with which a rule can match.

namespace VARSIGMA_NAMESPACE::detail {

/// The field that holds an event's id, in the names of Sigma's rules for Windows.
inline constexpr std::string_view event_id_field = "EventID";

/// The integer that a test compares the event id with for equality, in decimal; nothing if it asks something else.
[[nodiscard]] inline std::optional<std::string> asked_event_id(const need_test& asked) {
    if (asked.field() != event_id_field || asked.meaning.kind != test_kind::value) { return std::nullopt; }
    char digits[number_text_size];
    switch (plain_test_of(asked.meaning, asked.value->kind, false)) {
    case plain_test::number: { // `4688.0` equals 4688
        auto text = number_text_of(asked.value->view());
        return text.find_first_not_of("-0123456789") == text.npos ? std::optional{std::move(text)} : std::nullopt;
    }
    case plain_test::text: {
        if (asked.meaning.is_text_only()) { return std::nullopt; }
        const auto numeric = parse_decimal(asked.value->text);
        if (!numeric || to_text(*numeric, digits) != asked.value->text) { return std::nullopt; } // as text it differs
        return asked.value->text;
    }
    case plain_test::null:
    case plain_test::boolean: break;
    }
    return std::nullopt;
}

[[nodiscard]] constexpr bool holds(comparison relation, std::partial_ordering order) noexcept {
    switch (relation) {
    case comparison::equal: return order == std::partial_ordering::equivalent;
    case comparison::gt: return order == std::partial_ordering::greater;
    case comparison::gte: return order == std::partial_ordering::greater || order == std::partial_ordering::equivalent;
    case comparison::lt: return order == std::partial_ordering::less;
    case comparison::lte: return order == std::partial_ordering::less || order == std::partial_ordering::equivalent;
    }
    return false;
}

/// Whether the whole of a text matches a pattern that a test's modifiers may open; nothing if it is too large to tell.
[[nodiscard]] inline std::optional<bool> pattern_holds(const sigma_string& pattern, const interpretation& meaning,
                                                       std::string_view text) {
    const auto opened = meaning.open_before && meaning.open_after ? pattern.contains()
                        : meaning.open_before                     ? pattern.endswith()
                        : meaning.open_after                      ? pattern.startswith()
                                                                  : pattern;
    const auto made = wildcard_pattern<>::compile(opened, meaning.cased ? case_mode::exact : case_mode::folded);
    return made ? std::optional{made->matches(text)} : std::nullopt;
}

/// Whether a test of text holds for `text`, its modifiers applied. As `compile/detail/rule_compiler.hpp` compiles such tests.
[[nodiscard]] inline std::optional<bool> text_test_holds(const need_test& asked, std::string_view text) {
    const bool is_plain = asked.value->kind == value_kind::text && !asked.meaning.is_text_only() &&
                          asked.value->text.find_first_of("*?\\") == std::string::npos;
    if (is_plain) { // as nearly all are, and rules may list thousands
        return asked.meaning.cased ? asked.value->text == text : equals_folded(asked.value->text, text);
    }
    auto pattern = asked.value->kind == value_kind::text ? sigma_string::parse(asked.value->text)
                                                         : sigma_string::literal(number_text_of(asked.value->view()));
    if (asked.meaning.encoding_count != 0) {
        const auto plain = pattern.plain();
        if (!plain) { return std::nullopt; }
        std::optional<bool> holds = false;
        for (const auto& encoded : encoded_texts(*plain, asked.meaning.encoding_steps())) {
            const auto of_this = pattern_holds(sigma_string::literal(encoded), asked.meaning, text);
            if (of_this == true) { return true; }
            if (!of_this) { holds = std::nullopt; }
        }
        return holds;
    }
    if (asked.meaning.windash) { pattern = pattern.windash(); }
    return pattern_holds(pattern, asked.meaning, text);
}

/// Whether a test of the event id holds if that is the one decimal number `id`; nothing where it cannot be known here.
[[nodiscard]] inline std::optional<bool> holds_for_id(const need_test& asked, std::string_view id) {
    const auto compares = [&](comparison relation) {
        std::string spelling;
        const auto numeric = numeral::of_decimal(id);
        return numeric && holds(relation, compare(*numeric, numeral_of(asked.value->view(), spelling)));
    };
    switch (asked.meaning.kind) {
    case test_kind::value:
        switch (plain_test_of(asked.meaning, asked.value->kind, false)) {
        case plain_test::number: return compares(comparison::equal);
        case plain_test::text: return text_test_holds(asked, id);
        case plain_test::null:
        case plain_test::boolean: break;
        }
        return false;
    case test_kind::compare: return compares(asked.meaning.relation);
    case test_kind::exists: return true;
    case test_kind::cidr: return false; // no number is an address
    case test_kind::regex:              // takes an engine, which converters do without
    case test_kind::field:
    case test_kind::time_of_day: break;
    }
    return std::nullopt;
}

/// The outcome of a test if the event id is `id`, or, without one, none that the rule asks for.
[[nodiscard]] inline need_outcome outcome_with_id(const need_test& asked, const std::optional<std::string>& id) {
    if (asked.field() != event_id_field) { return need_outcome::depends; }
    if (!id) { return asked_event_id(asked) ? need_outcome::never : need_outcome::depends; }
    const auto holds = holds_for_id(asked, *id);
    if (!holds) { return need_outcome::depends; }
    return *holds ? need_outcome::always : need_outcome::never;
}

/// Whether the rule can match an event with that id, or, without one, with none that the rule asks for.
[[nodiscard]] inline bool can_match_with_id(const need_tree& tree, const std::optional<std::string>& id) {
    return tree.examine([&](const need_test& asked, bool) { return outcome_with_id(asked, id); }) !=
           need_outcome::never;
}

/// The event ids with which the rule can match; empty if it can with others than those that it asks for, or with none.
///
/// O(size of the rule), and for the tests of the event id that are no plain equality the number of ids times theirs, up
/// to a limit, beyond which an id counts as one with which the rule can match; so it does where selections stand in too
/// many places.
[[nodiscard]] inline std::vector<std::string> event_ids_of(const need_tree& tree) {
    constexpr std::size_t most_comparisons = std::size_t{1} << 20U;
    std::vector<std::string> ids;
    need_examiner examiner{tree, [](const need_test& asked) { return outcome_with_id(asked, std::nullopt); }};
    if (examiner.outcome() != need_outcome::never) { return ids; }
    std::vector<std::string> in_order;
    std::unordered_map<std::string, std::vector<need_examiner::change>> of_ids; // the tests that ask for an id
    std::vector<std::uint32_t> others;
    const auto& tests = tree.tests();
    for (std::uint32_t at = 0; at < tests.size(); ++at) {
        if (tests[at].field() != event_id_field) { continue; }
        const auto id = asked_event_id(tests[at]);
        if (!id) {
            others.push_back(at);
            continue;
        }
        const auto [place, is_new] = of_ids.try_emplace(*id);
        if (is_new) { in_order.push_back(*id); }
        place->second.emplace_back(at,
                                   need_outcome::always); // where another id is asked for it is never, as without one
    }
    std::size_t compared = 0;
    for (auto& id : in_order) {
        auto changes = std::move(of_ids[id]);
        compared += examiner.is_spent() ? most_comparisons + 1 : others.size();
        for (const auto at : others) {
            changes.emplace_back(at,
                                 compared > most_comparisons ? need_outcome::depends : outcome_with_id(tests[at], id));
        }
        if (compared > most_comparisons || examiner.with(changes) != need_outcome::never) {
            ids.push_back(std::move(id));
        }
    }
    return ids;
}

} // namespace VARSIGMA_NAMESPACE::detail
