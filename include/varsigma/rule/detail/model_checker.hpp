// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detail/model_layout.hpp>
#include <varsigma/rule/detail/pattern_budget.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/modifier.hpp>
#include <varsigma/text/number.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Checks words that are said to be rules, without making any: whether `model_reader` can read them, and whether the
/// rules are within those limits of validation on which the cost of explaining one depends. O(words and conditions).
class model_checker {
public:
    explicit model_checker(std::string_view texts) noexcept : texts_(texts) {}

    /// Whether the words are one rule and nothing else.
    [[nodiscard]] bool accepts(std::span<const std::uint32_t> words) {
        at_ = words.data();
        end_ = at_ + words.size();
        const auto texts_before = text_bytes_;
        comparisons_ = 0;
        ok_ = true;
        detail::lay_out(*this, std::as_const(rule_));
        last_rule_ = words.size() + (text_bytes_ - texts_before);
        return ok_ && at_ == end_;
    }

    /// The size of the rule that was accepted last (`model_size`).
    [[nodiscard]] std::uint64_t last_size() const noexcept { return last_rule_; }

    /// The length of all texts of the rules that were accepted, each counted as often as it is named.
    [[nodiscard]] std::uint64_t text_bytes() const noexcept { return text_bytes_; }

    // --- as an archive: what is given stands for its type only -------------------------------------------------------

    void word(std::uint32_t /*value*/) noexcept { next(); }
    void flag(bool /*truth*/) noexcept { expect(next() <= 1); }
    template <class Enumeration>
    void choice(Enumeration /*chosen*/, Enumeration last) noexcept {
        expect(next() <= static_cast<std::uint32_t>(last));
    }
    void text(const std::string& /*text*/) noexcept {
        const auto first = next();
        const auto size = next();
        expect(std::uint64_t{first} + size <= texts_.size());
        text_bytes_ += size;
        last_first_ = first;
        last_size_ = size;
    }
    void numeric(number /*value*/) noexcept {
        expect(next() <= static_cast<std::uint32_t>(number::kind::real));
        next();
        next();
    }
    void chain(const modifier_chain& /*modifiers*/) noexcept {
        auto left = next();
        expect(left <= modifier_chain::capacity);
        for (; ok_ && left != 0; --left) { choice(modifier{}, modifier::expand); }
    }
    /// Of the text that came last.
    void tree(const condition& /*whole*/) {
        if (!ok_) { return; }
        nodes_.clear();
        expect(!parse_condition(texts_.substr(last_first_, last_size_), nodes_, deepest_model).error);
        for (const auto& node : nodes_) {
            if (node.op == condition_operator::quantified) { comparisons_ += selections_; }
        }
        expect(comparisons_ <= most_pattern_comparisons);
    }

    template <class Part, class Each>
    void list(const std::vector<Part>& /*parts*/, Each each) {
        auto left = next();
        expect(left <= static_cast<std::size_t>(end_ - at_)); // each takes a word at least
        if constexpr (std::is_same_v<Part, named_detection>) { selections_ = left; }
        const auto& any = std::get<Part>(parts_);
        for (; ok_ && left != 0; --left) { each(any); }
    }
    template <class Part, class Held>
    void optional(const std::optional<Part>& /*part*/, Held held) {
        const auto present = next();
        expect(present <= 1);
        if (ok_ && present == 1) { held(std::get<Part>(parts_)); }
    }
    template <class Inside>
    void nested(Inside inside) {
        if (ok_) { expect(depth_.enter(inside)); }
    }

private:
    std::uint32_t next() noexcept {
        if (at_ != end_) { return *at_++; }
        ok_ = false;
        return 0;
    }
    void expect(bool truth) noexcept { ok_ = ok_ && truth; }

    std::string_view texts_;
    const std::uint32_t* at_ = nullptr; // in the words of a rule
    const std::uint32_t* end_ = nullptr;
    model_depth depth_;
    std::uint64_t text_bytes_ = 0;
    std::uint64_t last_rule_ = 0;
    std::uint64_t comparisons_ = 0; // of patterns with selections, as in validation
    std::uint32_t selections_ = 0;
    std::uint32_t last_first_ = 0; // where the text lies that came last
    std::uint32_t last_size_ = 0;
    std::vector<condition_node> nodes_;
    bool ok_ = true;
    detection_rule rule_; // empty, as are the parts: only their types are asked for
    std::tuple<std::string, std::pair<std::string, std::string>, rule_value, detection, named_detection, condition,
               aggregation>
        parts_;
};

} // namespace VARSIGMA_NAMESPACE::detail
