// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/detail/expression_builder.hpp>
#include <varsigma/compile/detail/predicate_builder.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/match/detail/expression.hpp>
#include <varsigma/match/detail/predicate.hpp>
#include <varsigma/match/detail/predicate_table.hpp>
#include <varsigma/match/detail/value_possibility.hpp>
#include <varsigma/pattern/default_regex.hpp>
#include <varsigma/pattern/detail/default_regex_literals.hpp>
#include <varsigma/pattern/detail/required_literal.hpp>
#include <varsigma/pattern/glob_automaton.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/logic.hpp>
#include <varsigma/rule/detail/model_fault.hpp>
#include <varsigma/rule/detail/model_layout.hpp>
#include <varsigma/rule/detail/rule_number.hpp>
#include <varsigma/rule/detail/value_patterns.hpp>
#include <varsigma/rule/detail/value_problem.hpp>
#include <varsigma/rule/document.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Turns the model of rules into predicates and expressions over them.
///
/// What cannot be honoured exactly is an error: a regular expression beyond its budget, a rule that `validate` did not
/// take as it is, one whose conditions repeat so much that an event would cost more than the rule's size explains. Not
/// thread-safe.
class rule_compiler {
public:
    /// Numbers fields as it meets them.
    rule_compiler(field_table& fields, predicate_builder& predicates, expression_builder& expressions,
                  regex_limits limits)
        : fields_(fields), growing_(&fields), predicates_(predicates), expressions_(expressions), limits_(limits) {}

    /// For rules whose fields are all numbered already; any other field is missing in every event.
    rule_compiler(const field_table& fields, predicate_builder& predicates, expression_builder& expressions,
                  regex_limits limits)
        : fields_(fields), predicates_(predicates), expressions_(expressions), limits_(limits) {}

    /// The names that fields have from here on, until told otherwise.
    void use(field_aliases aliases) noexcept { aliases_ = aliases; }

    /// What the text tests compiled so far say of numbers.
    [[nodiscard]] const class matched_numbers& matched_numbers() const noexcept { return matched_numbers_; }

    /// The whole rule: its conditions are alternatives.
    /// O(size of the rule).
    [[nodiscard]] result<node_id> compile(const detection_rule& rule) {
        if (auto fault = fault_of(rule)) { return *std::move(fault); }
        const auto logic = rule_logic::of(rule);
        if (!logic) { return logic.error(); }
        made_.clear();
        for (const auto& node : logic->nodes()) { // children stand before their parents
            auto made = compile(*logic, node);
            if (!made) { return made; }
            made_.push_back(*made);
        }
        const auto whole = made_.back();
        if (const auto visits = expressions_.visits(whole); visits > most_visited(model_size(rule))) {
            return repeats_too_much(rule, visits);
        }
        return whole;
    }

    /// One value of an item, without the item's `neq`.
    [[nodiscard]] result<node_id> compile(const detection_item& item, const interpretation& meaning,
                                          const rule_value& value) {
        const auto field = item.is_keyword() ? any_field : slot_of(item.field);
        switch (meaning.kind) {
        case test_kind::value: return compile_value(field, meaning, value);
        case test_kind::regex: return compile_regex(field, meaning, value);
        case test_kind::cidr: return compile_network(field, value);
        case test_kind::compare: {
            const auto bound = numeral_of(value.view(), spelling_);
            key_.begin(field, 'n').add(meaning.relation).add(bound);
            return intern(field, [&] { return number_test{meaning.relation, bound}; });
        }
        case test_kind::exists: {
            key_.begin(field, 'p');
            auto present = intern(field, [] { return presence_test{}; });
            if (!present || value.boolean) { return present; }
            return expressions_.negation(*present);
        }
        case test_kind::field: return compile_reference(field, meaning, value);
        case test_kind::time_of_day: {
            const auto bound = numeral_of(value.view(), spelling_);
            key_.begin(field, 't').add(meaning.part).add(meaning.relation).add(bound);
            return intern(field, [&] { return time_test{meaning.part, meaning.relation, bound}; });
        }
        }
        return expressions_.constant(false);
    }

private:
    [[nodiscard]] result<node_id> compile(const rule_logic& logic, const logic_node& node) {
        if (node.origin == logic_origin::value) {
            const auto& [item, chain] = logic.items()[node.subject];
            return compile(*item, chain.meaning, *node.value);
        }
        std::vector<node_id> operands;
        operands.reserve(node.count);
        for (const auto child : logic.children(node)) { operands.push_back(made_[child]); }
        const auto joined = expressions_.at_least(node.needed, operands);
        return node.is_negated ? expressions_.negation(joined) : joined;
    }

