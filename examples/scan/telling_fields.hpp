// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/text/number.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace scan {

/// The fields of an event that tell a person most about a match of one rule: those that its author names for that
/// (`fields`), then those that it reads, in the order of the rule. Only what some rule reads has a value.
class telling_fields {
public:
    telling_fields(const varsigma::detection_rule& rule, const varsigma::field_table& fields) {
        for (const auto& name : rule.metadata.fields) { add(name, fields); }
        for (const auto& selection : rule.selections) { add(selection.body, fields); }
    }

    [[nodiscard]] const std::vector<varsigma::slot>& slots() const noexcept { return slots_; }

private:
    void add(const varsigma::detection& tree, const varsigma::field_table& fields) {
        add(tree.item.field, fields);
        for (const auto& child : tree.children) { add(child, fields); }
    }

    void add(std::string_view name, const varsigma::field_table& fields) {
        if (name == "EventID" || name == "Channel" || name == "Provider_Name") { return; } // every event has them
        const auto found = fields.find(name);
        if (found && std::find(slots_.begin(), slots_.end(), *found) == slots_.end()) { slots_.push_back(*found); }
    }

    std::vector<varsigma::slot> slots_;
};

/// The text of a field for people; empty if there is none.
[[nodiscard]] inline std::string text_of(const varsigma::value& content) {
    using varsigma::value_type;
    switch (content.type()) {
    case value_type::text:
    case value_type::numeral: return std::string{content.as_text()};
    case value_type::number: {
        char buffer[varsigma::number_text_size];
        return std::string{varsigma::to_text(content.as_number(), buffer)};
    }
    case value_type::boolean: return content.as_boolean() ? "true" : "false";
    case value_type::list: {
        std::string joined;
        for (const auto& element : content.as_list()) {
            if (!joined.empty()) { joined += ", "; }
            joined += text_of(element);
        }
        return joined;
    }
    case value_type::missing:
    case value_type::null:
    case value_type::time: // JSON has none
    case value_type::object: break;
    }
    return {};
}

} // namespace scan
