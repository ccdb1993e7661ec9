// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/compile_options.hpp>
#include <varsigma/compile/detail/expression_builder.hpp>
#include <varsigma/compile/detail/impossible_items.hpp>
#include <varsigma/compile/detail/predicate_builder.hpp>
#include <varsigma/compile/detail/route_buckets_builder.hpp>
#include <varsigma/compile/detail/rule_compiler.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/detail/event_kind.hpp>
#include <varsigma/match/detail/expression.hpp>
#include <varsigma/match/detail/predicate_table.hpp>
#include <varsigma/match/detail/presence.hpp>
#include <varsigma/match/detail/route_buckets.hpp>
#include <varsigma/match/detail/rule_bucket.hpp>
#include <varsigma/match/detail/rule_core.hpp>
#include <varsigma/match/detail/rule_findings_report.hpp>
#include <varsigma/route/detail/route_schema.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/rule_list.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Compiles rules for kinds of events, one after the other.
class rule_builder {
public:
    rule_builder(std::vector<detection_rule> rules, const compile_options& options)
        : made_(begin(std::move(rules), options)), use_index_(options.use_index), states_(made_.rules.size()) {
        std::map<std::tuple<std::string_view, std::string_view, std::string_view>, std::size_t> known;
        for (std::uint32_t rule = 0; rule < made_.rules.size(); ++rule) {
            const auto& source = made_.rules[rule].source;
            const auto place = known.try_emplace({source.product, source.category, source.service}, sources_.size());
            if (place.second) { sources_.emplace_back(); }
            sources_[place.first->second].push_back(rule);
        }
    }
    rule_builder(const rule_builder&) = delete; // its parts refer to each other
    rule_builder& operator=(const rule_builder&) = delete;
    rule_builder(rule_builder&&) = delete;
    rule_builder& operator=(rule_builder&&) = delete;
    ~rule_builder() = default;

    [[nodiscard]] field_table& fields() noexcept { return *made_.fields; }

    /// Takes the rules that `seen` admits for a kind of event, under the names that it gives their fields.
    ///
    /// `present`, if given, says which fields such events can have; rules that can never match are then left out, and
    /// all that it means for the others is reported. `what` names the events in these reports.
    route_number add_route(const route& seen, const field_presence* present = nullptr, std::string_view what = {}) {
        std::vector<placed_rule> placed;
        std::optional<field_suggestions> near;
        if (present != nullptr) { near.emplace(*made_.fields, *present); }
        for (const auto& [rule, aliases] : admitted_by(seen)) {
            const auto expression = compile(rule, aliases);
            if (!expression) { continue; }
            auto& state = states_[rule];
            if (near) {
                const auto found = examine(predicates_, expressions_, *expression, *made_.fields, *present);
                report_.absence(made_.rules[rule], found, what, *near);
                if (found.never_matches) {
                    state.reject(compile_outcome::absent_fields);
                    continue;
                }
                // such a rule is kept all the same: the types of members are no part of what a bundle has to agree on
                compiler_.use(aliases);
                report_impossible(made_.rules[rule], *expression, *present, what);
            } else if (*expression == expressions_.constant(false)) {
                state.reject(compile_outcome::never_true);
                continue;
            }
            state.outcome = compile_outcome::placed;
            placed.push_back({rule, *expression});
        }
        made_.routes.push_back({seen, {}, schema_of(seen, present)});
        placed_.push_back(std::move(placed));
        return static_cast<route_number>(made_.routes.size() - 1);
    }

    /// Adds to what is found: about how events find their rules.
    void report(const diagnostic& found) { report_.other(found); }

