// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// A sequence that is emptied and filled again and again: elements are assigned to, never constructed or destroyed, so
/// that adding one is a comparison and a store. For plain types. Moved from, it is empty.
template <class T>
class reusable_vector {
public:
    reusable_vector() = default;
    reusable_vector(const reusable_vector&) = delete;
    reusable_vector& operator=(const reusable_vector&) = delete;
    reusable_vector(reusable_vector&& other) noexcept
        : elements_(std::exchange(other.elements_, {})), size_(std::exchange(other.size_, 0)) {}
    reusable_vector& operator=(reusable_vector&& other) noexcept {
        elements_ = std::exchange(other.elements_, {});
        size_ = std::exchange(other.size_, 0);
        return *this;
    }
    ~reusable_vector() = default;

    /// Amortised O(1).
    void add(const T& element) {
        if (size_ == elements_.size()) { grow(); }
        elements_[size_++] = element;
    }
    void clear() noexcept { size_ = 0; }

    [[nodiscard]] std::size_t bytes() const noexcept { return elements_.capacity() * sizeof(T); }
    [[nodiscard]] std::span<const T> view() const noexcept { return {elements_.data(), size_}; }

private:
    void grow();

    std::vector<T> elements_; // as many as there is room for
    std::size_t size_ = 0;    // so many are in use
};

template <class T>
void reusable_vector<T>::grow() {
    constexpr std::size_t smallest = 64;
    elements_.resize(std::max(2 * elements_.size(), smallest));
}

} // namespace VARSIGMA_NAMESPACE::detail
