// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace varsigma {

/// How the names of an event's fields become the names that Sigma rules use.
///
/// For readers of dynamic events (JSON). Paths are keys joined by dots, from the event's top. A mapped name never hides a
/// field that stands at the top of the event under that very name. The path itself stays readable as well, unless rules
/// read one value under both names: then its own path has it.
class field_map {
public:
    struct entry {
        std::string path;
        std::string name;
    };

    /// The value at `path` is read as the field `name` (which may itself hold dots).
    field_map& rename(std::string path, std::string name) {
        renames_.push_back({std::move(path), std::move(name)});
        return *this;
    }

    /// What stands in the object at `path` is read as if it stood at the top of the event: `Event.EventData`.
    field_map& lift(std::string path) {
        lifted_.push_back(std::move(path));
        return *this;
    }

    /// A field whose name holds blanks is read under the name without them as well: `Threat Name` as `ThreatName`.
    field_map& drop_blanks(bool on = true) noexcept {
        drops_blanks_ = on;
        return *this;
    }

    [[nodiscard]] const std::vector<entry>& renames() const noexcept { return renames_; }
    [[nodiscard]] const std::vector<std::string>& lifted() const noexcept { return lifted_; }
    [[nodiscard]] bool drops_blanks() const noexcept { return drops_blanks_; }

private:
    std::vector<entry> renames_;
    std::vector<std::string> lifted_;
    bool drops_blanks_ = false;
};

/// `name` without its blanks.
[[nodiscard]] inline std::string without_blanks(std::string_view name) {
    std::string kept{name};
    std::erase(kept, ' ');
    return kept;
}

} // namespace varsigma
