// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/pattern/literal_rarity.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace varsigma::detail {

/// Literals of at least four bytes that may stand anywhere in a text, found in one pass.
///
/// Each literal is anchored at one of its sequences of four bytes, the rarest by a fixed table. Every position of a text
/// is looked up in a bit map; the few that pass are looked up exactly, and compared. O(n) plus the comparisons, of which
/// there is one for each literal whose anchor stands in the text.
class gram_filter {
public:
    static constexpr std::size_t gram_size = 4;

    /// Adds a literal under `id`. Precondition: at least `gram_size` bytes, and `build` was not called.
    void add(std::string_view literal, std::uint32_t id) {
        entries_.push_back(
            {static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(literal.size()), 0, 0, id});
        texts_ += literal;
    }

    /// Chooses the anchors and fills the tables. O(total length).
    void build() {
        if (entries_.empty()) { return; }
        choose_anchors();
        std::sort(entries_.begin(), entries_.end(),
                  [](const entry& left, const entry& right) { return left.gram < right.gram; });
        table_bits_ = 4;
        while ((std::size_t{1} << table_bits_) < entries_.size() * 2) { ++table_bits_; }
        table_.assign(std::size_t{1} << table_bits_, {});
        map_bits_ = std::clamp(table_bits_ + 4, 10, 19); // 64 KiB at most: half of a core's first cache or less
        map_.assign((std::size_t{1} << map_bits_) / 64, 0);
        for (std::size_t at = 0; at < entries_.size();) {
            const auto gram = entries_[at].gram;
            auto end = at;
            while (end < entries_.size() && entries_[end].gram == gram) { ++end; }
            insert(gram, at, end);
            at = end;
        }
    }

    /// Calls `found(id)` for each occurrence of a literal's anchor at which the literal stands.
    template <class Found>
    void find(std::string_view text, Found found) const {
        if (entries_.empty() || text.size() < gram_size) { return; }
        const char* const last = text.data() + text.size() - gram_size;
        for (const char* at = text.data(); at <= last; ++at) {
            const auto mixed = mix(load(at));
            const auto bit = mixed >> (64 - map_bits_);
            if ((map_[bit / 64] >> (bit % 64) & 1U) != 0) {
                verify(text, static_cast<std::size_t>(at - text.data()), load(at), mixed, found);
            }
        }
    }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return texts_.capacity() + entries_.capacity() * sizeof(entry) + table_.capacity() * sizeof(range) +
               map_.capacity() * sizeof(std::uint64_t);
    }

private:
    struct entry {
        std::uint32_t text = 0; // where the literal stands in texts_
        std::uint32_t length = 0;
        std::uint32_t anchor = 0; // where its gram stands in the literal
        std::uint32_t gram = 0;
        std::uint32_t id = 0;
    };
    struct range {
        std::uint32_t gram = 0;
        std::uint32_t first = 0;
        std::uint32_t end = 0; // 0: free
    };

    [[nodiscard]] static std::uint32_t load(const char* at) noexcept {
        std::uint32_t gram = 0;
        std::memcpy(&gram, at, sizeof gram);
        return gram;
    }
    [[nodiscard]] static std::uint64_t mix(std::uint32_t gram) noexcept {
        return gram * std::uint64_t{0x9E3779B97F4A7C15};
    }

    void choose_anchors() {
        std::unordered_map<std::uint32_t, std::uint32_t> crowds;
        for (auto& each : entries_) {
            const std::string_view literal{texts_.data() + each.text, each.length};
            std::int64_t best = -1;
            for (std::size_t at = 0; at + gram_size <= literal.size(); ++at) {
                const auto gram = load(literal.data() + at);
                const auto crowd = crowds.find(gram);
                // a gram that anchors many literals already costs a comparison for each of them
                const auto score = std::int64_t{literal_rarity(literal.substr(at, gram_size))} -
                                   (crowd == crowds.end() ? 0 : std::min<std::int64_t>(crowd->second, 24));
                if (score > best) {
                    best = score;
                    each.anchor = static_cast<std::uint32_t>(at);
                    each.gram = gram;
                }
            }
            ++crowds[each.gram];
        }
    }

    void insert(std::uint32_t gram, std::size_t first, std::size_t end) {
        const auto mixed = mix(gram);
        const auto bit = mixed >> (64 - map_bits_);
        map_[bit / 64] |= std::uint64_t{1} << (bit % 64);
        auto place = mixed >> (64 - table_bits_);
        while (table_[place].end != 0) { place = (place + 1) & (table_.size() - 1); }
        table_[place] = {gram, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end)};
    }

    template <class Found>
    void verify(std::string_view text, std::size_t position, std::uint32_t gram, std::uint64_t mixed,
                Found& found) const {
        auto place = mixed >> (64 - table_bits_);
        while (table_[place].end != 0 && table_[place].gram != gram) { place = (place + 1) & (table_.size() - 1); }
        for (auto at = table_[place].first; at < table_[place].end; ++at) {
            const auto& each = entries_[at];
            if (each.anchor > position || text.size() - (position - each.anchor) < each.length) { continue; }
            if (std::memcmp(text.data() + position - each.anchor, texts_.data() + each.text, each.length) == 0) {
                found(each.id);
            }
        }
    }

    std::string texts_;
    std::vector<entry> entries_; // once built, in the order of their grams
    std::vector<range> table_;
    std::vector<std::uint64_t> map_;
    int table_bits_ = 0;
    int map_bits_ = 0;
};

} // namespace varsigma::detail
