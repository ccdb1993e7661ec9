// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace varsigma::detail {

/// Literals that a text may begin (or end) with: a trie whose edges are in one hash table.
///
/// A look-up walks the text from that end as long as some literal goes on: O(longest common part).
template <bool FromBack>
class literal_trie {
public:
    /// Adds a literal, which is not empty, under `id`. Ids of equal literals are all found.
    void add(std::string_view literal, std::uint32_t id) {
        std::uint32_t at = 0;
        for (std::size_t step = 0; step < literal.size(); ++step) { at = child_or_new(at, byte_at(literal, step)); }
        if (ends_.size() <= at) { ends_.resize(at + std::size_t{1}, none); }
        listed_.push_back({id, ends_[at]});
        ends_[at] = static_cast<std::uint32_t>(listed_.size() - 1);
    }

    /// Calls `found(id)` for each literal at this end of `text`.
    template <class Found>
    void find(std::string_view text, Found found) const {
        if (edges_.empty()) { return; }
        std::uint32_t at = 0;
        for (std::size_t step = 0; step < text.size(); ++step) {
            at = child(at, byte_at(text, step));
            if (at == none) { return; }
            if (at >= ends_.size()) { continue; }
            for (auto entry = ends_[at]; entry != none; entry = listed_[entry].next) { found(listed_[entry].id); }
        }
    }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return edges_.capacity() * sizeof(edge) + ends_.capacity() * sizeof(std::uint32_t) +
               listed_.capacity() * sizeof(listing);
    }

private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    static constexpr std::uint64_t free = ~std::uint64_t{0};

    struct edge {
        std::uint64_t key = free; // node and byte
        std::uint32_t to = none;
    };
    struct listing {
        std::uint32_t id;
        std::uint32_t next;
    };

    static unsigned char byte_at(std::string_view text, std::size_t step) noexcept {
        return static_cast<unsigned char>(FromBack ? text[text.size() - 1 - step] : text[step]);
    }
    static std::uint64_t key_of(std::uint32_t node, unsigned char byte) noexcept {
        return std::uint64_t{node} << 8U | byte;
    }
    [[nodiscard]] std::size_t place_of(std::uint64_t key) const noexcept {
        return static_cast<std::size_t>((key * std::uint64_t{0x9E3779B97F4A7C15}) >> shift_);
    }

    [[nodiscard]] std::uint32_t child(std::uint32_t node, unsigned char byte) const noexcept {
        const auto key = key_of(node, byte);
        for (auto place = place_of(key);; place = (place + 1) & (edges_.size() - 1)) {
            if (edges_[place].key == key) { return edges_[place].to; }
            if (edges_[place].key == free) { return none; }
        }
    }

    std::uint32_t child_or_new(std::uint32_t node, unsigned char byte) {
        if (edges_.empty() || nodes_ * std::size_t{2} >= edges_.size()) { grow(); }
        if (const auto known = child(node, byte); known != none) { return known; }
        insert({key_of(node, byte), nodes_});
        return nodes_++;
    }

    void insert(edge made) noexcept {
        auto place = place_of(made.key);
        while (edges_[place].key != free) { place = (place + 1) & (edges_.size() - 1); }
        edges_[place] = made;
    }

    void grow() {
        const auto old = std::move(edges_);
        edges_.assign(old.empty() ? std::size_t{64} : old.size() * 2, edge{});
        shift_ = 64;
        for (auto size = edges_.size(); size > 1; size /= 2) { --shift_; }
        for (const auto& kept : old) {
            if (kept.key != free) { insert(kept); }
        }
    }

    std::vector<edge> edges_;
    std::vector<std::uint32_t> ends_; // by node: the first listing of the literals that end there
    std::vector<listing> listed_;
    std::uint32_t nodes_ = 1;
    int shift_ = 64;
};

} // namespace varsigma::detail
