// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/field_step.hpp>

#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// What the keys met lately led to. Events have the same keys again and again, and most of them are no fields of any
/// rule; here finding a key costs the same whether or not it is one, and has no branch that depends on the key.
///
/// Of fixed size, so that no flood of keys makes it grow: of keys that share a place the latest is known. A key is a
/// text of at most `longest` bytes without escapes and zeros, of which `longest` bytes can be read, whatever they are.
/// One per reader.
class json_key_memory {
public:
    static constexpr std::size_t longest = 32;

    json_key_memory() : known_(places) {}

    /// What `key` of an object at `from` leads to; null if that is not known. Valid until the next `learn`. O(1).
    [[nodiscard]] const field_step* find(field_place from, std::string_view key) const noexcept {
        const auto words = words_of(key);
        const auto around = std::bit_cast<std::uint64_t>(from);
        const auto& known = known_[place_of(around, words)];
        const auto different = (known.words[0] ^ words[0]) | (known.words[1] ^ words[1]) | (known.words[2] ^ words[2]) |
                               (known.words[3] ^ words[3]) | (known.from ^ around);
        return different == 0 ? &known.leads_to : nullptr;
    }

    void learn(field_place from, std::string_view key, const field_step& leads_to) noexcept {
        const auto words = words_of(key);
        const auto around = std::bit_cast<std::uint64_t>(from);
        known_[place_of(around, words)] = {words, around, leads_to};
    }

private:
    static constexpr unsigned place_bits = 11;
    static constexpr std::size_t places = std::size_t{1} << place_bits;

    using key_words = std::array<std::uint64_t, longest / sizeof(std::uint64_t)>;

    struct alignas(64) known_key { // one cache line
        key_words words = {};
        std::uint64_t from = std::bit_cast<std::uint64_t>(field_place{}); // nothing is a field there: true of any key
        field_step leads_to;
    };

    /// The key's bytes, and zeros behind them: none of which are in a key.
    [[nodiscard]] static key_words words_of(std::string_view key) noexcept {
        assert(key.size() <= longest);
        static constexpr auto ones_then_zeros = [] {
            std::array<unsigned char, 2 * longest> bytes{};
            for (std::size_t at = 0; at < longest; ++at) { bytes[at] = 0xFF; }
            return bytes;
        }();
        key_words words;
        key_words mask;
        std::memcpy(words.data(), key.data(), sizeof words);
        std::memcpy(mask.data(), ones_then_zeros.data() + longest - key.size(), sizeof mask);
        for (std::size_t at = 0; at < words.size(); ++at) { words[at] &= mask[at]; }
        return words;
    }

    [[nodiscard]] static std::size_t place_of(std::uint64_t from, const key_words& words) noexcept {
        std::uint64_t mixed = words[0] * 0x9E3779B97F4A7C15U + words[1] * 0xD6E8FEB86659FD93U +
                              words[2] * 0xC2B2AE3D27D4EB4FU + words[3] * 0x165667B19E3779F9U + from;
        mixed = (mixed ^ mixed >> 32U) * 0xD6E8FEB86659FD93U;
        return static_cast<std::size_t>(mixed >> (64U - place_bits));
    }

    std::vector<known_key> known_;
};

} // namespace VARSIGMA_NAMESPACE::detail
