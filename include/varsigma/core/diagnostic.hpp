// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/core/printable.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// Where a thing stands in a text: both count from 1; 0 means "not known". Columns count bytes.
struct source_position {
    std::uint32_t line = 0;
    std::uint32_t column = 0;

    friend constexpr bool operator==(source_position, source_position) = default;
};

/// How bad it is: `error` means that the rule (or file) it speaks of was not taken, `warning` that it was.
enum class severity : std::uint8_t { warning, error };

/// One finding about a rule, a file or an event.
///
/// Diagnostics are data: the library never prints them. `render` gives the form compilers use. Their texts may quote
/// files, rules and events: `render` makes them fit for a terminal, and so does `printable` with one alone.
struct diagnostic {
    diagnostic_code code{};
    severity level = severity::error;
    std::string file;                  ///< path as it was given to the loader; empty for text in memory
    source_position position;          ///< of the offending key or value
    std::string message;               ///< one sentence, lower case, without a full stop
    std::string suggestion;            ///< what was probably meant; may be empty
    std::string events{};              ///< the type of event whose description it is about; empty if there is none
    std::vector<std::string> fields{}; ///< the fields of rules that it is about, as far as it is about such a type

    friend bool operator==(const diagnostic&, const diagnostic&) = default;
};

using diagnostics = std::vector<diagnostic>;

/// `file:line:column: error: message [code]`, with `; suggestion` where there is one; parts that are not known are left
/// out. What is about a type of event and about no place begins with its name. Characters that a terminal obeys or
/// nobody sees are shown by their numbers, see `printable`. O(length).
[[nodiscard]] std::string render(const diagnostic& finding);

/// How many of `findings` are of that severity. O(n).
[[nodiscard]] std::size_t count(std::span<const diagnostic> findings, severity level) noexcept;

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/core/diagnostic.ipp>
#endif
