// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace scan {

/// How far compressed bytes may expand: a few of them can stand for gigabytes that mean to keep the reader busy.
class expansion_limit {
public:
    /// Counts what was taken and given; false once that is beyond any log.
    [[nodiscard]] bool allows(std::size_t taken, std::size_t given) noexcept {
        taken_ += taken;
        given_ += given;
        return given_ <= harmless || given_ / most <= taken_;
    }

    [[nodiscard]] static std::string message() {
        return "it expands to more than " + std::to_string(most) +
               " times its size, which no log does: decompress it yourself if it is to be read";
    }

private:
    static constexpr std::uint64_t harmless = std::uint64_t{256} << 20U; // bytes
    static constexpr std::uint64_t most = 1000;                          // times; logs reach some hundred

    std::uint64_t taken_ = 0;
    std::uint64_t given_ = 0;
};

} // namespace scan
