// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/pattern/sigma_syntax.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/interpretation.hpp>
#include <varsigma/rule/rule_findings.hpp>
#include <varsigma/rule/suggest_network.hpp>
#include <varsigma/rule/validation_options.hpp>
#include <varsigma/text/cidr.hpp>
#include <varsigma/text/number.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace varsigma::detail {

/// Whether a text in Sigma's notation has an unescaped `*` or `?`. O(length), no allocation.
[[nodiscard]] constexpr bool has_wildcards_in(std::string_view text) noexcept {
    struct sink {
        bool found = false;
        constexpr void push_back(symbol next) noexcept { found = found || !is_literal(next); }
    } seen;
    parse_sigma_string(text, seen);
    return seen.found;
}

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
    if (item.is_keyword() && chain.meaning.kind != test_kind::value && chain.meaning.kind != test_kind::regex) {
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
    value_checker(const detection_item& item, const interpretation& meaning, regex_check check_regex,
                  const item_findings& found) noexcept
        : item_(item), meaning_(meaning), check_regex_(check_regex), found_(found) {}

    void check() const {
        for (const auto& value : item_.values) {
            switch (meaning_.kind) {
            case test_kind::value: check_value(value); break;
            case test_kind::regex: check_expression(value); break;
            case test_kind::cidr: check_network(value); break;
            case test_kind::compare:
            case test_kind::time_of_day: check_number(value); break;
            case test_kind::exists: check_exists(value); break;
            case test_kind::field: check_field_name(value); break;
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

    void warn_number_as_text(const rule_value& value) const {
        found_.warn(diagnostic_code::number_as_text, value.position,
                    "the number " + varsigma::quoted(value.text) + " is taken as its text");
    }

    void check_value(const rule_value& value) const {
        switch (value.kind) {
        case value_kind::null:
            if (meaning_.is_text_only()) {
                wrong_kind(value, "these modifiers need text");
            } else if (item_.is_keyword()) {
                found_.warn(diagnostic_code::null_keyword, value.position, "a null outside a field never matches");
            }
            return;
        case value_kind::boolean:
            if (meaning_.is_text_only()) {
                wrong_kind(value, "these modifiers need text", "write it in quotes if its text is meant");
            }
            return;
        case value_kind::number:
            if (meaning_.is_text_only()) warn_number_as_text(value);
            return;
        case value_kind::text:
            if (meaning_.encoding_count != 0 && has_wildcards_in(value.text)) {
                found_.error(diagnostic_code::wildcard_not_allowed, value.position,
                             "wildcards in " + varsigma::quoted(value.text) + " cannot be encoded",
                             "write '\\*' and '\\?' for the characters themselves");
            }
            return;
        }
    }

    void check_expression(const rule_value& value) const {
        if (value.kind == value_kind::null || value.kind == value_kind::boolean) {
            return wrong_kind(value, "re needs a regular expression",
                              value.kind == value_kind::boolean ? "write it in quotes if its text is meant" : "");
        }
        if (value.kind == value_kind::number) warn_number_as_text(value);
        if (check_regex_ == nullptr) return;
        const auto outcome = check_regex_(value.text, meaning_);
        if (!outcome) {
            found_.error(diagnostic_code::bad_regex, value.position,
                         "in " + varsigma::quoted(value.text) + ": " + outcome.error().message,
                         outcome.error().suggestion);
        }
    }

    void check_network(const rule_value& value) const {
        if (value.kind != value_kind::text) return wrong_kind(value, "cidr needs a network such as 10.0.0.0/8");
        const auto parsed = parse_cidr(value.text);
        if (const auto* const error = std::get_if<cidr_error>(&parsed)) {
            const auto network = *error == cidr_error::host_bits_set ? network_of(value.text) : std::string{};
            found_.error(diagnostic_code::bad_cidr, value.position,
                         varsigma::quoted(value.text) + ": " + std::string{message(*error)},
                         network.empty() ? network : "write " + varsigma::quoted(network));
        }
    }

    void check_number(const rule_value& value) const {
        if (value.kind == value_kind::number) return;
        const bool in_quotes = value.kind == value_kind::text && parse_decimal(value.text);
        wrong_kind(value, "these modifiers need a number",
                   in_quotes ? "write " + value.text + " without quotes" : std::string{});
    }

    void check_exists(const rule_value& value) const {
        if (value.kind == value_kind::boolean) return;
        const bool in_quotes = value.kind == value_kind::text && (value.text == "true" || value.text == "false" ||
                                                                  value.text == "yes" || value.text == "no");
        wrong_kind(value, "exists needs true or false",
                   in_quotes ? "write " + value.text + " without quotes" : std::string{});
    }

    void check_field_name(const rule_value& value) const {
        if (value.kind != value_kind::text || value.text.empty()) {
            return wrong_kind(value, "fieldref needs the name of a field");
        }
        if (has_wildcards_in(value.text)) {
            found_.error(diagnostic_code::wildcard_not_allowed, value.position,
                         "the name of a field, " + varsigma::quoted(value.text) + ", cannot have wildcards",
                         "write '\\*' and '\\?' for the characters themselves");
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
    regex_check check_regex_;
    const item_findings& found_;
};

} // namespace varsigma::detail
