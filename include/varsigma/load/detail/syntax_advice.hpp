// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/source_text.hpp>
#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE::yaml {

/// A syntax error as libyaml tells it. Lines and columns count from 0, columns in characters.
struct syntax_error {
    struct place {
        std::size_t line = 0;
        std::size_t column = 0;
    };

    std::string_view problem;     ///< "found character that cannot start any token"
    std::string_view context;     ///< "while scanning for the next token"; may be empty
    place at;                     ///< of the problem
    place begin;                  ///< of what the context speaks of
    std::size_t lines_before = 0; ///< how many lines of the file stand before the text that the places count in
};

/// A column of a line in bytes, from one in characters; the end of the line for one beyond.
[[nodiscard]] constexpr std::size_t byte_column(std::string_view line, std::size_t characters) noexcept {
    const char* const last = line.data() + line.size();
    std::size_t at = 0;
    while (characters-- != 0 && at < line.size()) at += utf8::decode(line.data() + at, last).length;
    return at;
}

/// What to do about a list, or a map, between brackets that does not end.
[[nodiscard]] constexpr std::string_view unclosed_advice(bool is_list) noexcept {
    return is_list ? "close the list with ], or write a value that begins with [ in quotes"
                   : "close the map with }, or write a value that begins with { in quotes";
}

namespace detail {

/// Looks at the lines around an error for the slip that people make there.
class syntax_adviser {
public:
    syntax_adviser(std::string_view text, const syntax_error& error) noexcept
        : error_(&error),
          line_(line_of(text, error.at.line)),
          context_line_(line_of(text, error.begin.line)),
          column_(byte_column(line_, error.at.column)) {}

    [[nodiscard]] std::string advise() const {
        if (is_about_tabs()) return "indent with spaces, YAML takes no tabs there";
        if (says("escape") || says("hexdecimal")) {
            return "write the text in single quotes, or each backslash in it twice";
        }
        if (is_in("quoted scalar")) return "close the quote; a quote within single quotes is written twice";
        if (is_in("directive")) return "write the text in quotes, as a line that begins with % speaks to YAML";
        if (says("mapping values are not allowed")) return about_colon();
        if (says("block sequence entries are not allowed")) {
            return "begin the list in the next line, or write the value in quotes";
        }
        if (says("could not find expected ':'")) {
            return "write a colon and a blank behind the key in line " + std::to_string(begin_line()) +
                   ", or quotes around a text that goes on over lines";
        }
        if (is_in("alias") || is_in("anchor") || is_in("tag") || says("tag handle")) {
            return in_quotes(character_at(context_line_, byte_column(context_line_, error_->begin.column)));
        }
        if (says("cannot start any token") || says("mapping keys are not allowed") || says("expected node content")) {
            return in_quotes(character_at(line_, column_));
        }
        if (is_in("block scalar")) return in_quotes(character_at(line_, value_column(line_)));
        if (is_in("flow sequence") || is_in("flow mapping")) return std::string{unclosed_advice(is_in("sequence"))};
        if (is_in("block mapping") || is_in("block collection")) return about_neighbours();
        return {};
    }

private:
    static std::string_view character_at(std::string_view line, std::size_t column) noexcept {
        return line.substr(std::min(column, line.size()), 1);
    }

    /// Where the content of a line begins.
    static std::size_t content_column(std::string_view line) noexcept {
        return std::min(line.find_first_not_of(" \t"), line.size());
    }

    /// Where the value of a line begins, behind dashes and the key.
    static std::size_t value_column(std::string_view line) noexcept {
        auto at = content_column(line);
        while (line.substr(at).starts_with("- ")) at += 1 + content_column(line.substr(at + 1));
        const auto colon = line.find(": ", at);
        if (colon == std::string_view::npos) return at;
        return colon + 1 + content_column(line.substr(colon + 1));
    }

    /// The number in the file, from 1, of the line where what the context speaks of begins.
    [[nodiscard]] std::size_t begin_line() const noexcept { return error_->lines_before + error_->begin.line + 1; }

    [[nodiscard]] bool says(std::string_view words) const noexcept {
        return error_->problem.find(words) != std::string_view::npos;
    }
    [[nodiscard]] bool is_in(std::string_view words) const noexcept {
        return error_->context.find(words) != std::string_view::npos;
    }

    [[nodiscard]] bool is_about_tabs() const noexcept {
        const auto indentation = line_.substr(0, content_column(line_));
        return says(" tab ") || character_at(line_, column_) == "\t" ||
               indentation.find('\t') != std::string_view::npos;
    }

    [[nodiscard]] static std::string in_quotes(std::string_view first) {
        std::string advice = "write the text in quotes";
        if (!first.empty() && static_cast<unsigned char>(first.front()) < utf8_lead) {
            advice += ", as YAML gives '";
            advice += first;
            advice += "' at its beginning a meaning";
        }
        return advice;
    }

    /// A colon where none may be: in a value, or behind a key that is indented more than the one above, which has a
    /// value.
    [[nodiscard]] std::string about_colon() const {
        const auto before = line_.substr(0, column_);
        if (before.find(": ") != std::string_view::npos) {
            return "write the value in quotes, as it holds a colon and a blank";
        }
        return "indent the key as those that it belongs to; a text that goes on over lines and holds a colon needs "
               "quotes";
    }

    /// Something that continues neither a map nor a list.
    [[nodiscard]] std::string about_neighbours() const {
        if (column_ <= content_column(line_)) {
            return "indent the line as its neighbours, what begins in line " + std::to_string(begin_line()) +
                   " included";
        }
        const auto value = character_at(line_, value_column(line_));
        if (value == "'" || value == "\"") {
            return "the text ends at its second quote: put quotes around all of it, and write a quote within single "
                   "quotes "
                   "twice";
        }
        return in_quotes(value == "[" || value == "{" ? value : std::string_view{});
    }

    static constexpr unsigned char utf8_lead = 0x80;

    const syntax_error* error_;
    std::string_view line_;
    std::string_view context_line_;
    std::size_t column_; // of the problem in its line, in bytes
};

} // namespace detail

/// What to do about a syntax error, as far as the lines of the text tell which slip it is; may be empty. O(size of the
/// text).
[[nodiscard]] inline std::string syntax_advice(std::string_view text, const syntax_error& error) {
    return detail::syntax_adviser{text, error}.advise();
}

} // namespace VARSIGMA_NAMESPACE::yaml