    [[nodiscard]] result<node_id> compile_value(slot field, const interpretation& meaning, const rule_value& value) {
        const bool is_keyword = field == any_field;
        switch (plain_test_of(meaning, value.kind, is_keyword)) {
        case plain_test::null:
            if (is_keyword) { return expressions_.constant(false); }
            key_.begin(field, '0');
            return intern(field, [] { return null_test{}; });
        case plain_test::boolean:
            key_.begin(field, 'b').add(value.boolean);
            return intern(field, [&] { return boolean_test{value.boolean}; });
        case plain_test::number: {
            const auto wanted = numeral_of(value.view(), spelling_);
            key_.begin(field, 'n').add(comparison::equal).add(wanted);
            return intern(field, [&] { return number_test{comparison::equal, wanted}; });
        }
        case plain_test::text: break;
        }
        const auto patterns = value_patterns(meaning, is_keyword, value);
        if (!patterns) {
            return error_at(diagnostic_code::wildcard_not_allowed, value.position, "encoded text has no wildcards");
        }
        std::vector<node_id> alternatives;
        for (const auto& pattern : *patterns) {
            auto made = compile_text(field, meaning, pattern, value.position);
            if (!made) { return made; }
            alternatives.push_back(*made);
        }
        return expressions_.any_of(std::move(alternatives));
    }

    [[nodiscard]] result<node_id> compile_text(slot field, const interpretation& meaning, const sigma_string& pattern,
                                               source_position position) {
        const auto mode = meaning.cased ? case_mode::exact : case_mode::folded;
        key_.begin(field, 's').add(mode);
        for (const auto element : pattern.symbols()) { key_.add(comparable_symbol(element, mode)); }
        const auto of_numbers = [&](predicate_id id) { matched_numbers_.note(id, pattern.symbols(), mode); };
        return intern(
            field,
            [&]() -> result<new_test> {
                auto automaton = glob_automaton::compile(pattern.symbols(), mode);
                if (!automaton) { return located(automaton.error(), position); }
                new_text_test test{*std::move(automaton), {}};
                if (test.pattern.form() == pattern_shape::kind::general) {
                    append_text(required_literal(pattern.symbols()), case_mode::folded, test.required);
                }
                return new_test{std::move(test)};
            },
            of_numbers);
    }

    [[nodiscard]] result<node_id> compile_regex(slot field, const interpretation& meaning, const rule_value& value) {
        const regex_flags flags{.ignore_case = meaning.regex_ignore_case,
                                .multi_line = meaning.regex_multi_line,
                                .dot_all = meaning.regex_dot_all};
        key_.begin(field, 'r').add(flags.ignore_case).add(flags.multi_line).add(flags.dot_all).add_text(value.text);
        return intern(field, [&]() -> result<new_test> {
            auto expression = default_regex::compile(value.text, flags, limits_);
            if (!expression) { return located(expression.error(), value.position); }
            return new_test{new_regex_test{*std::move(expression), value.text, flags, literals_of(value.text, flags)}};
        });
    }

    /// What every match of an expression holds: literals that can be indexed, else single bytes.
    [[nodiscard]] std::vector<std::string> literals_of(std::string_view expression, regex_flags flags) const {
        constexpr std::size_t shortest_indexed = 2;
        auto found = required_literals(expression, flags, limits_, shortest_indexed);
        if (found.empty()) { found = required_literals(expression, flags, limits_, 1); }
        return found;
    }

