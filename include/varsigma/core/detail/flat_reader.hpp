// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/core/detail/flat_writer.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Reads what a `flat_writer` wrote, in the same order. Arrays are not copied: the bytes lend them.
///
/// Any bytes can be read: nothing outside them is touched, memory is taken in proportion to them only, and what is
/// missing or can be no value is zero, empty or absent, and `ok()` is false from there on. What the numbers mean has to
/// be checked by those who read them.
class flat_reader {
public:
    /// `bytes` begin at a multiple of 8 and outlive all that is read.
    explicit flat_reader(std::span<const std::byte> bytes) noexcept : bytes_(bytes) {}

    template <class... Parts>
    void operator()(Parts&... parts) {
        (get(parts), ...);
    }

    /// Whether everything so far was there.
    [[nodiscard]] bool ok() const noexcept { return ok_; }
    void fail() noexcept { ok_ = false; }

    /// Whether all of the bytes have been read.
    [[nodiscard]] bool at_end() const noexcept { return at_ == bytes_.size(); }

    void align(std::size_t alignment) noexcept { static_cast<void>(take(0, alignment)); }

private:
    /// The next `size` bytes, from a multiple of `alignment` on; null if there are not so many.
    const std::byte* take(std::uint64_t size, std::size_t alignment) noexcept {
        const auto first = (at_ + alignment - 1) & ~(alignment - 1);
        if (!ok_ || first > bytes_.size() || bytes_.size() - first < size) {
            ok_ = false;
            return nullptr;
        }
        for (; at_ != first; ++at_) { ok_ = ok_ && bytes_[at_] == std::byte{0}; }
        at_ += static_cast<std::size_t>(size);
        return bytes_.data() + first;
    }

    template <flat_number T>
    void get(T& number) noexcept {
        number = 0;
        if (const auto* const from = take(sizeof number, sizeof number)) { std::memcpy(&number, from, sizeof number); }
    }
    void get(bool& truth) noexcept {
        std::uint8_t byte = 0;
        get(byte);
        truth = byte == 1;
        ok_ = ok_ && byte <= 1;
    }

    template <class T, std::size_t Size>
    void get(std::array<T, Size>& array) {
        for (auto& each : array) { get(each); }
    }

    template <flat_value T>
    void get(flat_array<T>& array) noexcept {
        std::uint32_t size = 0;
        get(size);
        array = {};
        // 64 bits also where memory has 32: the size may be anything
        const auto* const from = take(std::uint64_t{size} * sizeof(T), flat_alignment<T>);
        if (from != nullptr && size != 0) { array = flat_array<T>::view({reinterpret_cast<const T*>(from), size}); }
    }

    void get(std::string& text) {
        std::uint32_t size = 0;
        get(size);
        text.clear();
        if (const auto* const from = take(size, 1)) { text.assign(reinterpret_cast<const char*>(from), size); }
    }

    template <class T>
    void get(std::vector<T>& list) {
        std::uint32_t size = 0;
        get(size);
        list.clear(); // and no room for `size` ahead: it may be anything
        for (; ok_ && size != 0; --size) { get(list.emplace_back()); }
    }

    template <class T>
    void get(std::unique_ptr<T>& held) {
        bool present = false;
        get(present);
        held = present ? std::make_unique<T>() : nullptr;
        if (present) { get(*held); }
    }

    template <class T>
    requires requires(T& whole, flat_reader& layout) { T::lay_out(whole, layout); }
    void get(T& whole) { T::lay_out(whole, *this); }

    std::span<const std::byte> bytes_;
    std::size_t at_ = 0;
    bool ok_ = true;
};

} // namespace VARSIGMA_NAMESPACE::detail
