// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// The edges of a trie over bytes, in one hash table. Nodes are numbered as they are made; the root is 0.
class trie_edges {
public:
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    /// The node below `node` by `byte`; `none` if there is none. Expected O(1).
    [[nodiscard]] std::uint32_t child(std::uint32_t node, unsigned char byte) const noexcept {
        if (table_.empty()) { return none; }
        const auto key = key_of(node, byte);
        for (auto place = place_of(key);; place = (place + 1) & (table_.size() - 1)) {
            if (table_[place].key == key) { return table_[place].to; }
            if (table_[place].key == unused) { return none; }
        }
    }

    /// The same node, made if there is none yet. Amortised O(1).
    std::uint32_t child_or_new(std::uint32_t node, unsigned char byte) {
        if (const auto known = child(node, byte); known != none) { return known; }
        if (nodes_ * std::size_t{2} >= table_.size()) { grow(); }
        insert({key_of(node, byte), nodes_});
        return nodes_++;
    }

    /// Forgets all nodes but the root, keeps the memory. O(1).
    void clear() noexcept {
        table_.clear();
        nodes_ = 1;
    }

    /// Gives back what only further edges would need.
    void finish() { outgrown_ = {}; }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return (table_.capacity() + outgrown_.capacity()) * sizeof(edge);
    }

private:
    static constexpr std::uint64_t unused = ~std::uint64_t{0};

    struct edge {
        std::uint64_t key = unused; // node and byte
        std::uint32_t to = none;
    };

    static std::uint64_t key_of(std::uint32_t node, unsigned char byte) noexcept {
        return std::uint64_t{node} << 8U | byte;
    }
    [[nodiscard]] std::size_t place_of(std::uint64_t key) const noexcept {
        return static_cast<std::size_t>((key * std::uint64_t{0x9E3779B97F4A7C15}) >> shift_);
    }

    void insert(edge made) noexcept {
        auto place = place_of(made.key);
        while (table_[place].key != unused) { place = (place + 1) & (table_.size() - 1); }
        table_[place] = made;
    }

    void grow() {
        outgrown_.swap(table_);
        table_.assign(outgrown_.empty() ? std::size_t{64} : outgrown_.size() * 2, edge{});
        shift_ = 64;
        for (auto size = table_.size(); size > 1; size /= 2) { --shift_; }
        for (const auto& kept : outgrown_) {
            if (kept.key != unused) { insert(kept); }
        }
        outgrown_.clear();
    }

    std::vector<edge> table_;
    std::vector<edge> outgrown_; // empty; its memory is for the next table
    std::uint32_t nodes_ = 1;
    int shift_ = 64;
};

} // namespace VARSIGMA_NAMESPACE::detail
