// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/field_table.hpp>
#include <varsigma/pattern/detail/dash.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/rule/detail/encoded_text.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/text/detail/cidr.hpp>
#include <varsigma/text/number.hpp>

#include <re2/re2.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// Rules as simple as can be: what the rivals share, and nothing of the engine.

/// One question about one field.
struct plain_test {
    enum class kind : std::uint8_t { null, boolean, number, text, regex, network, presence, reference };

    kind what = kind::null;
    varsigma::slot field = varsigma::no_slot;
    bool truth = false;
    varsigma::comparison relation = varsigma::comparison::equal;
    varsigma::number bound;
    varsigma::cidr network{};
    varsigma::slot other = varsigma::no_slot;

    // of texts
    varsigma::pattern_shape::kind shape = varsigma::pattern_shape::kind::general;
    bool cased = false;
    std::string literal; ///< the whole text between the stars, folded unless cased; of a general one the longest part
    std::string expression;              ///< for RE2, of texts too
    std::shared_ptr<const RE2> compiled; ///< where a literal is not enough
};

/// In place of a field: any value of the event.
inline constexpr varsigma::slot plain_keyword = varsigma::no_slot - 1;

struct plain_node {
    enum class kind : std::uint8_t { test, negation, at_least };

    kind what = kind::at_least;
    std::size_t number = 0; ///< of the test, or how many of the children must hold
    std::vector<plain_node> children;
};

struct plain_rule {
    std::size_t index = 0;
    plain_node root;
};

[[nodiscard]] inline std::shared_ptr<const RE2> compiled_by_re2(const std::string& expression) {
    RE2::Options options;
    options.set_log_errors(false);
    return std::make_shared<const RE2>(expression, options);
}

/// Turns rules into trees over tests. Equal tests are one.
class plain_compiler {
public:
    explicit plain_compiler(varsigma::field_table& fields) : fields_(fields) {}

    [[nodiscard]] plain_node compile(const varsigma::detection_rule& rule, varsigma::field_aliases aliases) {
        aliases_ = aliases;
        std::vector<plain_node> alternatives;
        if (!rule.aggregate) {
            for (const auto& condition : rule.conditions) {
                alternatives.push_back(compile(rule, condition, condition.root));
            }
        }
        return any_of(std::move(alternatives));
    }

    [[nodiscard]] const std::vector<plain_test>& tests() const noexcept { return tests_; }

private:
    static plain_node any_of(std::vector<plain_node> children) {
        if (children.size() == 1) { return std::move(children.front()); }
        return {plain_node::kind::at_least, 1, std::move(children)};
    }
    static plain_node all_of(std::vector<plain_node> children) {
        if (children.size() == 1) { return std::move(children.front()); }
        const auto count = children.size();
        return {plain_node::kind::at_least, count, std::move(children)};
    }
    static plain_node negation(plain_node child) {
        plain_node made{plain_node::kind::negation, 0, {}};
        made.children.push_back(std::move(child));
        return made;
    }

    plain_node compile(const varsigma::detection_rule& rule, const varsigma::condition& whole, std::uint32_t at) {
        const auto& node = whole.nodes[at];
        const auto text = node.text_in(whole.text);
        switch (node.op) {
        case varsigma::condition_operator::identifier: {
            const auto* named = rule.find_selection(text);
            return named != nullptr ? compile(named->body) : any_of({});
        }
        case varsigma::condition_operator::quantified: {
            std::vector<plain_node> children;
            for (const auto& candidate : rule.selections) {
                if (varsigma::selects(text, candidate.name)) { children.push_back(compile(candidate.body)); }
            }
            if (node.count == varsigma::condition_node::all) { return all_of(std::move(children)); }
            return {plain_node::kind::at_least, node.count, std::move(children)};
        }
        case varsigma::condition_operator::negation: return negation(compile(rule, whole, node.first_child));
        case varsigma::condition_operator::conjunction:
        case varsigma::condition_operator::disjunction: break;
        }
        std::vector<plain_node> children;
        for (auto child = node.first_child; child != varsigma::condition_node::none;
             child = whole.nodes[child].next_sibling) {
            children.push_back(compile(rule, whole, child));
        }
        return node.op == varsigma::condition_operator::conjunction ? all_of(std::move(children))
                                                                    : any_of(std::move(children));
    }

