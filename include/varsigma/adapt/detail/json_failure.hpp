// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>

#include <cstdint>

namespace VARSIGMA_NAMESPACE::detail {

/// Why a text is no event. An enumeration while reading, so that the usual case builds no diagnostic.
enum class json_failure : std::uint8_t {
    none,
    not_json,   // the text breaks the grammar
    not_object, // JSON, but an array or a plain value at the top
    too_deep,   // nested deeper than the limit
    foreign,    // the event to be filled is over other fields than the reader
};

[[nodiscard]] inline diagnostic to_diagnostic(json_failure failure) {
    diagnostic finding;
    finding.level = severity::error;
    finding.code = failure == json_failure::too_deep  ? diagnostic_code::json_too_deep
                   : failure == json_failure::foreign ? diagnostic_code::foreign_event
                                                      : diagnostic_code::bad_json;
    switch (failure) {
    case json_failure::none: break;
    case json_failure::not_json: finding.message = "the event is not well-formed JSON"; break;
    case json_failure::not_object: finding.message = "the event is not a JSON object"; break;
    case json_failure::too_deep: finding.message = "the event is nested deeper than the limit"; break;
    case json_failure::foreign:
        finding.message = "the event was made over the fields of another rule set than its reader";
        break;
    }
    return finding;
}

} // namespace VARSIGMA_NAMESPACE::detail
