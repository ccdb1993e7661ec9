// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/text/detail/base64.hpp>
#include <varsigma/text/detail/utf16.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// How many alternatives the steps make of one value: three for each `base64offset`. O(steps).
[[nodiscard]] constexpr std::size_t encoded_alternatives(std::span<const encoding> steps) noexcept {
    std::size_t count = 1;
    for (const auto step : steps) { count *= step == encoding::base64offset ? base64::offsets : 1; }
    return count;
}

/// The most bytes that the steps make of a text of `size` bytes. O(steps).
[[nodiscard]] constexpr std::size_t encoded_capacity(std::size_t size, std::span<const encoding> steps) noexcept {
    for (const auto step : steps) {
        const bool is_base64 = step == encoding::base64 || step == encoding::base64offset;
        size = is_base64 ? (size + 2) / 3 * 4 : 2 * size + 2;
    }
    return size;
}

/// Writes one alternative (below `encoded_alternatives`) of an encoded text into `out`, with `spare` for what comes
/// between.
///
/// Both are `std::string`, or a list of characters without heap that takes `encoded_capacity`. False if there is no
/// such alternative, since `base64offset` would make an empty one, which would be found everywhere. O(length).
template <class Text>
[[nodiscard]] constexpr bool encode_alternative(std::string_view text, std::span<const encoding> steps,
                                                std::size_t alternative, Text& out, Text& spare) {
    out.resize(0);
    for (const char byte : text) { out.push_back(byte); }
    for (const auto step : steps) {
        std::swap(out, spare);
        out.resize(0);
        const std::string_view bytes{spare.data(), spare.size()};
        switch (step) {
        case encoding::base64: base64::encode(bytes, out); break;
        case encoding::base64offset:
            base64::offset_variant(bytes, alternative % base64::offsets, out);
            alternative /= base64::offsets;
            if (out.empty()) { return false; }
            break;
        case encoding::utf16le: utf16::encode(bytes, utf16::byte_order::little, false, out); break;
        case encoding::utf16be: utf16::encode(bytes, utf16::byte_order::big, false, out); break;
        case encoding::utf16_mark: utf16::encode(bytes, utf16::byte_order::little, true, out); break;
        }
    }
    return true;
}

/// The byte strings that a value stands for once its encodings are applied, in their order; alternatives of each other.
///
/// One, except after `base64offset`, which makes up to three; a variant that would be empty is dropped, so there may be
/// none at all. `text` has its escapes resolved already. O(|text|) for each alternative.
/// Source: Sigma specification 2.1.0, appendix "Modifiers", "base64offset" and "utf16le".
[[nodiscard]] inline std::vector<std::string> encoded_texts(std::string_view text, std::span<const encoding> steps) {
    std::vector<std::string> alternatives;
    std::string made;
    std::string spare;
    for (std::size_t at = 0; at < encoded_alternatives(steps); ++at) {
        if (encode_alternative(text, steps, at, made, spare)) { alternatives.push_back(made); }
    }
    return alternatives;
}

} // namespace VARSIGMA_NAMESPACE
