// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "lucene_query.hpp"

#include <varsigma/text/detail/casefold.hpp>
#include <varsigma/text/detail/cidr.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/utf8.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

// What a query of Lucene's syntax selects, on the mapping that the converters' documentation assumes: a field compares
// its whole text without regard to case, its `.keyword` with regard to it; expressions see the text as it is; numbers
// and addresses are mapped as what they are; without a field, every value is looked at.

namespace lucene {

/// One value of an event's field.
struct stored_value {
    std::string text;   ///< as it is
    std::string folded; ///< without case
    std::optional<varsigma::number> numeric;
};

/// An event as an index holds it.
class stored_event {
public:
    stored_event(const nlohmann::json& event, const field_names& fields) : fields_(fields.names().size()) {
        add_all(event);
        for (std::size_t number = 0; number < fields_.size(); ++number) {
            collect(event, fields.names()[number], fields_[number]);
        }
    }

    [[nodiscard]] const std::vector<stored_value>& values_of(std::size_t field) const {
        return field == query::no_field ? all_ : fields_[field].values;
    }
    [[nodiscard]] bool has(std::size_t field) const { return fields_[field].present; }

private:
    struct stored_field {
        std::vector<stored_value> values;
        bool present = false; // an object counts, although it has no values of its own
    };

    static void add(const nlohmann::json& value, std::vector<stored_value>& into) {
        stored_value stored;
        if (value.is_string()) {
            stored.text = value.get<std::string>();
        } else if (value.is_boolean()) {
            stored.text = value.get<bool>() ? "true" : "false";
        } else if (value.is_number()) {
            stored.numeric = value.is_number_unsigned()  ? varsigma::number{value.get<std::uint64_t>()}
                             : value.is_number_integer() ? varsigma::number{value.get<std::int64_t>()}
                                                         : varsigma::number{value.get<double>()};
            char digits[varsigma::number_text_size];
            stored.text = varsigma::to_text(*stored.numeric, digits);
        } else {
            return;
        }
        varsigma::fold_text(stored.text, stored.folded);
        into.push_back(std::move(stored));
    }

    void add_all(const nlohmann::json& value) {
        if (value.is_structured()) {
            for (const auto& child : value) { add_all(child); }
        } else {
            add(value, all_);
        }
    }

    static void collect(const nlohmann::json& value, std::string_view path, stored_field& into) {
        if (value.is_array()) {
            for (const auto& element : value) { collect(element, path, into); }
            return;
        }
        if (!value.is_object()) { return; }
        if (const auto found = value.find(std::string{path}); found != value.end()) {
            take(*found, into);
            return;
        }
        for (auto dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.', dot + 1)) {
            const auto found = value.find(std::string{path.substr(0, dot)});
            if (found != value.end()) { collect(*found, path.substr(dot + 1), into); }
        }
    }

    static void take(const nlohmann::json& value, stored_field& into) {
        if (value.is_array()) {
            for (const auto& element : value) { take(element, into); }
        } else if (!value.is_null()) {
            into.present = true;
            add(value, into.values);
        }
    }

    std::vector<stored_field> fields_;
    std::vector<stored_value> all_;
};

/// Queries that are asked of many events: terms are folded and taken apart once.
class evaluator {
public:
    explicit evaluator(query whole) : root_(prepared(std::move(whole))) {}

    [[nodiscard]] bool selects(const stored_event& event) const { return holds(root_, event); }

private:
    /// A term as pieces of text between runs; a piece may have single wildcards.
    struct node {
        query written;
        std::vector<std::vector<term_symbol>> pieces;
        std::vector<std::string> texts; ///< the pieces, if none has a single wildcard
        bool only_texts = true;
        bool open_before = false, open_after = false;
        std::optional<varsigma::number> numeric;
        std::optional<varsigma::cidr> network;
        std::vector<node> children;
    };

    static node prepared(query written) {
        node made;
        for (auto& child : written.children) { made.children.push_back(prepared(std::move(child))); }
        if (written.kind == node_kind::range || written.kind == node_kind::term) {
            made.numeric = varsigma::parse_decimal(written.text);
        }
        if (written.kind == node_kind::term && !written.has_wildcards && written.field != query::no_field &&
            written.text.find('/') != std::string::npos) {
            const auto read = varsigma::parse_cidr(written.text);
            if (const auto* const network = std::get_if<varsigma::cidr>(&read)) { made.network = *network; }
        }
        made.pieces.emplace_back();
        for (const auto& symbol : written.term) {
            if (symbol.which == term_symbol::kind::run) {
                made.pieces.emplace_back();
                continue;
            }
            auto kept = symbol;
            if (!written.exact && kept.which == term_symbol::kind::literal) {
                kept.character = varsigma::fold(kept.character);
            }
            made.only_texts = made.only_texts && kept.which == term_symbol::kind::literal;
            made.pieces.back().push_back(kept);
        }
        if (made.only_texts) {
            for (const auto& piece : made.pieces) {
                auto& text = made.texts.emplace_back();
                for (const auto& symbol : piece) { varsigma::utf8::append(symbol.character, text); }
            }
        }
        made.written = std::move(written);
        return made;
    }

