// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/logic.hpp>
#include <varsigma/rule/detail/model_fault.hpp>
#include <varsigma/rule/detail/value_patterns.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// What a part of a rule comes to, as far as it can be known.
enum class need_outcome : std::uint8_t { never, always, depends };

/// One value that is asked of one field, or of the whole event. Refers to the rule.
struct need_test {
    const detection_item* item = nullptr;
    const rule_value* value = nullptr;
    interpretation meaning;
    std::string other;    ///< the second field of `fieldref`
    bool is_null = false; ///< "is null": holds for what is absent

    [[nodiscard]] std::string_view field() const noexcept { return item->field; }
};

/// What a rule asks, as a tree whose constants are folded: what is left can come out either way.
///
/// In: a rule that `validate` has accepted, which outlives the tree; of one whose conditions it did not take, a tree
/// that never matches. A selection that several conditions name is there once. O(size of the rule), as is each
/// examination.
class need_tree {
public:
    explicit need_tree(const detection_rule& rule) : root_(constant(false)) {
        if (structural_fault(rule)) { return; }
        const auto logic = rule_logic::of(rule);
        if (!logic) { return; }
        std::vector<std::uint32_t> made;
        made.reserve(logic->nodes().size());
        for (const auto& each : logic->nodes()) { // children stand before their parents
            made.push_back(each.origin == logic_origin::value ? of_value(logic->items()[each.subject], *each.value)
                                                              : of_node(*logic, each, made));
        }
        root_ = made.back();
    }

    [[nodiscard]] const std::vector<need_test>& tests() const noexcept { return tests_; }

    /// Whether there can be an event that matches, as far as constants tell.
    [[nodiscard]] bool can_match() const noexcept { return nodes_[root_].what != form::never; }

    /// The outcome of the rule if `asked(test, negated)` tells that of each test. `negated`: under an odd number of
    /// `not`. Every test is asked, once for each way in which it stands there.
    template <class Asked>
    [[nodiscard]] need_outcome examine(Asked asked) const {
        std::vector<std::uint8_t> known(2 * nodes_.size(), unknown);
        return outcome_of(root_, false, asked, known);
    }

private:
    friend class need_examiner;

    enum class form : std::uint8_t { never, always, test, negation, at_least };

    struct node {
        form what = form::never;
        std::uint32_t operand = 0; // a test, or the first of the children
        std::uint32_t count = 0;   // of the children
        std::uint32_t needed = 0;  // of the children
    };

    static constexpr std::uint8_t unknown = 0xFF;

    [[nodiscard]] std::uint32_t add(node made) {
        nodes_.push_back(made);
        return static_cast<std::uint32_t>(nodes_.size() - 1);
    }

    [[nodiscard]] std::uint32_t constant(bool truth) { return add({truth ? form::always : form::never}); }

    [[nodiscard]] std::uint32_t negation(std::uint32_t of) {
        switch (nodes_[of].what) {
        case form::never: return constant(true);
        case form::always: return constant(false);
        case form::test:
        case form::negation:
        case form::at_least: break;
        }
        children_.push_back(of);
        return add({form::negation, static_cast<std::uint32_t>(children_.size() - 1), 1, 1});
    }

    [[nodiscard]] std::uint32_t at_least(std::size_t needed, const std::vector<std::uint32_t>& of) {
        std::vector<std::uint32_t> open;
        for (const auto child : of) {
            if (nodes_[child].what == form::always) {
                needed -= needed == 0 ? 0 : 1;
            } else if (nodes_[child].what != form::never) {
                open.push_back(child);
            }
        }
        if (needed == 0) { return constant(true); }
        if (needed > open.size()) { return constant(false); }
        if (open.size() == 1) { return open.front(); }
        const auto first = static_cast<std::uint32_t>(children_.size());
        children_.insert(children_.end(), open.begin(), open.end());
        return add(
            {form::at_least, first, static_cast<std::uint32_t>(open.size()), static_cast<std::uint32_t>(needed)});
    }

