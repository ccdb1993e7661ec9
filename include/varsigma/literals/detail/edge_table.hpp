// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/literal_table.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/detail/ascii_scan.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Literals that a text may begin (or end) with: a hash table over their outermost bytes.
///
/// A literal is filed by its outermost 8 bytes, or 4, 3, 2, 1 if it is no longer. One load gives the keys of all sizes,
/// and a bit map turns most of them away. Literals that share a key are compared one by one, or if they are many
/// searched by halves: O(the longest literal, times the logarithm of the largest crowd).
template <literal_kind Kind, bool FromBack>
class edge_table {
public:
    /// Builds the table, once. Precondition: no literal is empty.
    void build(std::span<const indexed_literal> literals) {
        if (literals.empty()) { return; }
        const auto count = static_cast<std::uint32_t>(literals.size());
        buckets_ = count;
        const auto map_words = std::bit_ceil(std::clamp(count, 2U, longest_map));
        map_shift_ = static_cast<std::uint32_t>(64 - std::countr_zero(map_words));
        std::size_t bytes = 0;
        std::vector<std::uint32_t> buckets(count);
        for (std::uint32_t at = 0; at < count; ++at) {
            const auto text = literals[at].text;
            bytes += text.size();
            buckets[at] = bucket_of(upper_half(hash_of(text)), buckets_);
        }
        starts_ = map_words;
        entries_ = starts_ + buckets_ + 1;
        texts_ = entries_ + count * entry_words;
        memory_.allocate(texts_, bytes);
        auto order = sort_by_bucket(buckets, {memory_.edit_words(starts_), buckets_ + std::size_t{1}});
        std::uint32_t text = 0;
        for (std::uint32_t bucket = 0; bucket < buckets_; ++bucket) {
            const auto* const start = memory_.words(starts_ + bucket);
            const std::span crowd{order.data() + start[0], start[1] - start[0]};
            const bool halved = crowd.size() > crowd_limit;
            if (halved) {
                std::sort(crowd.begin(), crowd.end(), [&](std::uint32_t left, std::uint32_t right) {
                    return order_of(literals[left].text, literals[right].text).second < 0;
                });
            }
            std::vector<std::uint32_t> open; // while sorted: the literals that the one at hand goes on from
            for (std::uint32_t at = 0; at < crowd.size(); ++at) {
                const auto& each = literals[crowd[at]];
                const auto length = static_cast<std::uint32_t>(each.text.size());
                const auto hash = hash_of(each.text);
                entry made{text, length, each.id, upper_half(hash)};
                if (halved) {
                    while (!open.empty() && !begins_with(each.text, literals[crowd[open.back()]].text)) {
                        open.pop_back();
                    }
                    made.tag = open.empty() ? none : open.back();
                    open.push_back(at);
                }
                memory_.write(entries_ + std::size_t{start[0] + at} * entry_words, made);
                each.text.copy(memory_.edit_text(texts_) + text, length);
                text += length;
                *memory_.edit_words(hash >> map_shift_) |= bits_of(hash);
                keys_ |= 1U << key_length(length);
            }
        }
    }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.keys_, self.map_shift_, self.buckets_, self.starts_, self.entries_, self.texts_, self.memory_);
    }
    /// Whether what was read can be used, and no id is `limit` or more. O(size).
    [[nodiscard]] bool is_sound(std::uint32_t limit) const noexcept {
        if (keys_ == 0) { return true; }
        if ((keys_ & ~all_keys) != 0 || map_shift_ < 64 - longest_map_bits || map_shift_ > 63) { return false; }
        if (starts_ != std::uint64_t{1} << (64 - map_shift_) || entries_ != std::uint64_t{starts_} + buckets_ + 1 ||
            texts_ != entries_ + std::uint64_t{buckets_} * entry_words || texts_ > memory_.size() || buckets_ == 0 ||
            !memory_.has_buckets(starts_, buckets_, buckets_)) {
            return false;
        }
        std::uint64_t passed = 0; // of the texts
        for (std::uint32_t bucket = 0; bucket < buckets_; ++bucket) {
            const auto* const start = memory_.words(starts_ + bucket);
            const bool halved = start[1] - start[0] > crowd_limit;
            for (auto at = start[0]; at < start[1]; ++at) {
                const auto each = entry_at(at);
                if (!memory_.has_text(texts_, each.text, each.length, passed) || each.id >= limit ||
                    (halved && each.tag != none && each.tag >= at - start[0])) {
                    return false;
                }
            }
        }
        return true;
    }

    [[nodiscard]] bool empty() const noexcept { return keys_ == 0; }
    [[nodiscard]] std::size_t bytes() const noexcept { return memory_.bytes(); }

    /// Calls `found(id)` for each literal at this end of `text`, at least once each.
    template <class Found>
    void find(std::string_view text, Found& found) const {
        auto keys = keys_;
        std::uint64_t edge = 0;
        if (text.size() >= longest_key) {
            edge = without_case(
                load_word<std::uint64_t>(FromBack ? text.data() + text.size() - longest_key : text.data()));
        } else {
            keys &= (2U << text.size()) - 2;
            edge = short_edge(text);
        }
        for (; keys != 0; keys &= keys - 1) {
            const auto hash = hash_of(edge, static_cast<unsigned>(std::countr_zero(keys)));
            const auto bits = bits_of(hash);
            if ((*memory_.words(hash >> map_shift_) & bits) == bits) { look_up(text, hash, found); }
        }
    }

