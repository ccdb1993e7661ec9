// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/detail/expansion_limits.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/regex_warning.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/detail/suggest_network.hpp>
#include <varsigma/rule/detail/value_problem.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/validation_options.hpp>
#include <varsigma/text/detail/cidr.hpp>
#include <varsigma/text/number.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Where a modifier stands in the usual order of application; smaller first.
[[nodiscard]] constexpr int usual_place(modifier which) noexcept {
    switch (which) {
    case modifier::re:
    case modifier::cidr:
    case modifier::fieldref:
    case modifier::minute:
    case modifier::hour:
    case modifier::day:
    case modifier::week:
    case modifier::month:
    case modifier::year: return 0;
    case modifier::wide:
    case modifier::utf16be:
    case modifier::utf16: return 2;
    case modifier::base64:
    case modifier::base64offset: return 3;
    case modifier::contains:
    case modifier::startswith:
    case modifier::endswith: return 4;
    case modifier::all:
    case modifier::cased:
    case modifier::neq: return 5;
    default: return 1;
    }
}

/// The same modifiers in the usual order, if that makes a legal chain.
[[nodiscard]] constexpr std::optional<modifier_chain> reordered(const modifier_chain& chain) noexcept {
    modifier_chain sorted;
    for (int place = 0; place <= 5; ++place) {
        for (const auto next : chain) {
            if (usual_place(next) == place) static_cast<void>(sorted.push_back(next)); // as many as there were: fits
        }
    }
    if (interpret(sorted).error) return std::nullopt;
    return sorted;
}

/// Checks the chain of an item by itself, and against there being a field; nothing if there was an error.
[[nodiscard]] inline std::optional<interpretation> check_chain(const detection_item& item, const item_findings& found) {
    const auto chain = interpret(item.modifiers);
    if (chain.error) {
        std::string reason{name(chain.offending)};
        reason += " cannot stand there: ";
        reason += chain.reason;
        const auto better = reordered(item.modifiers);
        found.error(*chain.error, {}, reason,
                    better ? "write " + varsigma::quoted(key_text(item.field, *better)) : std::string{});
        return std::nullopt;
    }
    if (item.is_keyword() && !can_be_keyword(chain.meaning)) {
        found.error(diagnostic_code::modifier_without_field, {}, "these modifiers need the name of a field");
        return std::nullopt;
    }
    if (chain.warning == diagnostic_code::regex_contains) {
        found.warn(*chain.warning, {}, "a regular expression is searched for anywhere, contains adds nothing to re");
    } else if (chain.warning) {
        found.warn(*chain.warning, {}, "more than one of contains, startswith and endswith; both ends count");
    }
    return chain.meaning;
}

/// Checks the values of one item against its chain, once placeholders are gone.
class value_checker {
public:
    value_checker(const detection_item& item, const interpretation& meaning, const validation_options& options,
                  expansion_limits& limits, const item_findings& found) noexcept
        : item_(item), meaning_(meaning), options_(options), limits_(limits), found_(found) {}

    void check() const {
        for (const auto& value : item_.values) {
            const auto problem = problem_of(meaning_, value.view());
            if (problem == value_problem::none) {
                check_further(value);
            } else {
                report(problem, value);
            }
        }
        check_together();
    }

private:
    void wrong_kind(const rule_value& value, std::string_view expected, std::string suggestion = {}) const {
        std::string reason;
        switch (value.kind) {
        case value_kind::null: reason = "null"; break;
        case value_kind::boolean: reason = "the boolean " + varsigma::quoted(value.text); break;
        case value_kind::number: reason = "the number " + varsigma::quoted(value.text); break;
        case value_kind::text: reason = "the text " + varsigma::quoted(value.text); break;
        }
        reason += " cannot be taken: ";
        reason += expected;
        found_.error(diagnostic_code::value_kind, value.position, reason, std::move(suggestion));
    }

    void no_wildcards(const rule_value& value, std::string_view before, std::string_view after) const {
        found_.error(diagnostic_code::wildcard_not_allowed, value.position,
                     std::string{before}.append(varsigma::quoted(value.text)).append(after),
                     "write '\\*' and '\\?' for the characters themselves");
    }

