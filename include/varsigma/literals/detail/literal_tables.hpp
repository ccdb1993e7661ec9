// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/edge_table.hpp>
#include <varsigma/literals/detail/gram_filter.hpp>
#include <varsigma/literals/detail/literal_table.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/literals/detail/teddy.hpp>
#include <varsigma/literals/detail/whole_table.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Literals sorted by how they are looked for.
struct literals_by_form {
    std::vector<indexed_literal> whole;
    std::vector<indexed_literal> prefixes;
    std::vector<indexed_literal> suffixes;
    std::vector<indexed_literal> inner;

    void add(pattern_shape::kind form, const indexed_literal& literal) {
        switch (form) {
        case pattern_shape::kind::equals: whole.push_back(literal); break;
        case pattern_shape::kind::startswith: prefixes.push_back(literal); break;
        case pattern_shape::kind::endswith: suffixes.push_back(literal); break;
        case pattern_shape::kind::contains: inner.push_back(literal); break;
        case pattern_shape::kind::everything:
        case pattern_shape::kind::general: assert(false); break;
        }
    }

    [[nodiscard]] bool empty() const noexcept {
        return whole.empty() && prefixes.empty() && suffixes.empty() && inner.empty();
    }
};

/// Literals that may stand anywhere in a text, in tables by their lengths.
template <literal_kind Kind>
class inner_literals {
public:
    void build(std::vector<indexed_literal> literals, simd_level level) {
        // the longest first, which the other filters can take off the hands of the one for a few short ones
        std::stable_sort(literals.begin(), literals.end(),
                         [](const auto& left, const auto& right) { return left.text.size() > right.text.size(); });
        const std::span all{literals};
        const auto first_below = [&](std::size_t length) {
            return static_cast<std::size_t>(
                std::find_if(all.begin(), all.end(), [=](const auto& each) { return each.text.size() < length; }) -
                all.begin());
        };
        auto taken = first_below(by_four_.shortest_literal);
        by_four_.build(all.first(taken), level);
        const auto all_few = [&] { return Kind == literal_kind::ascii && all.size() - taken <= teddy::max_size; };
        if (!all_few()) {
            const auto end = first_below(by_two_.shortest_literal);
            by_two_.build(all.subspan(taken, end - taken), level);
            taken = end;
        }
        if (!all_few()) {
            const auto end = first_below(by_one_.shortest_literal);
            by_one_.build(all.subspan(taken, end - taken), level);
            taken = end;
        }
        if (!all_few()) {
            pairs_.build(all.subspan(taken), level);
            return;
        }
        if (taken == all.size()) { return; }
        for (const auto& each : all.subspan(taken)) { few_.add(each.text, each.id); }
        few_.build(level);
    }

    template <class Found>
    void find(std::string_view text, Found& found) const {
        by_four_.find(text, found);
        if (!few_.empty()) { few_.find(text, found); }
        by_two_.find(text, found);
        by_one_.find(text, found);
        pairs_.find(text, found);
    }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.by_four_, self.few_, self.by_two_, self.by_one_, self.pairs_);
    }
    [[nodiscard]] bool is_sound(std::uint32_t limit) const noexcept {
        return by_four_.is_sound(limit) && few_.is_sound(limit) && by_two_.is_sound(limit) && by_one_.is_sound(limit) &&
               pairs_.is_sound(limit);
    }
    void use(simd_level level) {
        by_four_.use(level);
        few_.use(level);
        by_two_.use(level);
        by_one_.use(level);
        pairs_.use(level);
    }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return by_four_.bytes() + few_.bytes() + by_two_.bytes() + by_one_.bytes() + pairs_.bytes();
    }

private:
    gram_filter<Kind, 6, 4> by_four_;
    teddy few_;
    gram_filter<Kind, 4, 2> by_two_;
    gram_filter<Kind, 4, 1> by_one_;
    gram_filter<Kind, 2, 1> pairs_;
};

/// Literals of all forms. The same is looked for in ASCII texts of any case and in folded texts.
template <literal_kind Kind>
class literal_tables {
public:
    void build(const literals_by_form& literals, simd_level level) {
        whole_.build(literals.whole);
        prefixes_.build(literals.prefixes);
        suffixes_.build(literals.suffixes);
        build_inner(literals.inner, level);
        note_parts();
    }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.whole_, self.prefixes_, self.suffixes_, self.few_inner_, self.inner_);
    }
    [[nodiscard]] bool is_sound(std::uint32_t limit) const noexcept {
        return whole_.is_sound(limit) && prefixes_.is_sound(limit) && suffixes_.is_sound(limit) &&
               few_inner_.is_sound(limit) && (!inner_ || inner_->is_sound(limit));
    }
    /// After reading: the instructions to search with.
    void use(simd_level level) {
        few_inner_.use(level);
        if (inner_) { inner_->use(level); }
        note_parts();
    }

    template <class Found>
    void find(std::string_view text, Found& found) const {
        if ((parts_ & 1U) != 0) { whole_.find(text, found); }
        if ((parts_ & 2U) != 0) { prefixes_.find(text, found); }
        if ((parts_ & 4U) != 0) { suffixes_.find(text, found); }
        if ((parts_ & 8U) != 0) { few_inner_.find(text, found); }
        if ((parts_ & 16U) != 0) { inner_->find(text, found); }
    }

    /// The memory it takes, itself aside.
    [[nodiscard]] std::size_t bytes() const noexcept {
        return whole_.bytes() + prefixes_.bytes() + suffixes_.bytes() + few_inner_.bytes() +
               (inner_ ? sizeof *inner_ + inner_->bytes() : 0);
    }

private:
    /// Up to so many literals do with grams of four bytes, which more of them have: of more, too many places would
    /// pass.
    static constexpr std::size_t few = 128;

    void note_parts() noexcept {
        parts_ = (whole_.empty() ? 0U : 1U) | (prefixes_.empty() ? 0U : 2U) | (suffixes_.empty() ? 0U : 4U) |
                 (few_inner_.empty() ? 0U : 8U) | (inner_ ? 16U : 0U);
    }

    void build_inner(std::span<const indexed_literal> literals, simd_level level) {
        std::vector<indexed_literal> others;
        std::vector<indexed_literal> long_ones;
        for (const auto& each : literals) {
            (each.text.size() < few_inner_.shortest_literal ? others : long_ones).push_back(each);
        }
        if (long_ones.size() <= few) {
            few_inner_.build(long_ones, level);
        } else {
            others.assign(literals.begin(), literals.end());
        }
        if (others.empty()) { return; }
        inner_ = std::make_unique<inner_literals<Kind>>();
        inner_->build(std::move(others), level);
    }

    std::uint32_t parts_ = 0; // a bit for each table that is not empty
    whole_table<Kind> whole_;
    edge_table<Kind, false> prefixes_;
    edge_table<Kind, true> suffixes_;
    gram_filter<Kind, 4, 4> few_inner_;
    std::unique_ptr<inner_literals<Kind>> inner_; // what the one before does not have
};

} // namespace VARSIGMA_NAMESPACE::detail
