// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <fstream>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What was measured, by name and in order: for people as lines, for programs as a JSON object.
class report {
public:
    void add(std::string name, std::string_view text) {
        entries_.push_back({std::move(name), std::string{text}, quoted(text)});
    }
    template <std::integral Count>
    void add(std::string name, Count count) {
        add_plain(std::move(name), std::to_string(count));
    }
    void add(std::string name, double figure) {
        char digits[64];
        const auto end = std::to_chars(digits, digits + sizeof digits, figure, std::chars_format::fixed, 3).ptr;
        add_plain(std::move(name), std::string(digits, end));
    }
    /// In JSON a list of objects; for people a line for each.
    void add(std::string name, const std::vector<report>& list) {
        std::string json;
        std::string text;
        for (const auto& one : list) {
            json += (json.empty() ? "[\n" : ",\n") + one.json();
            text += "\n ";
            for (const auto& entry : one.entries_) { text += ' ' + entry.name + ' ' + entry.text; }
        }
        entries_.push_back({std::move(name), std::move(text), json.empty() ? "[]" : json + "\n]"});
    }

    [[nodiscard]] std::string json() const {
        std::string text;
        for (const auto& entry : entries_) {
            text += text.empty() ? "{\n" : ",\n";
            text += quoted(entry.name) + ": " + entry.json;
        }
        return text + "\n}";
    }

    [[nodiscard]] std::string text() const {
        std::string made;
        for (const auto& entry : entries_) {
            constexpr std::size_t width = 24;
            const auto length = entry.name.size();
            made += entry.name + std::string(length < width ? width - length : 1, ' ') + entry.text + '\n';
        }
        return made;
    }

private:
    struct entry_type {
        std::string name;
        std::string text;
        std::string json;
    };

    void add_plain(std::string name, std::string digits) { entries_.push_back({std::move(name), digits, digits}); }

    static std::string quoted(std::string_view text) {
        std::string made{'"'};
        for (const char byte : text) {
            if (byte == '"' || byte == '\\') { made += '\\'; }
            made += static_cast<unsigned char>(byte) < 0x20 ? ' ' : byte;
        }
        return made + '"';
    }

    std::vector<entry_type> entries_;
};

/// Writes `made` to `out`: as JSON if `json_file` is given but empty, else as text, and as JSON into that file.
/// False if the file cannot be written.
template <class OptionalFile>
[[nodiscard]] bool write_report(std::ostream& out, const report& made, const OptionalFile& json_file) {
    const bool as_json = json_file && json_file->empty();
    out << (as_json ? made.json() + '\n' : made.text()) << std::flush;
    if (!json_file || as_json) { return true; }
    std::ofstream file{*json_file};
    file << made.json() << '\n';
    return static_cast<bool>(file.flush());
}
