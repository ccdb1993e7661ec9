// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/availability.hpp>
#include <varsigma/match/candidate_index.hpp>
#include <varsigma/match/evaluator.hpp>
#include <varsigma/match/explain.hpp>
#include <varsigma/match/expression.hpp>
#include <varsigma/match/match_scratch.hpp>
#include <varsigma/match/predicate_table.hpp>
#include <varsigma/match/route.hpp>
#include <varsigma/match/rule_compiler.hpp>
#include <varsigma/match/witness.hpp>
#include <varsigma/rule/document.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace varsigma::detail {

/// Compiled rules, sorted into buckets by the events that they see: what all ways of matching share, whatever the type of
/// event. Built once, then const and safe from any thread.
class rule_core {
public:
    using bucket_id = std::uint32_t;

    /// Without `use_index` every rule of a bucket is tried on every event.
    rule_core(std::vector<detection_rule> rules, regex_limits limits, bool use_index = true)
        : rules_(std::move(rules)), limits_(limits), use_index_(use_index) {}

    // --- building ----------------------------------------------------------------------------------------------------

    [[nodiscard]] field_table& fields() noexcept { return *fields_; }

    /// Makes a bucket of the rules that `seen` admits, under the names that it gives their fields.
    ///
    /// `present`, if given, says which fields such events can have; rules that can never match are then left out, and all
    /// that it means for the others is reported. `what` names the events in these reports.
    bucket_id add_bucket(const route& seen, const field_presence* present = nullptr, std::string_view what = {}) {
        rule_bucket made;
        made.seen = seen;
        for (std::size_t index = 0; index < rules_.size(); ++index) {
            const auto& rule = rules_[index];
            if (!seen.admits(rule.source)) { continue; }
            const auto expression = compile(index, seen.aliases_for(rule.source));
            if (!expression) { continue; }
            if (present != nullptr) {
                auto found = examine(predicates_, expressions_, *expression, *fields_, *present);
                report(rule, found, what);
                if (found.never_matches) { continue; }
            } else if (is_constant(*expression, false)) {
                continue;
            }
            add(made, static_cast<std::uint32_t>(index), *expression);
        }
        made.index.build();
        buckets_.push_back(std::move(made));
        return static_cast<bucket_id>(buckets_.size() - 1);
    }

    /// Ends the building.
    void finish() {
        compiled_.clear();
        predicates_.finish();
        for (predicate_id id = 0; id < predicates_.size(); ++id) {
            has_keywords_ = has_keywords_ || predicates_[id].field == any_field;
        }
    }

    // --- matching ----------------------------------------------------------------------------------------------------

    /// Gives the indices of the bucket's rules that match, in the order of the rules, to `found(index)`.
    template <class Found>
    void match(bucket_id which, const event_row& row, match_scratch& scratch, Found found) const {
        const auto& bucket = buckets_[which];
        scratch.begin_event(row);
        scratch.candidates.begin(bucket.rules.size());
        for (const auto number : bucket.always) { scratch.candidates.add(number); }
        bucket.index.find(row, scratch, [&](std::uint32_t number) { scratch.candidates.add(number); });
        evaluator event{predicates_, expressions_, row, scratch};
        for (const auto number : scratch.candidates.sorted()) {
            const auto& [rule, expression] = bucket.rules[number];
            if (event.holds(expression)) { found(rule); }
        }
    }

    /// Why a rule matches a row of the bucket, or why not.
    [[nodiscard]] explanation explain(bucket_id which, std::size_t rule, const event_row& row) const {
        return varsigma::explain(rules_[rule], row, *fields_, buckets_[which].seen, limits_);
    }

    /// Prepares a scratch for this core. Enlarges it at most.
    void prepare(match_scratch& scratch) const {
        scratch.answers.resize(predicates_.size());
        scratch.fields.resize(fields_->size());
    }

    [[nodiscard]] const std::vector<detection_rule>& rules() const noexcept { return rules_; }
    [[nodiscard]] const varsigma::diagnostics& diagnostics() const noexcept { return diagnostics_; }
    [[nodiscard]] std::shared_ptr<const field_table> shared_fields() const noexcept { return fields_; }
    [[nodiscard]] std::size_t predicate_count() const noexcept { return predicates_.size(); }
    [[nodiscard]] std::size_t bucket_size(bucket_id which) const noexcept { return buckets_[which].rules.size(); }

