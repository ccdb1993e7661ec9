// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "yaml_text.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace conformance {

/// One checked example of what rules mean.
struct pair {
    std::string id;
    std::string note;                 ///< why, for people
    nlohmann::ordered_json detection; ///< the selections and the `condition`
    nlohmann::json event;
    std::optional<bool> expected; ///< nothing: the rule must not load

    [[nodiscard]] std::string yaml() const { return rule_yaml(id, detection); }
};

inline pair read_pair(const nlohmann::ordered_json& from) {
    pair read;
    read.id = from.at("id").get<std::string>();
    if (from.contains("note")) { read.note = from.at("note").get_ref<const std::string&>(); }
    read.detection = from.at("detection");
    read.detection["condition"] = from.at("condition");
    read.event = nlohmann::json::parse(from.at("event").dump());
    const auto& expected = from.at("expect");
    if (expected.is_boolean()) {
        read.expected = expected.get<bool>();
    } else if (expected != "ERR") {
        throw std::runtime_error(read.id + ": expect is none of true, false and ERR");
    }
    return read;
}

/// The pairs of every `*.json` that stands in the folder itself, in the order of the files' names.
inline std::vector<pair> load_pairs(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() == ".json") { files.push_back(entry.path()); }
    }
    std::sort(files.begin(), files.end());
    std::vector<pair> pairs;
    for (const auto& file : files) {
        std::ifstream stream{file};
        for (const auto& one : nlohmann::ordered_json::parse(stream)) { pairs.push_back(read_pair(one)); }
    }
    return pairs;
}

} // namespace conformance
