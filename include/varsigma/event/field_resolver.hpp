// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/field_map.hpp>
#include <varsigma/event/field_table.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace varsigma {

/// Finds, while a nested event is walked from its top, which keys are fields that rules read.
///
/// A rule's `a.b.c` is, at each level, the key `a.b.c` itself if there is one, otherwise `b.c` below the key `a`, and so
/// on: a trie over the names, whose edges are keys. That the whole key wins in its object is for the row to see to
/// (`event_row::put`); a value found under the field's own name has a better `rank` than one that a field map brings to it,
/// and the best rank wins. Arrays on the way are walked element by element with the same node. Built once from a field
/// table and a field map; const use from any thread. One step is O(|key|), whatever the number of fields.
class field_resolver {
public:
    using node = std::uint32_t;

    static constexpr node top = 0;
    static constexpr node nowhere = ~node{0}; ///< nothing below is a field by its path

    /// What a key leads to.
    struct step {
        slot field = no_slot;         ///< the value is this field's
        node below = nowhere;         ///< where the keys of the value, if it is an object, are looked up
        std::uint32_t rank = 0;       ///< of `field`: lower wins
        std::uint32_t rank_below = 0; ///< to be added to the rank of whatever is found below
    };

    field_resolver(const field_table& fields, const field_map& map) : drops_blanks_(map.drops_blanks()) {
        new_node();
        for (slot field = 0; field < fields.size(); ++field) { add_path(fields.name(field), field, 0, true); }
        for (const auto& rename : map.renames()) {
            if (const auto field = fields.find(rename.name)) { add_path(rename.path, *field, 1, false); }
        }
        for (const auto& path : map.lifted()) { nodes_[descend_all(path)].lifted = true; }
    }

    /// What `key` of an object at `from` leads to. Precondition: `from` came from this resolver.
    [[nodiscard]] step follow(node from, std::string_view key) const {
        if (from == nowhere) { return {}; }
        step found = find(from, key);
        if (nodes_[from].lifted) {
            const step lifted = drops_blanks_ ? find_without_blanks(key) : find(top, key);
            if (found.field == no_slot && lifted.field != no_slot) {
                found.field = lifted.field;
                found.rank = lifted.rank + 1;
            }
            if (found.below == nowhere && lifted.below != nowhere) {
                found.below = lifted.below;
                found.rank_below = lifted.rank_below + 1;
            }
        } else if (drops_blanks_ && from == top && found.field == no_slot && found.below == nowhere) {
            found = find_without_blanks(key);
        }
        return found;
    }

private:
    struct node_data {
        bool lifted = false; ///< keys count as keys of the top as well
    };

    struct edge {
        std::uint64_t hash = 0;
        std::string key;
        node from = nowhere;
        step leads_to;
    };

    node new_node() {
        nodes_.emplace_back();
        return static_cast<node>(nodes_.size() - 1);
    }

    /// Adds the edges for a path. With `flat`, a rest of the path that stands as one key counts as well.
    void add_path(std::string_view path, slot field, std::uint32_t rank, bool flat) {
        node at = top;
        while (true) {
            const auto dot = path.find('.');
            if (flat || dot == std::string_view::npos) {
                step& leads = edge_of(at, path).leads_to;
                if (leads.field == no_slot || rank < leads.rank) {
                    leads.field = field;
                    leads.rank = rank;
                }
            }
            if (dot == std::string_view::npos) { return; }
            at = descend(at, path.substr(0, dot));
            path.remove_prefix(dot + 1);
        }
    }

    node descend_all(std::string_view path) {
        node at = top;
        while (true) {
            const auto dot = path.find('.');
            at = descend(at, path.substr(0, dot));
            if (dot == std::string_view::npos) { return at; }
            path.remove_prefix(dot + 1);
        }
    }

    node descend(node from, std::string_view key) {
        if (const auto known = edge_of(from, key).leads_to.below; known != nowhere) { return known; }
        const auto made = new_node();
        edge_of(from, key).leads_to.below = made;
        return made;
    }

    /// Mixes the length and up to 16 bytes from both ends: keys are short, and only those of rules are in the table.
    static std::uint64_t hash_of(node from, std::string_view key) noexcept {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        if (key.size() >= sizeof first) {
            std::memcpy(&first, key.data(), sizeof first);
            std::memcpy(&last, key.data() + key.size() - sizeof last, sizeof last);
        } else if (constexpr std::size_t half = 4; key.size() >= half) { // overlapping: a copy of odd length is a call
            std::memcpy(&first, key.data(), half);
            std::memcpy(&last, key.data() + key.size() - half, half);
        } else if (!key.empty()) {
            const auto byte = [key](std::size_t at) { return std::uint64_t{static_cast<unsigned char>(key[at])}; };
            first = byte(0) | byte(key.size() / 2) << 8U | byte(key.size() - 1) << 16U;
        }
        std::uint64_t mixed = (first ^ (last * 0x9E3779B97F4A7C15U)) + (key.size() << 8U) + from;
        mixed *= 0xD6E8FEB86659FD93U;
        mixed ^= mixed >> 32U;
        mixed *= 0xD6E8FEB86659FD93U;
        return mixed ^ (mixed >> 29U);
    }

    [[nodiscard]] step find(node from, std::string_view key) const noexcept {
        if (table_.empty()) { return {}; }
        const auto hash = hash_of(from, key);
        const auto mask = table_.size() - 1;
        for (auto at = static_cast<std::size_t>(hash) & mask;; at = (at + 1) & mask) {
            const auto entry = table_[at];
            if (entry == 0) { return {}; }
            const auto& candidate = edges_[entry - 1];
            if (candidate.hash == hash && candidate.from == from && candidate.key == key) { return candidate.leads_to; }
        }
    }

    [[nodiscard]] step find_without_blanks(std::string_view key) const {
        step found = find(top, key);
        if (found.field == no_slot && found.below == nowhere && key.find(' ') != std::string_view::npos) {
            found = find(top, without_blanks(key));
            ++found.rank;
            ++found.rank_below;
        }
        return found;
    }

    edge& edge_of(node from, std::string_view key) {
        if ((edges_.size() + 1) * 2 > table_.size()) { grow(); }
        const auto hash = hash_of(from, key);
        const auto mask = table_.size() - 1;
        auto at = static_cast<std::size_t>(hash) & mask;
        for (; table_[at] != 0; at = (at + 1) & mask) {
            auto& candidate = edges_[table_[at] - 1];
            if (candidate.hash == hash && candidate.from == from && candidate.key == key) { return candidate; }
        }
        edges_.push_back({hash, std::string{key}, from, {}});
        table_[at] = static_cast<std::uint32_t>(edges_.size());
        return edges_.back();
    }

    void grow() {
        table_.assign(table_.empty() ? 64 : table_.size() * 2, 0);
        const auto mask = table_.size() - 1;
        for (std::size_t index = 0; index < edges_.size(); ++index) {
            auto at = static_cast<std::size_t>(edges_[index].hash) & mask;
            while (table_[at] != 0) { at = (at + 1) & mask; }
            table_[at] = static_cast<std::uint32_t>(index + 1);
        }
    }

    std::vector<node_data> nodes_;
    std::vector<edge> edges_;
    std::vector<std::uint32_t> table_; // open addressing: index of the edge plus one, 0 = free
    bool drops_blanks_ = false;
};

} // namespace varsigma
