// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/mistake.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/detail/event_readers.hpp>
#include <varsigma/detail/rule_engine.hpp>
#include <varsigma/event/describes_event.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/explain/explanation.hpp>
#include <varsigma/fwd.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/rule_list.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

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
        explicit scratch(const rule& compiled) { compiled.engine_.prepare(memory_); }

    private:
        friend rule;

        detail::engine_scratch memory_;
    };

    /// Compiles a rule that `validate` has accepted; or says why it cannot be matched. O(size of the rule).
    [[nodiscard]] static result<rule> compile(detection_rule model) { return checked(rule{std::move(model), nullptr}); }
    /// The same with settings, of `varsigma/compile/compile_options.hpp`.
    [[nodiscard]] static result<rule> compile(detection_rule model, const compile_options& options) {
        return checked(rule{std::move(model), &options});
    }

    /// Whether the rule matches; never, if the event is a dynamic one that the rule does not `accept`. Const,
    /// thread-safe, and allocation-free as `rule_set::match`.
    [[nodiscard]] bool matches(const Event& event, scratch& working) const {
        if constexpr (std::same_as<Event, dynamic_event>) {
            return !engine_.match(0, event, working.memory_).empty();
        } else {
            return !engine_.match(0, read(event, working, engine_.has_keywords()), working.memory_).empty();
        }
    }

    /// The same with a scratch made for this one call.
    [[nodiscard]] bool matches(const Event& event) const {
        scratch working{*this};
        return matches(event, working);
    }

    /// Whether `event` was made over `fields()` of this rule, and can be matched. A comparison of addresses.
    [[nodiscard]] bool accepts(const dynamic_event& event) const noexcept { return engine_.accepts(event); }

    /// Why the rule matches, or why not; of an event that it does not accept, that. Compiles it anew and allocates.
    [[nodiscard]] explanation explain(const Event& event) const {
        if constexpr (std::same_as<Event, dynamic_event>) {
            return engine_.explain(0, 0, event);
        } else {
            scratch working;
            return engine_.explain(0, 0, read(event, working, true));
        }
    }

    [[nodiscard]] const detection_rule& model() const noexcept { return engine_.rules().front(); }

    /// What the rule means for this type of event: fields that it lacks, and so on.
    [[nodiscard]] const varsigma::diagnostics& diagnostics() const noexcept { return engine_.diagnostics(); }

    /// The fields that the rule reads: what a `dynamic_event` and its reader are made over.
    [[nodiscard]] std::shared_ptr<const field_table> fields() const noexcept { return engine_.fields(); }

private:
    rule(detection_rule&& model, const compile_options* options)
        : engine_(detail::rule_engine::compile_one(std::move(model), options, detail::event_reader<Event>::schema())) {
        readers_.use(engine_);
    }

    /// The rule, unless it cannot be matched.
    [[nodiscard]] static result<rule> checked(rule made) {
        for (const auto& finding : made.diagnostics()) {
            if (finding.level == severity::error || finding.code == diagnostic_code::not_evaluated) { return finding; }
        }
        return made;
    }

    /// The event's row, in the scratch, which is prepared for it.
    const event_row& read(const Event& event, scratch& working, bool with_keywords) const {
        auto& row = engine_.prepare(working.memory_);
        readers_.template of<Event>().read(event, row, with_keywords);
        return row;
    }

    detail::event_readers<Event> readers_;
    detail::rule_engine engine_;
};

} // namespace VARSIGMA_NAMESPACE
