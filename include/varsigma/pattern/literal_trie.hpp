// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/pattern/trie_edges.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
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
        for (std::size_t step = 0; step < literal.size(); ++step) {
            at = edges_.child_or_new(at, byte_at(literal, step));
        }
        if (ends_.size() <= at) { ends_.resize(at + std::size_t{1}, none); }
        listed_.push_back({id, ends_[at]});
        ends_[at] = static_cast<std::uint32_t>(listed_.size() - 1);
    }

    /// Ends the adding.
    void build() { edges_.finish(); }

    /// Calls `found(id)` for each literal at this end of `text`.
    template <class Found>
    void find(std::string_view text, Found found) const {
        std::uint32_t at = 0;
        for (std::size_t step = 0; step < text.size(); ++step) {
            at = edges_.child(at, byte_at(text, step));
            if (at == none) { return; }
            if (at >= ends_.size()) { continue; }
            for (auto entry = ends_[at]; entry != none; entry = listed_[entry].next) { found(listed_[entry].id); }
        }
    }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return edges_.bytes() + ends_.capacity() * sizeof(std::uint32_t) + listed_.capacity() * sizeof(listing);
    }

private:
    static constexpr auto none = trie_edges::none;

    struct listing {
        std::uint32_t id;
        std::uint32_t next;
    };

    static unsigned char byte_at(std::string_view text, std::size_t step) noexcept {
        return static_cast<unsigned char>(FromBack ? text[text.size() - 1 - step] : text[step]);
    }

    trie_edges edges_;
    std::vector<std::uint32_t> ends_; // by node: the first listing of the literals that end there
    std::vector<listing> listed_;
};

} // namespace varsigma::detail
