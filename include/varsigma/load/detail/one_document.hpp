// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/load/detail/arena.hpp>
#include <varsigma/load/detail/files.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/load/detail/yaml_tree.hpp>
#include <varsigma/load/file_path.hpp>
#include <varsigma/load/limits.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE::yaml::detail {

/// `made`, or the first error among what the reporter collected.
template <class Value>
[[nodiscard]] result<Value> unless_failed(Value made, const diagnostics& findings) {
    for (auto finding : findings) {
        if (finding.level != severity::error) continue;
        make_printable(finding.message);
        make_printable(finding.suggestion);
        return finding;
    }
    return made;
}

/// What `read(root, report)` makes of the one document in a text that is no rule, `what`; an empty `Value` if there is
/// no document. The first error, if there is one. O(size).
template <class Value, class Read>
[[nodiscard]] result<Value> read_one_document(std::string_view text, std::string_view file_name, const limits& allowed,
                                              std::string_view what, Read read) {
    diagnostics findings;
    reporter report{findings, file_name};
    arena memory;
    document_reader documents{text, memory, report, allowed};
    Value made;
    const auto found = documents.next();
    if (found && found->sound) { made = read(*found->root, report); }
    if (found && report.errors() == 0) {
        if (const auto further = documents.next()) {
            report.error(diagnostic_code::wrong_type, further->position,
                         std::string{what} + " is one document, not several");
        }
    }
    return unless_failed(std::move(made), findings);
}

/// What `load(text, name)` gives for the text of a file. O(size).
template <class Value, class Load>
[[nodiscard]] result<Value> load_one_file(const file_path& path, const limits& allowed, Load load) {
    const auto& name = path.text();
    diagnostics findings;
    reporter report{findings, name};
    std::string buffer;
    const auto text = file_reader{buffer}.read({name, false}, allowed, report);
    if (!text) { return unless_failed(Value{}, findings); }
    return load(*text, name);
}

} // namespace VARSIGMA_NAMESPACE::yaml::detail
