// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/converted.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/utf8.hpp>

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace VARSIGMA_NAMESPACE::detail {

/// What is found while one rule is converted: warnings, each once, and the first reason why it cannot be.
///
/// Refers to the origin, which outlives it.
class query_report {
public:
    explicit query_report(const rule_origin& origin) noexcept : origin_(&origin) {}

    void warn(diagnostic_code code, source_position position, std::string message, std::string suggestion = {}) {
        if (!said_.insert(message).second) { return; }
        warnings_.push_back(made(code, severity::warning, position, std::move(message), std::move(suggestion)));
    }

    /// The rule cannot be converted. `construct` names what the target has no form for.
    void refuse(source_position position, std::string construct,
                diagnostic_code code = diagnostic_code::not_expressible) {
        if (!error_) { error_ = made(code, severity::error, position, std::move(construct), {}); }
    }

    [[nodiscard]] bool refused() const noexcept { return error_.has_value(); }

    /// The outcome: the reason if there is one, otherwise the text with the warnings. To be asked once.
    [[nodiscard]] result<converted> finish(std::string text) {
        if (error_) { return *std::move(error_); }
        return converted{std::move(text), std::move(warnings_)};
    }

private:
    [[nodiscard]] diagnostic made(diagnostic_code code, severity level, source_position position, std::string message,
                                  std::string suggestion) const {
        return {code,
                level,
                origin_->file,
                known_or(position, origin_->position),
                std::move(message),
                std::move(suggestion)};
    }

    const rule_origin* origin_;
    diagnostics warnings_;
    std::unordered_set<std::string> said_;
    std::optional<diagnostic> error_;
};

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
