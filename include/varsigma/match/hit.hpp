// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/rule_list.hpp>
#include <varsigma/rule/severity_level.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// A rule that matched an event. A view: it lives as long as the rule set does, which may be moved meanwhile. What looks
/// into `rule()` includes `varsigma/rule/document.hpp`.
class hit {
public:
    hit(const rule_list& rules, std::uint32_t index) noexcept : rules_(&rules), index_(index) {}

    /// The whole rule. Of a bundle it is read when it is first asked for, which allocates.
    [[nodiscard]] const detection_rule& rule() const { return (*rules_)[index_]; }
    /// The rule's place among the rules of the set.
    [[nodiscard]] std::size_t index() const noexcept { return index_; }

    /// These views too live as long as the rule set.
    [[nodiscard]] std::string_view title() const noexcept { return rules_->title(index_); }
    [[nodiscard]] std::string_view id() const noexcept { return rules_->id(index_); }
    [[nodiscard]] severity_level level() const noexcept { return rules_->level(index_); }
    /// As `rule()`.
    [[nodiscard]] const std::vector<std::string>& tags() const;

private:
    const rule_list* rules_;
    std::uint32_t index_;
};

/// The rules that matched one event, in the order of the rule set. A view into a scratch: valid until its next match,
/// be it with the same rule set or another. What is to stay longer is copied: a `hit` lives as long as its rule set.
class hits {
public:
    /// Gives each hit by value: it is a view, of two words.
    class iterator {
    public:
        using value_type = hit;
        using difference_type = std::ptrdiff_t;

        iterator() noexcept = default;
        iterator(const rule_list& rules, const std::uint32_t* at) noexcept : rules_(&rules), at_(at) {}

        [[nodiscard]] hit operator*() const noexcept { return {*rules_, *at_}; }
        iterator& operator++() noexcept {
            ++at_;
            return *this;
        }
        iterator operator++(int) noexcept { return {*rules_, at_++}; }

        friend bool operator==(const iterator& left, const iterator& right) noexcept { return left.at_ == right.at_; }

    private:
        const rule_list* rules_ = nullptr;
        const std::uint32_t* at_ = nullptr;
    };

    /// `found` are indices of `rules`.
    hits(const rule_list& rules, std::span<const std::uint32_t> found, bool routed) noexcept
        : rules_(&rules), found_(found), routed_(routed) {}

    /// Of an event over the fields of another rule set than that of `rules`.
    [[nodiscard]] static hits of_refused(const rule_list& rules) noexcept {
        hits none{rules, {}, false};
        none.refused_ = true;
        return none;
    }

    [[nodiscard]] iterator begin() const noexcept { return {*rules_, found_.data()}; }
    [[nodiscard]] iterator end() const noexcept { return {*rules_, found_.data() + found_.size()}; }
    [[nodiscard]] std::size_t size() const noexcept { return found_.size(); }
    [[nodiscard]] bool empty() const noexcept { return found_.empty(); }
    /// Precondition: `at < size()`.
    [[nodiscard]] hit operator[](std::size_t at) const noexcept { return {*rules_, found_[at]}; }
    /// Their places among the rules of the set (`hit::index`), ascending.
    [[nodiscard]] std::span<const std::uint32_t> indices() const noexcept { return found_; }

    /// Whether the event's logsource was known. If not, only rules without one were tried.
    [[nodiscard]] bool routed() const noexcept { return routed_; }

    /// Whether no rule was tried, because the event was read for the fields of another rule set.
    [[nodiscard]] bool refused() const noexcept { return refused_; }

private:
    const rule_list* rules_;
    std::span<const std::uint32_t> found_;
    bool routed_;
    bool refused_ = false;
};

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/match/hit.ipp>
#endif
