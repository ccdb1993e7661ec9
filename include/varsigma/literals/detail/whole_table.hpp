// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/literal_table.hpp>
#include <varsigma/text/detail/ascii_scan.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Literals that a text may be equal to: a hash table over the length and the bytes at both ends.
///
/// A bit set of the lengths turns most texts away before anything of theirs is read. O(1) and one comparison for each
/// literal that equals the text; if many literals differ in the middle only, the whole text is hashed.
template <literal_kind Kind>
class whole_table {
public:
    /// Builds the table, once. Precondition: no literal is empty.
    void build(std::span<const indexed_literal> literals) {
        if (literals.empty()) { return; }
        buckets_ = static_cast<std::uint32_t>(literals.size());
        std::size_t bytes = 0;
        for (const auto& each : literals) {
            bytes += each.text.size();
            lengths_ |= length_bit(each.text.size());
        }
        entries_ = buckets_ + 1;
        texts_ = entries_ + buckets_ * entry_words;
        memory_.allocate(texts_, bytes);
        std::vector<std::uint32_t> buckets(literals.size());
        hash_to_buckets(literals, buckets);
        if (is_crowded(buckets)) {
            hashes_all_ = true;
            hash_to_buckets(literals, buckets);
        }
        std::size_t place = entries_;
        std::uint32_t text = 0;
        for (const auto number : sort_by_bucket(buckets, {memory_.edit_words(0), entries_})) {
            const auto& each = literals[number];
            const auto length = static_cast<std::uint32_t>(each.text.size());
            memory_.write(place, entry{text, length, each.id, tag_of(hash(each.text))});
            each.text.copy(memory_.edit_text(texts_) + text, length);
            place += entry_words;
            text += length;
        }
    }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.lengths_, self.memory_, self.buckets_, self.entries_, self.texts_, self.hashes_all_);
    }
    /// Whether what was read can be used, and no id is `limit` or more. O(size).
    [[nodiscard]] bool is_sound(std::uint32_t limit) const noexcept {
        if (buckets_ == 0) { return lengths_ == 0; }
        if (entries_ != std::uint64_t{buckets_} + 1 || texts_ != entries_ + std::uint64_t{buckets_} * entry_words ||
            texts_ > memory_.size() || !memory_.has_buckets(0, buckets_, buckets_)) {
            return false;
        }
        std::uint64_t passed = 0; // of the texts
        for (std::size_t at = 0; at < buckets_; ++at) {
            const auto each = memory_.template read<entry>(entries_ + at * entry_words);
            if (!memory_.has_text(texts_, each.text, each.length, passed) || each.id >= limit) { return false; }
        }
        return true;
    }

    [[nodiscard]] bool empty() const noexcept { return lengths_ == 0; }
    [[nodiscard]] std::size_t bytes() const noexcept { return memory_.bytes(); }

    /// Calls `found(id)` for each literal that is equal to `text`.
    template <class Found>
    void find(std::string_view text, Found& found) const {
        if ((lengths_ & length_bit(text.size())) == 0) { return; }
        const auto hashed = hash(text);
        const auto* const start = memory_.words(bucket_of(bucket_bits(hashed), buckets_));
        for (auto at = start[0]; at < start[1]; ++at) {
            const auto each = memory_.template read<entry>(entries_ + std::size_t{at} * entry_words);
            if (each.tag == tag_of(hashed) && each.length == text.size() &&
                equals_literal<Kind>(text.data(), memory_.text(texts_) + each.text, each.length)) {
                found(each.id);
            }
        }
    }

private:
    struct entry {
        std::uint32_t text; // where it begins among the texts
        std::uint32_t length;
        std::uint32_t id;
        std::uint32_t tag;
    };
    static constexpr std::uint32_t entry_words = sizeof(entry) / sizeof(std::uint32_t);
    static constexpr std::size_t crowd_limit = 16;

    [[nodiscard]] static std::uint64_t length_bit(std::size_t length) noexcept {
        return std::uint64_t{1} << std::min<std::size_t>(length, 63);
    }
    [[nodiscard]] static std::uint32_t bucket_bits(std::uint64_t hash) noexcept {
        return static_cast<std::uint32_t>(hash >> 32);
    }
    [[nodiscard]] static std::uint32_t tag_of(std::uint64_t hash) noexcept {
        return static_cast<std::uint32_t>(hash ^ hash >> 32);
    }

    [[nodiscard]] std::uint64_t hash(std::string_view text) const noexcept {
        constexpr std::uint64_t of_front = 0x9E3779B97F4A7C15;
        constexpr std::uint64_t of_back = 0xC2B2AE3D27D4EB4F;
        constexpr std::uint64_t of_length = 0x165667B19E3779F9;
        const auto size = text.size();
        const char* const first = text.data();
        const char* const last = first + size;
        std::uint64_t sum = size * of_length;
        if (size >= 8) {
            if (hashes_all_) { sum = hash_all(text, sum); }
            return sum + without_case(load_word<std::uint64_t>(first)) * of_front +
                   without_case(load_word<std::uint64_t>(last - 8)) * of_back;
        }
        return sum + without_case(load_short(first, size)) * of_front;
    }

    [[nodiscard]] static std::uint64_t hash_all(std::string_view text, std::uint64_t sum) noexcept {
        constexpr std::uint64_t of_step = 0x9FB21C651E98DF25;
        for (std::size_t at = 8; at + 8 < text.size(); at += 8) {
            sum = (sum ^ without_case(load_word<std::uint64_t>(text.data() + at))) * of_step;
            sum ^= sum >> 32;
        }
        return sum;
    }

    void hash_to_buckets(std::span<const indexed_literal> literals, std::span<std::uint32_t> buckets) const {
        for (std::size_t at = 0; at < literals.size(); ++at) {
            buckets[at] = bucket_of(bucket_bits(hash(literals[at].text)), buckets_);
        }
    }

    [[nodiscard]] bool is_crowded(std::span<const std::uint32_t> buckets) const {
        std::vector<std::uint32_t> counts(buckets_);
        return std::any_of(buckets.begin(), buckets.end(),
                           [&](std::uint32_t bucket) { return ++counts[bucket] > crowd_limit; });
    }

    std::uint64_t lengths_ = 0;
    table_memory memory_; // where the buckets begin, the entries, the texts
    std::uint32_t buckets_ = 0;
    std::uint32_t entries_ = 0;
    std::uint32_t texts_ = 0;
    bool hashes_all_ = false;
};

} // namespace VARSIGMA_NAMESPACE::detail
