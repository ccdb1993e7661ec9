// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/field_table.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Dotted names as a tree of their parts: `a.b` is the node that the part `b` leads to from the one that `a` leads to
/// from the top. Linear in the names' length; one step is O(|part|), whatever the number of names.
class name_trie {
public:
    using node = std::uint32_t;

    static constexpr node top = 0;
    static constexpr node nowhere = ~node{0};

    name_trie() { nodes_.emplace_back(); }

    /// The node of a name or of a path, made where it is not there yet. O(|path|).
    node add(std::string_view path) {
        node at = top;
        while (true) {
            const auto dot = path.find('.');
            at = child_of(at, path.substr(0, dot));
            if (dot == std::string_view::npos) { return at; }
            path.remove_prefix(dot + 1);
        }
    }

    /// The same for a name that rules use.
    void add_field(std::string_view name, slot field) {
        const node end = add(name);
        nodes_[end].field = field;
        for (node at = end; at != top && !nodes_[nodes_[at].from].leads_to_field; at = nodes_[at].from) {
            nodes_[nodes_[at].from].leads_to_field = true;
        }
    }

    /// Where a part of a name leads to, `nowhere` if no name has it there.
    [[nodiscard]] node find(node from, std::string_view part) const noexcept {
        if (table_.empty()) { return nowhere; }
        const auto hash = hash_of(from, part);
        const auto mask = table_.size() - 1;
        for (auto at = static_cast<std::size_t>(hash) & mask;; at = (at + 1) & mask) {
            const node entry = table_[at];
            if (entry == 0) { return nowhere; }
            const auto& candidate = nodes_[entry];
            if (candidate.hash == hash && candidate.from == from && candidate.part == part) { return entry; }
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
    [[nodiscard]] std::size_t bytes() const noexcept {
        return nodes_.capacity() * sizeof(node_data) + table_.capacity() * sizeof(node); // short parts have no more
    }

    /// The field whose name ends here; `no_slot` if there is none.
    [[nodiscard]] slot field(node at) const noexcept { return nodes_[at].field; }
    /// Whether the name of a field goes on from here.
    [[nodiscard]] bool leads_to_field(node at) const noexcept { return nodes_[at].leads_to_field; }
    /// Whether any name or path goes on from here.
    [[nodiscard]] bool leads_on(node at) const noexcept { return nodes_[at].leads_on; }
    /// The node before one that is not the top, which is always the lower number, and the part that leads from there.
    [[nodiscard]] node before(node at) const noexcept { return nodes_[at].from; }
    [[nodiscard]] std::string_view part(node at) const noexcept { return nodes_[at].part; }

private:
    struct node_data {
        std::uint64_t hash = 0;
        std::string part;
        node from = nowhere;
        slot field = no_slot;
        bool leads_to_field = false;
        bool leads_on = false;
    };

    /// Eight bytes at a time, the last of them overlapping.
    static std::uint64_t hash_of(node from, std::string_view part) noexcept {
        constexpr std::uint64_t odd = 0xD6E8FEB86659FD93U;
        std::uint64_t mixed = (part.size() << 8U) + from;
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        if (constexpr std::size_t word = sizeof first; part.size() >= word) {
            std::memcpy(&first, part.data(), word);
            std::memcpy(&last, part.data() + part.size() - word, word);
            for (std::size_t at = word; at + word < part.size(); at += word) {
                std::uint64_t between = 0;
                std::memcpy(&between, part.data() + at, word);
                mixed = (mixed ^ between) * odd;
                mixed ^= mixed >> 32U;
            }
        } else if (constexpr std::size_t half = 4; part.size() >= half) { // overlapping: a copy of odd length is a call
            std::memcpy(&first, part.data(), half);
            std::memcpy(&last, part.data() + part.size() - half, half);
        } else if (!part.empty()) {
            const auto byte = [part](std::size_t at) { return std::uint64_t{static_cast<unsigned char>(part[at])}; };
            first = byte(0) | byte(part.size() / 2) << 8U | byte(part.size() - 1) << 16U;
        }
        mixed += first ^ (last * 0x9E3779B97F4A7C15U);
        mixed *= odd;
        mixed ^= mixed >> 32U;
        mixed *= odd;
        return mixed ^ (mixed >> 29U);
    }

    node child_of(node from, std::string_view part) {
        if (const node known = find(from, part); known != nowhere) { return known; }
        if (nodes_.size() * 2 > table_.size()) { grow(); }
        const auto made = static_cast<node>(nodes_.size());
        nodes_[from].leads_on = true;
        auto& data = nodes_.emplace_back();
        data.hash = hash_of(from, part);
        data.part = part;
        data.from = from;
        enter(made);
        return made;
    }

    void grow() {
        table_.assign(table_.empty() ? 64 : table_.size() * 2, 0);
        for (node at = 1; at < nodes_.size(); ++at) { enter(at); }
    }

    void enter(node made) noexcept {
        const auto mask = table_.size() - 1;
        auto at = static_cast<std::size_t>(nodes_[made].hash) & mask;
        while (table_[at] != 0) { at = (at + 1) & mask; }
        table_[at] = made;
    }

    std::vector<node_data> nodes_;
    std::vector<node> table_; // open addressing; the top, which no part leads to, means free
};

} // namespace VARSIGMA_NAMESPACE::detail
