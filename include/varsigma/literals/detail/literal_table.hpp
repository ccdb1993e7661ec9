// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/text/detail/ascii_scan.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

// What the tables of literals have in common. Texts come as they are if they are ASCII, folded if not; so a text is
// hashed with the bit set that tells lower from upper case, and only the comparison at the end is exact.

namespace VARSIGMA_NAMESPACE::detail {

/// A folded literal, and what to report it under.
struct indexed_literal {
    std::string_view text;
    std::uint32_t id = 0;
};

/// What the literals of a table consist of.
enum class literal_kind : std::uint8_t {
    ascii, ///< they are looked for in ASCII texts of any case, and in folded texts
    any,   ///< they are looked for in folded texts only
};

/// Whether the `size` bytes of a text are those of a literal.
template <literal_kind Kind>
[[nodiscard]] bool equals_literal(const char* text, const char* literal, std::size_t size) noexcept {
    if constexpr (Kind == literal_kind::ascii) {
        return equals_ascii_folded(text, literal, size);
    } else {
        return std::memcmp(text, literal, size) == 0;
    }
}

/// Sets the bit of each byte by which ASCII letters differ in case.
template <class Word>
[[nodiscard]] constexpr Word without_case(Word word) noexcept {
    return static_cast<Word>(word | static_cast<Word>(0x2020202020202020U));
}

/// Maps a hash evenly to 0 .. `count` - 1 by its upper bits, which are the good ones of a product.
[[nodiscard]] constexpr std::uint32_t bucket_of(std::uint32_t hash, std::uint32_t count) noexcept {
    return static_cast<std::uint32_t>(std::uint64_t{hash} * count >> 32);
}

/// All arrays of a table in one piece of memory, which keeps a small table within a few cache lines.
class table_memory {
public:
    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.words_);
    }

    /// Makes room for `words` words, all zero, and then `bytes` bytes.
    void allocate(std::size_t words, std::size_t bytes) {
        words_ = flat_array<std::uint32_t>{words + (bytes + sizeof(std::uint32_t) - 1) / sizeof(std::uint32_t)};
        words_.shrink_to_fit();
    }

    [[nodiscard]] std::uint32_t* edit_words(std::size_t at) noexcept { return words_.edit() + at; }
    [[nodiscard]] char* edit_text(std::size_t at) noexcept { return reinterpret_cast<char*>(words_.edit() + at); }
    template <class Record>
    void write(std::size_t at, const Record& record) noexcept {
        std::memcpy(words_.edit() + at, &record, sizeof record);
    }

    [[nodiscard]] const std::uint32_t* words(std::size_t at) const noexcept { return words_.data() + at; }
    [[nodiscard]] const char* text(std::size_t at) const noexcept {
        return reinterpret_cast<const char*>(words_.data() + at);
    }
    template <class Record>
    [[nodiscard]] Record read(std::size_t at) const noexcept {
        Record record{};
        std::memcpy(&record, words_.data() + at, sizeof record);
        return record;
    }

    /// In words.
    [[nodiscard]] std::size_t size() const noexcept { return words_.size(); }
    [[nodiscard]] std::size_t bytes() const noexcept { return words_.bytes(); }

    /// Whether `length` bytes from `first` on are the next ones of the texts that begin at `texts`, of which `passed`
    /// are passed; then these are too. Texts lie one after the other, as they are added: if two shared their bytes,
    /// comparing all of them would cost more than what is stored.
    [[nodiscard]] bool has_text(std::size_t texts, std::uint32_t first, std::uint32_t length,
                                std::uint64_t& passed) const noexcept {
        if (first != passed) { return false; }
        passed += length;
        return passed <= (words_.size() - texts) * sizeof(std::uint32_t);
    }

    /// Whether the words from `starts` on say where each of `buckets` buckets begins and the last one ends, of `count`
    /// things.
    [[nodiscard]] bool has_buckets(std::size_t starts, std::size_t buckets, std::size_t count) const noexcept {
        const std::span begins{words(starts), buckets + 1};
        return begins.back() == count && std::is_sorted(begins.begin(), begins.end());
    }

private:
    flat_array<std::uint32_t> words_;
};

/// Sorts things by their buckets: returns their numbers in that order, and sets `starts[bucket]` to where the things of
/// a bucket begin. `starts` is all zero, and one longer than there are buckets. Stable, O(n + buckets).
[[nodiscard]] inline std::vector<std::uint32_t> sort_by_bucket(std::span<const std::uint32_t> buckets,
                                                               std::span<std::uint32_t> starts) {
    for (const auto bucket : buckets) { ++starts[bucket]; }
    std::uint32_t sum = 0;
    for (auto& start : starts) { start = sum += start; }
    std::vector<std::uint32_t> order(buckets.size());
    for (auto at = buckets.size(); at > 0; --at) {
        order[--starts[buckets[at - 1]]] = static_cast<std::uint32_t>(at - 1);
    }
    return order;
}

} // namespace VARSIGMA_NAMESPACE::detail
