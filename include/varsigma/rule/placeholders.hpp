// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/suggest.hpp>
#include <varsigma/rule/validation_options.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// The values that stand for `%name%` in the values of items with the modifier `expand`.
///
/// Names compare with case. Values are Sigma value strings, so `*` and `?` in them are wildcards. Filled once by the
/// embedder, then read; reading is safe from any thread.
class placeholders {
public:
    /// Supplies the values of `name`, replacing earlier ones. With an empty list, what holds `%name%` never matches.
    void set(std::string name, std::vector<std::string> values) {
        values_.insert_or_assign(std::move(name), std::move(values));
    }

    /// Supplies all that `later` has, as if it had been set here: the values of a name that both have are replaced.
    void add(const placeholders& later) {
        for (const auto& [name, values] : later.values_) { values_.insert_or_assign(name, values); }
    }

    /// The values of `name`, or null if none were supplied. O(log names).
    [[nodiscard]] const std::vector<std::string>* find(std::string_view name) const noexcept {
        const auto found = values_.find(name);
        return found == values_.end() ? nullptr : &found->second;
    }

    /// The name spelt most like `name`, or an empty view; it lives as long as the name is not removed.
    [[nodiscard]] std::string_view closest_name(std::string_view name) const {
        return closest(name, values_, [](const auto& entry) { return std::string_view{entry.first}; });
    }

private:
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

namespace detail {

/// A piece of a value: symbols that stand as they are, or the name of a placeholder.
struct placeholder_piece {
    std::vector<symbol> symbols;
    std::string_view name; ///< empty: `symbols` counts
};

/// The name in `%name%` at the beginning of `text`, or an empty view: any characters but percent signs, and so no `\%`
/// either.
[[nodiscard]] constexpr std::string_view placeholder_name(std::string_view text) noexcept {
    std::size_t end = 1;
    while (end < text.size() && text[end] != '%') {
        const bool escapes = text[end] == '\\' && end + 1 < text.size();
        if (escapes && text[end + 1] == '%') { return {}; }
        end += escapes && text[end + 1] == '\\' ? 2U : 1U;
    }
    return end < text.size() ? text.substr(1, end - 1) : std::string_view{};
}

/// Takes a value apart. Neighbours are joined as symbols later, so that no `\` at a seam can escape what follows.
/// O(length): the search for a name's end never passes the next `%`.
[[nodiscard]] inline std::vector<placeholder_piece> split_placeholders(std::string_view text) {
    std::vector<placeholder_piece> pieces;
    std::vector<symbol> literal;
    std::size_t begin = 0;
    const auto take_literal = [&](std::size_t end) { parse_sigma_string(text.substr(begin, end - begin), literal); };
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '\\' && at + 1 < text.size()) {
            const char next = text[at + 1];
            if (next == '%') { // the percent sign itself
                take_literal(at);
                begin = at + 1;
                at += 2;
            } else {
                at += next == '*' || next == '?' || next == '\\' ? 2 : 1;
            }
            continue;
        }
        const auto name = text[at] == '%' ? placeholder_name(text.substr(at)) : std::string_view{};
        if (name.empty()) {
            ++at;
            continue;
        }
        take_literal(at);
        pieces.push_back({std::exchange(literal, {}), {}});
        pieces.push_back({{}, name});
        at += name.size() + 2;
        begin = at;
    }
    take_literal(text.size());
    pieces.push_back({std::move(literal), {}});
    return pieces;
}

/// Expands the values of one item; see `expand_placeholders`.
class placeholder_expander {
public:
    placeholder_expander(const placeholders& supplied, const validation_options& limits,
                         const item_findings& found) noexcept
        : supplied_(supplied), limits_(limits), found_(found) {}

    /// False if an error was reported.
    [[nodiscard]] bool add(const rule_value& value) {
        if (value.kind != value_kind::text || value.text.find('%') == std::string::npos) { return keep(value); }
        const auto pieces = split_placeholders(value.text);
        std::vector<std::vector<std::vector<symbol>>> choices; // for each piece, its alternatives
        choices.reserve(pieces.size());
        std::size_t product = 1;
        for (const auto& piece : pieces) {
            if (piece.name.empty()) {
                choices.push_back({piece.symbols});
                continue;
            }
            const auto* const list = supplied_.find(piece.name);
            if (list == nullptr) {
                report_unknown(piece.name, value);
                return false;
            }
            if (list->empty()) {
                found_.warn(diagnostic_code::empty_placeholder, value.position,
                            "the list supplied for " + varsigma::quoted(percent(piece.name)) +
                                " is empty, so this value never matches");
                vanished_ = true;
                return true;
            }
            if (list->size() > limits_.max_expanded_values / product) return too_large(value);
            product *= list->size();
            auto& alternatives = choices.emplace_back();
            for (const auto& text : *list) parse_sigma_string(text, alternatives.emplace_back());
        }
        return multiply(value, choices);
    }

