// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// What a bundle consists of is written by `flat_writer` and read by `flat_reader`. A class tells both its parts in one
// function, so that they cannot differ:
//
//     template <class Self, class Layout>
//     static void lay_out(Self& self, Layout& layout) { layout(self.first_, self.second_); }

namespace VARSIGMA_NAMESPACE::detail {

/// A number as a bundle has it: of one size everywhere. No `bool` and no enumeration, not all of whose bytes are
/// values.
template <class T>
concept flat_number = std::same_as<T, std::uint8_t> || std::same_as<T, std::uint16_t> ||
    std::same_as<T, std::uint32_t> || std::same_as<T, std::uint64_t> || std::same_as<T, std::int64_t>;

/// Where arrays of a type begin, so that they may lie there on any machine: at multiples of this. It follows from the
/// size, which is the same everywhere, and not from `alignof`, which for numbers of 64 bits is not.
template <flat_value T>
inline constexpr std::size_t flat_alignment = std::min<std::size_t>(8, sizeof(T) & ~(sizeof(T) - 1));

/// Writes parts one after the other, each where its type may lie if the whole begins at a multiple of 8 bytes.
class flat_writer {
public:
    template <class... Parts>
    void operator()(const Parts&... parts) {
        (put(parts), ...);
    }

    /// Whether everything so far could be written: a text or a list has 2^32 - 1 parts at the most.
    [[nodiscard]] bool ok() const noexcept { return ok_; }

    /// The bytes so far.
    [[nodiscard]] const std::vector<std::byte>& bytes() const noexcept { return bytes_; }
    [[nodiscard]] std::vector<std::byte> take() && noexcept { return std::move(bytes_); }

    /// Adds zeros up to a multiple of `alignment`, a power of two.
    void align(std::size_t alignment) { bytes_.resize((bytes_.size() + alignment - 1) & ~(alignment - 1)); }

private:
    template <flat_number T>
    void put(T number) {
        align(sizeof number);
        put_bytes(&number, sizeof number);
    }
    void put(bool truth) { put(static_cast<std::uint8_t>(truth ? 1 : 0)); }

    template <class T, std::size_t Size>
    void put(const std::array<T, Size>& array) {
        for (const auto& each : array) { put(each); }
    }

    template <flat_value T>
    void put(const flat_array<T>& array) {
        put_size(array.size());
        align(flat_alignment<T>);
        put_bytes(array.data(), array.size() * sizeof(T));
    }

    void put(const std::string& text) {
        put_size(text.size());
        put_bytes(text.data(), text.size());
    }

    template <class T>
    void put(const std::vector<T>& list) {
        put_size(list.size());
        for (const auto& each : list) { put(each); }
    }

    template <class T>
    void put(const std::unique_ptr<T>& held) {
        put(held != nullptr);
        if (held != nullptr) { put(*held); }
    }

    template <class T>
    requires requires(const T& whole, flat_writer& layout) { T::lay_out(whole, layout); }
    void put(const T& whole) { T::lay_out(whole, *this); }

    void put_size(std::size_t size) {
        ok_ = ok_ && size <= most_flat_values;
        put(static_cast<std::uint32_t>(size));
    }

    void put_bytes(const void* first, std::size_t size) {
        if (size == 0) { return; }
        const auto at = bytes_.size();
        bytes_.resize(at + size);
        std::memcpy(bytes_.data() + at, first, size);
    }

    std::vector<std::byte> bytes_;
    bool ok_ = true;
};

} // namespace VARSIGMA_NAMESPACE::detail
