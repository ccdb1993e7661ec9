// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/detail/evaluator.hpp>
#include <varsigma/match/detail/event_kind.hpp>
#include <varsigma/match/detail/expression.hpp>
#include <varsigma/match/detail/match_scratch.hpp>
#include <varsigma/match/detail/predicate_table.hpp>
#include <varsigma/match/detail/route_buckets.hpp>
#include <varsigma/match/detail/rule_bucket.hpp>
#include <varsigma/match/hit.hpp>
#include <varsigma/match/statistics.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/rule/rule_list.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// What became of a rule while it was compiled.
enum class compile_outcome : std::uint8_t {
    placed, ///< it is asked; all others are not
    no_source,
    cannot_be_compiled,
    not_evaluated,
    absent_fields,
    never_true,
    last = never_true,
};

/// Why the rule is not asked.
[[nodiscard]] constexpr std::string_view text_of(compile_outcome outcome) noexcept {
    switch (outcome) {
    case compile_outcome::placed: return {};
    case compile_outcome::no_source: return "no kind of event is of its logsource";
    case compile_outcome::cannot_be_compiled: return "it cannot be compiled";
    case compile_outcome::not_evaluated: return "its aggregation is not evaluated";
    case compile_outcome::absent_fields: return "the events lack fields that it needs";
    case compile_outcome::never_true: return "its condition is never true";
    }
    return {};
}

/// The rules of one kind of event.
struct known_route {
    route seen;
    route_buckets buckets;
    std::string schema; ///< what they were compiled for (`schema_of`)

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.buckets, self.schema);
    }
};

/// What rules become: plain data. Built by `rule_builder`, or read out of a bundle.
struct compiled_rules {
    std::shared_ptr<const void> bundle; ///< what a bundle lies in, if it was handed over: goes last
    rule_list rules;
    varsigma::diagnostics diagnostics;
    regex_limits limits;
    simd_level simd = simd_level::scalar;
    std::shared_ptr<field_table> fields = std::make_shared<field_table>();
    slot event_id = no_slot; ///< of the field by whose number rules are sorted
    bool has_keywords = false;
    predicate_table predicates;
    expression_pool expressions;
    std::vector<known_route> routes;
    std::vector<rule_bucket> buckets;
    flat_array<std::uint8_t> outcomes; ///< of each rule: a `compile_outcome`

    /// What can be used where it lies in a file.
    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.event_id, self.has_keywords, self.predicates, self.expressions, self.routes, self.buckets,
               self.outcomes);
    }

    /// Whether what was read can be used with the fields and the rules that are there, which have these sizes; so that
    /// no event makes a rule visit more nodes of expressions than it could have when it was compiled. O(size).
    [[nodiscard]] bool complete(std::span<const std::uint64_t> rule_sizes) {
        const auto count = rules.size();
        if (buckets.empty() || !predicates.complete(fields->size())) { return false; }
        const auto visits = expressions.checked_visits(predicates.size());
        return visits && (event_id == no_slot || event_id < fields->size()) && outcomes.size() == count &&
               std::all_of(
                   outcomes.begin(), outcomes.end(),
                   [](std::uint8_t outcome) { return outcome <= static_cast<std::uint8_t>(compile_outcome::last); }) &&
               std::all_of(routes.begin(), routes.end(),
                           [&](const known_route& each) {
                               return each.buckets.is_sound(static_cast<std::uint32_t>(buckets.size()));
                           }) &&
               std::all_of(buckets.begin(), buckets.end(), [&](const rule_bucket& each) {
                   return each.is_sound(rule_sizes, *visits, predicates.size());
               });
    }
};

/// Compiled rules, sorted into buckets by the events that they see, and the kinds of events: all that does not depend on
/// the types of the events. Const and safe from any thread.
class rule_core {
public:
    rule_core(compiled_rules made, std::vector<event_kind> kinds) noexcept
        : made_(std::move(made)), kinds_(std::move(kinds)) {}
    rule_core(const rule_core&) = delete; // it is known by its address
    rule_core& operator=(const rule_core&) = delete;
    rule_core(rule_core&&) = delete;
    rule_core& operator=(rule_core&&) = delete;
    ~rule_core() = default;

