// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/core/detail/mistake.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/pattern/detail/bounded_list.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/suggest.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

namespace VARSIGMA_NAMESPACE::detail {

/// What is wrong with a condition, as a constant.
struct condition_finding {
    std::optional<diagnostic_code> code;
    std::size_t column = 0;     // from 1; 0 for what concerns a selection and no place
    std::string_view offending; // what is wrong: a word of the condition, all of it, or the name of a selection
    std::string_view suggestion;
};

/// A condition, parsed by the compiler over the names of a rule's selections, in their order.
template <fixed_string Text, fixed_string... Names>
class static_condition {
public:
    static constexpr std::size_t selections = sizeof...(Names);

    [[nodiscard]] static constexpr const condition_node& node(std::uint32_t at) noexcept { return tree.nodes[at]; }
    [[nodiscard]] static constexpr std::uint32_t root() noexcept { return tree.outcome.root; }

    /// The number of the selection that an identifier names.
    [[nodiscard]] static constexpr std::size_t selection_of(const condition_node& at) noexcept {
        return index_of(at.text_in(text.view()));
    }

    /// Whether a quantified node speaks of that selection.
    [[nodiscard]] static constexpr bool speaks_of(const condition_node& at, std::size_t selection) noexcept {
        return selects(at.text_in(text.view()), names[selection]);
    }

    /// How often the condition asks for a selection.
    [[nodiscard]] static constexpr std::size_t uses_of(std::size_t selection) noexcept {
        std::size_t uses = 0;
        for (const auto& each : tree.nodes) {
            if (each.op == condition_operator::identifier) { uses += selection_of(each) == selection ? 1U : 0U; }
            if (each.op == condition_operator::quantified) { uses += speaks_of(each, selection) ? 1U : 0U; }
        }
        return uses;
    }

private:
    static constexpr fixed_string text = Text;
    static constexpr std::array<std::string_view, sizeof...(Names)> names{Names.view()...};

    struct parsed {
        bounded_list<condition_node, Text.view().size() + 1> nodes; // a node takes a byte at least
        parsed_condition outcome;
    };
    static constexpr parsed tree = [] {
        parsed made;
        made.outcome = parse_condition(text.view(), made.nodes);
        return made;
    }();

    [[nodiscard]] static constexpr std::size_t index_of(std::string_view name) noexcept {
        std::size_t at = 0;
        while (at < names.size() && names[at] != name) { ++at; }
        return at;
    }

    [[nodiscard]] static constexpr condition_finding find() noexcept {
        const auto& outcome = tree.outcome;
        if (outcome.error) { return {outcome.error, outcome.error_offset + 1, text.view(), {}}; }
        if (outcome.pipe_offset) {
            return {diagnostic_code::unsupported_aggregation, *outcome.pipe_offset + 1, text.view(), {}};
        }
        for (std::size_t at = 0; at < names.size(); ++at) {
            if (names[at] == "timeframe" || names[at] == "condition") {
                return {diagnostic_code::wrong_type, 0, names[at], {}};
            }
            if (index_of(names[at]) != at) { return {diagnostic_code::duplicate_key, 0, names[at], {}}; }
        }
        for (const auto& each : tree.nodes) {
            const auto word = each.text_in(text.view());
            if (each.op == condition_operator::identifier && index_of(word) == names.size()) {
                return {diagnostic_code::undefined_identifier, column_of(each), word,
                        closest(word, names, [](std::string_view candidate) { return candidate; })};
            }
            if (each.op == condition_operator::quantified && selected_by(each) == 0) {
                return {diagnostic_code::empty_pattern, column_of(each), word, {}};
            }
        }
        return {};
    }

    [[nodiscard]] static constexpr std::size_t column_of(const condition_node& at) noexcept {
        return at.text_offset + std::size_t{1};
    }

    [[nodiscard]] static constexpr std::size_t selected_by(const condition_node& at) noexcept {
        std::size_t count = 0;
        for (std::size_t selection = 0; selection < names.size(); ++selection) {
            count += speaks_of(at, selection) ? 1U : 0U;
        }
        return count;
    }

    /// What works, but is hardly meant.
    [[nodiscard]] static constexpr condition_finding find_doubts() noexcept {
        if (tree.outcome.upper_case_offset) {
            return {diagnostic_code::condition_upper_case, *tree.outcome.upper_case_offset + 1, text.view(), {}};
        }
        for (const auto& each : tree.nodes) {
            if (each.op == condition_operator::quantified && each.count != condition_node::all &&
                each.count > selected_by(each)) {
                return {diagnostic_code::impossible_count, column_of(each), each.text_in(text.view()), {}};
            }
        }
        for (std::size_t at = 0; at < names.size(); ++at) {
            if (uses_of(at) == 0) { return {diagnostic_code::unused_selection, 0, names[at], {}}; }
        }
        return {};
    }

    template <condition_finding (*Find)() noexcept>
    static constexpr auto mistake_of() noexcept {
        constexpr auto found = Find();
        if constexpr (!found.code) {
            return std::type_identity<mistake::none>{};
        } else {
            using text_type = mistake::as_written<fixed_string<found.offending.size() + 1>::of(found.offending)>;
            if constexpr (found.column == 0) {
                return std::type_identity<mistake::rejected<*found.code, text_type>>{};
            } else if constexpr (found.suggestion.empty()) {
                return std::type_identity<mistake::rejected<*found.code, text_type, mistake::column<found.column>>>{};
            } else {
                using better = mistake::suggested<fixed_string<found.suggestion.size() + 1>::of(found.suggestion)>;
                return std::type_identity<
                    mistake::rejected<*found.code, text_type, mistake::column<found.column>, better>>{};
            }
        }
    }

public:
    /// What is wrong with the condition; `mistake::none` if nothing is.
    using rejection = typename decltype(mistake_of<&static_condition::find>())::type;
    /// The same for what works, but is hardly meant.
    using doubt = typename decltype(mistake_of<&static_condition::find_doubts>())::type;
};

} // namespace VARSIGMA_NAMESPACE::detail