private:
    struct entry {
        std::uint32_t text; // where it begins among the texts
        std::uint32_t length;
        std::uint32_t id;
        std::uint32_t
            tag; // of the hash; in a large crowd, the place there of the longest literal this one goes on from
    };
    static constexpr std::uint32_t entry_words = sizeof(entry) / sizeof(std::uint32_t);
    static constexpr std::uint32_t longest_map_bits = 14;
    static constexpr std::uint32_t longest_map = 1U << longest_map_bits;
    static constexpr std::uint32_t all_keys = 1U << 1U | 1U << 2U | 1U << 3U | 1U << 4U | 1U << 8U;
    static constexpr std::size_t crowd_limit = 16;
    static constexpr std::size_t longest_key = 8;
    static constexpr auto none = std::numeric_limits<std::uint32_t>::max();

    [[nodiscard]] static unsigned key_length(std::size_t length) noexcept {
        return static_cast<unsigned>(length >= longest_key ? longest_key : std::min<std::size_t>(length, 4));
    }
    [[nodiscard]] static std::uint32_t upper_half(std::uint64_t hash) noexcept {
        return static_cast<std::uint32_t>(hash >> 32);
    }
    [[nodiscard]] static std::uint32_t bits_of(std::uint64_t hash) noexcept {
        return 1U << (hash >> 27 & 31U) | 1U << (hash >> 32 & 31U);
    }

    /// A text of less than eight bytes, in the bytes of a word that are next to this end.
    [[nodiscard]] static std::uint64_t short_edge(std::string_view text) noexcept {
        const auto edge = without_case(load_short(text.data(), text.size()));
        return FromBack && !text.empty() ? edge << (64 - 8 * text.size()) : edge;
    }

    /// The hash of the `length` outermost bytes.
    [[nodiscard]] static std::uint64_t hash_of(std::uint64_t edge, unsigned length) noexcept {
        const auto rest = 64 - 8 * length;
        const auto key = FromBack ? edge >> rest : edge << rest >> rest;
        const auto product = (key + length) * 0x9E3779B97F4A7C15;
        return product ^ product >> 32;
    }
    [[nodiscard]] static std::uint64_t hash_of(std::string_view literal) noexcept {
        if (literal.size() >= longest_key) {
            literal = FromBack ? literal.substr(literal.size() - longest_key) : literal.substr(0, longest_key);
            return hash_of(without_case(load_word<std::uint64_t>(literal.data())), longest_key);
        }
        return hash_of(short_edge(literal), key_length(literal.size()));
    }

    /// How much two texts have in common at this end, and how they are ordered from there on.
    [[nodiscard]] static std::pair<std::size_t, int> order_of(std::string_view text,
                                                              std::string_view literal) noexcept {
        const auto shorter = std::min(text.size(), literal.size());
        for (std::size_t at = 0; at < shorter; ++at) {
            const auto left = static_cast<unsigned char>(fold_ascii(FromBack ? text[text.size() - 1 - at] : text[at]));
            const auto right = static_cast<unsigned char>(FromBack ? literal[literal.size() - 1 - at] : literal[at]);
            if (left != right) { return {at, left < right ? -1 : 1}; }
        }
        return {shorter, text.size() == literal.size() ? 0 : text.size() < literal.size() ? -1 : 1};
    }
    [[nodiscard]] static bool begins_with(std::string_view text, std::string_view literal) noexcept {
        return FromBack ? text.ends_with(literal) : text.starts_with(literal);
    }

    template <class Found>
    void look_up(std::string_view text, std::uint64_t hash, Found& found) const {
        const auto* const start = memory_.words(starts_ + bucket_of(upper_half(hash), buckets_));
        if (start[1] - start[0] > crowd_limit) { return search(text, start[0], start[1], found); }
        for (auto at = start[0]; at < start[1]; ++at) {
            const auto each = entry_at(at);
            if (each.tag != upper_half(hash) || each.length > text.size()) { continue; }
            const char* const edge = FromBack ? text.data() + text.size() - each.length : text.data();
            if (equals_literal<Kind>(edge, memory_.text(texts_) + each.text, each.length)) { found(each.id); }
        }
    }

    /// Among sorted literals, every one that the text goes on from is the last that is not above the text, or it goes
    /// on from there.
    template <class Found>
    void search(std::string_view text, std::uint32_t first, std::uint32_t end, Found& found) const {
        const auto begin = first;
        while (first < end) {
            const auto middle = first + (end - first) / 2;
            if (order_of(text, text_of(entry_at(middle))).second >= 0) {
                first = middle + 1;
            } else {
                end = middle;
            }
        }
        if (first == begin) { return; }
        auto each = entry_at(first - 1);
        const auto common = order_of(text, text_of(each)).first;
        for (;;) {
            if (each.length <= common) { found(each.id); }
            if (each.tag == none) { return; }
            each = entry_at(begin + each.tag);
        }
    }

    [[nodiscard]] entry entry_at(std::uint32_t at) const noexcept {
        return memory_.template read<entry>(entries_ + std::size_t{at} * entry_words);
    }
    [[nodiscard]] std::string_view text_of(const entry& each) const noexcept {
        return {memory_.text(texts_) + each.text, each.length};
    }

    std::uint32_t keys_ = 0;      // bit n: there are literals that are filed by n bytes
    std::uint32_t map_shift_ = 0; // from a hash to a word of the bit map
    std::uint32_t buckets_ = 0;
    std::uint32_t starts_ = 0;
    std::uint32_t entries_ = 0;
    std::uint32_t texts_ = 0;
    table_memory memory_; // the bit map, where the buckets begin, the entries, the texts
};

} // namespace VARSIGMA_NAMESPACE::detail