    [[nodiscard]] result<node_id> compile_network(slot field, const rule_value& value) {
        const auto parsed = parse_cidr(value.text);
        const auto* network = std::get_if<cidr>(&parsed);
        if (network == nullptr) { return error_at(diagnostic_code::bad_cidr, value.position, "not a network"); }
        key_.begin(field, 'c').add_text(value.text);
        return intern(field, [&] { return network_test{*network}; });
    }

    [[nodiscard]] result<node_id> compile_reference(slot field, const interpretation& meaning,
                                                    const rule_value& value) {
        const auto name = sigma_string::parse(value.text).plain();
        if (!name) {
            return error_at(diagnostic_code::wildcard_not_allowed, value.position, "a field's name has no wildcards");
        }
        const reference_test test{.other = slot_of(*name),
                                  .open_before = meaning.open_before,
                                  .open_after = meaning.open_after,
                                  .mode = meaning.cased ? case_mode::exact : case_mode::folded};
        key_.begin(field, 'f').add(test.other).add(test.open_before).add(test.open_after).add(test.mode);
        return intern(field, [&] { return test; });
    }

    /// The node of the predicate whose key is `key_`; `note(id)` is called if it is a new one.
    template <class Make, class Note>
    [[nodiscard]] result<node_id> intern(slot field, Make make, Note note) {
        const auto known = predicates_.size();
        const auto id = predicates_.intern(key_, field, [&]() -> result<new_test> {
            if constexpr (std::same_as<std::invoke_result_t<Make>, result<new_test>>) {
                return make();
            } else {
                return new_test{make()};
            }
        });
        if (!id) { return id.error(); }
        if (*id >= known) { note(*id); }
        return expressions_.of(*id, cost_of(predicates_[*id]));
    }

    template <class Make>
    [[nodiscard]] result<node_id> intern(slot field, Make make) {
        return intern(field, std::move(make), [](predicate_id /*id*/) {});
    }

    [[nodiscard]] slot slot_of(std::string_view name) {
        for (const auto& [in_rule, in_event] : aliases_) {
            if (in_rule == name) { return slot_in_event(in_event); }
        }
        return slot_in_event(name);
    }

    [[nodiscard]] slot slot_in_event(std::string_view name) {
        return growing_ != nullptr ? growing_->add(name) : fields_.find(name).value_or(no_slot);
    }

    [[nodiscard]] static symbol comparable_symbol(symbol element, case_mode mode) noexcept {
        return is_literal(element) ? literal_symbol(comparable(character(element), mode)) : element;
    }

    [[nodiscard]] static diagnostic error_at(diagnostic_code code, source_position position, std::string message) {
        diagnostic error;
        error.code = code;
        error.position = position;
        error.message = std::move(message);
        return error;
    }

    [[nodiscard]] static diagnostic repeats_too_much(const detection_rule& rule, std::uint32_t visits) {
        const auto most = most_visited(model_size(rule));
        const bool is_known = visits != expression_pool::too_large;
        auto error = error_at(diagnostic_code::rule_too_large, rule.conditions.front().position,
                              "its conditions name its selections so often that an event would be asked " +
                                  (is_known ? std::to_string(visits) : "more than " + std::to_string(most)) +
                                  " questions; a rule of its size may ask " + std::to_string(most));
        error.suggestion = "name each selection once: `a and (b or c)` for `a and b or a and c`, or split the rule";
        return error;
    }

    [[nodiscard]] static diagnostic located(diagnostic error, source_position position) {
        error.position = position;
        return error;
    }

    const field_table& fields_;
    field_table* growing_ = nullptr; // the same one, if it may grow
    predicate_builder& predicates_;
    expression_builder& expressions_;
    class matched_numbers matched_numbers_;
    predicate_key key_;    // of the predicate that is being made
    std::string spelling_; // of the number that it asks for
    regex_limits limits_;
    field_aliases aliases_;
    std::vector<node_id> made_; // of the nodes of the logic of the rule that is being compiled
};

} // namespace VARSIGMA_NAMESPACE::detail
