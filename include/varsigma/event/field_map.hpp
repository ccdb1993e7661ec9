// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
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

    /// Adds what `later` says. Where both speak of one path, or of blanks, `later` wins. O(size of both).
    field_map& add(const field_map& later) {
        if (&later == this) { return *this; }
        std::unordered_set<std::string_view> paths;
        for (const auto& line : later.renames_) { paths.insert(line.path); }
        std::erase_if(renames_, [&](const entry& line) { return paths.contains(line.path); });
        renames_.insert(renames_.end(), later.renames_.begin(), later.renames_.end());

        const std::unordered_set<std::string_view> lifted{later.lifted_.begin(), later.lifted_.end()};
        std::erase_if(lifted_, [&](const std::string& path) { return lifted.contains(path); });
        lifted_.insert(lifted_.end(), later.lifted_.begin(), later.lifted_.end());

        if (later.drops_blanks_) { drops_blanks_ = later.drops_blanks_; }
        return *this;
    }

    [[nodiscard]] const std::vector<entry>& renames() const noexcept { return renames_; }
    [[nodiscard]] const std::vector<std::string>& lifted() const noexcept { return lifted_; }
    [[nodiscard]] bool drops_blanks() const noexcept { return drops_blanks_.value_or(false); }

private:
    std::vector<entry> renames_;
    std::vector<std::string> lifted_;
    std::optional<bool> drops_blanks_; // nothing: not said
};

/// `name` without its blanks.
[[nodiscard]] inline std::string without_blanks(std::string_view name) {
    std::string kept{name};
    std::erase(kept, ' ');
    return kept;
}

} // namespace varsigma