    /// Whether a rule searches outside fields, so that all values of an event have to be read.
    [[nodiscard]] bool has_keywords() const noexcept { return has_keywords_; }

private:
    struct compiled_rule {
        std::uint32_t rule = 0;
        node_id expression = 0;
    };
    struct rule_bucket {
        route seen;
        std::vector<compiled_rule> rules;
        std::vector<std::uint32_t> always; // numbers of the rules without a witness
        candidate_index index;             // of all others
    };

    void add(rule_bucket& bucket, std::uint32_t rule, node_id expression) {
        const auto number = static_cast<std::uint32_t>(bucket.rules.size());
        bucket.rules.push_back({rule, expression});
        const auto found = use_index_ ? witness_finder{predicates_, expressions_}.of(expression) : std::nullopt;
        if (found) {
            bucket.index.add(*found, number);
        } else {
            bucket.always.push_back(number);
        }
    }

    /// The rule's expression under these names, compiled at most once; nothing if it cannot be, which is then reported,
    /// once, whatever the names.
    std::optional<node_id> compile(std::size_t index, field_aliases aliases) {
        if (rejected_.contains(index)) { return std::nullopt; }
        const auto [known, is_new] = compiled_.try_emplace({index, aliases.data()});
        if (!is_new) { return known->second; }
        const auto& rule = rules_[index];
        if (rule.aggregate) {
            report(rule, diagnostic_code::not_evaluated, severity::warning,
                   "rule " + name_of(rule) +
                       " is not matched: its aggregation means a correlation, which is not evaluated yet");
            rejected_.insert(index);
            return std::nullopt;
        }
        compiler_.use(aliases);
        auto made = compiler_.compile(rule);
        if (!made) {
            auto error = made.error();
            error.file = rule.origin.file;
            error.message = "rule " + name_of(rule) + " cannot be compiled: " + error.message;
            diagnostics_.push_back(std::move(error));
            rejected_.insert(index);
            return std::nullopt;
        }
        return known->second = *made;
    }

    [[nodiscard]] bool is_constant(node_id id, bool truth) const noexcept {
        const auto& node = expressions_[id];
        return node.kind == node_kind::constant && (node.operand != 0) == truth;
    }

    void report(const detection_rule& rule, const presence_findings& found, std::string_view what) {
        const std::string event = what.empty() ? std::string{} : " of " + std::string{what};
        if (found.never_matches) {
            report(rule, diagnostic_code::never_matches, severity::warning,
                   "rule " + name_of(rule) + " can never match an event" + event + " and is left out" +
                       (found.missing.empty() ? std::string{} : ": there is no field " + listed(found.missing)));
            return;
        }
        if (!found.missing.empty()) {
            report(rule, diagnostic_code::missing_field, severity::warning,
                   "rule " + name_of(rule) + " reads a field that events" + event + " lack: " + listed(found.missing));
        }
        if (!found.over_fires.empty()) {
            report(rule, diagnostic_code::over_fires, severity::warning,
                   "rule " + name_of(rule) + " can fire too often on events" + event +
                       ": its exceptions read a field that is not there: " + listed(found.over_fires));
        }
    }

    void report(const detection_rule& rule, diagnostic_code code, severity level, std::string message) {
        diagnostics_.push_back({code, level, rule.origin.file, rule.origin.position, std::move(message), {}});
    }

    [[nodiscard]] static std::string name_of(const detection_rule& rule) {
        return '"' + (rule.metadata.title.empty() ? rule.metadata.id : rule.metadata.title) + '"';
    }

    [[nodiscard]] std::string listed(const std::vector<slot>& fields) const {
        std::string text;
        for (const auto field : fields) {
            if (!text.empty()) { text += ", "; }
            text += fields_->name(field);
        }
        return text;
    }

    std::vector<detection_rule> rules_;
    regex_limits limits_;
    bool use_index_;
    std::shared_ptr<field_table> fields_ = std::make_shared<field_table>();
    predicate_table predicates_;
    expression_pool expressions_;
    rule_compiler compiler_{*fields_, predicates_, expressions_, limits_};
    std::map<std::pair<std::size_t, const void*>, node_id> compiled_; // by rule and names
    std::set<std::size_t> rejected_;                                  // the rules that cannot be matched
    std::vector<rule_bucket> buckets_;
    varsigma::diagnostics diagnostics_;
    bool has_keywords_ = false;
};

} // namespace varsigma::detail
