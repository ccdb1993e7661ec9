// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <iostream>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Says on the standard error output why a program ends, and gives the status that it ends with.
[[nodiscard]] inline int fail(std::string_view program, std::string_view message) {
    std::cerr << program << ": " << message << '\n';
    return 1;
}

/// What was given on the command line: places (files, folders) and options.
class program_options {
public:
    enum class takes {
        nothing,
        value,
        json_file, ///< the next argument, if it ends in `.json`; else the option stands alone
    };
    struct option {
        std::string_view name;
        takes what;
    };

    /// Nothing if an option is not known, or lacks its value, or if there are not `places` places.
    [[nodiscard]] static std::optional<program_options> read(std::span<char* const> given,
                                                             std::span<const option> known, std::size_t places) {
        program_options made;
        for (std::size_t at = 1; at < given.size(); ++at) {
            const std::string_view argument = given[at];
            if (!argument.starts_with("--")) {
                made.places_.emplace_back(argument);
                continue;
            }
            const auto found =
                std::find_if(known.begin(), known.end(), [&](const option& one) { return one.name == argument; });
            if (found == known.end()) { return std::nullopt; }
            auto& value = made.values_[std::string{argument}];
            const bool has_next = at + 1 < given.size();
            if (found->what == takes::value) {
                if (!has_next) { return std::nullopt; }
                value = given[++at];
            } else if (found->what == takes::json_file && has_next &&
                       std::string_view{given[at + 1]}.ends_with(".json")) {
                value = given[++at];
            }
        }
        if (made.places_.size() != places) { return std::nullopt; }
        return made;
    }

    [[nodiscard]] const std::string& place(std::size_t at) const { return places_[at]; }
    [[nodiscard]] bool has(const std::string& name) const { return values_.contains(name); }

    /// The option's value; nothing if it was not given.
    [[nodiscard]] std::optional<std::string> value(const std::string& name) const {
        const auto found = values_.find(name);
        if (found == values_.end()) { return std::nullopt; }
        return found->second;
    }

    /// The same as a number; `otherwise` if it was not given or is none.
    [[nodiscard]] std::size_t number(const std::string& name, std::size_t otherwise) const {
        return to_number(value(name).value_or("")).value_or(otherwise);
    }

    [[nodiscard]] static std::optional<std::size_t> to_number(std::string_view text) {
        std::size_t read = 0;
        const auto end = std::from_chars(text.data(), text.data() + text.size(), read);
        return end.ec == std::errc{} && end.ptr == text.data() + text.size() ? std::optional{read} : std::nullopt;
    }

private:
    std::vector<std::string> places_;
    std::map<std::string, std::string> values_;
};
