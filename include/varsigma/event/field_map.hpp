// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// How the names of an event's fields become the names that Sigma rules use.
///
/// For readers of dynamic events (JSON). Paths are keys joined by dots, from the event's top; in the event, keys may
/// join their parts anywhere (`field_resolver`). A mapped name never hides a field that stands in the event under the
/// rules' own name. If several paths lead to one name, all their values count. A path stays readable under its own name
/// as well.
class field_map {
public:
    /// The value at `path` is the field `name`.
    struct entry {
        std::string path;
        std::string name;
    };

    /// The members of the object at `path` are fields: `under` and a dot stand before their names, unless it is empty.
    struct lifted_path {
        std::string path;
        std::string under;
        bool of_members = false; ///< the members of its members, whatever those are called

        friend bool operator==(const lifted_path&, const lifted_path&) = default;
    };

    /// The value at `path` is read as the field `name` (which may itself hold dots). One path may have several names.
    field_map& rename(std::string path, std::string name) {
        renames_.push_back({std::move(path), std::move(name)});
        return *this;
    }

    /// What stands in the object at `path` is read as if it stood at the top of the event (`Event.EventData`), or in an
    /// object `under` that stands there.
    field_map& lift(std::string path, std::string under = {}) {
        lifted_.push_back({std::move(path), std::move(under), false});
        return *this;
    }

    /// What stands in the objects in the object at `path`, whatever those are called, is read as if it stood at the top
    /// of the event, or in an object `under` that stands there: what is in the one element of `Event.UserData`.
    field_map& lift_members(std::string path, std::string under = {}) {
        lifted_.push_back({std::move(path), std::move(under), true});
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
        std::unordered_set<std::string_view> renamed;
        for (const auto& line : later.renames_) { renamed.insert(line.path); }
        std::erase_if(renames_, [&](const entry& line) { return renamed.contains(line.path); });
        renames_.insert(renames_.end(), later.renames_.begin(), later.renames_.end());

        std::unordered_set<std::string_view> lifted;
        std::unordered_set<std::string_view> lifted_members;
        for (const auto& line : later.lifted_) { (line.of_members ? lifted_members : lifted).insert(line.path); }
        std::erase_if(lifted_, [&](const lifted_path& line) {
            return (line.of_members ? lifted_members : lifted).contains(line.path);
        });
        lifted_.insert(lifted_.end(), later.lifted_.begin(), later.lifted_.end());

        if (later.drops_blanks_) { drops_blanks_ = later.drops_blanks_; }
        return *this;
    }

    [[nodiscard]] const std::vector<entry>& renames() const noexcept { return renames_; }
    [[nodiscard]] const std::vector<lifted_path>& lifted() const noexcept { return lifted_; }
    [[nodiscard]] bool drops_blanks() const noexcept { return drops_blanks_.value_or(false); }

private:
    std::vector<entry> renames_;
    std::vector<lifted_path> lifted_;
    std::optional<bool> drops_blanks_; // nothing: not said
};

/// `name` without its blanks.
[[nodiscard]] inline std::string without_blanks(std::string_view name) {
    std::string kept{name};
    std::erase(kept, ' ');
    return kept;
}

} // namespace VARSIGMA_NAMESPACE
