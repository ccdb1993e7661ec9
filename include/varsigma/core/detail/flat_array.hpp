// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

namespace VARSIGMA_NAMESPACE::detail {

/// What can lie in a file as it lies in memory: plain values without padding, so that their bytes are all that they
/// are.
template <class T>
concept flat_value = std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T> &&
                     alignof(T) <= std::size_t{8};

/// The most values of a `flat_array`, whose places are numbers of 32 bits.
inline constexpr std::uint64_t most_flat_values = std::numeric_limits<std::uint32_t>::max();

/// How many values there is to be room for when `needed` are needed and there is room for fewer, `capacity`.
[[nodiscard]] constexpr std::uint64_t grown_capacity(std::uint64_t capacity, std::uint64_t needed) noexcept {
    return std::max({std::uint64_t{4}, needed, std::min(capacity * 2, most_flat_values)});
}

/// An array of plain values: its own, which can grow, or a view of values that lie elsewhere.
///
/// What is viewed must outlive the array and cannot be changed. A copy owns its values. At most `most_flat_values` of
/// them: to ask for more is as if memory had run out.
template <flat_value T>
class flat_array {
public:
    flat_array() = default;
    /// An array of its own, of zeros.
    explicit flat_array(std::size_t size) { resize(size); }
    [[nodiscard]] static flat_array view(std::span<const T> values) noexcept {
        flat_array made;
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): nothing writes where there is no capacity
        made.first_ = const_cast<T*>(values.data());
        made.size_ = static_cast<std::uint32_t>(values.size());
        return made;
    }

    flat_array(flat_array&& other) noexcept { swap(other); }
    flat_array& operator=(flat_array&& other) noexcept {
        flat_array taken{std::move(other)};
        swap(taken);
        return *this;
    }
    flat_array(const flat_array& other) { append(other.view()); }
    flat_array& operator=(const flat_array& other) {
        if (this != &other) {
            flat_array taken{other};
            swap(taken);
        }
        return *this;
    }
    ~flat_array() {
        if (capacity_ != 0) { delete[] first_; }
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] const T* data() const noexcept { return first_; }
    [[nodiscard]] const T* begin() const noexcept { return first_; }
    [[nodiscard]] const T* end() const noexcept { return first_ + size_; }
    [[nodiscard]] std::span<const T> view() const noexcept { return {first_, size_}; }
    /// Precondition: `at < size()`.
    [[nodiscard]] const T& operator[](std::size_t at) const noexcept { return first_[at]; }

    /// The memory of the values, viewed ones included.
    [[nodiscard]] std::size_t bytes() const noexcept { return std::max<std::size_t>(size_, capacity_) * sizeof(T); }

    // --- of arrays that are no views ---------------------------------------------------------------------------------

    /// The values, to be changed.
    [[nodiscard]] T* edit() noexcept {
        assert(size_ <= capacity_);
        return first_;
    }
    void push_back(T added) {
        if (size_ == capacity_) { reallocate(grown_capacity(capacity_, std::uint64_t{size_} + 1)); }
        first_[size_++] = added;
    }
    void append(std::span<const T> added) {
        const auto needed = std::uint64_t{size_} + added.size();
        if (needed > capacity_) { reallocate(grown_capacity(capacity_, needed)); }
        std::copy(added.begin(), added.end(), first_ + size_);
        size_ += static_cast<std::uint32_t>(added.size());
    }
    /// New values are zero.
    void resize(std::size_t size) {
        if (size > capacity_) { reallocate(size); }
        std::fill(first_ + std::min<std::size_t>(size, size_), first_ + size, T{});
        size_ = static_cast<std::uint32_t>(size);
    }
    void shrink_to_fit() {
        if (size_ != capacity_) { reallocate(size_); }
    }

private:
    void reallocate(std::uint64_t capacity) {
        assert(size_ <= capacity_);
        // fails as the library does for too many, with and without exceptions
        if (capacity > most_flat_values) { std::string{}.reserve(std::numeric_limits<std::size_t>::max()); }
        auto grown = capacity == 0 ? nullptr : std::make_unique_for_overwrite<T[]>(static_cast<std::size_t>(capacity));
        std::copy_n(first_, size_, grown.get());
        if (capacity_ != 0) { delete[] first_; }
        first_ = grown.release();
        capacity_ = static_cast<std::uint32_t>(capacity);
    }

    void swap(flat_array& other) noexcept {
        std::swap(first_, other.first_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
    }

    T* first_ =
        nullptr; // its own if there is capacity, else viewed: 16 bytes, since there are thousands of such arrays
    std::uint32_t size_ = 0;
    std::uint32_t capacity_ = 0;
};

} // namespace VARSIGMA_NAMESPACE::detail
