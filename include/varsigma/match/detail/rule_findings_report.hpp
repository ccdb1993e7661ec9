// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/detail/field_suggestions.hpp>
#include <varsigma/match/detail/impossible_values.hpp>
#include <varsigma/match/detail/presence.hpp>
#include <varsigma/rule/document.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Words what compiling finds about rules, as diagnostics at the place where the rule was read.
class rule_findings_report {
public:
    explicit rule_findings_report(const field_table& fields) : fields_(fields) {}

    /// What the absence of fields means; `what` names the events, if they have a name, and `near` knows the names of
    /// their fields.
    void absence(const detection_rule& rule, const presence_findings& found, std::string_view what,
                 field_suggestions& near) {
        const std::string event = what.empty() ? std::string{} : " of " + std::string{what};
        const auto tell = [&](diagnostic_code code, std::string message, const std::vector<slot>& fields) {
            auto& added = add(rule, code, std::move(message), near.for_fields(fields));
            added.events = what;
            for (const auto field : fields) { added.fields.emplace_back(fields_.name(field)); }
        };
        if (found.never_matches) {
            tell(diagnostic_code::never_matches,
                 "rule " + name_of(rule) + " can never match an event" + event + " and is left out" +
                     (found.missing.empty() ? std::string{} : ": there is no field " + listed(found.missing)),
                 found.missing);
            return;
        }
        if (!found.missing.empty()) {
            tell(diagnostic_code::missing_field,
                 "rule " + name_of(rule) + " reads a field that events" + event + " lack: " + listed(found.missing),
                 found.missing);
        }
        if (!found.over_fires.empty()) {
            tell(diagnostic_code::over_fires,
                 "rule " + name_of(rule) + " can fire too often on events" + event +
                     ": its exceptions read a field that is not there: " + listed(found.over_fires),
                 found.over_fires);
        }
    }

    /// What it means that the values of some fields can never be what the rule asks for, as they are numbers or
    /// booleans, or no such numbers; `asked` says what that is.
    void impossible(const detection_rule& rule, const presence_findings& found,
                    std::span<const impossible_values> asked, std::string_view what) {
        const std::string event = what.empty() ? std::string{} : " of " + std::string{what};
        const auto tell = [&](diagnostic_code code, std::string_view verdict, const std::vector<slot>& fields) {
            add(rule, code,
                "rule " + name_of(rule) + std::string{verdict} +
                    " for what no value of the member's type is: " + listed(fields, asked),
                "ask for what the member holds, or describe a member of another type");
        };
        if (found.never_matches && !found.missing.empty()) {
            tell(diagnostic_code::never_matches, " can never match an event" + event + ": it asks", found.missing);
        } else if (!found.missing.empty()) {
            tell(diagnostic_code::missing_field, " asks events" + event, found.missing);
        }
        if (!found.over_fires.empty()) {
            tell(diagnostic_code::over_fires, " can fire too often on events" + event + ": its exceptions ask",
                 found.over_fires);
        }
    }

    /// What was found elsewhere.
    void other(const diagnostic& found) { found_.push_back(found); }

    void aggregation(const detection_rule& rule) {
        add(rule, diagnostic_code::not_evaluated,
            "rule " + name_of(rule) +
                " is not matched: its aggregation means a correlation, which is not evaluated yet");
    }

    void failure(const detection_rule& rule, diagnostic error) {
        error.file = rule.origin.file;
        error.message = "rule " + name_of(rule) + " cannot be compiled: " + error.message;
        found_.push_back(std::move(error));
    }

    [[nodiscard]] diagnostics take() && noexcept { return std::move(found_); }

private:
    diagnostic& add(const detection_rule& rule, diagnostic_code code, std::string message,
                    std::string suggestion = {}) {
        auto& added = found_.emplace_back();
        added.code = code;
        added.level = severity::warning;
        added.file = rule.origin.file;
        added.position = rule.origin.position;
        added.message = std::move(message);
        added.suggestion = std::move(suggestion);
        return added;
    }

    [[nodiscard]] static std::string name_of(const detection_rule& rule) {
        return '"' + (rule.metadata.title.empty() ? rule.metadata.id : rule.metadata.title) + '"';
    }

    [[nodiscard]] std::string listed(const std::vector<slot>& fields) const {
        std::string text;
        for (const auto field : fields) {
            if (!text.empty()) { text += ", "; }
            text += fields_.name(field);
        }
        return text;
    }

    /// What is asked of them in vain.
    [[nodiscard]] static std::string listed(const std::vector<slot>& fields, std::span<const impossible_values> asked) {
        std::string text;
        for (const auto& each : asked) {
            if (std::find(fields.begin(), fields.end(), each.field) == fields.end()) { continue; }
            text.append(text.empty() ? "" : "; ").append(text_of(each));
        }
        return text;
    }

    const field_table& fields_;
    diagnostics found_;
};

} // namespace VARSIGMA_NAMESPACE::detail
