// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstdint>
#include <string_view>

namespace VARSIGMA_NAMESPACE::detail {

/// What became of a rule while it was compiled.
enum class compile_outcome : std::uint8_t {
    placed, ///< it is asked; all others are not
    no_source,
    cannot_be_compiled,
    not_evaluated,
    absent_fields,
    never_true,
    last = never_true,
};

/// Why the rule is not asked.
[[nodiscard]] constexpr std::string_view text_of(compile_outcome outcome) noexcept {
    switch (outcome) {
    case compile_outcome::placed: return {};
    case compile_outcome::no_source: return "no kind of event is of its logsource";
    case compile_outcome::cannot_be_compiled: return "it cannot be compiled";
    case compile_outcome::not_evaluated: return "its aggregation is not evaluated";
    case compile_outcome::absent_fields: return "the events lack fields that it needs";
    case compile_outcome::never_true: return "its condition is never true";
    }
    return {};
}

} // namespace VARSIGMA_NAMESPACE::detail
