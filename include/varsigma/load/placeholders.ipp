// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/load/detail/one_document.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/load/detail/yaml_scalar.hpp>
#include <varsigma/load/file_path.hpp>
#include <varsigma/load/limits.hpp>
#include <varsigma/load/placeholders.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/placeholders.hpp>
#include <varsigma/text/detail/casefold.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::yaml {
namespace detail {

/// What one file supplies, and where it names it.
struct placeholder_file {
    struct entry {
        std::string name;
        source_position position;
    };

    placeholders values;
    std::vector<entry> names; ///< in the order of the file
};

/// Turns the one document of such a file into names and values.
class placeholder_reader {
public:
    explicit placeholder_reader(reporter& report) noexcept : report_(&report) {}

    [[nodiscard]] placeholder_file read(const node& root) {
        if (root.kind != node_kind::mapping) {
            refuse(root, "placeholders are a map of names to a value or a list of values");
        }
        for (const auto& entry : root.entries) add(*entry.key, *entry.value);
        return std::move(made_);
    }

private:
    void refuse(const node& where, std::string message, std::string suggestion = {}) {
        report_->error(diagnostic_code::wrong_type, where.position, std::move(message), std::move(suggestion));
    }

    void add(const node& name, const node& content) {
        if (name.text.empty() || name.text.find('%') != std::string_view::npos) {
            refuse(name, varsigma::quoted(name.text) + " is no name of a placeholder",
                   name.text.empty() ? "" : "names stand without percent signs here");
            return;
        }
        std::vector<std::string> values;
        if (content.kind == node_kind::sequence) {
            for (const auto* item : content.items) add_value(*item, values);
        } else {
            add_value(content, values);
        }
        made_.values.set(std::string{name.text}, std::move(values));
        made_.names.push_back({std::string{name.text}, name.position});
    }

    void add_value(const node& content, std::vector<std::string>& values) {
        if (content.kind != node_kind::scalar) {
            refuse(content, "a placeholder's value is a text or a number, or there is a list of these");
            return;
        }
        const auto value = typed(content);
        switch (value.type) {
        case scalar_type::text: values.emplace_back(content.text); break;
        case scalar_type::number: add_number(content, value, values); break;
        case scalar_type::null:
            refuse(content, "a placeholder without a value", "[] for one that never matches, '' for the empty text");
            break;
        case scalar_type::boolean:
            if (!equals_folded(content.text, value.boolean ? "true" : "false")) {
                refuse(content, varsigma::quoted(content.text) + " is a boolean in YAML", "write it in quotes");
                break;
            }
            values.emplace_back(value.boolean ? "true" : "false");
            break;
        case scalar_type::malformed:
            refuse(content, varsigma::quoted(content.text) + " is no value", "write it in quotes");
            break;
        }
    }

    void add_number(const node& content, const scalar_value& value, std::vector<std::string>& values) {
        if (value.unusual) {
            refuse(content, varsigma::quoted(content.text) + " is a number in a spelling that YAML reads otherwise",
                   "write it in quotes, or the number in decimal digits");
            return;
        }
        values.emplace_back(content.text);
    }

    reporter* report_;
    placeholder_file made_;
};

[[nodiscard]] inline result<placeholder_file> read_placeholders(std::string_view text, std::string_view file_name,
                                                                const limits& allowed) {
    return read_one_document<placeholder_file>(
        text, file_name, allowed, "a file of placeholders",
        [](const node& root, reporter& report) { return placeholder_reader{report}.read(root); });
}

[[nodiscard]] inline result<placeholder_file> read_placeholders(const file_path& path, const limits& allowed) {
    return load_one_file<placeholder_file>(path, allowed, [&](std::string_view text, std::string_view name) {
        return read_placeholders(text, name, allowed);
    });
}

} // namespace detail

VARSIGMA_INLINE result<placeholders> load_placeholders_text(std::string_view text, std::string_view file_name,
                                                            const limits& allowed) {
    auto read = detail::read_placeholders(text, file_name, allowed);
    if (!read) return read.error();
    return std::move(read->values);
}

VARSIGMA_INLINE result<placeholders> load_placeholders(const file_path& path, const limits& allowed) {
    auto read = detail::read_placeholders(path, allowed);
    if (!read) return read.error();
    return std::move(read->values);
}

VARSIGMA_INLINE result<placeholders> load_placeholders(const file_paths& paths, diagnostics& found,
                                                       const limits& allowed) {
    placeholders joined;
    std::map<std::string, std::string, std::less<>> suppliers; // name to file
    for (const auto& path : paths) {
        const auto read = detail::read_placeholders(path, allowed);
        if (!read) return read.error();
        for (const auto& [name, position] : read->names) {
            const auto* const before = joined.find(name);
            const auto* const now = read->values.find(name);
            if (before != nullptr && now != nullptr && *before != *now) {
                found.push_back({diagnostic_code::duplicate_key, severity::warning, path.text(), position,
                                 "the values of " + varsigma::quoted('%' + name + '%') + " here replace those in " +
                                     suppliers.find(name)->second,
                                 "give all values of a name in one file"});
            }
            suppliers.insert_or_assign(name, path.text());
        }
        joined.add(read->values);
    }
    return joined;
}

} // namespace VARSIGMA_NAMESPACE::yaml
