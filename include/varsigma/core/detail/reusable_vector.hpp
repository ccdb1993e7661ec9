// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstddef>
#include <span>
#include <utility>

namespace VARSIGMA_NAMESPACE::detail {

/// A sequence that is emptied and filled again and again: elements are assigned to, never constructed or destroyed, so
/// that adding one is a comparison and a store. For plain types. Moved from, it is empty. Without `<vector>`, as each file
/// that reads events includes it.
template <class T>
class reusable_vector {
public:
    reusable_vector() = default;
    reusable_vector(const reusable_vector&) = delete;
    reusable_vector& operator=(const reusable_vector&) = delete;
    reusable_vector(reusable_vector&& other) noexcept
        : elements_(std::exchange(other.elements_, nullptr)),
          size_(std::exchange(other.size_, 0)),
          room_(std::exchange(other.room_, 0)) {}
    reusable_vector& operator=(reusable_vector&& other) noexcept {
        std::swap(elements_, other.elements_);
        std::swap(room_, other.room_);
        size_ = std::exchange(other.size_, 0);
        return *this;
    }
    ~reusable_vector() { delete[] elements_; }

    /// Amortised O(1).
    void add(const T& element) {
        if (size_ == room_) { grow(); }
        elements_[size_++] = element;
    }
    void clear() noexcept { size_ = 0; }

    [[nodiscard]] std::size_t bytes() const noexcept { return room_ * sizeof(T); }
    [[nodiscard]] std::span<const T> view() const noexcept { return {elements_, size_}; }

private:
    void grow();

    T* elements_ = nullptr;
    std::size_t size_ = 0; // so many are in use
    std::size_t room_ = 0;
};

template <class T>
void reusable_vector<T>::grow() {
    constexpr std::size_t smallest = 64;
    const auto room = room_ == 0 ? smallest : 2 * room_;
    T* const wider = new T[room];
    for (std::size_t at = 0; at < size_; ++at) { wider[at] = elements_[at]; }
    delete[] std::exchange(elements_, wider);
    room_ = room;
}

} // namespace VARSIGMA_NAMESPACE::detail
