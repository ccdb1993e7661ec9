// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string_view>

/// A sink for static_asserts, where std::string cannot be.
struct constexpr_sink {
    char data[64]{};
    std::size_t size = 0;

    constexpr void push_back(char byte) { data[size++] = byte; }
    [[nodiscard]] constexpr std::string_view view() const { return {data, size}; }
};
