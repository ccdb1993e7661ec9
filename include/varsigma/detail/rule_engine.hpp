// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/bundle/detail/bundle_owner.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/detail/event_schema.hpp>
#include <varsigma/event/slot.hpp>
#include <varsigma/explain/explanation.hpp>
#include <varsigma/match/hit.hpp>
#include <varsigma/match/statistics.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace VARSIGMA_NAMESPACE {

class dynamic_event;
class event_row;
class field_table;
class rule_list;
struct bundle_options;
struct collection;
struct compile_options;
struct detection_rule;

namespace detail {

class rule_core;
struct rule_scratch;

// What a collection holds, for who only knows its name.
[[nodiscard]] const std::vector<detection_rule>& rules_of(const collection& loaded) noexcept;
[[nodiscard]] const diagnostics& findings_of(const collection& loaded) noexcept;

/// Destroys what is not defined where it is held.
struct engine_deleter {
    void operator()(const rule_core* core) const noexcept;
    void operator()(rule_scratch* memory) const noexcept;
};

/// The working memory of one thread, for any rules. Made when it is first needed; one that was moved from is as good as
/// new.
class engine_scratch {
public:
    /// What it has grown to, in bytes. O(fields).
    [[nodiscard]] std::size_t bytes() const noexcept;

private:
    friend class rule_engine;

    std::unique_ptr<rule_scratch, engine_deleter> memory_;
};

/// Rules that are compiled, with all that can be done with them: what a rule set is, whatever the types of its events,
/// which are known here by their schemas. `kind` is an event's type by its place among these. Immutable, and safe from
/// any thread with a scratch for each. Options are the usual ones where there are none.
class rule_engine {
public:
    /// Compiles rules. What cannot be compiled is left out and reported. O(size of the rules, times the schemas).
    [[nodiscard]] static rule_engine compile(std::vector<detection_rule>&& rules, const compile_options* options,
                                             std::span<const event_schema> schemas);
    [[nodiscard]] static rule_engine compile(const std::vector<detection_rule>& rules, const compile_options* options,
                                             std::span<const event_schema> schemas);

    /// Compiles one rule for events of one schema, wherever they come from.
    [[nodiscard]] static rule_engine compile_one(detection_rule&& model, const compile_options* options,
                                                 event_schema schema);

    /// Takes rules out of a bundle; or says what is wrong with it, or in what these schemas differ from those that it
    /// was made for. O(size).
    [[nodiscard]] static result<rule_engine> open(kept_bytes kept, const bundle_options* options,
                                                  std::span<const event_schema> schemas);

    /// Prepares a scratch for these rules, whatever it was used for, and gives an empty row to read an event into. O(1) if
    /// it is prepared already.
    event_row& prepare(engine_scratch& scratch) const;

    /// The rules that match the event in `row`. Precondition: the scratch is prepared.
    [[nodiscard]] hits match(std::size_t kind, const event_row& row, engine_scratch& scratch) const;

    /// The same of an event that is a row; refused, if it was read for other fields.
    [[nodiscard]] hits match(std::size_t kind, const dynamic_event& event, engine_scratch& scratch) const;

    /// Why the rule of that index matches the event in `row`, or why not. Precondition: the row was read for these rules.
    [[nodiscard]] explanation explain(std::size_t kind, std::size_t rule, const event_row& row) const;

    /// The same of an event that is a row; the explanation says so, if it was read for other fields.
    [[nodiscard]] explanation explain(std::size_t kind, std::size_t rule, const dynamic_event& event) const;

    [[nodiscard]] bool accepts(const dynamic_event& event) const noexcept;
    [[nodiscard]] bool has_keywords() const noexcept;
    [[nodiscard]] std::span<const slot> slots_of(std::size_t kind) const noexcept;
    [[nodiscard]] const rule_list& rules() const noexcept;
    [[nodiscard]] const varsigma::diagnostics& diagnostics() const noexcept;
    [[nodiscard]] std::shared_ptr<const field_table> fields() const noexcept;
    [[nodiscard]] std::size_t predicate_count() const noexcept;
    [[nodiscard]] rule_set_statistics statistics() const;
    [[nodiscard]] simd_level simd() const noexcept;
    void warm_up() const;

    /// The rules as bytes, for events of types that have these names. O(size).
    [[nodiscard]] std::vector<std::byte> to_bundle(const varsigma::diagnostics& before,
                                                   const std::vector<std::string>& events) const;

private:
    explicit rule_engine(std::unique_ptr<const rule_core> core) noexcept;

    std::unique_ptr<const rule_core, engine_deleter> core_;
};

} // namespace detail
} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/detail/rule_engine.ipp>
#endif