    plain_node compile(const varsigma::detection& tree) {
        if (tree.form == varsigma::detection_form::item) { return compile(tree.item); }
        std::vector<plain_node> children;
        for (const auto& child : tree.children) { children.push_back(compile(child)); }
        return tree.form == varsigma::detection_form::all_of ? all_of(std::move(children))
                                                             : any_of(std::move(children));
    }

    plain_node compile(const varsigma::detection_item& item) {
        const auto meaning = varsigma::interpret(item.modifiers).meaning;
        std::vector<plain_node> children;
        for (const auto& value : item.values) { children.push_back(compile(item, meaning, value)); }
        auto joined = meaning.all ? all_of(std::move(children)) : any_of(std::move(children));
        return meaning.negated ? negation(std::move(joined)) : std::move(joined);
    }

    plain_node compile(const varsigma::detection_item& item, const varsigma::interpretation& meaning,
                       const varsigma::rule_value& value) {
        plain_test test;
        test.field = item.is_keyword() ? plain_keyword : slot_of(item.field);
        switch (meaning.kind) {
        case varsigma::test_kind::value: return compile_value(std::move(test), meaning, value);
        case varsigma::test_kind::regex:
            test.what = plain_test::kind::regex;
            test.expression = std::string{meaning.regex_ignore_case ? "(?i)" : ""} +
                              (meaning.regex_multi_line ? "(?m)" : "") + (meaning.regex_dot_all ? "(?s)" : "") +
                              value.text;
            break;
        case varsigma::test_kind::cidr:
            test.what = plain_test::kind::network;
            test.network = std::get<varsigma::cidr>(varsigma::parse_cidr(value.text));
            test.literal = value.text;
            break;
        case varsigma::test_kind::compare:
            test.what = plain_test::kind::number;
            test.relation = meaning.relation;
            test.bound = value.numeric;
            break;
        case varsigma::test_kind::exists:
            test.what = plain_test::kind::presence;
            return value.boolean ? add(std::move(test)) : negation(add(std::move(test)));
        case varsigma::test_kind::field:
            test.what = plain_test::kind::reference;
            test.other = slot_of(varsigma::sigma_string::parse(value.text).plain().value_or(""));
            break;
        case varsigma::test_kind::time_of_day: return any_of({}); // no published rule has one
        }
        return add(std::move(test));
    }

    plain_node compile_value(plain_test test, const varsigma::interpretation& meaning,
                             const varsigma::rule_value& value) {
        if (test.field != plain_keyword && (value.kind == varsigma::value_kind::null || !meaning.is_text_only())) {
            switch (value.kind) {
            case varsigma::value_kind::null: return add(std::move(test));
            case varsigma::value_kind::boolean:
                test.what = plain_test::kind::boolean;
                test.truth = value.boolean;
                return add(std::move(test));
            case varsigma::value_kind::number:
                test.what = plain_test::kind::number;
                test.bound = value.numeric;
                return add(std::move(test));
            case varsigma::value_kind::text: break;
            }
        }
        auto text = value.kind == varsigma::value_kind::text ? varsigma::sigma_string::parse(value.text)
                                                             : varsigma::sigma_string::literal(value.text);
        if (meaning.windash) { text = text.windash(); }
        std::vector<plain_node> alternatives;
        if (meaning.encoding_count == 0) {
            alternatives.push_back(compile_text(test, meaning, text));
        } else {
            for (const auto& encoded : varsigma::encoded_texts(text.plain().value_or(""), meaning.encoding_steps())) {
                alternatives.push_back(compile_text(test, meaning, varsigma::sigma_string::literal(encoded)));
            }
        }
        return any_of(std::move(alternatives));
    }