    void report(value_problem problem, const rule_value& value) const {
        const std::string in_quotes =
            value.kind == value_kind::boolean ? "write it in quotes if its text is meant" : std::string{};
        const std::string without_quotes = "write " + value.text + " without quotes";
        switch (problem) {
        case value_problem::none: return;
        case value_problem::needs_text: return wrong_kind(value, "these modifiers need text", in_quotes);
        case value_problem::encoded_wildcard: return no_wildcards(value, "wildcards in ", " cannot be encoded");
        case value_problem::needs_expression: return wrong_kind(value, "re needs a regular expression", in_quotes);
        case value_problem::needs_network: return wrong_kind(value, "cidr needs a network such as 10.0.0.0/8");
        case value_problem::bad_network: return bad_network(value);
        case value_problem::needs_number: {
            const bool is_number = value.kind == value_kind::text && parse_decimal(value.text);
            return wrong_kind(value, "these modifiers need a number", is_number ? without_quotes : std::string{});
        }
        case value_problem::needs_boolean: {
            const bool is_boolean = value.kind == value_kind::text && (value.text == "true" || value.text == "false" ||
                                                                       value.text == "yes" || value.text == "no");
            return wrong_kind(value, "exists needs true or false", is_boolean ? without_quotes : std::string{});
        }
        case value_problem::needs_field_name: return wrong_kind(value, "fieldref needs the name of a field");
        case value_problem::wildcard_in_field:
            return no_wildcards(value, "the name of a field, ", ", cannot have wildcards");
        }
    }

    void bad_network(const rule_value& value) const {
        const auto parsed = parse_cidr(value.text);
        const auto* const error = std::get_if<cidr_error>(&parsed);
        if (error == nullptr) { return; }
        const auto network = *error == cidr_error::host_bits_set ? network_of(value.text) : std::string{};
        found_.error(diagnostic_code::bad_cidr, value.position,
                     varsigma::quoted(value.text) + ": " + std::string{message(*error)},
                     network.empty() ? network : "write " + varsigma::quoted(network));
    }

    /// What is left to say of a value that can be taken.
    void check_further(const rule_value& value) const {
        const bool is_regex = meaning_.kind == test_kind::regex;
        if (value.kind == value_kind::number &&
            (is_regex || (meaning_.kind == test_kind::value && meaning_.is_text_only()))) {
            found_.warn(diagnostic_code::number_as_text, value.position,
                        "the number " + varsigma::quoted(value.text) + " is taken as its text");
        }
        if (value.kind == value_kind::null && item_.is_keyword() && meaning_.kind == test_kind::value) {
            found_.warn(diagnostic_code::null_keyword, value.position, "a null outside a field never matches");
        }
        if (is_regex && options_.check_regex != nullptr) { check_expression(value); }
    }

    void check_expression(const rule_value& value) const {
        if (!limits_.may_compile(found_, value.position)) { return; }
        const auto outcome = options_.check_regex(value.text, meaning_, options_.regex);
        constexpr std::size_t of_failure = 10'000; // how far it came is not known
        limits_.take_program(outcome ? outcome->compiled_size : of_failure);
        if (!outcome) {
            found_.error(diagnostic_code::bad_regex, value.position,
                         "in " + varsigma::quoted(value.text) + ": " + outcome.error().message,
                         outcome.error().suggestion);
        } else if (const auto costly = costly_regex_warning(value.text, *outcome, options_.regex)) {
            found_.warn(costly->code, value.position, costly->message, costly->suggestion);
        }
    }

    void check_together() const {
        if (meaning_.kind == test_kind::exists && item_.values.size() != 1) {
            found_.error(diagnostic_code::value_kind, {}, "exists takes a single boolean");
        }
        if (meaning_.kind != test_kind::value) return;
        const auto is_null = [](const rule_value& value) { return value.kind == value_kind::null; };
        const auto is_empty = [](const rule_value& value) {
            return value.kind == value_kind::text && value.text.empty();
        };
        const auto null = std::find_if(item_.values.begin(), item_.values.end(), is_null);
        if (null != item_.values.end() && std::any_of(item_.values.begin(), item_.values.end(), is_empty)) {
            found_.warn(diagnostic_code::null_and_empty, null->position,
                        "null beside '' means: missing, null or the empty string");
        }
        const auto steps = meaning_.encoding_steps();
        const bool is_base64 = std::any_of(steps.begin(), steps.end(), [](encoding step) {
            return step == encoding::base64 || step == encoding::base64offset;
        });
        if (is_base64 && !meaning_.cased) {
            found_.warn(diagnostic_code::encoding_case, {},
                        "base64 is compared without regard to case, which takes other texts for the same", "add cased");
        }
    }

    const detection_item& item_;
    const interpretation& meaning_;
    const validation_options& options_;
    expansion_limits& limits_;
    const item_findings& found_;
};

} // namespace VARSIGMA_NAMESPACE::detail
