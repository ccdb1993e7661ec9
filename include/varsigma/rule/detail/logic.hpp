// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// The part of a rule that a node of its logic stands for.
enum class logic_origin : std::uint8_t {
    rule,       ///< its conditions, of which one must hold
    condition,  ///< what one of them says
    connective, ///< `and`, `or`, `not`
    quantifier, ///< `2 of sel_*`
    selection,  ///< what stands below a name
    detection,  ///< a map or a list in it
    item,       ///< its values
    value,      ///< a leaf: one value, asked of one field
};

/// At least `needed` of so many children hold, or, if it is negated, do not. A leaf has no children.
struct logic_node {
    logic_origin origin = logic_origin::rule;
    bool is_negated = false;   ///< `not`, `neq`
    std::uint32_t needed = 1;  ///< all: as many as there are children
    std::uint32_t first = 0;   ///< of the children, for `rule_logic::children`
    std::uint32_t count = 0;   ///< of the children
    std::uint32_t subject = 0; ///< the number of the condition, of the selection, or of the item in `rule_logic::items`
    const condition_node* clause = nullptr; ///< of a connective or a quantifier: what the condition says
    const detection* part = nullptr;        ///< of a detection or an item
    const rule_value* value = nullptr;      ///< of a value
};

/// An item, and what its modifiers ask for.
struct logic_item {
    const detection_item* item = nullptr;
    interpreted_chain chain;
};

/// What a rule asks, as one tree over single values that everybody walks who follows a rule: unfolded, so that each node has
/// its part of the rule. It refers to the rule.
///
/// Children stand before their parents, in the order of the rule, the root is last. A selection is there once, however
/// often conditions name it, so that there are no more nodes than the rule has parts; of children there are as many as the
/// patterns of conditions select, which `pattern_budget` bounds.
class rule_logic {
public:
    /// Precondition: the rule has no `structural_fault`. Fails if a condition names what is not there, or has patterns
    /// beyond the budget. O(size of the rule).
    [[nodiscard]] static result<rule_logic> of(const detection_rule& rule);

    [[nodiscard]] std::span<const logic_node> nodes() const noexcept { return nodes_; }
    [[nodiscard]] std::span<const logic_item> items() const noexcept { return items_; }
    [[nodiscard]] const logic_node& root() const noexcept { return nodes_.back(); }
    /// The numbers of the node's children.
    [[nodiscard]] std::span<const std::uint32_t> children(const logic_node& node) const noexcept {
        return std::span{children_}.subspan(node.first, node.count);
    }

private:
    class maker;

    std::vector<logic_node> nodes_;
    std::vector<logic_item> items_;
    std::vector<std::uint32_t> children_;
};

} // namespace VARSIGMA_NAMESPACE::detail

#ifndef VARSIGMA_COMPILED
#include <varsigma/rule/detail/logic.ipp>
#endif
