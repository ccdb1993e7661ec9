// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/core/printable.hpp>

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE std::string render(const diagnostic& finding) {
    const bool has_place = !finding.file.empty() || finding.position.line != 0 || finding.events.empty();
    const auto& place = has_place ? finding.file : finding.events;
    std::string text = place.empty() ? std::string{detail::subject_of(finding.code)} : printable(place);
    if (finding.position.line != 0) {
        text += ':';
        text += std::to_string(finding.position.line);
        if (finding.position.column != 0) {
            text += ':';
            text += std::to_string(finding.position.column);
        }
    }
    text.append(": ").append(name(finding.level)).append(": ");
    append_printable(finding.message, text);
    if (!finding.suggestion.empty()) {
        text += "; ";
        append_printable(finding.suggestion, text);
    }
    text += " [";
    text += name(finding.code);
    text += ']';
    return text;
}

VARSIGMA_INLINE std::ostream& operator<<(std::ostream& out, const diagnostic& finding) {
    return out << render(finding);
}

VARSIGMA_INLINE std::size_t count(std::span<const diagnostic> findings, severity level) noexcept {
    std::size_t found = 0;
    for (const auto& finding : findings) { found += finding.level == level ? 1U : 0U; }
    return found;
}

VARSIGMA_INLINE bool has_errors(std::span<const diagnostic> findings) noexcept {
    return count(findings, severity::error) != 0;
}

} // namespace VARSIGMA_NAMESPACE