    static bool holds(const node& asked, const stored_event& event) {
        const auto& written = asked.written;
        const auto any_value = [&](auto matches) {
            const auto& values = event.values_of(written.field);
            return std::any_of(values.begin(), values.end(), matches);
        };
        switch (written.kind) {
        case node_kind::everything: return true;
        case node_kind::negation: return !holds(asked.children.front(), event);
        case node_kind::all_of:
            return std::all_of(asked.children.begin(), asked.children.end(),
                               [&](const node& child) { return holds(child, event); });
        case node_kind::any_of:
            return std::any_of(asked.children.begin(), asked.children.end(),
                               [&](const node& child) { return holds(child, event); });
        case node_kind::exists: return event.has(written.field);
        case node_kind::regex:
            return any_value([&](const stored_value& value) {
                return RE2::FullMatch({value.text.data(), value.text.size()}, *written.expression);
            });
        case node_kind::range: return any_value([&](const stored_value& value) { return is_in_range(asked, value); });
        case node_kind::term: return any_value([&](const stored_value& value) { return is_term(asked, value); });
        }
        return false;
    }

    static bool is_in_range(const node& asked, const stored_value& value) {
        const auto found = value.numeric ? value.numeric : varsigma::parse_decimal(value.text);
        if (!found || !asked.numeric) { return false; }
        const auto& relation = asked.written.relation;
        return relation == ">"    ? *found > *asked.numeric
               : relation == ">=" ? *found >= *asked.numeric
               : relation == "<"  ? *found < *asked.numeric
                                  : *found <= *asked.numeric;
    }

    static bool is_term(const node& asked, const stored_value& value) {
        if (asked.network) { return asked.network->contains(value.text); }
        if (value.numeric && asked.numeric && !asked.written.has_wildcards) { return *value.numeric == *asked.numeric; }
        const std::string_view text = asked.written.exact ? value.text : value.folded;
        return asked.only_texts ? are_in(asked.texts, text) : matches(asked.pieces, text);
    }

    /// Whether the texts stand in this order, the first at the beginning, the last at the end.
    static bool are_in(const std::vector<std::string>& texts, std::string_view text) {
        const auto& first = texts.front();
        const auto& last = texts.back();
        if (texts.size() == 1) { return text == first; }
        if (text.size() < first.size() + last.size() || !text.starts_with(first) || !text.ends_with(last)) {
            return false;
        }
        text = text.substr(first.size(), text.size() - first.size() - last.size());
        for (std::size_t at = 1; at + 1 < texts.size(); ++at) {
            const auto found = text.find(texts[at]);
            if (found == std::string_view::npos) { return false; }
            text.remove_prefix(found + texts[at].size());
        }
        return true;
    }

    /// The same with single wildcards, character by character.
    static bool matches(const std::vector<std::vector<term_symbol>>& pieces, std::string_view bytes) {
        std::u32string text;
        for (const char* at = bytes.data(); at != bytes.data() + bytes.size();) {
            const auto next = varsigma::utf8::decode(at, bytes.data() + bytes.size());
            text += next.character;
            at += next.length;
        }
        const auto stands_at = [&](const std::vector<term_symbol>& piece, std::size_t place) {
            if (place + piece.size() > text.size()) { return false; }
            for (std::size_t at = 0; at < piece.size(); ++at) {
                if (piece[at].which == term_symbol::kind::literal && piece[at].character != text[place + at]) {
                    return false;
                }
            }
            return true;
        };
        const auto& first = pieces.front();
        const auto& last = pieces.back();
        if (pieces.size() == 1) { return text.size() == first.size() && stands_at(first, 0); }
        if (text.size() < first.size() + last.size() || !stands_at(first, 0)) { return false; }
        if (!stands_at(last, text.size() - last.size())) { return false; }
        std::size_t place = first.size();
        for (std::size_t piece = 1; piece + 1 < pieces.size(); ++piece) {
            while (!stands_at(pieces[piece], place)) {
                if (++place > text.size()) { return false; }
            }
            place += pieces[piece].size();
        }
        return place <= text.size() - last.size();
    }

    node root_;
};

} // namespace lucene
