// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "samples.hpp"

#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/rule_list.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Command lines made to be hard, of any length. What they are made of comes from the rules themselves.
namespace adversarial {

struct kind {
    std::string_view name;
    std::vector<std::string> pieces; ///< repeated, one after the other
};

/// What a rule's items look for inside the field `CommandLine`.
inline void collect_literals(const varsigma::detection& tree, std::vector<std::string>& into) {
    for (const auto& child : tree.children) { collect_literals(child, into); }
    if (tree.form != varsigma::detection_form::item || tree.item.field != "CommandLine") { return; }
    const auto meaning = varsigma::interpret(tree.item.modifiers).meaning;
    if (meaning.kind != varsigma::test_kind::value || meaning.encoding_count != 0) { return; }
    for (const auto& value : tree.item.values) {
        if (value.text.size() >= 4 && value.text.find_first_of("*?\\") == std::string::npos) {
            into.push_back(value.text);
        }
    }
}

[[nodiscard]] inline std::vector<kind> kinds(const varsigma::rule_list& rules) {
    std::vector<std::string> literals;
    for (const auto& rule : rules) {
        for (const auto& named : rule.selections) { collect_literals(named.body, literals); }
    }
    std::sort(literals.begin(), literals.end());
    literals.erase(std::unique(literals.begin(), literals.end()), literals.end());
    kind usual{"command lines", samples::command_lines()};
    kind near{"near matches", {}};
    kind prefixes{"every literal's prefixes", {}};
    kind one{"one near match", {}};
    for (const auto& literal : literals) {
        near.pieces.push_back(literal.substr(0, literal.size() - 1) + '\x01');
        for (std::size_t length = 1; length < literal.size(); ++length) {
            prefixes.pieces.push_back(literal.substr(0, length));
        }
    }
    if (!near.pieces.empty()) {
        one.pieces.push_back(*std::max_element(
            near.pieces.begin(), near.pieces.end(),
            [](const std::string& left, const std::string& right) { return left.size() < right.size(); }));
    }
    std::vector<kind> made{std::move(usual)};
    if (!literals.empty()) {
        made.push_back(std::move(near));
        made.push_back(std::move(prefixes));
        made.push_back(std::move(one));
    }
    made.push_back({"one letter", {"a"}});
    return made;
}

/// The creation of a process with a command line of that size, as a line of JSON.
[[nodiscard]] inline std::string event_of(const kind& made, std::size_t size) {
    std::string command_line;
    for (std::size_t at = 0; command_line.size() < size; at = (at + 1) % made.pieces.size()) {
        command_line += made.pieces[at];
    }
    command_line.resize(size);
    std::string json = R"({"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,)"
                       R"("Image":"C:\\Windows\\System32\\cmd.exe","CommandLine":")";
    for (const char byte : command_line) {
        if (static_cast<unsigned char>(byte) < 0x20) {
            json += "\\u0001";
        } else {
            if (byte == '"' || byte == '\\') { json += '\\'; }
            json += static_cast<unsigned char>(byte) < 0x80 ? byte : '?';
        }
    }
    return json + "\"}";
}

} // namespace adversarial
