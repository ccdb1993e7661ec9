// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// The warning `costly_regex`, without a place, about an expression whose program is larger than
/// `limits.costly_program`.
[[nodiscard]] inline std::optional<diagnostic> costly_regex_warning(std::string_view expression, regex_cost cost,
                                                                    const regex_limits& limits) {
    if (cost.program_size <= limits.costly_program) { return std::nullopt; }
    diagnostic made;
    made.code = diagnostic_code::costly_regex;
    made.level = severity::warning;
    made.message = quoted(expression) + " becomes a program of " + std::to_string(cost.program_size) +
                   " instructions, more than " + std::to_string(limits.costly_program) + ": hostile text makes it slow";
    made.suggestion = "lower the counts behind groups; single characters and classes may be repeated often";
    return made;
}

} // namespace VARSIGMA_NAMESPACE
