// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/aggregation.hpp>
#include <varsigma/rule/suggest.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/number.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// The place `offset` bytes into a text that begins at `start`.
///
/// Only exact for a text on one line: behind a line break the place within the file depends on how the YAML was folded,
/// so that the text's start is given instead. An unknown start stays unknown.
[[nodiscard]] constexpr source_position advanced(source_position start, std::string_view text,
                                                 std::size_t offset) noexcept {
    const bool one_line = text.find('\n') == std::string_view::npos;
    if (start.line == 0 || start.column == 0 || !one_line) return start;
    return {start.line, start.column + static_cast<std::uint32_t>(offset)};
}

namespace detail {

struct aggregation_word {
    std::string_view word;
    aggregation_function function;
};

inline constexpr std::array aggregation_words{
    aggregation_word{"count", aggregation_function::count}, aggregation_word{"min", aggregation_function::min},
    aggregation_word{"max", aggregation_function::max},     aggregation_word{"avg", aggregation_function::avg},
    aggregation_word{"sum", aggregation_function::sum},     aggregation_word{"near", aggregation_function::near},
};

/// One pass from left to right over `function(field) by group op number`.
class aggregation_parser {
public:
    aggregation_parser(std::string_view text, source_position start) noexcept : text_(text), start_(start) {}

    [[nodiscard]] result<aggregation> parse() {
        skip_blanks();
        const std::size_t begin = at_;
        const std::string_view word = take_while([](char c) { return (fold_ascii(c) >= 'a' && fold_ascii(c) <= 'z'); });
        const auto function = function_of(word);
        if (!function) {
            return fail(begin, "expected count, sum, avg, min, max or near after |",
                        did_you_mean(closest(word, aggregation_words, [](const auto& entry) { return entry.word; })));
        }
        aggregation parsed;
        parsed.function = *function;
        parsed.text = trimmed(text_);
        if (*function == aggregation_function::near) {
            skip_blanks();
            if (at_ == text_.size()) return fail(at_, "near what? expected selections");
            return parsed;
        }
        return arguments(std::move(parsed));
    }

private:
    static constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    static constexpr bool is_relation(char c) noexcept { return c == '<' || c == '>' || c == '='; }

    static constexpr std::optional<aggregation_function> function_of(std::string_view word) noexcept {
        for (const auto& entry : aggregation_words) {
            if (entry.word == word) return entry.function;
        }
        return std::nullopt;
    }

    static constexpr std::string_view trimmed(std::string_view text) noexcept {
        while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
        while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
        return text;
    }

    [[nodiscard]] result<aggregation> arguments(aggregation parsed) {
        skip_blanks();
        if (at_ == text_.size() || text_[at_] != '(') return fail(at_, "expected ( after the function");
        const std::size_t close = text_.find(')', at_);
        if (close == std::string_view::npos) return fail(at_, "a parenthesis is not closed");
        parsed.field = trimmed(text_.substr(at_ + 1, close - at_ - 1));
        if (parsed.field.find('*') != std::string::npos) {
            return fail_star(text_.find('*', at_),
                             parsed.function == aggregation_function::count
                                 ? "write count() to count events, or name the field whose values are counted"
                                 : "name the field");
        }
        if (parsed.field.empty() && parsed.function != aggregation_function::count) {
            return fail(close, "only count works without a field");
        }
        at_ = close + 1;

        skip_blanks();
        const auto is_word = [](char c) { return !is_blank(c) && !is_relation(c); };
        const std::size_t by = at_;
        if (const auto word = take_while(is_word); word == "by") {
            if (auto error = group(by, parsed.group_by)) { return *std::move(error); }
        } else if (!word.empty()) {
            return fail(by, "expected by or a comparison");
        }
        return threshold(std::move(parsed));
    }

    /// The fields behind `by`, which stands at `by`, with commas between them.
    [[nodiscard]] std::optional<diagnostic> group(std::size_t by, std::vector<std::string>& fields) {
        const auto is_name = [](char c) { return !is_blank(c) && !is_relation(c) && c != ','; };
        while (true) {
            skip_blanks();
            const auto field = take_while(is_name);
            if (field.empty()) {
                return fail(at_, fields.empty() ? "expected a field after by" : "expected a field after ,");
            }
            if (field.find('*') != std::string_view::npos) {
                return fail_star(text_.find('*', by),
                                 "name the fields; to count all events together leave by out: count()");
            }
            fields.emplace_back(field);
            skip_blanks();
            if (at_ == text_.size() || text_[at_] != ',') { return std::nullopt; }
            ++at_;
        }
    }

    [[nodiscard]] result<aggregation> threshold(aggregation parsed) {
        const std::size_t sign = at_;
        const std::string_view relation = take_while(is_relation);
        if (relation == ">")
            parsed.relation = comparison::gt;
        else if (relation == ">=")
            parsed.relation = comparison::gte;
        else if (relation == "<")
            parsed.relation = comparison::lt;
        else if (relation == "<=")
            parsed.relation = comparison::lte;
        else if (relation == "=" || relation == "==")
            parsed.relation = comparison::equal;
        else
            return fail(sign, "expected one of > >= < <= = ==");

        skip_blanks();
        const std::size_t digits = at_;
        const auto number_read = parse_decimal(take_while([](char c) { return !is_blank(c); }));
        if (!number_read) return fail(digits, "expected a number after the comparison");
        parsed.threshold = *number_read;
        skip_blanks();
        if (at_ != text_.size()) return fail(at_, "expected nothing after the number");
        return parsed;
    }

    void skip_blanks() noexcept { static_cast<void>(take_while(is_blank)); }

    template <class Predicate>
    std::string_view take_while(Predicate belongs) noexcept {
        const std::size_t begin = at_;
        while (at_ < text_.size() && belongs(text_[at_])) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    [[nodiscard]] diagnostic fail(std::size_t offset, std::string_view reason, std::string suggestion = {}) const {
        diagnostic found;
        found.code = diagnostic_code::condition_syntax;
        found.position = advanced(start_, text_, offset);
        found.message = reason;
        found.suggestion = std::move(suggestion);
        return found;
    }

    [[nodiscard]] diagnostic fail_star(std::size_t offset, std::string suggestion) const {
        auto found =
            fail(offset, "a star is no field's name, and aggregations take no patterns", std::move(suggestion));
        found.code = diagnostic_code::wildcard_not_allowed;
        return found;
    }

    std::string_view text_;
    source_position start_;
    std::size_t at_ = 0;
};

} // namespace detail

/// Reads what stands behind the `|` of a deprecated condition: `count(F) by G > 5`, `near a and not b`.
///
/// The functions are `count`, `sum`, `avg`, `min` and `max` in lower case, of which only `count` may have no field;
/// `by` names a field or several with commas between them; the comparison is one of `>`, `>=`, `<`, `<=`, `=`, `==`,
/// and the threshold a decimal number. What follows `near` is kept as text. `timeframe` is left empty: it is the
/// rule's.
///
/// On failure a `condition_syntax` error, or `wildcard_not_allowed` for a `*` in a field's name. `start` is the place
/// of the first byte of `text`; by default the error's column counts from the text's own beginning. O(length).
/// Source: Sigma specification 1.0, "Aggregation expression".
[[nodiscard]] inline result<aggregation> parse_aggregation(std::string_view text, source_position start = {1, 1}) {
    return detail::aggregation_parser{text, start}.parse();
}

} // namespace VARSIGMA_NAMESPACE
