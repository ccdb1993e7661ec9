// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace scan {

/// Bytes that are read once, from the first to the last.
class byte_source {
public:
    byte_source() = default;
    byte_source(const byte_source&) = delete;
    byte_source& operator=(const byte_source&) = delete;
    byte_source(byte_source&&) = delete;
    byte_source& operator=(byte_source&&) = delete;
    virtual ~byte_source() = default;

    /// Fills the beginning of `into`, which is not empty, with what there is, and waits only while there is nothing.
    /// 0 at the end or after a failure, and from then on.
    [[nodiscard]] virtual std::size_t read(std::span<char> into) = 0;

    /// Why the source ended before its end; empty if it did not.
    [[nodiscard]] virtual const std::string& failure() const noexcept = 0;
};

} // namespace scan
