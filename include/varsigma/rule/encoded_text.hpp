// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/rule/interpretation.hpp>
#include <varsigma/text/base64.hpp>
#include <varsigma/text/utf16.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace varsigma {

/// The byte strings that a value stands for once its encodings are applied, in their order; alternatives of each other.
///
/// One, except after `base64offset`, which makes up to three; a variant that would be empty is dropped, so there may be
/// none at all. `text` has its escapes resolved already. O(|text|) for each alternative.
/// Source: Sigma specification 2.1.0, appendix "Modifiers", "base64offset" and "utf16le".
[[nodiscard]] inline std::vector<std::string> encoded_texts(std::string_view text, std::span<const encoding> steps) {
    std::vector<std::string> alternatives{std::string{text}};
    for (const auto step : steps) {
        std::vector<std::string> encoded;
        for (const auto& bytes : alternatives) {
            if (step == encoding::base64offset) {
                for (std::size_t offset = 0; offset < base64::offsets; ++offset) {
                    std::string variant;
                    base64::offset_variant(bytes, offset, variant);
                    if (!variant.empty()) { encoded.push_back(std::move(variant)); }
                }
                continue;
            }
            auto& made = encoded.emplace_back();
            switch (step) {
            case encoding::base64: base64::encode(bytes, made); break;
            case encoding::utf16le: utf16::encode(bytes, utf16::byte_order::little, false, made); break;
            case encoding::utf16be: utf16::encode(bytes, utf16::byte_order::big, false, made); break;
            case encoding::utf16_mark: utf16::encode(bytes, utf16::byte_order::little, true, made); break;
            case encoding::base64offset: break;
            }
        }
        alternatives = std::move(encoded);
    }
    return alternatives;
}

} // namespace varsigma
