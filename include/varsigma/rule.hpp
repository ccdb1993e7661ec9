// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/compile_options.hpp>
#include <varsigma/compile/rule_builder.hpp>
#include <varsigma/core/mistake.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/describes_event.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/explain/explain.hpp>
#include <varsigma/explain/explanation.hpp>
#include <varsigma/match/event_shell.hpp>
#include <varsigma/match/match_scratch.hpp>
#include <varsigma/match/rule_core.hpp>
#include <varsigma/rule/document.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace varsigma {

/// One rule, compiled for one type of event: your own struct, or `dynamic_event`.
///
/// It is asked of every event that it is given; whether the rule's logsource applies is the caller's business. For many
/// rules use a `rule_set`, which asks each of them much less often. Immutable, and safe from any thread with a scratch
/// for each.
template <class Event>
class rule {
    static_assert(sizeof(detail::named_mistake<detail::first_description_mistake<Event>>) != 0,
                  "the description of the event type is wrong: the error names the field");
    static_assert(detail::has_description<Event> || std::same_as<Event, dynamic_event>,
                  "describe this type of event: specialise varsigma::event_traits for it");

public:
    /// What one thread needs to match: memory that is used again for every event. As `rule_set::scratch`, it belongs to
    /// no rule, and prepares itself when it meets another one.
    class scratch {
    public:
        scratch() = default;
        explicit scratch(const rule& compiled) { prepare(*compiled.core_); }

    private:
        friend rule;

        void prepare(const detail::rule_core& core) {
            core.prepare(working_);
            row_ = event_row{core.parts().fields->size()};
        }

        event_row row_;
        detail::match_scratch working_;
    };

    /// Compiles a rule that `validate` has accepted; or says why it cannot be matched. O(size of the rule).
    [[nodiscard]] static result<rule> compile(detection_rule model, const compile_options& options = {}) {
        rule made{std::move(model), options};
        for (const auto& finding : made.diagnostics()) {
            if (finding.level == severity::error || finding.code == diagnostic_code::not_evaluated) { return finding; }
        }
        return made;
    }

    /// Whether the rule matches; never, if the event is a dynamic one that the rule does not `accept`. Const,
    /// thread-safe, and allocation-free as `rule_set::match`.
    [[nodiscard]] bool matches(const Event& event, scratch& working) const {
        if constexpr (std::same_as<Event, dynamic_event>) {
            if (!accepts(event)) { return false; }
        }
        if (!core_->is_prepared(working.working_)) { working.prepare(*core_); }
        const auto& row = shell_.read(event, working.row_, core_->has_keywords());
        return !core_->match(shell_.place_of(row).route, row, working.working_).empty();
    }

    /// The same with a scratch made for this one call.
    [[nodiscard]] bool matches(const Event& event) const {
        scratch working{*this};
        return matches(event, working);
    }

    /// Whether `event` was made over `fields()` of this rule, and can be matched. A comparison of addresses.
    [[nodiscard]] bool accepts(const dynamic_event& event) const noexcept { return core_->accepts(event); }

    /// Why the rule matches, or why not; of an event that it does not accept, that. Compiles it anew and allocates.
    [[nodiscard]] explanation explain(const Event& event) const {
        if constexpr (std::same_as<Event, dynamic_event>) {
            if (!accepts(event)) { return detail::refused(core_->rules().title(0), detail::foreign_event_text); }
        }
        scratch working{*this};
        const auto& row = shell_.read(event, working.row_, true);
        return detail::explain_compiled(*core_, shell_.place_of(row).route, 0, row);
    }

    [[nodiscard]] const detection_rule& model() const noexcept { return core_->rules().front(); }

    /// What the rule means for this type of event: fields that it lacks, and so on.
    [[nodiscard]] const varsigma::diagnostics& diagnostics() const noexcept { return core_->diagnostics(); }

    /// The fields that the rule reads: what a `dynamic_event` and its reader are made over.
    [[nodiscard]] std::shared_ptr<const field_table> fields() const noexcept { return core_->shared_fields(); }

private:
    rule(detection_rule model, const compile_options& options)
        : rule(detail::rule_builder{std::vector{std::move(model)}, options}) {}

    explicit rule(detail::rule_builder&& builder) : shell_(builder, route::of({})), core_(builder.finish()) {}

    detail::event_shell<Event> shell_;
    std::unique_ptr<const detail::rule_core> core_;
};

} // namespace varsigma
