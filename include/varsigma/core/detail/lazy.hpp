// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <atomic>
#include <memory>
#include <utility>

namespace VARSIGMA_NAMESPACE::detail {

/// A value that is made when it is first asked for, and kept.
///
/// `get` is const and safe from any number of threads without locks: if several make it at once, one of theirs is kept.
/// Moving is not, and is for those who set up a list of such values.
template <class T>
class lazy {
public:
    lazy() = default;
    explicit lazy(std::unique_ptr<const T> made) noexcept : held_(made.release()) {}
    lazy(lazy&& other) noexcept : held_(other.held_.exchange(nullptr)) {}
    lazy& operator=(lazy&& other) noexcept {
        delete held_.exchange(other.held_.exchange(nullptr));
        return *this;
    }
    lazy(const lazy&) = delete;
    lazy& operator=(const lazy&) = delete;
    ~lazy() { delete held_.load(std::memory_order_relaxed); }

    /// The value; `make()`, which gives a `std::unique_ptr<const T>`, is called if there is none yet.
    template <class Make>
    [[nodiscard]] const T& get(Make make) const {
        if (const auto* const held = held_.load(std::memory_order_acquire)) { return *held; }
        std::unique_ptr<const T> made = make();
        const T* others = nullptr;
        if (!held_.compare_exchange_strong(others, made.get(), std::memory_order_acq_rel)) { return *others; }
        return *made.release();
    }

private:
    mutable std::atomic<const T*> held_ = nullptr;
};

} // namespace VARSIGMA_NAMESPACE::detail
