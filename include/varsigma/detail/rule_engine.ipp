// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/bundle/bundle_options.hpp>
#include <varsigma/bundle/detail/opened_bundle.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/compile/detail/compile_rules.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/detail/rule_engine.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/explain/explain.hpp>
#include <varsigma/explain/explanation.hpp>
#include <varsigma/match/detail/match_scratch.hpp>
#include <varsigma/match/detail/rule_core.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule/collection.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/rule_list.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

VARSIGMA_INLINE const std::vector<detection_rule>& rules_of(const collection& loaded) noexcept {
    return loaded.rules;
}

VARSIGMA_INLINE const diagnostics& findings_of(const collection& loaded) noexcept {
    return loaded.diagnostics;
}

VARSIGMA_INLINE void engine_deleter::operator()(const rule_core* core) const noexcept {
    delete core;
}

VARSIGMA_INLINE void engine_deleter::operator()(rule_scratch* memory) const noexcept {
    delete memory;
}

VARSIGMA_INLINE std::size_t engine_scratch::bytes() const noexcept {
    return memory_ != nullptr ? memory_->bytes() : 0;
}

VARSIGMA_INLINE rule_engine::rule_engine(std::unique_ptr<const rule_core> core) noexcept : core_(core.release()) {}

VARSIGMA_INLINE rule_engine rule_engine::compile(std::vector<detection_rule>&& rules, const compile_options* options,
                                                 std::span<const event_schema> schemas) {
    const compile_options usual;
    const auto& settings = options != nullptr ? *options : usual;
    return rule_engine{compile_rules(std::move(rules), settings, settings.routes, schemas)};
}

VARSIGMA_INLINE rule_engine rule_engine::compile(const std::vector<detection_rule>& rules,
                                                 const compile_options* options,
                                                 std::span<const event_schema> schemas) {
    const compile_options usual;
    const auto& settings = options != nullptr ? *options : usual;
    return rule_engine{compile_rules(rules, settings, settings.routes, schemas)};
}

VARSIGMA_INLINE rule_engine rule_engine::compile_one(detection_rule&& model, const compile_options* options,
                                                     event_schema schema) {
    schema.sources = {};
    std::vector<detection_rule> rules;
    rules.push_back(std::move(model));
    return rule_engine{compile_rules(std::move(rules), options != nullptr ? *options : compile_options{},
                                     router::fixed({}), {&schema, 1})};
}

VARSIGMA_INLINE result<rule_engine> rule_engine::open(kept_bytes kept, const bundle_options* options,
                                                      std::span<const event_schema> schemas) {
    auto opened = open_rules(std::move(kept), options != nullptr ? *options : bundle_options{}, schemas);
    if (!opened) { return std::move(opened).error(); }
    return rule_engine{*std::move(opened)};
}

VARSIGMA_INLINE event_row& rule_engine::prepare(engine_scratch& scratch) const {
    if (scratch.memory_ == nullptr) { scratch.memory_.reset(new rule_scratch()); } // the deleter is not the usual one
    core_->prepare(*scratch.memory_);
    scratch.memory_->row.clear();
    return scratch.memory_->row;
}

VARSIGMA_INLINE hits rule_engine::match(std::size_t kind, const event_row& row, engine_scratch& scratch) const {
    return core_->match(kind, row, *scratch.memory_);
}

VARSIGMA_INLINE hits rule_engine::match(std::size_t kind, const dynamic_event& event, engine_scratch& scratch) const {
    if (!accepts(event)) { return hits::of_refused(rules()); }
    prepare(scratch);
    return match(kind, event.row(), scratch);
}

VARSIGMA_INLINE explanation rule_engine::explain(std::size_t kind, std::size_t rule, const event_row& row) const {
    if (rule >= rules().size()) { return refused({}, "not asked: the set has no rule of that index"); }
    const auto& made = core_->parts();
    return varsigma::explain(made.rules[rule], row, *made.fields, core_->source_of(kind, row), made.limits);
}

VARSIGMA_INLINE explanation rule_engine::explain(std::size_t kind, std::size_t rule, const dynamic_event& event) const {
    if (rule < rules().size() && !accepts(event)) { return refused(rules().title(rule), foreign_event_text); }
    return explain(kind, rule, event.row());
}

VARSIGMA_INLINE bool rule_engine::accepts(const dynamic_event& event) const noexcept {
    return core_->accepts(event);
}

VARSIGMA_INLINE bool rule_engine::has_keywords() const noexcept {
    return core_->has_keywords();
}

VARSIGMA_INLINE std::span<const slot> rule_engine::slots_of(std::size_t kind) const noexcept {
    return core_->slots_of(kind);
}

VARSIGMA_INLINE const rule_list& rule_engine::rules() const noexcept {
    return core_->rules();
}

VARSIGMA_INLINE const varsigma::diagnostics& rule_engine::diagnostics() const noexcept {
    return core_->diagnostics();
}

VARSIGMA_INLINE std::shared_ptr<const field_table> rule_engine::fields() const noexcept {
    return core_->shared_fields();
}

VARSIGMA_INLINE std::size_t rule_engine::predicate_count() const noexcept {
    return core_->predicate_count();
}

VARSIGMA_INLINE rule_set_statistics rule_engine::statistics() const {
    return core_->statistics();
}

VARSIGMA_INLINE simd_level rule_engine::simd() const noexcept {
    return core_->simd();
}

VARSIGMA_INLINE void rule_engine::warm_up() const {
    core_->warm_up();
}

VARSIGMA_INLINE std::vector<std::byte> rule_engine::to_bundle(const varsigma::diagnostics& before,
                                                              const std::vector<std::string>& events) const {
    return detail::to_bundle(core_->parts(), before, events);
}

} // namespace VARSIGMA_NAMESPACE::detail
