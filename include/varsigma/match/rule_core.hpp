// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/availability.hpp>
#include <varsigma/match/compile_options.hpp>
#include <varsigma/match/evaluator.hpp>
#include <varsigma/match/explain.hpp>
#include <varsigma/match/expression.hpp>
#include <varsigma/match/match_scratch.hpp>
#include <varsigma/match/predicate_table.hpp>
#include <varsigma/match/route.hpp>
#include <varsigma/match/route_buckets.hpp>
#include <varsigma/match/rule_bucket.hpp>
#include <varsigma/match/rule_compiler.hpp>
#include <varsigma/match/rule_findings_report.hpp>
#include <varsigma/match/statistics.hpp>
#include <varsigma/rule/document.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace varsigma::detail {

/// Compiled rules, sorted into buckets by the events that they see: what all ways of matching share, whatever the type of
/// event. Built once, then const and safe from any thread.
class rule_core {
public:
    using route_number = std::uint32_t;

    rule_core(std::vector<detection_rule> rules, const compile_options& options)
        : rules_(std::move(rules)),
          limits_(options.regex),
          use_index_(options.use_index),
          simd_(options.simd && is_supported(*options.simd) ? *options.simd : best_simd_level()),
          fates_(rules_.size()) {
        std::map<std::tuple<std::string_view, std::string_view, std::string_view>, std::size_t> known;
        for (std::uint32_t rule = 0; rule < rules_.size(); ++rule) {
            const auto& source = rules_[rule].source;
            const auto place = known.try_emplace({source.product, source.category, source.service}, sources_.size());
            if (place.second) { sources_.emplace_back(); }
            sources_[place.first->second].push_back(rule);
        }
    }

    // --- building ----------------------------------------------------------------------------------------------------

    [[nodiscard]] field_table& fields() noexcept { return *fields_; }

    /// Takes the rules that `seen` admits for a kind of event, under the names that it gives their fields.
    ///
    /// `present`, if given, says which fields such events can have; rules that can never match are then left out, and all
    /// that it means for the others is reported. `what` names the events in these reports.
    route_number add_route(const route& seen, const field_presence* present = nullptr, std::string_view what = {}) {
        std::vector<placed_rule> placed;
        for (const auto& [rule, aliases] : admitted_by(seen)) {
            const auto expression = compile(rule, aliases);
            if (!expression) { continue; }
            if (present != nullptr) {
                const auto found = examine(predicates_, expressions_, *expression, *fields_, *present);
                report_.absence(rules_[rule], found, what);
                if (found.never_matches) {
                    fates_[rule].why = fate::absent_fields;
                    continue;
                }
            } else if (*expression == expressions_.constant(false)) {
                fates_[rule].why = fate::never_true;
                continue;
            }
            fates_[rule].is_placed = true;
            placed.push_back({rule, *expression});
        }
        routes_.push_back({seen, {}});
        placed_.push_back(std::move(placed));
        return static_cast<route_number>(routes_.size() - 1);
    }

    /// Ends the building.
    void finish() {
        bucket_maker maker{predicates_, expressions_, fields_->find(event_id_field), use_index_, simd_};
        for (std::size_t at = 0; at < routes_.size(); ++at) { routes_[at].buckets = maker.add(std::move(placed_[at])); }
        buckets_ = std::move(maker).take();
        event_id_ = fields_->find(event_id_field).value_or(no_slot);
        placed_ = {};
        sources_ = {};
        for (auto& each : fates_) { each.compiled = {}; }
        predicates_.finish();
        expressions_.finish();
        for (predicate_id id = 0; id < predicates_.size(); ++id) {
            has_keywords_ = has_keywords_ || predicates_[id].field == any_field;
        }
    }

    // --- matching ----------------------------------------------------------------------------------------------------

    /// Gives the indices of the route's rules that match, in the order of the rules, to `found(index)`.
    template <class Found>
    void match(route_number which, const event_row& row, match_scratch& scratch, Found found) const {
        const auto& buckets = routes_[which].buckets;
        scratch.begin_event(row);
        buckets_[buckets.common].add_candidates(row, scratch);
        if (event_id_ != no_slot) {
            if (const auto numbered = buckets.of(row[event_id_]); numbered != route_buckets::empty) {
                buckets_[numbered].add_candidates(row, scratch);
            }
        }
        evaluator event{predicates_, expressions_, row, scratch};
        for (const auto& [rule, expression, looked_for] : scratch.candidates.sorted()) {
            event.trust(looked_for);
            if (event.holds(expression)) { found(rule); }
        }
    }

    /// Why a rule matches a row of the route, or why not.
    [[nodiscard]] explanation explain(route_number which, std::size_t rule, const event_row& row) const {
        return varsigma::explain(rules_[rule], row, *fields_, routes_[which].seen, limits_);
    }

    /// Prepares a scratch for this core. Enlarges it at most.
    void prepare(match_scratch& scratch) const {
        scratch.answers.resize(predicates_.size());
        scratch.fields.resize(fields_->size());
        scratch.candidates.resize(rules_.size());
    }

