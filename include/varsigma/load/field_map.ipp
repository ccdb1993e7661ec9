// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/field_map.hpp>
#include <varsigma/load/detail/one_document.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/load/detail/yaml_scalar.hpp>
#include <varsigma/load/field_map.hpp>
#include <varsigma/load/file_path.hpp>
#include <varsigma/load/limits.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE::yaml {
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
        std::size_t stars = 0;
        for (; stars < 2 && path.ends_with(".*"); ++stars) path.remove_suffix(2);
        if (!is_path(path)) {
            refuse(key, varsigma::quoted(key.text) +
                            " is no path: keys joined by dots, at the end .* or .*.* for what is in an object");
        } else if (target.kind != node_kind::sequence) {
            add(path, stars, key, target);
        } else {
            if (target.items.empty()) refuse(target, varsigma::quoted(key.text) + " becomes no name at all");
            for (const auto* name : target.items) add(path, stars, key, *name);
        }
    }

    void add(std::string_view path, std::size_t stars, const node& key, const node& target) {
        if (stars == 0) {
            rename(path, key, target);
        } else {
            lift(path, stars == 2, key, target);
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

    void lift(std::string_view path, bool of_members, const node& key, const node& target) {
        std::string_view under = is_text(target) ? std::string_view{target.text} : std::string_view{};
        const bool at_top = under == "*";
        if (!at_top && under.ends_with(".*")) {
            under.remove_suffix(2);
        } else if (!at_top) {
            under = {};
        }
        if (!at_top && !is_path(under)) {
            refuse(target, varsigma::quoted(key.text) +
                               " keeps the names below: it becomes '*', or 'prefix.*' to stand under another prefix");
        } else if (of_members) {
            map_.lift_members(std::string{path}, at_top ? std::string{} : std::string{under});
        } else {
            map_.lift(std::string{path}, at_top ? std::string{} : std::string{under});
        }
    }

    void rename(std::string_view path, const node& key, const node& target) {
        if (!is_text(target) || target.text.empty()) {
            refuse(target, varsigma::quoted(key.text) +
                               " becomes the name of a field, a text that is not empty, or a list of such names");
        } else if (target.text.find('*') != std::string_view::npos) {
            refuse(target,
                   "'*' is only for a path that ends in .*, here " + varsigma::quoted(std::string{path} + ".*"));
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

VARSIGMA_INLINE result<field_map> load_field_map_text(std::string_view text, std::string_view file_name,
                                                      const limits& allowed) {
    return detail::read_one_document<field_map>(
        text, file_name, allowed, "a field map",
        [](const node& root, reporter& report) { return detail::field_map_reader{report}.read(root); });
}

VARSIGMA_INLINE result<field_map> load_field_map(const file_path& path, const limits& allowed) {
    return detail::load_one_file<field_map>(path, allowed, [&](std::string_view text, std::string_view name) {
        return load_field_map_text(text, name, allowed);
    });
}

} // namespace VARSIGMA_NAMESPACE::yaml