    plain_node compile_text(plain_test test, const varsigma::interpretation& meaning,
                            const varsigma::sigma_string& text) {
        const bool keyword = test.field == plain_keyword;
        const bool before = meaning.open_before || keyword;
        const bool after = meaning.open_after || keyword;
        const auto opened = before && after ? text.contains()
                            : before        ? text.endswith()
                            : after         ? text.startswith()
                                            : text;
        const auto mode = meaning.cased ? varsigma::case_mode::exact : varsigma::case_mode::folded;
        const auto shape = opened.shape();
        test.what = plain_test::kind::text;
        test.cased = meaning.cased;
        test.shape = shape.form;
        test.expression = expression_of(opened.symbols(), meaning.cased);
        const bool is_general = shape.form == varsigma::pattern_shape::kind::general;
        varsigma::append_text(is_general ? longest_literal(opened.symbols()) : shape.literal, mode, test.literal);
        if (is_general) { test.compiled = compiled_by_re2(test.expression); }
        return add(std::move(test));
    }

    static std::span<const varsigma::symbol> longest_literal(std::span<const varsigma::symbol> symbols) {
        std::span<const varsigma::symbol> longest;
        for (std::size_t begin = 0; begin < symbols.size();) {
            auto end = begin;
            while (end < symbols.size() && varsigma::is_literal(symbols[end])) { ++end; }
            if (end - begin > longest.size()) { longest = symbols.subspan(begin, end - begin); }
            begin = end + 1;
        }
        return longest;
    }

    static std::string expression_of(std::span<const varsigma::symbol> symbols, bool cased) {
        bool open_front = false;
        bool open_back = false;
        while (!symbols.empty() && symbols.front() == varsigma::symbol::any_run) {
            symbols = symbols.subspan(1);
            open_front = true;
        }
        while (!symbols.empty() && symbols.back() == varsigma::symbol::any_run) {
            symbols = symbols.first(symbols.size() - 1);
            open_back = true;
        }
        std::string text = cased ? "(?s)" : "(?is)";
        if (!open_front) { text += "\\A"; }
        for (const auto element : symbols) {
            switch (element) {
            case varsigma::symbol::any_run: text += ".*"; break;
            case varsigma::symbol::any_one: text += '.'; break;
            case varsigma::symbol::any_dash:
                text += "(?:";
                for (const char32_t dash : varsigma::dashes) {
                    if (dash != varsigma::dashes[0]) { text += '|'; }
                    varsigma::utf8::append(dash, text);
                }
                text += ')';
                break;
            default: {
                std::string character;
                varsigma::utf8::append(varsigma::character(element), character);
                text += RE2::QuoteMeta(character);
            }
            }
        }
        const bool is_everything = symbols.empty() && open_front;
        return text + (open_back || is_everything ? "" : "\\z");
    }

    plain_node add(plain_test test) {
        if (test.what == plain_test::kind::regex) { test.compiled = compiled_by_re2(test.expression); }
        std::string key{static_cast<char>('a' + static_cast<int>(test.what))};
        const auto real = test.bound.which() == varsigma::number::kind::real;
        for (const auto& part : {std::to_string(test.field), std::to_string(test.other),
                                 std::to_string(test.truth ? 1 : 0), std::to_string(static_cast<int>(test.relation)),
                                 real ? std::to_string(test.bound.as_real()) : std::to_string(test.bound.as_unsigned()),
                                 std::to_string(static_cast<int>(test.shape)), test.literal, test.expression}) {
            key.append(part).append(1, '\0');
        }
        const auto [known, is_new] = known_.try_emplace(std::move(key), tests_.size());
        if (is_new) { tests_.push_back(std::move(test)); }
        return {plain_node::kind::test, known->second, {}};
    }

    varsigma::slot slot_of(std::string_view name) {
        for (const auto& [in_rule, in_event] : aliases_) {
            if (in_rule == name) { return fields_.add(in_event); }
        }
        return fields_.add(name);
    }

    varsigma::field_table& fields_;
    varsigma::field_aliases aliases_;
    std::vector<plain_test> tests_;
    std::map<std::string, std::size_t> known_;
};
