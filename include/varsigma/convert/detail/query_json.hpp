// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/query_report.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/utf8.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE::detail {

/// JSON with its keys in the order in which they were written.
using query_json = nlohmann::ordered_json;

/// The text as JSON can hold it; a warning if it had to be repaired.
[[nodiscard]] inline std::string valid_text(std::string_view text, query_report& report) {
    std::string valid;
    if (utf8::repair(text, valid)) {
        report.warn(diagnostic_code::meaning_shifts, {},
                    "bytes that are no text became U+FFFD in " + varsigma::quoted(valid));
    }
    return valid;
}

[[nodiscard]] inline query_json json_of(const number& value) {
    switch (value.which()) {
    case number::kind::signed_integer: return value.as_signed();
    case number::kind::unsigned_integer: return value.as_unsigned();
    case number::kind::real: break;
    }
    return value.as_real();
}

/// Lines with two blanks for each level, all of ASCII: the form that Python's `json.dumps(…, indent=2)` gives.
[[nodiscard]] inline std::string indented(const query_json& document) {
    return document.dump(2, ' ', true, query_json::error_handler_t::replace);
}

/// One line of ASCII.
[[nodiscard]] inline std::string on_one_line(const query_json& document) {
    return document.dump(-1, ' ', true, query_json::error_handler_t::replace);
}

} // namespace VARSIGMA_NAMESPACE::detail
