// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace varsigma {
namespace detail {

/// How surprising each byte of folded text is, in eighths of a bit: a coarse order of what log fields are made of.
[[nodiscard]] constexpr std::array<std::uint8_t, 256> make_byte_rarity() noexcept {
    std::array<std::uint8_t, 256> rarity{};
    for (auto& entry : rarity) { entry = 72; } // control characters and what is not ASCII
    struct step {
        std::string_view bytes;
        std::uint8_t eighths;
    };
    // from frequent to rare, as common knowledge of English text, of Windows paths and of identifiers has it
    constexpr std::array steps{
        step{"e\\", 30},       step{"oti", 32},         step{"snrac0", 35},    step{"l.-dm1 ", 38},
        step{"pufw2h3", 41},   step{"y/gbx45", 44},     step{"v:k6789_=", 47}, step{"\",j(){};", 50},
        step{"qz'[]%$&+", 54}, step{"<>*?!|#@^~`", 58},
    };
    for (const auto& [bytes, eighths] : steps) {
        for (const char byte : bytes) { rarity[static_cast<unsigned char>(byte)] = eighths; }
    }
    return rarity;
}

inline constexpr auto byte_rarity = make_byte_rarity();

} // namespace detail

/// How surprising a folded literal is where it may stand anywhere: the sum over its bytes, in eighths of a bit.
///
/// An estimate from a fixed table, for choosing what to look for first; never part of what matches. O(n).
[[nodiscard]] constexpr std::uint32_t literal_rarity(std::string_view literal) noexcept {
    std::uint32_t sum = 0;
    for (const char byte : literal) { sum += detail::byte_rarity[static_cast<unsigned char>(byte)]; }
    return sum;
}

/// The offset of the first byte of a folded literal that is as rare as any; 0 for the empty literal. O(n).
[[nodiscard]] constexpr std::size_t rare_byte(std::string_view literal) noexcept {
    std::size_t best = 0;
    for (std::size_t at = 1; at < literal.size(); ++at) {
        if (literal_rarity(literal.substr(at, 1)) > literal_rarity(literal.substr(best, 1))) { best = at; }
    }
    return best;
}

} // namespace varsigma
