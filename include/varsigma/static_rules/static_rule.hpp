// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/core/detail/mistake.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/describes_event.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/pattern/regex_limits.hpp>
#include <varsigma/rule/severity_level.hpp>
#include <varsigma/static_rules/detail/static_condition.hpp>
#include <varsigma/static_rules/detail/static_doubts.hpp>
#include <varsigma/static_rules/detail/static_expressions.hpp>
#include <varsigma/static_rules/detail/static_items.hpp>
#include <varsigma/static_rules/detail/static_logic.hpp>
#include <varsigma/static_rules/detail/static_selection.hpp>
#include <varsigma/text/detail/casefold.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

namespace VARSIGMA_NAMESPACE {

/// Lets a static rule be asked of events that have not all of its fields.
struct allow_absent_fields_t {
    explicit allow_absent_fields_t() = default;
};
inline constexpr allow_absent_fields_t allow_absent_fields{};

namespace detail {

/// Whether what a rule's source names is, as far as the event's description says, where the event comes from: as
/// `route::admits`. A rule names nothing by `sources::none`.
[[nodiscard]] constexpr bool may_come_from(std::span<const logsource> event, const logsource& rule) noexcept {
    const auto admits = [&](std::string_view logsource::*which) {
        const auto wanted = rule.*which;
        bool admitted = wanted.empty() || wanted == sources::none || event.empty();
        for (const auto& source : event) {
            const auto known = source.*which;
            admitted = admitted || known.empty() || (known != sources::none && equals_folded(known, wanted));
        }
        return admitted;
    };
    return admits(&logsource::product) && admits(&logsource::category) && admits(&logsource::service);
}

} // namespace detail

/// A Sigma rule as a type: parsed, checked and compiled by the compiler.
///
///     using web_install = varsigma::static_rule<"selection and not 1 of filter_*",
///         varsigma::selection<"selection", varsigma::where<"CommandLine|contains|all", " msiexec", "://">>,
///         varsigma::selection<"filter_sccm", varsigma::where<"Image|endswith", R"(\ccmexec.exe)">>>;
///
/// The condition, the keys and the values mean exactly what they mean in a rule that is loaded; they go through the
/// same parsers. Whatever the loader would reject does not compile: the compiler names a `mistake::rejected`, with the
/// loader's code and the place. Nothing is parsed, allocated, locked or initialised when the program runs, regular
/// expressions aside (`warm_up`).
///
/// A file whose rules have regular expressions includes `varsigma/static_rules/static_regex.hpp` as well, one whose rules
/// compare two fields (`fieldref`) `varsigma/static_rules/static_fieldref.hpp`; without them these rules do not compile.
///
/// Metadata belong to a type of one's own, which hides the constants below:
///
///     struct web_install : varsigma::static_rule<…> {
///         static constexpr std::string_view title = "MsiExec Web Install";
///     };
///
/// \tparam Condition the text of the condition
/// \tparam Selections each a `selection`
template <fixed_string Condition, class... Selections>
class static_rule {
public:
    using definition = static_rule; ///< the rule itself, also of types that derive from it
    using condition = detail::static_condition<Condition, detail::as_selection<Selections>::name...>;
    using items = typename detail::joined_items<
        typename detail::items_of<typename detail::as_selection<Selections>::body>::type...>::type;

    /// What is wrong with the rule; `mistake::none` if nothing is.
    using rejection = typename mistake::first_of<typename detail::as_selection<Selections>::rejection...,
                                                 typename condition::rejection>::type;
    static_assert(sizeof(detail::named_mistake<rejection>) != 0, "the rule is wrong: the error names how and where");

    static constexpr std::string_view title{};
    static constexpr std::string_view id{};
    static constexpr severity_level level = severity_level::none;
    static constexpr std::array<std::string_view, 0> tags{};
    static constexpr logsource source{};

    /// Whether the rule matches the event, whose type has every field that the rule reads; otherwise it does not
    /// compile.
    ///
    /// It is not asked whether the rule's logsource applies, see `applies_to`. Safe from any thread; usable in constant
    /// expressions if the fields and values that are met are text, and the rule has no expressions. Allocates nothing,
    /// except for `fieldref`, and in RE2. Linear in the event for each value of the rule.
    template <class Event>
    [[nodiscard]] static constexpr bool matches(const Event& event) {
        if constexpr (std::is_void_v<rejection> && detail::is_described_well<Event>) {
            // otherwise there would be errors beside the one that helps
            using absent = typename detail::missing_fields<Event, items>::rejection;
            static_assert(sizeof(detail::named_mistake<absent>) != 0, "the event type has no such field");
        }
        return matches(event, allow_absent_fields);
    }