    /// Lets RE2 build ahead what it otherwise builds while it matches, as far as that does not depend on the events.
    void warm_up() const {
        std::string buffer;
        for (predicate_id id = 0; id < predicates_.size(); ++id) {
            if (const auto* regex = std::get_if<regex_test>(&predicates_[id].test)) {
                regex->expression.warm_up(buffer);
                for (const auto& each : regex->required) {
                    static_cast<void>(regex->expression.search(each.text(), buffer));
                }
            }
        }
    }

    [[nodiscard]] rule_set_statistics statistics() const {
        rule_set_statistics told;
        told.rules = rules_.size();
        told.predicates = predicates_.size();
        told.expressions = expressions_.size();
        for (node_id id = 0; id < expressions_.size(); ++id) {
            told.clauses += expressions_[id].kind == node_kind::any_of ? 1U : 0U;
        }
        told.buckets = buckets_.size() - 1; // without the empty one
        for (const auto& bucket : buckets_) {
            told.placements += bucket.size();
            told.always_tried += bucket.always_tried();
            told.postings += bucket.posting_count();
            told.index_bytes += bucket.bytes();
        }
        told.witnesses = told.placements - told.always_tried;
        told.predicate_bytes = predicates_.bytes();
        told.expression_bytes = expressions_.bytes();
        told.bytes = told.predicate_bytes + told.expression_bytes + told.index_bytes;
        for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
            if (!fates_[rule].is_placed) { told.unmatchable.push_back({rule, std::string{text_of(fates_[rule].why)}}); }
        }
        return told;
    }

    [[nodiscard]] simd_level simd() const noexcept { return simd_; }
    [[nodiscard]] const std::vector<detection_rule>& rules() const noexcept { return rules_; }
    [[nodiscard]] const varsigma::diagnostics& diagnostics() const noexcept { return report_.all(); }
    [[nodiscard]] std::shared_ptr<const field_table> shared_fields() const noexcept { return fields_; }
    [[nodiscard]] std::size_t predicate_count() const noexcept { return predicates_.size(); }

    /// Whether a rule searches outside fields, so that all values of an event have to be read.
    [[nodiscard]] bool has_keywords() const noexcept { return has_keywords_; }

private:
    static constexpr std::string_view event_id_field = "EventID";

    struct known_route {
        route seen;
        route_buckets buckets;
    };

    /// What became of a rule.
    struct fate {
        enum class reason : std::uint8_t { no_source, cannot_be_compiled, not_evaluated, absent_fields, never_true };
        using enum reason;

        std::vector<std::pair<const void*, node_id>> compiled; // by the names that its fields have; while building
        reason why = no_source;                                // if it is in no bucket
        bool is_placed = false;
        bool is_rejected = false;
    };

    [[nodiscard]] static std::string_view text_of(fate::reason why) noexcept {
        switch (why) {
        case fate::no_source: return "no kind of event is of its logsource";
        case fate::cannot_be_compiled: return "it cannot be compiled";
        case fate::not_evaluated: return "its aggregation is not evaluated";
        case fate::absent_fields: return "the events lack fields that it needs";
        case fate::never_true: return "its condition is never true";
        }
        return {};
    }

    /// The rules that see such events, in ascending order, with the names that their fields have.
    [[nodiscard]] std::vector<std::pair<std::uint32_t, field_aliases>> admitted_by(const route& seen) const {
        std::vector<std::pair<std::uint32_t, field_aliases>> admitted;
        for (const auto& alike : sources_) {
            const auto& source = rules_[alike.front()].source;
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
        auto& known = fates_[index];
        if (known.is_rejected) { return std::nullopt; }
        for (const auto& [names, expression] : known.compiled) {
            if (names == aliases.data()) { return expression; }
        }
        const auto& rule = rules_[index];
        if (rule.aggregate) {
            known.is_rejected = true;
            known.why = fate::not_evaluated;
            report_.aggregation(rule);
            return std::nullopt;
        }
        compiler_.use(aliases);
        auto made = compiler_.compile(rule);
        if (!made) {
            known.is_rejected = true;
            known.why = fate::cannot_be_compiled;
            report_.failure(rule, std::move(made).error());
            return std::nullopt;
        }
        known.compiled.emplace_back(aliases.data(), *made);
        return *made;
    }

    std::vector<detection_rule> rules_;
    regex_limits limits_;
    bool use_index_;
    simd_level simd_;
    std::vector<fate> fates_;                         // of each rule
    std::vector<std::vector<std::uint32_t>> sources_; // rules of the same logsource; while building
    std::shared_ptr<field_table> fields_ = std::make_shared<field_table>();
    slot event_id_ = no_slot;
    predicate_table predicates_;
    expression_pool expressions_;
    rule_compiler compiler_{*fields_, predicates_, expressions_, limits_};
    std::vector<known_route> routes_;
    std::vector<std::vector<placed_rule>> placed_; // by route; while building
    std::vector<rule_bucket> buckets_;
    rule_findings_report report_{*fields_};
    bool has_keywords_ = false;
};

} // namespace varsigma::detail
