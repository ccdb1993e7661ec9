// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

/// JSON as YAML 1.1 in flow style, with every type kept: text is quoted, `1.0` stays `1.0`, integers stay exact.
namespace conformance {

/// A double-quoted scalar. Whatever is not printable ASCII is escaped as `\xHH`, `\uHHHH` or `\UHHHHHHHH`, which spell
/// code points in YAML (surrogate pairs do not exist there). Precondition: valid UTF-8.
inline std::string yaml_quoted(std::string_view text) {
    std::string scalar{'"'};
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        unsigned long code = length == 1 ? lead : lead & (0x7FU >> length);
        for (std::size_t next = at + 1; next < at + length; ++next) {
            code = code * 64 + (static_cast<unsigned char>(text[next]) & 0x3FU);
        }
        at += length;
        if (code == '"' || code == '\\') {
            scalar += '\\';
            scalar += static_cast<char>(code);
        } else if (code >= 0x20 && code < 0x7F) {
            scalar += static_cast<char>(code);
        } else {
            char escape[16]{};
            const char* const format = code < 0x100 ? "\\x%02lX" : code < 0x10000 ? "\\u%04lX" : "\\U%08lX";
            std::snprintf(escape, sizeof escape, format, code); // NOLINT(cppcoreguidelines-pro-type-vararg)
            scalar += escape;
        }
    }
    return scalar + '"';
}

/// JSON writes `1e+20`, which YAML 1.1 takes for text: its numbers with an exponent have a point.
inline std::string yaml_number_text(const nlohmann::ordered_json& value) {
    std::string text = value.dump();
    const auto exponent = text.find('e');
    if (exponent != std::string::npos && text.find('.') == std::string::npos) { text.insert(exponent, ".0"); }
    return text;
}

inline std::string to_yaml(const nlohmann::ordered_json& value) {
    if (value.is_string()) { return yaml_quoted(value.get_ref<const std::string&>()); }
    if (value.is_number()) { return yaml_number_text(value); }
    if (!value.is_structured()) { return value.dump(); }
    std::string text;
    for (const auto& [key, inner] : value.items()) {
        text += text.empty() ? "" : ", ";
        if (value.is_object()) { text += yaml_quoted(key) + ": "; }
        text += to_yaml(inner);
    }
    return value.is_object() ? "{" + text + "}" : "[" + text + "]";
}

/// A whole rule around a `detection` (its `condition` among the selections).
inline std::string rule_yaml(std::string_view title, const nlohmann::ordered_json& detection) {
    std::string text = "title: " + yaml_quoted(title) + "\nlogsource:\n    category: test\ndetection:\n";
    for (const auto& [name, body] : detection.items()) {
        text += "    " + yaml_quoted(name) + ": " + to_yaml(body) + "\n";
    }
    return text;
}

} // namespace conformance