    /// The same, with fields that the event's type does not have taken for missing.
    template <class Event>
    [[nodiscard]] static constexpr bool matches(const Event& event, allow_absent_fields_t /*allowed*/) {
        static_assert(detail::is_described<Event>, "describe the type of event first: varsigma::event_traits");
        static_assert(sizeof(detail::named_mistake<detail::first_description_mistake<Event>>) != 0,
                      "the description of the event type is wrong: the error names the field");
        if constexpr (std::is_void_v<rejection> && detail::is_described_well<Event>) {
            constexpr bool searches = detail::expressions_in<items>::are_included;
            constexpr bool compares = detail::comparisons_are_included<Event, items>;
            static_assert(searches,
                          "the rule has a regular expression: include varsigma/static_rules/static_regex.hpp");
            static_assert(compares, "the rule compares two fields: include varsigma/static_rules/static_fieldref.hpp");
            if constexpr (searches && compares) {
                typename detail::static_event_for<Event, items>::type asked{event};
                return matches_in(asked);
            }
        }
        return false;
    }

    /// Compiles the rule's regular expressions, which would otherwise happen as each is first needed and within the
    /// usual limits, and says which of them are none (`bad_regex`), and which are costly (`costly_regex`). A rule with
    /// an expression that is none never matches. What was compiled before stays as it is, whatever the limits. Safe
    /// from any thread.
    [[nodiscard]] static varsigma::diagnostics warm_up(const regex_limits& limits = {}) {
        static_assert(detail::expressions_in<items>::are_included,
                      "the rule has a regular expression: include varsigma/static_rules/static_regex.hpp");
        return detail::expressions_in<items>::warm_up(limits);
    }

    /// For those who share one `static_event` among rules.
    template <class StaticEvent>
    [[nodiscard]] static constexpr bool matches_in(StaticEvent& asked) {
        if constexpr (detail::expressions_in<items>::exist) {
            if (!detail::expressions_in<items>::are_sound()) { return false; }
        }
        detail::selection_answers<condition, StaticEvent, Selections...> answers{asked};
        return detail::condition_holds<condition, condition::root()>(answers);
    }
};

namespace detail {

template <class Rule, class Event>
[[nodiscard]] constexpr auto other_source() noexcept {
    if constexpr (may_come_from(sources_of<Event>(), Rule::source)) {
        return std::type_identity<mistake::none>{};
    } else {
        return std::type_identity<
            mistake::rejected<diagnostic_code::never_matches, mistake::rule_type<Rule>, mistake::event_type<Event>>>{};
    }
}

/// `Items` are those of the rule: whoever names them has a rule that is wrong by itself reported, with one step less to
/// tell.
template <class Rule, class Items, class Event>
[[nodiscard]] constexpr auto check_application() noexcept {
    if constexpr (!has_description<Event>) {
        return std::type_identity<mistake::without_description<Event>>{};
    } else if constexpr (!is_described_well<Event>) {
        return mistake_in<Event>{};
    } else {
        return mistake::first_of<typename missing_fields<Event, Items>::rejection,
                                 typename decltype(other_source<Rule, Event>())::type>{};
    }
}

} // namespace detail

/// True; or does not compile, and the compiler names what is wrong: an event type without a description, or with one of
/// which a field cannot be read, a field that the event type lacks, a logsource that is another one. To be asked by
/// `static_assert` beside the rule.
template <class Rule, class Event>
inline constexpr bool applies_to = // in one step, so that the compiler has little to tell beside the mistake
    sizeof(detail::named_mistake<
           typename decltype(detail::check_application<Rule, typename Rule::definition::items, Event>())::type>) != 0;

/// The same for what compiles and works, but is hardly meant: a selection that the condition does not name, operators
/// in capitals, a number of selections that there are not, values of which `lint` would warn.
template <class Rule>
inline constexpr bool strict =
    sizeof(detail::named_mistake<
           typename mistake::first_of<typename Rule::definition::condition::doubt,
                                      typename detail::value_doubts<typename Rule::definition::items>::type>::type>) !=
    0;

} // namespace VARSIGMA_NAMESPACE
