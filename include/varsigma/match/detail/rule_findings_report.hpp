// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/detail/field_presence.hpp>
#include <varsigma/event/detail/readable_member.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/detail/presence.hpp>
#include <varsigma/rule/detail/suggest_field.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/suggest.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// For fields that a type of event lacks, those of its fields that were probably meant. What was found once is
/// remembered. Refers to the table and to the names.
class field_suggestions {
public:
    /// How many different absent fields are looked at, each of which may be compared with every name: far above those of
    /// all published rules. Hostile rules can name any number.
    static constexpr std::size_t most_looked_at = 4'096;

    field_suggestions(const field_table& fields, const field_presence& present) : fields_(fields) {
        names_.reserve(present.size());
        for (const auto& [name, values] : present) { names_.push_back(name); }
        std::sort(names_.begin(), names_.end()); // the same words for the same rules
    }

    /// `did you mean 'image' for 'Image'`, of the first absent fields that are near to one; empty if none is.
    [[nodiscard]] std::string for_fields(std::span<const slot> absent) {
        constexpr std::size_t most = 8; // that are looked at: each may be compared with every name
        std::string text;
        for (const auto field : absent.first(std::min(absent.size(), most))) {
            const auto near = nearest(field);
            if (near.empty()) { continue; }
            text += text.empty() ? did_you_mean(near) : ", '" + std::string{near} + '\'';
            text.append(" for '").append(fields_.name(field)).append("'");
        }
        return text;
    }

private:
    [[nodiscard]] std::string_view nearest(slot field) {
        if (const auto known = known_.find(field); known != known_.end()) { return known->second; }
        if (known_.size() == most_looked_at) { return {}; }
        return known_.emplace(field, closest_field(fields_.name(field), names_)).first->second;
    }

    const field_table& fields_;
    std::vector<std::string_view> names_;
    std::unordered_map<slot, std::string_view> known_;
};

// What rules ask of members that none of their values is, in words.

/// What a rule asks of one field in vain.
struct impossible_values {
    slot field = no_slot;
    std::vector<std::string> items; ///< the first of them, as the rule has them: `Port|gt: 70000`
    std::size_t more = 0;           ///< how many are not among `items`
    member_values held;             ///< what the field's values can be
};

/// The values of a member, as messages name them: `whole numbers from 0 to 255`. Precondition: they are of few kinds
/// (`is_limited`).
[[nodiscard]] inline std::string text_of(const member_values& held) {
    std::string text;
    const auto add = [&](field_content which, std::string_view name) {
        if (has(held.content, which)) { text.append(text.empty() ? "" : " or ").append(name); }
    };
    add(field_content::names, "names");
    add(field_content::booleans, "true and false");
    if (has(held.content, field_content::reals)) {
        add(field_content::reals, "numbers");
    } else {
        add(field_content::integers, "whole numbers from " + std::to_string(held.integers.lowest) + " to " +
                                         std::to_string(held.integers.highest));
    }
    return text;
}

/// `` `Port: 70000`, `Port: -1` and 3 more - the member holds whole numbers from 0 to 65535 ``
[[nodiscard]] inline std::string text_of(const impossible_values& asked) {
    std::string text;
    for (const auto& item : asked.items) { text.append(text.empty() ? "`" : ", `").append(item).append("`"); }
    if (asked.more != 0) { text += " and " + std::to_string(asked.more) + " more"; }
    return text + " - the member holds " + text_of(asked.held);
}

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
