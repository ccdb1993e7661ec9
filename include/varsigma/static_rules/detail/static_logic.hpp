// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/static_rules/detail/rule_constant.hpp>
#include <varsigma/static_rules/detail/static_condition.hpp>
#include <varsigma/static_rules/detail/static_selection.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>

// The logic of static rules: what items, lists, maps and conditions make of the answers to their parts. `Event` is a
// `static_event`. All of it is resolved at compile time, so that what is left is what one would have written by hand.

namespace VARSIGMA_NAMESPACE::detail {

/// Whether a part of a selection holds for an event.
template <class Part>
struct part_logic;

template <fixed_string Key, rule_constant... Values>
struct part_logic<where<Key, Values...>> {
    template <class Event>
    [[nodiscard]] static constexpr bool holds(Event& event) {
        using key = static_key<Key>;
        if constexpr (key::meaning.all) {
            return (event.template holds<key, Values>() && ...) != key::meaning.negated;
        } else {
            return (event.template holds<key, Values>() || ...) != key::meaning.negated;
        }
    }
};

template <class... Parts>
struct part_logic<any_of<Parts...>> {
    template <class Event>
    [[nodiscard]] static constexpr bool holds(Event& event) {
        return (part_logic<Parts>::holds(event) || ...);
    }
};

template <class... Parts>
struct part_logic<all_of<Parts...>> {
    template <class Event>
    [[nodiscard]] static constexpr bool holds(Event& event) {
        return (part_logic<Parts>::holds(event) && ...);
    }
};

/// The answers of a rule's selections for one event; those that the condition asks for more than once are remembered.
template <class Condition, class Event, class... Selections>
class selection_answers {
public:
    explicit constexpr selection_answers(Event& event) noexcept : event_(event) {}

    template <std::size_t Selection>
    [[nodiscard]] constexpr bool of() {
        using asked = std::tuple_element_t<Selection, std::tuple<Selections...>>;
        if constexpr (Condition::uses_of(Selection) > 1) {
            auto& known = known_[Selection];
            if (known == answer::unknown) {
                known = part_logic<typename asked::body>::holds(event_) ? answer::yes : answer::no;
            }
            return known == answer::yes;
        } else {
            return part_logic<typename asked::body>::holds(event_);
        }
    }

private:
    enum class answer : std::uint8_t { unknown, no, yes };

    Event& event_;
    std::array<answer, sizeof...(Selections)> known_{};
};

/// The children of a condition's node.
template <class Condition, std::uint32_t Node>
struct condition_children {
    static constexpr std::size_t count = [] {
        std::size_t found = 0;
        for (auto at = Condition::node(Node).first_child; at != condition_node::none;
             at = Condition::node(at).next_sibling) {
            ++found;
        }
        return found;
    }();
    static constexpr std::array<std::uint32_t, count> list = [] {
        std::array<std::uint32_t, count> children{};
        std::size_t found = 0;
        for (auto at = Condition::node(Node).first_child; at != condition_node::none;
             at = Condition::node(at).next_sibling) {
            children[found++] = at;
        }
        return children;
    }();
};

/// `N of pattern`: a selection that the pattern does not speak of counts as what changes nothing.
template <class Condition, std::uint32_t Node, class Answers, std::size_t... Selection>
[[nodiscard]] constexpr bool quantity_holds(Answers& answers, std::index_sequence<Selection...> /*all*/) {
    constexpr auto& node = Condition::node(Node);
    const auto answer = [&answers]<std::size_t Asked>(std::integral_constant<std::size_t, Asked>, bool otherwise) {
        if constexpr (Condition::speaks_of(Condition::node(Node), Asked)) {
            return answers.template of<Asked>();
        } else {
            return otherwise;
        }
    };
    if constexpr (node.count == condition_node::all) {
        return (answer(std::integral_constant<std::size_t, Selection>{}, true) && ...);
    } else if constexpr (node.count == 1) {
        return (answer(std::integral_constant<std::size_t, Selection>{}, false) || ...);
    } else {
        std::uint32_t found = 0;
        return ((answer(std::integral_constant<std::size_t, Selection>{}, false) && ++found == node.count) || ...);
    }
}

/// Whether a node of the condition holds.
template <class Condition, std::uint32_t Node, class Answers>
[[nodiscard]] constexpr bool condition_holds(Answers& answers) {
    constexpr auto& node = Condition::node(Node);
    if constexpr (node.op == condition_operator::identifier) {
        return answers.template of<Condition::selection_of(node)>();
    } else if constexpr (node.op == condition_operator::quantified) {
        return quantity_holds<Condition, Node>(answers, std::make_index_sequence<Condition::selections>{});
    } else if constexpr (node.op == condition_operator::negation) {
        return !condition_holds<Condition, node.first_child>(answers);
    } else {
        using children = condition_children<Condition, Node>;
        constexpr bool is_conjunction = node.op == condition_operator::conjunction; // g++ 12 captures no reference here
        return [&answers]<std::size_t... Child>(std::index_sequence<Child...>) {
            if constexpr (is_conjunction) {
                return (condition_holds<Condition, children::list[Child]>(answers) && ...);
            } else {
                return (condition_holds<Condition, children::list[Child]>(answers) || ...);
            }
        }
        (std::make_index_sequence<children::count>{});
    }
}

} // namespace VARSIGMA_NAMESPACE::detail