    [[nodiscard]] std::uint32_t of_node(const rule_logic& logic, const logic_node& from,
                                        const std::vector<std::uint32_t>& made) {
        std::vector<std::uint32_t> children;
        children.reserve(from.count);
        for (const auto child : logic.children(from)) { children.push_back(made[child]); }
        const auto joined = at_least(from.needed, children);
        return from.is_negated ? negation(joined) : joined;
    }

    [[nodiscard]] std::uint32_t of_value(const logic_item& of, const rule_value& value) {
        const auto& meaning = of.chain.meaning;
        need_test made{of.item, &value, meaning, {}, false};
        if (meaning.kind == test_kind::value && value.kind == value_kind::null) {
            if (of.item->is_keyword()) { return constant(false); }
            made.is_null = true;
        }
        if (meaning.kind == test_kind::value && meaning.encoding_count != 0) { // each alternative may be empty
            const auto patterns = value_patterns(meaning, of.item->is_keyword(), value);
            if (patterns && patterns->empty()) { return constant(false); }
        }
        if (meaning.kind == test_kind::field) { made.other = sigma_string::parse(value.text).plain().value_or(""); }
        tests_.push_back(std::move(made));
        const auto test = add({form::test, static_cast<std::uint32_t>(tests_.size() - 1)});
        return meaning.kind == test_kind::exists && !value.boolean ? negation(test) : test;
    }

    template <class Asked>
    need_outcome outcome_of(std::uint32_t at, bool negated, Asked& asked, std::vector<std::uint8_t>& known) const {
        auto& place = known[2 * std::size_t{at} + (negated ? 1 : 0)];
        if (place == unknown) { place = static_cast<std::uint8_t>(find_outcome(nodes_[at], negated, asked, known)); }
        return static_cast<need_outcome>(place);
    }

    template <class Asked>
    need_outcome find_outcome(const node& here, bool negated, Asked& asked, std::vector<std::uint8_t>& known) const {
        const auto children = std::span<const std::uint32_t>{children_}.subspan(
            here.what == form::at_least || here.what == form::negation ? here.operand : 0, here.count);
        switch (here.what) {
        case form::never: return need_outcome::never;
        case form::always: return need_outcome::always;
        case form::test: return asked(tests_[here.operand], negated);
        case form::negation:
            switch (outcome_of(children.front(), !negated, asked, known)) {
            case need_outcome::never: return need_outcome::always;
            case need_outcome::always: return need_outcome::never;
            case need_outcome::depends: break;
            }
            return need_outcome::depends;
        case form::at_least: break;
        }
        std::uint32_t always = 0;
        std::uint32_t never = 0;
        for (const auto child : children) {
            const auto of_child = outcome_of(child, negated, asked, known);
            always += of_child == need_outcome::always ? 1U : 0U;
            never += of_child == need_outcome::never ? 1U : 0U;
        }
        if (always >= here.needed) { return need_outcome::always; }
        return here.count - never < here.needed ? need_outcome::never : need_outcome::depends;
    }

    std::vector<need_test> tests_;
    std::vector<node> nodes_;
    std::vector<std::uint32_t> children_;
    std::uint32_t root_ = 0;
};

/// The outcome of a test if a certain set of fields is absent; tells `note(field, opens)` of each absent one. `opens`:
/// without the field the rule fires more often, not less.
template <class IsAbsent, class Note>
[[nodiscard]] need_outcome outcome_without(const need_test& asked, bool negated, const IsAbsent& is_absent,
                                           const Note& note) {
    const bool lacks_other = asked.meaning.kind == test_kind::field && is_absent(asked.other);
    const bool lacks_own = !asked.item->is_keyword() && is_absent(asked.field());
    if (lacks_other) { note(asked.other, negated); }
    if (lacks_own) { note(asked.field(), negated != asked.is_null); } // "is null" opens what other tests close
    if (!lacks_other && !lacks_own) { return need_outcome::depends; }
    return asked.is_null ? need_outcome::always : need_outcome::never;
}

} // namespace VARSIGMA_NAMESPACE::detail