    /// Ends the building, for events of these kinds. Once.
    [[nodiscard]] std::unique_ptr<const rule_core> finish(std::vector<event_kind> kinds) {
        const auto number_field = made_.fields->find(event_id_field);
        route_buckets_builder builder{predicates_, expressions_, number_field, use_index_, made_.simd};
        for (std::size_t at = 0; at < made_.routes.size(); ++at) {
            made_.routes[at].buckets = builder.add(std::move(placed_[at]));
        }
        made_.buckets = std::move(builder).take();
        made_.event_id = number_field.value_or(no_slot);
        for (const auto& each : states_) { made_.outcomes.push_back(static_cast<std::uint8_t>(each.outcome)); }
        made_.predicates = std::move(predicates_).take();
        made_.expressions = std::move(expressions_).take();
        for (predicate_id id = 0; id < made_.predicates.size(); ++id) {
            made_.has_keywords = made_.has_keywords || made_.predicates.field(id) == any_field;
        }
        made_.diagnostics = std::move(report_).take();
        return std::make_unique<const rule_core>(std::move(made_), std::move(kinds));
    }

private:
    static constexpr std::string_view event_id_field = "EventID";

    [[nodiscard]] static compiled_rules begin(std::vector<detection_rule> rules, const compile_options& options) {
        compiled_rules made;
        made.rules = rule_list{std::move(rules)};
        made.limits = options.regex;
        made.simd = usable_simd_level(options.simd);
        return made;
    }

    struct rule_state {
        std::vector<std::pair<const void*, node_id>> compiled; // by the names that its fields have
        compile_outcome outcome = compile_outcome::no_source;
        bool is_rejected = false;

        void reject(compile_outcome why) noexcept {
            if (outcome != compile_outcome::placed) { outcome = why; }
        }
    };

    /// The rules that see such events, in ascending order, with the names that their fields have.
    [[nodiscard]] std::vector<std::pair<std::uint32_t, field_aliases>> admitted_by(const route& seen) const {
        std::vector<std::pair<std::uint32_t, field_aliases>> admitted;
        for (const auto& alike : sources_) {
            const auto& source = made_.rules[alike.front()].source;
            if (!seen.admits(source)) { continue; }
            for (const auto rule : alike) { admitted.emplace_back(rule, seen.aliases_for(source)); }
        }
        std::sort(admitted.begin(), admitted.end(),
                  [](const auto& left, const auto& right) { return left.first < right.first; });
        return admitted;
    }

    /// The rule's expression under these names, compiled at most once; nothing if it cannot be, which is then reported,
    /// once, whatever the names.
    std::optional<node_id> compile(std::size_t index, field_aliases aliases) {
        auto& known = states_[index];
        if (known.is_rejected) { return std::nullopt; }
        for (const auto& [names, expression] : known.compiled) {
            if (names == aliases.data()) { return expression; }
        }
        const auto& rule = made_.rules[index];
        if (rule.aggregate) {
            known.is_rejected = true;
            known.reject(compile_outcome::not_evaluated);
            report_.aggregation(rule);
            return std::nullopt;
        }
        compiler_.use(aliases);
        auto made = compiler_.compile(rule);
        if (!made) {
            known.is_rejected = true;
            known.reject(compile_outcome::cannot_be_compiled);
            report_.failure(rule, std::move(made).error());
            return std::nullopt;
        }
        known.compiled.emplace_back(aliases.data(), *made);
        return *made;
    }

    /// Reports what the rule, which is compiled to `expression`, asks of members that none of their values is.
    void report_impossible(const detection_rule& rule, node_id expression, const field_presence& present,
                           std::string_view what) {
        const auto found =
            examine(predicates_, expressions_, expression, *made_.fields, present, &compiler_.matched_numbers());
        if (found.missing.empty() && found.over_fires.empty()) { return; }
        impossible_items items{compiler_, predicates_, expressions_, *made_.fields, present};
        report_.impossible(rule, found, items.in(rule), what);
    }

    compiled_rules made_;
    predicate_builder predicates_{made_.limits};
    expression_builder expressions_;
    bool use_index_;
    std::vector<rule_state> states_;                  // of each rule
    std::vector<std::vector<std::uint32_t>> sources_; // rules of the same logsource
    std::vector<std::vector<placed_rule>> placed_;    // by route
    rule_findings_report report_{*made_.fields};
    rule_compiler compiler_{*made_.fields, predicates_, expressions_, made_.limits};
};

} // namespace VARSIGMA_NAMESPACE::detail