    /// The rules that match an event of that kind, in ascending order; in the scratch, until its next match.
    /// Precondition: the scratch is prepared for this core, and the row is over its fields.
    [[nodiscard]] hits match(std::size_t kind, const event_row& row, rule_scratch& memory) const {
        const auto place = kinds_[kind].place_of(row);
        const auto& buckets = made_.routes[place.route].buckets;
        auto& scratch = memory.working;
        scratch.begin_event(row);
        made_.buckets[buckets.common].add_candidates(row, scratch);
        if (made_.event_id != no_slot) {
            if (const auto numbered = buckets.of(row[made_.event_id]); numbered != route_buckets::empty) {
                made_.buckets[numbered].add_candidates(row, scratch);
            }
        }
        evaluator event{made_.predicates, made_.expressions, row, scratch};
        for (const auto& [rule, expression, looked_for] : scratch.candidates.sorted()) {
            event.trust(looked_for);
            if (event.holds(expression)) { scratch.found.push_back(rule); }
        }
        return {made_.rules, scratch.found, place.routed};
    }

    /// Prepares a scratch for this core, whatever it was used for. A comparison, if it is prepared already.
    void prepare(rule_scratch& memory) const {
        if (!memory.working.prepared.is({this, number_})) { prepare_anew(memory); }
    }
    /// Lets RE2 build ahead what it otherwise builds while it matches, as far as that does not depend on the events.
    void warm_up() const {
        std::string buffer;
        for (predicate_id id = 0; id < made_.predicates.size(); ++id) {
            made_.predicates.visit(id, [&](const auto& test) {
                if constexpr (std::is_same_v<std::remove_cvref_t<decltype(test)>, regex_test>) { test.warm_up(buffer); }
            });
        }
    }

    [[nodiscard]] rule_set_statistics statistics() const {
        rule_set_statistics told;
        told.rules = rules().size();
        told.predicates = made_.predicates.size();
        told.expressions = made_.expressions.size();
        for (node_id id = 0; id < made_.expressions.size(); ++id) {
            told.clauses += made_.expressions[id].kind == node_kind::any_of ? 1U : 0U;
        }
        told.buckets = made_.buckets.size() - 1; // without the empty one
        for (const auto& bucket : made_.buckets) {
            told.placements += bucket.size();
            told.always_tried += bucket.always_tried();
            told.postings += bucket.posting_count();
            told.index_bytes += bucket.bytes();
        }
        told.prefiltered = told.placements - told.always_tried;
        told.predicate_bytes = made_.predicates.bytes();
        told.expression_bytes = made_.expressions.bytes();
        told.bytes = told.predicate_bytes + told.expression_bytes + told.index_bytes;
        for (std::size_t rule = 0; rule < made_.outcomes.size(); ++rule) {
            const auto outcome = static_cast<compile_outcome>(made_.outcomes[rule]);
            if (outcome != compile_outcome::placed) {
                told.unmatchable.push_back({rule, std::string{text_of(outcome)}});
            }
        }
        return told;
    }

    /// Whether an event can be asked about: it was made over the fields of this core.
    [[nodiscard]] bool accepts(const dynamic_event& event) const noexcept {
        return event.is_over(*made_.fields); // which the event keeps alive: no other table can be at its address
    }

    /// Where an event of that kind comes from.
    [[nodiscard]] const route& source_of(std::size_t kind, const event_row& row) const {
        return made_.routes[kinds_[kind].place_of(row).route].seen;
    }

    /// The slots of that kind's fields, in the order of its schema; `no_slot` for those that no rule reads.
    [[nodiscard]] std::span<const slot> slots_of(std::size_t kind) const noexcept { return kinds_[kind].slots(); }

    [[nodiscard]] const compiled_rules& parts() const noexcept { return made_; }
    [[nodiscard]] simd_level simd() const noexcept { return made_.simd; }
    [[nodiscard]] const rule_list& rules() const noexcept { return made_.rules; }
    [[nodiscard]] const varsigma::diagnostics& diagnostics() const noexcept { return made_.diagnostics; }
    [[nodiscard]] std::shared_ptr<const field_table> shared_fields() const noexcept { return made_.fields; }
    [[nodiscard]] std::size_t predicate_count() const noexcept { return made_.predicates.size(); }

    /// Whether a rule searches outside fields, so that all values of an event have to be read.
    [[nodiscard]] bool has_keywords() const noexcept { return made_.has_keywords; }

private:
    void prepare_anew(rule_scratch& memory) const {
        auto& scratch = memory.working;
        scratch.prepared.become({this, number_});
        scratch.answers.resize(made_.predicates.size());
        scratch.fields.resize(made_.fields->size());
        scratch.candidates.resize(rules().size());
        memory.row = event_row{made_.fields->size()};
    }

    compiled_rules made_;
    std::vector<event_kind> kinds_;
    std::uint64_t number_ = next_core_number();
};

} // namespace VARSIGMA_NAMESPACE::detail
