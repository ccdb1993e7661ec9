// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
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

namespace VARSIGMA_NAMESPACE {

/// A set of literals of which a text may hold any one; for literals that come with the event.
///
/// Compared byte by byte. Unlike `literal_index` it takes literals of any length and does not degrade, whatever they
/// have in common: adding and asking are linear in the bytes (Aho and Corasick 1975), with a hash table for the edges.
/// Asking allocates nothing and is safe from any thread once the set is built. Filled again and again, a set keeps its
/// memory, so that in the end nothing is allocated.
class literal_set {
public:
    /// Takes all literals out. O(1).
    void clear() noexcept {
        edges_.clear();
        nodes_.erase(nodes_.begin() + 1, nodes_.end());
        nodes_.front() = {};
    }

    /// Adds a literal; the empty one is allowed. O(n).
    void add(std::string_view literal) {
        std::uint32_t at = 0;
        for (const char byte : literal) {
            const auto next = edges_.child_or_new(at, static_cast<unsigned char>(byte));
            if (next == nodes_.size()) { nodes_.push_back({.parent = at, .byte = static_cast<unsigned char>(byte)}); }
            at = next;
        }
        nodes_[at].is_literal = true;
    }

    /// Ends the adding: `holds` may be asked with `open_before` from now on. Once, until `clear`. O(bytes added).
    void build() {
        for (std::uint32_t number = 1; number < nodes_.size(); ++number) {
            auto& node = nodes_[number];
            node.next_sibling = nodes_[node.parent].first_child;
            nodes_[node.parent].first_child = number;
        }
        by_depth_.assign(1, 0);
        for (std::size_t at = 0; at < by_depth_.size(); ++at) {
            const auto number = by_depth_[at];
            complete(nodes_[number], number);
            for (auto child = nodes_[number].first_child; child != none; child = nodes_[child].next_sibling) {
                by_depth_.push_back(child);
            }
        }
    }

    /// Whether one of the literals is `text`; with `open_before` and `open_after`, whether it is its end or its
    /// beginning; with both, whether it stands anywhere in it. O(n).
    [[nodiscard]] bool holds(std::string_view text, bool open_before, bool open_after) const noexcept {
        std::uint32_t at = 0;
        for (const char byte : text) {
            if (open_after && nodes_[at].ends_literal(open_before)) { return true; }
            at = open_before ? advance(at, static_cast<unsigned char>(byte))
                             : edges_.child(at, static_cast<unsigned char>(byte));
            if (at == none) { return false; }
        }
        return nodes_[at].ends_literal(open_before);
    }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return edges_.bytes() + nodes_.capacity() * sizeof(node_data) + by_depth_.capacity() * sizeof(std::uint32_t);
    }

private:
    static constexpr auto none = detail::trie_edges::none;

    struct node_data {
        std::uint32_t parent = 0;
        std::uint32_t first_child = none; // these two once built
        std::uint32_t next_sibling = none;
        std::uint32_t fallback = 0; // the longest proper end of this node's text that begins a literal
        unsigned char byte = 0;
        bool is_literal = false;
        bool has_literal_at_end = false; // of it, the whole included

        [[nodiscard]] bool ends_literal(bool anywhere) const noexcept {
            return anywhere ? has_literal_at_end : is_literal;
        }
    };

    /// The node of the longest end of the text read so far that begins a literal. Amortised O(1).
    [[nodiscard]] std::uint32_t advance(std::uint32_t from, unsigned char byte) const noexcept {
        auto next = edges_.child(from, byte);
        while (next == none && from != 0) {
            from = nodes_[from].fallback;
            next = edges_.child(from, byte);
        }
        return next == none ? 0 : next;
    }

    /// Precondition: all nodes nearer to the root are complete.
    void complete(node_data& node, std::uint32_t number) noexcept {
        if (number != 0 && node.parent != 0) { node.fallback = advance(nodes_[node.parent].fallback, node.byte); }
        node.has_literal_at_end = node.is_literal || (number != 0 && nodes_[node.fallback].has_literal_at_end);
    }

    detail::trie_edges edges_;
    std::vector<node_data> nodes_ = std::vector<node_data>(1);
    std::vector<std::uint32_t> by_depth_; // nodes; while building
};

} // namespace VARSIGMA_NAMESPACE
