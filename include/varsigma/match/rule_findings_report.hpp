// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/availability.hpp>
#include <varsigma/rule/document.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Words what compiling finds about rules, as diagnostics at the place where the rule was read.
class rule_findings_report {
public:
    explicit rule_findings_report(const field_table& fields) : fields_(fields) {}

    /// What the absence of fields means; `what` names the events, if they have a name.
    void absence(const detection_rule& rule, const presence_findings& found, std::string_view what) {
        const std::string event = what.empty() ? std::string{} : " of " + std::string{what};
        if (found.never_matches) {
            add(rule, diagnostic_code::never_matches,
                "rule " + name_of(rule) + " can never match an event" + event + " and is left out" +
                    (found.missing.empty() ? std::string{} : ": there is no field " + listed(found.missing)),
                what, found.missing);
            return;
        }
        if (!found.missing.empty()) {
            add(rule, diagnostic_code::missing_field,
                "rule " + name_of(rule) + " reads a field that events" + event + " lack: " + listed(found.missing),
                what, found.missing);
        }
        if (!found.over_fires.empty()) {
            add(rule, diagnostic_code::over_fires,
                "rule " + name_of(rule) + " can fire too often on events" + event +
                    ": its exceptions read a field that is not there: " + listed(found.over_fires),
                what, found.over_fires);
        }
    }

    /// What it means that the values of some fields can never be what the rule asks for, as they are numbers or
    /// booleans.
    void impossible(const detection_rule& rule, const presence_findings& found, std::string_view what) {
        if (found.missing.empty() && found.over_fires.empty()) { return; }
        const std::string event = what.empty() ? std::string{} : " of " + std::string{what};
        if (found.never_matches && !found.missing.empty()) {
            add(rule, diagnostic_code::never_matches,
                "rule " + name_of(rule) + " can never match an event" + event +
                    ": it asks for what no value of the member's type is: " + listed(found.missing));
        } else if (!found.missing.empty()) {
            add(rule, diagnostic_code::missing_field,
                "rule " + name_of(rule) + " asks events" + event +
                    " for what no value of the member's type is: " + listed(found.missing));
        }
        if (!found.over_fires.empty()) {
            add(rule, diagnostic_code::over_fires,
                "rule " + name_of(rule) + " can fire too often on events" + event +
                    ": its exceptions ask for what no value of the member's type is: " + listed(found.over_fires));
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
    void add(const detection_rule& rule, diagnostic_code code, std::string message, std::string_view events = {},
             const std::vector<slot>& fields = {}) {
        auto& added = found_.emplace_back();
        added.code = code;
        added.level = severity::warning;
        added.file = rule.origin.file;
        added.position = rule.origin.position;
        added.message = std::move(message);
        added.events = events;
        for (const auto field : fields) { added.fields.emplace_back(fields_.name(field)); }
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

    const field_table& fields_;
    diagnostics found_;
};

} // namespace VARSIGMA_NAMESPACE::detail
