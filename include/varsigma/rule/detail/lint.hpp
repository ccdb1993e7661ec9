// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/detail/suspect.hpp>
#include <varsigma/rule/detail/value_doubt.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

namespace detail {

/// Reports what is suspicious about the values of one item.
class item_linter {
public:
    item_linter(const detection_item& item, const interpretation& meaning, const item_findings& found) noexcept
        : item_(item), meaning_(meaning), found_(found) {}

    void lint() const {
        if (widens_in_vain(meaning_)) {
            found_.warn(diagnostic_code::encoding_unused, {},
                        "text is widened to UTF-16 and not encoded after that: hardly any event holds such text",
                        "put base64 or base64offset behind it, or leave it out");
        }
        lint_key();
        for (const auto& value : item_.values) {
            if (value.kind != value_kind::text) { continue; }
            if (meaning_.kind == test_kind::value) {
                lint_backslashes(value);
                lint_placeholder(value);
            }
            if (meaning_.kind == test_kind::field && has_outer_blank(value.text)) {
                warn_of_blank(value.position, value.text, varsigma::quoted(without_outer_blanks(value.text)));
            }
            if (encodes_to_nothing(meaning_, value.text)) {
                found_.warn(diagnostic_code::encoding_empty, value.position,
                            "base64offset leaves nothing of '', which so never matches", "leave it out");
            }
            lint_control_characters(value);
            lint_catch_all(value);
        }
    }

private:
    void lint_key() const {
        if (has_outer_blank(item_.field)) {
            warn_of_blank({}, item_.field,
                          varsigma::quoted(key_text(without_outer_blanks(item_.field), item_.modifiers)));
        }
        if (anchors_in_vain(meaning_, item_.is_keyword())) {
            found_.warn(diagnostic_code::anchor_unused, {},
                        std::string{meaning_.open_after ? "startswith" : "endswith"} +
                            " has no effect, as keywords are looked for anywhere in a value",
                        "leave it out, or name the field");
        }
    }

    void warn_of_blank(source_position at, std::string_view field, const std::string& better) const {
        found_.warn(diagnostic_code::blank_in_field, at,
                    "the blank at the " +
                        std::string{field.front() == ' ' || field.front() == '\t' ? "beginning" : "end"} + " of " +
                        varsigma::quoted(field) + " belongs to the field's name",
                    "write " + better);
    }

    void lint_backslashes(const rule_value& value) const {
        if (value.text.find('\\') == std::string::npos) { return; }
        const bool at_front = !meaning_.open_before && !item_.is_keyword();
        const auto suspicions = suspect(value.text, at_front);
        const auto text = varsigma::quoted(value.text);
        if (suspicions.escaped_slash) {
            found_.warn(diagnostic_code::escaped_slash, value.position,
                        "\\/ in " + text + " is a backslash and a slash: a slash needs no escape",
                        suspicions.url ? "write '://' for a URL" : "write '/' for a slash");
        }
        if (suspicions.device_prefix) {
            found_.warn(diagnostic_code::escaped_wildcard, value.position,
                        "\\\\?\\ in " + text + " is one backslash, any one character and a backslash",
                        "write '\\\\\\\\\\?\\' for the prefix of a device path");
        }
        if (suspicions.escaped_wildcard != '\0') {
            const std::string mark(1, suspicions.escaped_wildcard);
            found_.warn(diagnostic_code::escaped_wildcard, value.position,
                        "\\" + mark + " in " + text + " is the character " + mark + " without a backslash, no wildcard",
                        "write '\\\\" + mark + "' for a backslash and a wildcard");
        }
        if (suspicions.doubled_at_beginning || is_lone_backslash(meaning_, value.text)) {
            found_.warn(diagnostic_code::lost_backslash, value.position,
                        "the \\\\ at the beginning of " + text + " is one backslash",
                        "write '\\\\\\\\' for two backslashes");
        }
    }

    void lint_placeholder(const rule_value& value) const {
        if (unexpanded_placeholder(meaning_, value.text).empty()) { return; }
        found_.warn(diagnostic_code::placeholder_without_expand, value.position,
                    varsigma::quoted(value.text) + " is compared as it stands: a placeholder needs the modifier expand",
                    "write " + varsigma::quoted(key_text(item_.field, item_.modifiers) + "|expand"));
    }

    void lint_control_characters(const rule_value& value) const {
        if (value.double_quoted) {
            const auto escape = made_control_character(meaning_, value.text);
            if (!escape.empty()) {
                found_.warn(diagnostic_code::control_character, value.position,
                            std::string{escape}.append(" between double quotes is a control character, no backslash"),
                            "use single quotes if a backslash is meant");
            }
        }
        if (ends_in_line_break(value.text)) {
            found_.warn(diagnostic_code::trailing_line_break, value.position,
                        "the value ends in a line break, which has to be in the event as well",
                        "write |- or >- before the text to leave the line break out");
        }
    }

    void lint_catch_all(const rule_value& value) const {
        const bool is_keyword = item_.is_keyword();
        if (item_.values.size() < 2 && !is_keyword) { return; } // by itself it asks whether there is a value
        if (!matches_everything(meaning_, value.view(), is_keyword)) { return; }
        const bool is_line =
            meaning_.kind == test_kind::regex && reach_of(meaning_, value.text) == regex_reach::every_line;
        std::string reason =
            varsigma::quoted(value.text) + (is_line ? " matches every value of one line" : " matches every value");
        const bool has_null =
            !is_keyword && std::any_of(item_.values.begin(), item_.values.end(),
                                       [](const auto& each) { return each.kind == value_kind::null; });
        if (has_null && !meaning_.all && meaning_.kind == test_kind::value) {
            found_.warn(diagnostic_code::matches_everything, value.position,
                        reason + ", and null what has none: together they hold of every event",
                        "leave one of them out");
            return;
        }
        if (item_.values.size() > 1) {
            reason += meaning_.all ? ", so it adds nothing to the others" : ", so the others change nothing";
        }
        found_.warn(diagnostic_code::matches_everything, value.position, reason, "leave it out");
    }

    const detection_item& item_;
    const interpretation& meaning_;
    const item_findings& found_;
};

inline void lint_item(const detection_item& item, const interpretation& meaning, const item_findings& found) {
    item_linter{item, meaning, found}.lint();
}

inline void lint_detection(const named_detection& within, const detection& body, std::size_t depth,
                           rule_findings& found) {
    if (body.form != detection_form::item) {
        if (depth == 0) return;
        for (const auto& child : body.children) lint_detection(within, child, depth - 1, found);
        return;
    }
    const auto chain = interpret(body.item.modifiers);
    if (!chain.error) lint_item(body.item, chain.meaning, item_findings{found, within, body.item});
}

} // namespace detail

/// Adds a warning for every value of the rule that is legal but probably does not say what its author meant:
/// `escaped_slash`, `escaped_wildcard`, `lost_backslash`, `control_character`, `trailing_line_break`,
/// `matches_everything`, `encoding_unused`, `encoding_empty`, `placeholder_without_expand`, `anchor_unused`,
/// `blank_in_field`.
///
/// Backslashes are looked at in values that are compared as text, not in regular expressions or names of fields.
/// `validate` does this too, so a rule that went through it needs no second look. Linear in the rule.
inline void lint(const detection_rule& rule, diagnostics& found) {
    constexpr std::size_t max_depth = 64;
    rule_findings findings{rule.origin, found};
    for (const auto& each : rule.selections) detail::lint_detection(each, each.body, max_depth, findings);
}

} // namespace VARSIGMA_NAMESPACE
