// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "event_place.hpp"
#include "json_text.hpp"
#include "options.hpp"
#include "telling_fields.hpp"
#include "terminal.hpp"

#include <varsigma/core/printable.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/rule/rule_list.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace scan {

/// A rule that matched an event.
struct detection {
    event_place place;
    std::size_t rule = 0; ///< its index in the rule set
    const varsigma::dynamic_event& event;
    std::string_view explanation; ///< why; empty if nobody asked
};

/// The names of inputs in the output: only if there are several.
using input_names = std::vector<std::string>;

/// `line<TAB>rule`, and `<TAB>input` if there are several.
class tsv_format {
public:
    tsv_format(std::vector<std::string> names, const input_names& inputs) : names_(std::move(names)) {
        for (const auto& input : inputs) {
            auto& column = columns_.emplace_back(1, '\t');
            varsigma::append_printable(input, column);
        }
    }

    void write(const detection& found, std::string& out) const {
        out += std::to_string(found.place.number);
        out += '\t';
        out += names_[found.rule];
        if (!columns_.empty()) { out += columns_[found.place.input]; }
        out += '\n';
    }

private:
    std::vector<std::string> names_;
    std::vector<std::string> columns_; // by input
};

/// One JSON object a line. All but the line number is the same at every match, and so it is written only once.
class ndjson_format {
public:
    ndjson_format(const varsigma::rule_list& rules, const std::vector<std::string>& names, const input_names& inputs) {
        for (const auto& input : inputs) { files_.push_back("\"file\":" + text_of(input) + ','); }
        for (std::size_t index = 0; index < rules.size(); ++index) {
            const auto& about = rules[index].metadata;
            nlohmann::ordered_json object{{"rule", names[index]}, {"title", about.title}};
            object["level"] = nullptr;
            if (about.level != varsigma::severity_level::none) { object["level"] = name(about.level); }
            object["tags"] = about.tags;
            members_.push_back(text_of(object));
        }
    }

    void write(const detection& found, std::string& out) const {
        const std::string_view members = members_[found.rule];
        out += '{';
        if (!files_.empty()) { out += files_[found.place.input]; }
        out += "\"line\":";
        out += std::to_string(found.place.number);
        out += ',';
        out += members.substr(1, members.size() - 2);
        if (!found.explanation.empty()) {
            out += ",\"explanation\":";
            out += text_of(found.explanation);
        }
        out += "}\n";
    }

private:
    /// Whatever bytes a rule or an event holds, the output is UTF-8 without characters that a terminal obeys or nobody
    /// sees.
    [[nodiscard]] static std::string text_of(const nlohmann::ordered_json& value) {
        return escape_hidden(value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    }

    std::vector<std::string> members_; // by rule, with their braces
    std::vector<std::string> files_;   // by input
};

/// For people: the level, the line and the title, and below them the fields that say most.
class text_format {
public:
    text_format(const varsigma::rule_list& rules, std::shared_ptr<const varsigma::field_table> fields, bool coloured,
                const input_names& inputs)
        : fields_(std::move(fields)), coloured_(coloured) {
        for (const auto& input : inputs) { varsigma::append_printable(input, longest_title, files_.emplace_back()); }
        for (const auto& rule : rules) {
            shown_.push_back({rule.metadata.level, rule.metadata.title, telling_fields{rule, *fields_}});
        }
    }

    void write(const detection& found, std::string& out) const {
        const auto& rule = shown_[found.rule];
        auto level = std::string{rule.level == varsigma::severity_level::none ? "-" : name(rule.level)};
        level.resize(sizeof "informational", ' ');
        append(level, colour_of(rule.level), out);
        out += ' ';
        if (!files_.empty()) { out += files_[found.place.input] + ' '; }
        out += (found.place.is_line ? "line " : "event ") + std::to_string(found.place.number) + ": ";
        std::string title;
        varsigma::append_printable(rule.title, longest_title, title);
        append(title, bold, out);
        out += '\n';
        append_fields(found.event, rule.fields, out);
        append_indented(found.explanation, out);
    }

private:
    static constexpr std::size_t longest_title = 200; // characters
    static constexpr std::size_t longest_value = 100;
    static constexpr std::size_t most_fields = 3;

    struct shown_rule {
        varsigma::severity_level level;
        std::string title;
        telling_fields fields;
    };

    void append(std::string_view text, std::string_view colour, std::string& out) const {
        if (coloured_) { out += colour; }
        out += text;
        if (coloured_) { out += plain; }
    }

    void append_fields(const varsigma::dynamic_event& event, const telling_fields& telling, std::string& out) const {
        std::size_t count = 0;
        for (const auto field : telling.slots()) {
            const auto content = text_of(event.row()[field]);
            if (content.empty()) { continue; }
            std::string name{indent};
            varsigma::append_printable(fields_->name(field), longest_title, name);
            append(name, faint, out);
            out += ' ';
            varsigma::append_printable(content, longest_value, out);
            out += '\n';
            if (++count == most_fields) { return; }
        }
    }

    static void append_indented(std::string_view text, std::string& out) {
        while (!text.empty()) {
            const auto line = text.substr(0, text.find('\n'));
            out += indent;
            varsigma::append_printable(line, out);
            out += '\n';
            text.remove_prefix(std::min(text.size(), line.size() + 1));
        }
    }

    static constexpr std::string_view indent = "    ";

    std::shared_ptr<const varsigma::field_table> fields_;
    std::vector<shown_rule> shown_;  // by rule
    std::vector<std::string> files_; // by input
    bool coloured_;
};

/// Writes detections in the format that was chosen. Const use from any thread.
class detection_writer {
public:
    template <class Format>
    explicit detection_writer(Format format) : format_(std::move(format)) {}

    /// Appends to `out`.
    void write(const detection& found, std::string& out) const {
        std::visit([&](const auto& format) { format.write(found, out); }, format_);
    }

private:
    std::variant<tsv_format, ndjson_format, text_format> format_;
};

} // namespace scan
