// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/heap_bytes.hpp>
#include <varsigma/pattern/literal_rarity.hpp>
#include <varsigma/pattern/literal_search.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace varsigma {

/// A literal that is looked for in many texts. Const members are safe from any thread.
class sought_literal {
public:
    /// O(literal).
    explicit sought_literal(std::string literal)
        : text_(std::move(literal)), rare_(static_cast<std::uint32_t>(rare_byte(text_))) {
        compute_borders(text_, borders_);
        borders_.shrink_to_fit();
    }

    [[nodiscard]] const std::string& text() const noexcept { return text_; }

    /// Whether it stands in `text`, byte by byte. O(text + literal).
    [[nodiscard]] bool stands_in(std::string_view text) const noexcept {
        return find_literal(text, text_, borders_, rare_) != not_found;
    }

    /// The memory it takes, itself aside.
    [[nodiscard]] std::size_t heap_bytes() const noexcept {
        return detail::heap_bytes(text_) + borders_.capacity() * sizeof(std::uint32_t);
    }

private:
    std::string text_;
    std::vector<std::uint32_t> borders_;
    std::uint32_t rare_;
};

} // namespace varsigma
