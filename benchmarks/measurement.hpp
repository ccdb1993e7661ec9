// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>

/// What running one set of events through one set of rules came to. Times of loading and building are in milliseconds, all
/// others in nanoseconds an event.
struct measurement {
    std::string name;     ///< of the set of events
    std::string compiler; ///< that built this program
    std::size_t events = 0;
    std::size_t bytes = 0;
    std::size_t rules = 0;
    std::size_t unreadable = 0; ///< events that are no JSON objects
    std::size_t unrouted = 0;   ///< events of a logsource that is not known
    std::size_t matches = 0;
    double load_ms = 0;  ///< YAML files into rules
    double build_ms = 0; ///< rules into a rule set
    double parse_ns = 0; ///< a line into a row
    double match_ns = 0; ///< a row against the rules
    double scan_ns = 0;  ///< both at once, event by event, as a program would

    /// Calls `visit(name, value)` for everything above and what follows from it, in the order of a report.
    template <class Visit>
    void for_each(Visit visit) const {
        visit("name", name);
        visit("compiler", compiler);
        visit("events", events);
        visit("bytes", bytes);
        visit("rules", rules);
        visit("unreadable", unreadable);
        visit("unrouted", unrouted);
        visit("matches", matches);
        visit("load_ms", load_ms);
        visit("build_ms", build_ms);
        visit("parse_ns", parse_ns);
        visit("match_ns", match_ns);
        visit("scan_ns", scan_ns);
        visit("match_over_parse", parse_ns > 0 ? match_ns / parse_ns : 0.0);
    }
};

/// Writes it as one JSON object.
inline void write_json(std::ostream& out, const measurement& taken) {
    const auto write = [&out](const auto& value) {
        using type = std::remove_cvref_t<decltype(value)>;
        if constexpr (std::is_same_v<type, std::string>) {
            out << '"';
            for (const char byte : value) {
                if (byte == '"' || byte == '\\') { out << '\\'; }
                out << (static_cast<unsigned char>(byte) < 0x20 ? ' ' : byte);
            }
            out << '"';
        } else if constexpr (std::is_floating_point_v<type>) {
            char digits[64];
            const auto end = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed, 3).ptr;
            out << std::string_view{digits, static_cast<std::size_t>(end - digits)};
        } else {
            out << value;
        }
    };
    std::string_view separator = "{\n";
    taken.for_each([&](std::string_view name, const auto& value) {
        out << separator << "  \"" << name << "\": ";
        write(value);
        separator = ",\n";
    });
    out << "\n}\n";
}

/// Writes it for people, a line for each figure.
inline void write_report(std::ostream& out, const measurement& taken) {
    taken.for_each([&out](std::string_view name, const auto& value) {
        constexpr std::size_t width = 18;
        out << name << std::string(width - name.size(), ' ') << value << '\n';
    });
}
