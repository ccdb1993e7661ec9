// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/bundle/detail/bundle_owner.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/mistake.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/detail/event_readers.hpp>
#include <varsigma/detail/rule_engine.hpp>
#include <varsigma/event/describes_event.hpp>
#include <varsigma/event/detail/type_name.hpp>
#include <varsigma/explain/explanation.hpp>
#include <varsigma/fwd.hpp>
#include <varsigma/match/hit.hpp>
#include <varsigma/match/statistics.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// Many rules, compiled for one or several types of event.
///
/// An `Event` is your own struct with `event_traits`, or `dynamic_event` for what is read from JSON. Each rule goes
/// only to the types whose logsource it applies to; dynamic events are sorted by a router. Rules that cannot be
/// compiled are left out and reported by `diagnostics()`; the others work.
///
/// Immutable, and shared by any number of threads without locks; each thread has a `scratch` of its own. Hits refer to
/// the rules of the set and live as long as it does. Moving it leaves hits and scratches valid; one that was moved from
/// can only be destroyed or assigned to. To change rules while they are used, see `shared_rules`.
template <class... Events>
class rule_set {
    static_assert(sizeof(detail::named_mistake<detail::first_description_mistake<Events...>>) != 0,
                  "the description of an event type is wrong: the error names the field");
    static_assert(((detail::has_description<Events> || std::same_as<Events, dynamic_event>)&&...),
                  "describe this type of event: specialise varsigma::event_traits for it");
    static_assert(sizeof...(Events) != 0, "name the types of event to match");

public:
    /// What one thread needs to match: memory that is used again for every event.
    ///
    /// It belongs to no rule set: at the first event that it meets with another set than before, be that one even at
    /// the address of one that is gone, it prepares itself anew, which allocates. It refers to nothing of a set, and
    /// may outlive it. One that was moved from is as good as new.
    class scratch {
    public:
        scratch() = default;
        /// Prepared for `rules` at once, not at the first event.
        explicit scratch(const rule_set& rules) { rules.engine_.prepare(memory_); }

        /// What it has grown to, in bytes: working memory and, for own structs, the row. O(fields).
        [[nodiscard]] std::size_t bytes() const noexcept { return sizeof *this + memory_.bytes(); }

    private:
        friend rule_set;

        detail::engine_scratch memory_;
    };

    /// Compiles `rules`, which `validate` has accepted (as those of every loader). O(size of the rules).
    explicit rule_set(std::vector<detection_rule>&& rules)
        : rule_set(detail::rule_engine::compile(std::move(rules), nullptr, readers::schemas())) {}
    explicit rule_set(const std::vector<detection_rule>& rules)
        : rule_set(detail::rule_engine::compile(rules, nullptr, readers::schemas())) {}
    /// The same with settings, of `varsigma/compile/compile_options.hpp`.
    explicit rule_set(std::vector<detection_rule>&& rules, const compile_options& options)
        : rule_set(detail::rule_engine::compile(std::move(rules), &options, readers::schemas())) {}
    explicit rule_set(const std::vector<detection_rule>& rules, const compile_options& options)
        : rule_set(detail::rule_engine::compile(rules, &options, readers::schemas())) {}

    /// The rules of a bundle (`save_bundle`), which is used where it lies: `bytes` begin at a multiple of 8 and outlive
    /// the rule set. Nothing is parsed or copied; what matches is the same as of the rule set that was saved.
    ///
    /// Errors: `bad_bundle`, `bundle_version`, `bundle_refused` (by `options.accept` or `regex`), `bundle_mismatch`,
    /// which tells in what these types of events, their fields included, differ from those that the bundle was made
    /// for, and `bad_regex` if all expressions are to be compiled. O(size): all of it is checked.
    [[nodiscard]] static result<rule_set> from_bundle(std::span<const std::byte> bytes) {
        return from_kept({bytes, nullptr}, nullptr);
    }
    /// The same with settings, of `varsigma/bundle/bundle_options.hpp`.
    [[nodiscard]] static result<rule_set> from_bundle(std::span<const std::byte> bytes, const bundle_options& options) {
        return from_kept({bytes, nullptr}, &options);
    }
    /// The same of bytes that are handed over with what they lie in: a `mapped_file`, a vector. The rule set keeps it;
    /// on an error it is gone.
    template <bundle_owner Owner>
    [[nodiscard]] static result<rule_set> from_bundle(Owner&& owner) {
        return from_kept(detail::kept(std::forward<Owner>(owner)), nullptr);
    }
    template <bundle_owner Owner>
    [[nodiscard]] static result<rule_set> from_bundle(Owner&& owner, const bundle_options& options) {
        return from_kept(detail::kept(std::forward<Owner>(owner)), &options);
    }
    /// It would not outlive the rule set.
    template <detail::lends_bytes_only Owner>
    static result<rule_set> from_bundle(Owner&&) = delete;
    template <detail::lends_bytes_only Owner>
    static result<rule_set> from_bundle(Owner&&, const bundle_options&) = delete;