    [[nodiscard]] std::vector<rule_value>& values() noexcept { return values_; }
    [[nodiscard]] bool vanished() const noexcept { return vanished_; }

private:
    void report_unknown(std::string_view name, const rule_value& value) const {
        auto suggestion = found_.may_suggest() ? did_you_mean(percent(supplied_.closest_name(name))) : std::string{};
        suggestion.append(suggestion.empty() ? "" : "; or ")
            .append("supply them (varsigma::placeholders, --placeholders FILE), or write '\\%' for a percent sign");
        found_.error(diagnostic_code::unknown_placeholder, value.position,
                     "no values were supplied for " + varsigma::quoted(percent(name)), std::move(suggestion));
    }

    static std::string percent(std::string_view name) {
        if (name.empty()) return {};
        std::string text = "%";
        text += name;
        text += '%';
        return text;
    }

    [[nodiscard]] bool multiply(const rule_value& value, const std::vector<std::vector<std::vector<symbol>>>& choices) {
        std::vector<std::size_t> chosen(choices.size(), 0);
        for (;;) {
            std::vector<symbol> joined;
            for (std::size_t at = 0; at < choices.size(); ++at) {
                const auto& part = choices[at][chosen[at]];
                joined.insert(joined.end(), part.begin(), part.end());
            }
            auto one = value;
            one.text = sigma_string::from_symbols(joined).to_text();
            bytes_ += choices.size(); // so that pieces without text cost something too
            if (!keep(std::move(one))) return false;

            std::size_t wheel = choices.size();
            while (wheel != 0 && ++chosen[wheel - 1] == choices[wheel - 1].size()) chosen[--wheel] = 0;
            if (wheel == 0) return true;
        }
    }

    [[nodiscard]] bool keep(rule_value value) {
        bytes_ += value.text.size();
        if (values_.size() >= limits_.max_expanded_values || bytes_ > limits_.max_expanded_bytes) {
            return too_large(value);
        }
        values_.push_back(std::move(value));
        return true;
    }

    [[nodiscard]] bool too_large(const rule_value& value) const {
        found_.error(diagnostic_code::rule_too_large, value.position,
                     "its placeholders give more than " + std::to_string(limits_.max_expanded_values) + " values or " +
                         std::to_string(limits_.max_expanded_bytes) + " bytes");
        return false;
    }

    const placeholders& supplied_;
    const validation_options& limits_;
    const item_findings& found_;
    std::vector<rule_value> values_;
    std::size_t bytes_ = 0;
    bool vanished_ = false;
};

} // namespace detail

/// Replaces `%name%` in the values of a leaf whose chain has `expand`, then takes `expand` out of the chain.
///
/// A name is made of any characters but percent signs, and has at least one; a percent sign that no other one follows,
/// and `\%`, stand for themselves. Each value is joined from symbols and written back in Sigma's notation, so wildcards
/// that were supplied stay wildcards, and nothing can escape its neighbour. A name with several values multiplies the
/// value that holds it; several names in one value give every combination, the last name changing fastest. Values of
/// other kinds stay.
///
/// Under `all` each of the new values is demanded, as pySigma does it. A name whose list is empty
/// (`empty_placeholder`, a warning) makes its value one that never matches: it is dropped from alternatives, and under
/// `all` it decides the whole item. If nothing is left, the leaf becomes a constant: an `any_of` without children,
/// which is false, or, if the chain has `neq`, an `all_of` without children, which is true; its `item` keeps field and
/// chain (`expand` included), which is how `validate` tells such a constant from an empty selection.
///
/// False, and an error in `found`, if a name is not known (`unknown_placeholder`) or a limit is passed
/// (`rule_too_large`); the leaf is unchanged then. Precondition: `leaf.form` is `item`. O(size of the result).
[[nodiscard]] inline bool expand_placeholders(detection& leaf, const placeholders& supplied,
                                              const validation_options& limits, const item_findings& found) {
    auto& item = leaf.item;
    if (!item.modifiers.contains(modifier::expand)) return true;
    detail::placeholder_expander expander{supplied, limits, found};
    for (const auto& value : item.values) {
        if (!expander.add(value)) return false;
    }
    const bool decided = expander.vanished() && item.modifiers.contains(modifier::all);
    if (decided || expander.values().empty()) {
        leaf.form = item.modifiers.contains(modifier::neq) ? detection_form::all_of : detection_form::any_of;
        item.values.clear();
        return true;
    }
    item.values = std::move(expander.values());
    item.modifiers.remove(modifier::expand);
    return true;
}

/// Whether `body` is a constant that `expand_placeholders` left: false if it is an `any_of`, true if it is an `all_of`.
[[nodiscard]] inline bool is_expanded_constant(const detection& body) noexcept {
    return body.form != detection_form::item && body.children.empty() && body.item.modifiers.contains(modifier::expand);
}

} // namespace VARSIGMA_NAMESPACE
