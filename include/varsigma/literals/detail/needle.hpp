// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/literal_search.hpp>

#include <cstdint>
#include <span>
#include <string_view>

namespace VARSIGMA_NAMESPACE::detail {

/// A literal that is looked for in many texts, with what makes that quick. A view: its parts lie in a `pattern_store`.
struct needle {
    std::string_view text;
    std::span<const std::uint32_t> borders; ///< `compute_borders(text)`
    std::uint32_t rare = 0;                 ///< `rare_byte(text)`

    /// Whether it stands in `searched`, byte by byte. O(searched + text).
    [[nodiscard]] bool stands_in(std::string_view searched) const noexcept {
        return find_literal(searched, text, borders, rare) != not_found;
    }
};

} // namespace VARSIGMA_NAMESPACE::detail
