// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/teddy_buckets.hpp>
#include <varsigma/literals/detail/teddy_literals.hpp>
#include <varsigma/literals/detail/teddy_scan.hpp>
#include <varsigma/literals/detail/teddy_tables.hpp>
#include <varsigma/text/detail/ascii_scan.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Short literals that may stand anywhere in a text, found in one pass ("Teddy": Wang et al., NSDI 2019).
///
/// The literals are folded ASCII. The letters of the text may be in either case, so that an ASCII text need not be
/// folded first; a text with other characters has to be. Each literal is known by a window of up to four bytes; the
/// windows are shared out among a few buckets, and byte shuffles tell which buckets the windows at many positions of a
/// text can belong to. Const members are safe from any thread.
class teddy {
public:
    static constexpr std::size_t min_literal = shortest_window;         ///< bytes of the shortest literal
    static constexpr std::size_t max_literal = teddy_literals::longest; ///< bytes of the longest literal
    static constexpr std::size_t max_size = 192; ///< literals; with more too much passes, and has to be compared

    /// Adds a literal under `id`; equal ones may be added. Precondition: its length, and `build` was not called.
    void add(std::string_view folded_literal, std::uint32_t id) {
        assert(folded_literal.size() >= min_literal && folded_literal.size() <= max_literal);
        added_.push_back({std::string{folded_literal}, id});
        ++size_;
    }

    /// Ends the adding. Once; without it nothing is found. Precondition: `is_supported(level)`. O(size²).
    void build(simd_level level) {
        assert(is_supported(level));
        if (added_.empty()) { return; }
        std::vector<std::string_view> literals;
        literals.reserve(added_.size());
        for (const auto& each : added_) { literals.push_back(each.text); }
        const std::size_t buckets = buckets_for(size_);
        const auto places = share_out(literals, buckets);
        for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
            for (std::size_t number = 0; number < literals.size(); ++number) {
                if (places[number].bucket != bucket) { continue; }
                tables_.admit(bucket, teddy_window_of(literals[number], places[number].offset));
                literals_.add(literals[number], places[number].offset, added_[number].id);
            }
            literals_.end_bucket();
        }
        use(level);
        added_ = {};
    }

    /// Calls `found(id)` for the literals that stand in `text`, once or more for each and in no particular order.
    ///
    /// O(n) plus the comparisons; allocates nothing.
    template <class Found>
    void find(std::string_view text, Found found) const {
        if (scan_ == nullptr) { return; }
        teddy_candidates candidates;
        while (candidates.next < text.size()) {
            candidates.clear();
            scan_(tables_, text, candidates);
            for (const auto& candidate : candidates) { literals_.compare(text, candidate, found); }
        }
    }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.size_, self.tables_, self.literals_);
    }
    /// Whether what was read can be used, and no id is `limit` or more. O(size).
    [[nodiscard]] bool is_sound(std::uint32_t limit) const noexcept {
        return tables_.is_sound() && literals_.is_sound(limit);
    }
    /// The instructions with which what was built or read is to be searched. Precondition: `is_supported(level)`.
    void use(simd_level level) {
        if (empty()) { return; }
        if (level == simd_level::scalar) { tables_.spell_out(); }
        scan_ = choose_teddy_scan(level, buckets_for(size_));
    }

    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    /// Literals added.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// Memory held on the heap.
    [[nodiscard]] std::size_t bytes() const noexcept {
        return added_.capacity() * sizeof(addition) + literals_.bytes() + tables_.bytes();
    }

private:
    struct addition {
        std::string text;
        std::uint32_t id = 0;
    };

    [[nodiscard]] static std::size_t buckets_for(std::size_t literals) noexcept {
        return literals <= teddy_mask_buckets ? teddy_mask_buckets : teddy_max_buckets;
    }

    std::uint32_t size_ = 0;
    teddy_tables tables_;
    teddy_scan scan_ = nullptr;
    teddy_literals literals_;     // once built
    std::vector<addition> added_; // until then
};

} // namespace VARSIGMA_NAMESPACE::detail