    /// The rules that match `event`.
    ///
    /// Const, thread-safe with a scratch for each thread, and allocates nothing once the scratch has met events of this
    /// size (RE2's own cache aside). Never fails: whatever the event holds, there is an answer. A dynamic event over
    /// other fields than `fields()` of this set is refused: there are no hits then, and `hits::refused()`. Linear in
    /// the event's size, for each test of a rule.
    template <class Event>
    requires(std::same_as<Event, Events> || ...) hits match(const Event& event, scratch& working)
    const {
        constexpr auto kind = readers::template kind<Event>;
        if constexpr (std::same_as<Event, dynamic_event>) {
            return engine_.match(kind, event, working.memory_);
        } else {
            return engine_.match(kind, read(event, working, engine_.has_keywords()), working.memory_);
        }
    }

    /// Why the rule of that index (`hit::index`, an index into `rules()`) matches `event`, or why not. Compiles the
    /// rule anew and allocates. Of an event that `match` refuses, and of an index that no rule has, the explanation
    /// says so.
    template <class Event>
    requires(std::same_as<Event, Events> || ...) [[nodiscard]] explanation
        explain(std::size_t rule, const Event& event, scratch& working) const {
        constexpr auto kind = readers::template kind<Event>;
        if constexpr (std::same_as<Event, dynamic_event>) {
            return engine_.explain(kind, rule, event);
        } else {
            return engine_.explain(kind, rule, read(event, working, true));
        }
    }

    /// Whether `event` was made over `fields()` of this set, and can be matched. A comparison of addresses.
    [[nodiscard]] bool accepts(const dynamic_event& event) const noexcept { return engine_.accepts(event); }

    /// The rules, in the order in which they were given, those included that cannot match.
    [[nodiscard]] const rule_list& rules() const noexcept { return engine_.rules(); }

    /// What compiling found: rules that were left out (errors), and what rules mean for the event types (warnings).
    [[nodiscard]] const varsigma::diagnostics& diagnostics() const noexcept { return engine_.diagnostics(); }

    /// The fields that the rules read: what a `dynamic_event` and its reader are made over (their headers declare it).
    [[nodiscard]] std::shared_ptr<const field_table> fields() const noexcept { return engine_.fields(); }

    /// How many distinct tests the rules ask.
    [[nodiscard]] std::size_t predicate_count() const noexcept { return engine_.predicate_count(); }

    /// What the set is made of, what it occupies, and which rules no event can match. O(size of the set).
    [[nodiscard]] rule_set_statistics statistics() const { return engine_.statistics(); }

    /// The instructions with which it looks for literals.
    [[nodiscard]] simd_level simd() const noexcept { return engine_.simd(); }

    /// Lets RE2 build ahead what it otherwise builds, and allocates, during the first matches. What depends on the
    /// events (states of its automata, within `compile_options::regex`) still comes with them. Const and thread-safe.
    void warm_up() const { engine_.warm_up(); }

    /// The rule set as bytes, which `from_bundle` takes, in any process and program whose types of events are the same,
    /// with what `before` had been found about the rules. The same bytes whenever it is the same; none at all if a part
    /// has more than 2^32 - 1 values. O(size).
    [[nodiscard]] std::vector<std::byte> to_bundle(const varsigma::diagnostics& before = {}) const {
        return engine_.to_bundle(before, {std::string{type_name<Events>()}...});
    }

private:
    using readers = detail::event_readers<Events...>;

    explicit rule_set(detail::rule_engine engine) noexcept : engine_(std::move(engine)) { readers_.use(engine_); }

    [[nodiscard]] static result<rule_set> from_kept(detail::kept_bytes&& kept, const bundle_options* options) {
        auto opened = detail::rule_engine::open(std::move(kept), options, readers::schemas());
        if (!opened) { return std::move(opened).error(); }
        return rule_set{*std::move(opened)};
    }

    /// The event's row, in the scratch, which is prepared for it.
    template <class Event>
    const event_row& read(const Event& event, scratch& working, bool with_keywords) const {
        auto& row = engine_.prepare(working.memory_);
        readers_.template of<Event>().read(event, row, with_keywords);
        return row;
    }

    readers readers_;
    detail::rule_engine engine_;
};

/// A rule set as bytes: `rules.to_bundle()`.
template <class... Events>
[[nodiscard]] std::vector<std::byte> save_bundle(const rule_set<Events...>& rules) {
    return rules.to_bundle();
}

/// The rules of a collection, compiled for types of events, as bytes; what loading found about them travels along.
/// Correlations and filters, which are not evaluated yet, stay behind.
template <class Event = dynamic_event, class... More>
[[nodiscard]] std::vector<std::byte> save_bundle(const collection& loaded) {
    return rule_set<Event, More...>{detail::rules_of(loaded)}.to_bundle(detail::findings_of(loaded));
}
template <class Event = dynamic_event, class... More>
[[nodiscard]] std::vector<std::byte> save_bundle(const collection& loaded, const compile_options& options) {
    return rule_set<Event, More...>{detail::rules_of(loaded), options}.to_bundle(detail::findings_of(loaded));
}

} // namespace VARSIGMA_NAMESPACE
