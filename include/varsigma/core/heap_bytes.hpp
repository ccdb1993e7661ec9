// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>

namespace varsigma::detail {

/// The bytes of a text's own memory; none if the text stands in the object.
[[nodiscard]] inline std::size_t heap_bytes(const std::string& text) noexcept {
    return text.capacity() <= std::string{}.capacity() ? 0 : text.capacity() + 1;
}

} // namespace varsigma::detail
