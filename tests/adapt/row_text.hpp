// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/text/number.hpp>

#include <string>

namespace varsigma_tests {

/// A value as the tests write it: `'text'`, `42`, `#18446744073709551616` (a numeral), `[1, null]`, `{}`, `-`
/// (missing).
[[nodiscard]] inline std::string to_text(const varsigma::value& shown) {
    using varsigma::value_type;
    switch (shown.type()) {
    case value_type::missing: return "-";
    case value_type::null: return "null";
    case value_type::boolean: return shown.as_boolean() ? "true" : "false";
    case value_type::number: {
        char buffer[varsigma::number_text_size];
        return std::string{varsigma::to_text(shown.as_number(), buffer)};
    }
    case value_type::numeral: return "#" + std::string{shown.as_text()};
    case value_type::text: return "'" + std::string{shown.as_text()} + "'";
    case value_type::time: return "@" + std::to_string(shown.as_time());
    case value_type::object: return "{}";
    case value_type::list: break;
    }
    std::string text = "[";
    for (const auto& element : shown.as_list()) {
        text += text.size() > 1 ? ", " : "";
        text += to_text(element);
    }
    return text + "]";
}

/// A field of an event, by its name.
[[nodiscard]] inline std::string field_text(const varsigma::dynamic_event& event, std::string_view name) {
    const auto field = event.fields()->find(name);
    return field ? to_text(event.row()[*field]) : "no such field";
}

/// What keywords search, in the order of the event.
[[nodiscard]] inline std::string keywords_text(const varsigma::dynamic_event& event) {
    return to_text(varsigma::value::of(event.row().values()));
}

/// Everything that a sealed row holds.
[[nodiscard]] inline std::string row_text(const varsigma::dynamic_event& event) {
    std::string text = event.repaired() ? "repaired\n" : "";
    for (varsigma::slot field = 0; field < event.row().size(); ++field) {
        if (!event.row()[field].is_missing()) {
            text += std::string{event.fields()->name(field)} + ": " + to_text(event.row()[field]) + "\n";
        }
    }
    return text + "keywords: " + keywords_text(event) + "\n";
}

} // namespace varsigma_tests
