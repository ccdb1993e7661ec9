// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/bundle/bundle.hpp>
#include <varsigma/bundle/bundle_options.hpp>
#include <varsigma/bundle/bundle_owner.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/compile/compile_rules.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/event_schema.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/explain/explain.hpp>
#include <varsigma/explain/explanation.hpp>
#include <varsigma/match/hit.hpp>
#include <varsigma/match/rule_core.hpp>
#include <varsigma/match/rule_scratch.hpp>
#include <varsigma/match/statistics.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/rule_list.hpp>
#include <varsigma/text/simd_level.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// The working memory of one thread, for any rules. Made when it is first needed; one that was moved from is as good as
/// new.
class engine_scratch {
public:
    /// What it has grown to, in bytes. O(fields).
    [[nodiscard]] std::size_t bytes() const noexcept { return memory_ != nullptr ? memory_->bytes() : 0; }

private:
    friend class rule_engine;

    std::unique_ptr<rule_scratch> memory_;
};

/// Rules that are compiled, with all that can be done with them: what a rule set is, whatever the types of its events,
/// which are known here by their schemas. `kind` is an event's type by its place among these. Immutable, and safe from
/// any thread with a scratch for each.
class rule_engine {
public:
    /// Compiles rules. What cannot be compiled is left out and reported. O(size of the rules, times the schemas).
    [[nodiscard]] static rule_engine compile(std::vector<detection_rule> rules, const compile_options& options,
                                             std::span<const event_schema> schemas) {
        return rule_engine{compile_rules(std::move(rules), options, options.routes, schemas)};
    }

    /// Compiles one rule for events of one schema, wherever they come from.
    [[nodiscard]] static rule_engine compile_one(detection_rule model, const compile_options& options,
                                                 event_schema schema) {
        schema.sources = {};
        std::vector<detection_rule> rules;
        rules.push_back(std::move(model));
        return rule_engine{compile_rules(std::move(rules), options, router::fixed({}), {&schema, 1})};
    }

    /// Takes rules out of a bundle; or says what is wrong with it, or in what these schemas differ from those that it
    /// was made for. O(size).
    [[nodiscard]] static result<rule_engine> open(kept_bytes kept, const bundle_options& options,
                                                  std::span<const event_schema> schemas) {
        auto opened = open_rules(std::move(kept), options, schemas);
        if (!opened) { return std::move(opened).error(); }
        return rule_engine{*std::move(opened)};
    }

    /// Prepares a scratch for these rules, whatever it was used for, and gives the row to read an event into. O(1) if it
    /// is prepared already.
    event_row& prepare(engine_scratch& scratch) const {
        if (scratch.memory_ == nullptr) { scratch.memory_ = std::make_unique<rule_scratch>(); }
        core_->prepare(*scratch.memory_);
        return scratch.memory_->row;
    }

    /// The rules that match the event in `row`. Precondition: the scratch is prepared.
    [[nodiscard]] hits match(std::size_t kind, const event_row& row, engine_scratch& scratch) const {
        return core_->match(kind, row, *scratch.memory_);
    }

    /// The same of an event that is a row; refused, if it was read for other fields.
    [[nodiscard]] hits match(std::size_t kind, const dynamic_event& event, engine_scratch& scratch) const {
        if (!accepts(event)) { return hits::of_refused(rules()); }
        prepare(scratch);
        return match(kind, event.row(), scratch);
    }

    /// Why the rule of that index matches the event in `row`, or why not. Precondition: the row was read for these rules.
    [[nodiscard]] explanation explain(std::size_t kind, std::size_t rule, const event_row& row) const {
        if (rule >= rules().size()) { return refused({}, "not asked: the set has no rule of that index"); }
        return explain_compiled(*core_, kind, rule, row);
    }

    /// The same of an event that is a row; the explanation says so, if it was read for other fields.
    [[nodiscard]] explanation explain(std::size_t kind, std::size_t rule, const dynamic_event& event) const {
        if (rule < rules().size() && !accepts(event)) { return refused(rules().title(rule), foreign_event_text); }
        return explain(kind, rule, event.row());
    }

    [[nodiscard]] bool accepts(const dynamic_event& event) const noexcept { return core_->accepts(event); }
    [[nodiscard]] bool has_keywords() const noexcept { return core_->has_keywords(); }
    [[nodiscard]] std::span<const slot> slots_of(std::size_t kind) const noexcept { return core_->slots_of(kind); }
    [[nodiscard]] const rule_list& rules() const noexcept { return core_->rules(); }
    [[nodiscard]] const varsigma::diagnostics& diagnostics() const noexcept { return core_->diagnostics(); }
    [[nodiscard]] std::shared_ptr<const field_table> fields() const noexcept { return core_->shared_fields(); }
    [[nodiscard]] std::size_t predicate_count() const noexcept { return core_->predicate_count(); }
    [[nodiscard]] rule_set_statistics statistics() const { return core_->statistics(); }
    [[nodiscard]] simd_level simd() const noexcept { return core_->simd(); }
    void warm_up() const { core_->warm_up(); }

    /// The rules as bytes, for events of types that have these names. O(size).
    [[nodiscard]] std::vector<std::byte> to_bundle(const varsigma::diagnostics& before,
                                                   const std::vector<std::string>& events) const {
        return detail::to_bundle(core_->parts(), before, events);
    }

private:
    explicit rule_engine(std::unique_ptr<const rule_core> core) noexcept : core_(std::move(core)) {}

    std::unique_ptr<const rule_core> core_;
};

} // namespace VARSIGMA_NAMESPACE::detail
