// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/core/printable.hpp>

#include <cstddef>
#include <cstdint>
#include <iosfwd>
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

[[nodiscard]] constexpr std::string_view name(severity level) noexcept {
    return level == severity::error ? "error" : "warning";
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, severity level) {
    return out << name(level);
}

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

namespace detail {

/// What a diagnostic is about that names neither a file nor a type of event.
[[nodiscard]] constexpr std::string_view subject_of(diagnostic_code code) noexcept {
    switch (code) {
    case diagnostic_code::file_unreadable:
    case diagnostic_code::file_too_large:
    case diagnostic_code::not_text:
    case diagnostic_code::link_loop:
    case diagnostic_code::no_rules:
    case diagnostic_code::yaml_syntax:
    case diagnostic_code::yaml_too_deep:
    case diagnostic_code::yaml_too_large:
    case diagnostic_code::duplicate_key:
    case diagnostic_code::unusual_number:
    case diagnostic_code::unquoted_text:
    case diagnostic_code::damaged_text:
    case diagnostic_code::missing_key:
    case diagnostic_code::wrong_type:
    case diagnostic_code::unknown_key: return "<text>"; // of a rule, a field map, placeholders: all are YAML
    case diagnostic_code::routing_conditions: return "<routing>";
    case diagnostic_code::bad_json:
    case diagnostic_code::json_too_deep:
    case diagnostic_code::repaired_text:
    case diagnostic_code::foreign_event: return "<event>";
    case diagnostic_code::bad_bundle:
    case diagnostic_code::bundle_version:
    case diagnostic_code::bundle_refused:
    case diagnostic_code::bundle_mismatch: return "<bundle>";
    default: return "<rule>";
    }
}

} // namespace detail

/// `file:line:column: error: message [code]`, with `; suggestion` where there is one; parts that are not known are left
/// out. What is about a type of event and about no place begins with its name, and what has neither a file nor a type of
/// event with what it is about: `<rule>`, `<text>` (of YAML), `<event>`, `<bundle>`, `<routing>`. Characters that a
/// terminal obeys or nobody sees are shown by their numbers, see `printable`. O(length).
[[nodiscard]] std::string render(const diagnostic& finding);

/// Writes what `render` gives, without an end of line.
std::ostream& operator<<(std::ostream& out, const diagnostic& finding);

/// How many of `findings` are of that severity. O(n).
[[nodiscard]] std::size_t count(std::span<const diagnostic> findings, severity level) noexcept;

/// Whether one of `findings` is an error. O(n).
[[nodiscard]] bool has_errors(std::span<const diagnostic> findings) noexcept;

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/core/diagnostic.ipp>
#endif
