// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/field_map.hpp>
#include <varsigma/load/limits.hpp>
#include <varsigma/load/one_document.hpp>
#include <varsigma/load/report.hpp>
#include <varsigma/load/yaml_node.hpp>
#include <varsigma/load/yaml_scalar.hpp>
#include <varsigma/rule/rule_findings.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

/// Reads field maps from YAML, with libyaml: what brings the names of nested or oddly named events to those of rules.
///
/// ```yaml
/// Event.System.Channel: Channel   # path in the event: name in the rules
/// Event.EventData.*: '*'          # what stands below counts as if it stood at the top
/// drop_blanks: true               # `Threat Name` is read as `ThreatName` as well
/// ```
/// Paths are keys joined by dots. Several paths may have the same name; an event that holds more than one of them has a
/// list. A field that is itself called `drop_blanks` cannot be mapped.
namespace varsigma::yaml {
namespace detail {

/// Turns the one document of a field map into a `field_map`.
class field_map_reader {
public:
    explicit field_map_reader(reporter& report) noexcept : report_(&report) {}

    [[nodiscard]] field_map read(const node& root) {
        if (root.kind != node_kind::mapping) {
            refuse(root, "a field map is a map of paths in the event to names in the rules");
        }
        for (const auto& entry : root.entries) add(*entry.key, *entry.value);
        return std::move(map_);
    }

private:
    void refuse(const node& where, std::string message) {
        report_->error(diagnostic_code::wrong_type, where.position, std::move(message));
    }

    void add(const node& key, const node& target) {
        if (key.text == "drop_blanks") {
            set_drop_blanks(target);
            return;
        }
        std::string_view path = key.text;
        const bool lifts = path.ends_with(".*");
        if (lifts) path.remove_suffix(2);
        if (!is_path(path)) {
            refuse(key, varsigma::quoted(key.text) + " is no path: keys joined by dots, at the end .* if need be");
        } else if (lifts) {
            lift(path, key, target);
        } else {
            rename(path, key, target);
        }
    }

    void set_drop_blanks(const node& target) {
        const auto value = target.kind == node_kind::scalar ? typed(target) : scalar_value{};
        if (value.type != scalar_type::boolean) {
            refuse(target, "'drop_blanks' is true or false");
            return;
        }
        map_.drop_blanks(value.boolean);
    }

    void lift(std::string_view path, const node& key, const node& target) {
        if (!is_text(target) || target.text != "*") {
            refuse(target, varsigma::quoted(key.text) + " keeps the names below: it can only become '*'");
            return;
        }
        map_.lift(std::string{path});
    }

    void rename(std::string_view path, const node& key, const node& target) {
        if (!is_text(target) || target.text.empty()) {
            refuse(target, varsigma::quoted(key.text) + " becomes the name of a field: a text that is not empty");
        } else if (target.text.find('*') != std::string_view::npos) {
            refuse(target, "'*' is only for paths that end in .*, and stands alone");
        } else {
            map_.rename(std::string{path}, std::string{target.text});
        }
    }

    /// Keys joined by dots, none of them empty or with a `*`.
    [[nodiscard]] static bool is_path(std::string_view path) noexcept {
        return !path.empty() && path.front() != '.' && path.back() != '.' &&
               path.find("..") == std::string_view::npos && path.find('*') == std::string_view::npos;
    }

    [[nodiscard]] static bool is_text(const node& target) {
        return target.kind == node_kind::scalar && typed(target).type == scalar_type::text;
    }

    reporter* report_;
    field_map map_;
};

} // namespace detail

/// The field map in a text; `file_name` is what the diagnostic calls it. Without a document it is an empty map.
///
/// The first error found, if there is one: `wrong_type` with its position where a path, a name or the form is not as
/// described above, or what the YAML reader reports (`yaml_syntax`, `duplicate_key`, limits, ...). O(size).
[[nodiscard]] inline result<field_map> load_field_map_text(std::string_view text, std::string_view file_name = {},
                                                           const limits& allowed = {}) {
    return detail::read_one_document<field_map>(
        text, file_name, allowed, "a field map",
        [](const node& root, reporter& report) { return detail::field_map_reader{report}.read(root); });
}

/// The field map in a file. Errors as above, `file_unreadable` and `file_too_large`. O(size).
[[nodiscard]] inline result<field_map> load_field_map(const std::filesystem::path& path, const limits& allowed = {}) {
    return detail::load_one_file<field_map>(path, allowed, [&](std::string_view text, std::string_view name) {
        return load_field_map_text(text, name, allowed);
    });
}

} // namespace varsigma::yaml
