// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/mistake.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/describes_event.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/pattern/regex_limits.hpp>
#include <varsigma/rule/severity_level.hpp>
#include <varsigma/static_rules/detail/static_expressions.hpp>
#include <varsigma/static_rules/detail/static_items.hpp>
#include <varsigma/static_rules/static_rule.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace VARSIGMA_NAMESPACE {

/// What a static rule says of itself, as constants.
struct static_rule_metadata {
    std::string_view title;
    std::string_view id;
    severity_level level = severity_level::none;
    std::span<const std::string_view> tags;
};

/// One static rule that matched. A view of constants: valid for good, and cheap to copy.
class static_hit {
public:
    constexpr static_hit(const static_rule_metadata& rule, std::size_t index) noexcept : rule_(&rule), index_(index) {}

    [[nodiscard]] constexpr std::string_view title() const noexcept { return rule_->title; }
    [[nodiscard]] constexpr std::string_view id() const noexcept { return rule_->id; }
    [[nodiscard]] constexpr severity_level level() const noexcept { return rule_->level; }
    [[nodiscard]] constexpr std::span<const std::string_view> tags() const noexcept { return rule_->tags; }

    /// The rule's place in the list of the set's rules, from 0.
    [[nodiscard]] constexpr std::size_t index() const noexcept { return index_; }

private:
    const static_rule_metadata* rule_;
    std::size_t index_;
};

/// The static rules that matched an event, in the order of the set; a range of `static_hit`. A value without heap.
template <std::size_t Rules>
class static_hits {
public:
    explicit constexpr static_hits(const std::array<static_rule_metadata, Rules>& asked) noexcept : rules_(&asked) {}

    class iterator {
    public:
        using difference_type = std::ptrdiff_t;
        using value_type = static_hit;

        constexpr iterator() noexcept = default;
        constexpr iterator(const static_hits& hits, std::size_t at) noexcept : hits_(&hits), at_(at) { skip(); }

        [[nodiscard]] constexpr static_hit operator*() const noexcept { return {(*hits_->rules_)[at_], at_}; }
        constexpr iterator& operator++() noexcept {
            ++at_;
            skip();
            return *this;
        }
        constexpr iterator operator++(int) noexcept {
            const auto before = *this;
            ++*this;
            return before;
        }
        friend constexpr bool operator==(const iterator& left, const iterator& right) noexcept {
            return left.at_ == right.at_;
        }

    private:
        constexpr void skip() noexcept {
            while (at_ < Rules && !hits_->matched(at_)) { ++at_; }
        }

        const static_hits* hits_ = nullptr;
        std::size_t at_ = 0;
    };

    [[nodiscard]] constexpr iterator begin() const noexcept { return {*this, 0}; }
    [[nodiscard]] constexpr iterator end() const noexcept { return {*this, Rules}; }

    /// Whether the rule of that place matched. Precondition: there is such a rule.
    [[nodiscard]] constexpr bool matched(std::size_t rule) const noexcept {
        return (words_[rule / word_bits] >> (rule % word_bits) & 1U) != 0;
    }
    [[nodiscard]] constexpr bool empty() const noexcept { return begin() == end(); }
    [[nodiscard]] constexpr std::size_t size() const noexcept {
        return static_cast<std::size_t>(std::distance(begin(), end()));
    }

    /// For the set.
    constexpr void add(std::size_t rule) noexcept { words_[rule / word_bits] |= std::uint64_t{1} << rule % word_bits; }

private:
    static constexpr std::size_t word_bits = 64;

    const std::array<static_rule_metadata, Rules>* rules_;
    std::array<std::uint64_t, (Rules + word_bits - 1) / word_bits> words_{};
};

/// Some static rules, asked together: they share what is read and folded of an event.
///
/// For tens of rules: each is asked in turn, so that the cost grows with their number. For many use a `rule_set`, which
/// asks only those of which an atom shows. What `static_rule` says of memory and threads holds here too.
///
/// \tparam Rules `static_rule`s, or types that derive from one and say what they are called
template <class... Rules>
class static_rule_set {
    static_assert(sizeof...(Rules) != 0, "name the rules to match");

public:
    /// What the rules say of themselves, in their order.
    static constexpr std::array<static_rule_metadata, sizeof...(Rules)> rules{
        static_rule_metadata{Rules::title, Rules::id, Rules::level, Rules::tags}...};

    /// The rules that match. A rule whose logsource is another one than the event type's is not asked; every other must
    /// find all of its fields in the event type, or it does not compile.
    template <class Event>
    [[nodiscard]] static constexpr static_hits<sizeof...(Rules)> match(const Event& event) {
        if constexpr (detail::is_described_well<Event>) {
            static_assert(((sizeof(detail::named_mistake<absent<Rules, Event>>) != 0) && ...),
                          "the event type has no such field");
        }
        return match(event, allow_absent_fields);
    }

    /// The same, with fields that the event's type does not have taken for missing.
    template <class Event>
    [[nodiscard]] static constexpr static_hits<sizeof...(Rules)> match(const Event& event,
                                                                       allow_absent_fields_t /*allowed*/) {
        static_assert(detail::is_described<Event>, "describe the type of event first: varsigma::event_traits");
        static_assert(sizeof(detail::named_mistake<detail::first_description_mistake<Event>>) != 0,
                      "the description of the event type is wrong: the error names the field");
        static_hits<sizeof...(Rules)> found{rules};
        if constexpr (detail::is_described_well<Event>) {
            constexpr bool searches = detail::expressions_in<items>::are_included;
            constexpr bool compares = detail::comparisons_are_included<Event, items>;
            static_assert(searches, "a rule has a regular expression: include varsigma/static_rules/static_regex.hpp");
            static_assert(compares, "a rule compares two fields: include varsigma/static_rules/static_fieldref.hpp");
            if constexpr (searches && compares) {
                typename detail::static_event_for<Event, items>::type asked{event};
                [&]<std::size_t... Index>(std::index_sequence<Index...>) {
                    ((is_asked<Rules, Event>() && Rules::definition::matches_in(asked) ? found.add(Index) : void()),
                     ...);
                }
                (std::index_sequence_for<Rules...>{});
            }
        }
        return found;
    }

    /// Compiles the regular expressions of all rules; see `static_rule::warm_up`.
    [[nodiscard]] static varsigma::diagnostics warm_up(const regex_limits& limits = {}) {
        static_assert(detail::expressions_in<items>::are_included,
                      "a rule has a regular expression: include varsigma/static_rules/static_regex.hpp");
        return detail::expressions_in<items>::warm_up(limits);
    }

private:
    using items = typename detail::joined_items<typename Rules::definition::items...>::type;

    template <class Rule, class Event>
    [[nodiscard]] static constexpr bool is_asked() noexcept {
        return detail::may_come_from(detail::sources_of<Event>(), Rule::source);
    }

    template <class Rule, class Event>
    using absent =
        std::conditional_t<is_asked<Rule, Event>(),
                           typename detail::missing_fields<Event, typename Rule::definition::items>::rejection,
                           mistake::none>;
};

} // namespace VARSIGMA_NAMESPACE
