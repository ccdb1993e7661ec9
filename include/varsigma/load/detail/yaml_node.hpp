// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace VARSIGMA_NAMESPACE::yaml {

enum class node_kind : std::uint8_t { scalar, sequence, mapping };

/// How the type of a scalar is found. Source: YAML 1.1, "Resolved tags".
enum class scalar_tag : std::uint8_t {
    plain, ///< unquoted and untagged: by its spelling
    text,  ///< quoted, a block scalar, `!!str` or `!!timestamp`
    null,  ///< `!!null`
    boolean,
    integer,
    real,
};

struct node;

struct map_entry {
    const node* key = nullptr; ///< always a scalar
    const node* value = nullptr;
};

/// One node of a YAML document, with its aliases resolved: several places may share one node, none contains itself.
///
/// Nodes and texts live in the arena that the document was read into.
struct node {
    node_kind kind = node_kind::scalar;
    scalar_tag tag = scalar_tag::plain;
    bool double_quoted = false;         ///< a scalar between double quotes, which take escapes
    std::uint16_t height = 0;           ///< how many lists and maps stand inside each other here
    std::uint32_t weight = 1;           ///< nodes below and including this one, see `node_weight`
    source_position position;           ///< of its first byte; of shared nodes, where the anchor stands
    source_position text_position;      ///< of the text itself; without a column where it is not spelt as it reads
    std::string_view text;              ///< of a scalar, escapes and folding resolved
    std::span<const node* const> items; ///< of a sequence
    std::span<const map_entry> entries; ///< of a mapping, in the order of the text, keys unique

    /// The entry of a map with that key, or null. O(entries).
    [[nodiscard]] const map_entry* find_entry(std::string_view key) const noexcept {
        for (const auto& entry : entries) {
            if (entry.key->text == key) return &entry;
        }
        return nullptr;
    }

    /// The value under `key`, or null. O(entries).
    [[nodiscard]] const node* find(std::string_view key) const noexcept {
        const auto* entry = find_entry(key);
        return entry == nullptr ? nullptr : entry->value;
    }
};

/// What a node counts against the limits: one, and one more for every 64 bytes of its text, so that repeating a long
/// text by aliases costs as much as repeating many short ones.
[[nodiscard]] constexpr std::size_t node_weight(std::string_view text) noexcept {
    return 1 + text.size() / 64;
}

/// Numbers keys in the order of their first appearance. O(1) each, expected; few keys need no memory of their own.
class key_positions {
public:
    void clear() noexcept {
        keys_.clear();
        if (!index_.empty()) index_.clear();
    }

    /// The number of keys that are known.
    [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }

    /// The position of `key`; `size()` if it is not known.
    [[nodiscard]] std::size_t find(std::string_view key) const {
        if (keys_.size() <= linear) {
            std::size_t at = 0;
            while (at < keys_.size() && keys_[at] != key) ++at;
            return at;
        }
        const auto known = index_.find(key);
        return known == index_.end() ? keys_.size() : known->second;
    }

    /// Gives `key` the position `size()`. Precondition: it is not known.
    void add(std::string_view key) {
        if (keys_.empty()) keys_.reserve(linear);
        keys_.push_back(key);
        if (keys_.size() <= linear) return;
        for (auto at = index_.size(); at < keys_.size(); ++at) index_.emplace(keys_[at], at);
    }

private:
    static constexpr std::size_t linear = 16;

    std::vector<std::string_view> keys_;
    std::unordered_map<std::string_view, std::size_t> index_; // only if there are more than `linear`
};

} // namespace VARSIGMA_NAMESPACE::yaml
