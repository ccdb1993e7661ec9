// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/bundle/described_bundle.hpp>
#include <varsigma/event/logsource.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The parts of a text between separators; at least one.
[[nodiscard]] inline std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (;;) {
        const auto end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        if (end == text.npos) { return parts; }
        text.remove_prefix(end + 1);
    }
}

/// A type of event as it is described on a command line, `NAME=PRODUCT/CATEGORY/SERVICE:FIELD,FIELD...` with `-` for
/// what is not known and `none` for what such events do not have:
/// `process_event=windows/process_creation/none:Image,CommandLine`. Nothing if it is not of this form.
[[nodiscard]] inline std::optional<varsigma::event_description> event_of_argument(std::string_view argument) {
    const auto name_end = argument.find('=');
    const auto source_end = argument.find(':', name_end == argument.npos ? 0 : name_end);
    if (name_end == argument.npos || source_end == argument.npos) { return std::nullopt; }
    auto source = split(argument.substr(name_end + 1, source_end - name_end - 1), '/');
    if (source.size() != 3) { return std::nullopt; }
    for (auto& part : source) {
        if (part == "-") { part.clear(); }
        if (part == "none") { part = varsigma::sources::none; }
    }
    varsigma::event_description made;
    made.name = argument.substr(0, name_end);
    made.source = {source[0], source[1], source[2], {}};
    made.fields = split(argument.substr(source_end + 1), ',');
    for (const auto& field : made.fields) {
        if (field.empty()) { return std::nullopt; }
    }
    return made;
}
