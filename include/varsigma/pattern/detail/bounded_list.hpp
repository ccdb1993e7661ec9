// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <array>
#include <cassert>
#include <cstddef>

namespace VARSIGMA_NAMESPACE {

/// A list of at most `Capacity` elements without heap: what `std::vector` is at run time, this is at compile time.
///
/// Only what the pattern builders need. `T` is a trivial type. Growing beyond the capacity is a bug in the caller: it
/// fails to compile in a constant expression and is caught by `assert` elsewhere.
template <class T, std::size_t Capacity>
class bounded_list {
public:
    using value_type = T;

    constexpr bounded_list() noexcept = default;

    /// Adds `element` at the end. Precondition: `size() < Capacity`.
    constexpr void push_back(T element) noexcept {
        assert(size_ < Capacity);
        elements_[size_] = element;
        ++size_;
    }

    /// Cuts the list, or fills it up with `filler`. Precondition: `size <= Capacity`.
    constexpr void resize(std::size_t size, T filler = T{}) noexcept {
        assert(size <= Capacity);
        for (std::size_t index = size_; index < size; ++index) { elements_[index] = filler; }
        size_ = size;
    }

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] constexpr T* data() noexcept { return elements_.data(); }
    [[nodiscard]] constexpr const T* data() const noexcept { return elements_.data(); }
    [[nodiscard]] constexpr T* begin() noexcept { return data(); }
    [[nodiscard]] constexpr const T* begin() const noexcept { return data(); }
    [[nodiscard]] constexpr T* end() noexcept { return data() + size_; }
    [[nodiscard]] constexpr const T* end() const noexcept { return data() + size_; }
    /// Precondition: `index < size()`.
    [[nodiscard]] constexpr T& operator[](std::size_t index) noexcept { return elements_[index]; }
    [[nodiscard]] constexpr const T& operator[](std::size_t index) const noexcept { return elements_[index]; }

    friend constexpr bool operator==(const bounded_list& left, const bounded_list& right) noexcept {
        if (left.size_ != right.size_) return false;
        for (std::size_t index = 0; index < left.size_; ++index) {
            if (!(left.elements_[index] == right.elements_[index])) return false;
        }
        return true;
    }

private:
    std::array<T, Capacity == 0 ? 1 : Capacity> elements_{};
    std::size_t size_ = 0;
};

} // namespace VARSIGMA_NAMESPACE
