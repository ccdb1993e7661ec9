// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>

namespace varsigma_tests {

/// Bytes of exactly some size that begin at a multiple of 8: whatever is read beyond them is noticed by sanitizers.
class aligned_bytes {
public:
    explicit aligned_bytes(std::span<const std::byte> bytes)
        : first_(static_cast<std::byte*>(::operator new(bytes.size() + 1))), size_(bytes.size()) {
        if (size_ != 0) { std::memcpy(first_.get(), bytes.data(), size_); }
    }

    [[nodiscard]] std::span<const std::byte> view() const noexcept { return {first_.get(), size_}; }

private:
    struct release {
        void operator()(std::byte* first) const noexcept { ::operator delete(first); }
    };

    std::unique_ptr<std::byte, release> first_;
    std::size_t size_;
};

} // namespace varsigma_tests
