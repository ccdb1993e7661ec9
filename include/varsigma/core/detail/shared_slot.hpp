// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <list>
#include <memory>
#include <mutex>
#include <utility>

namespace VARSIGMA_NAMESPACE::detail {

/// A value that many threads read for a long time and one replaces now and then.
///
/// A reader asks for the current value with one atomic load as long as it stays the same; only after a replacement it
/// takes a lock, for a few steps. Whoever replaces the value destroys the former ones that no reader uses any more,
/// outside the lock; a reader never destroys one, except the last one of a slot that is gone. All that is counted is
/// counted under the lock, so that nothing depends on the order of atomic operations. Throws nothing beyond what locks
/// and the allocator do.
template <class T>
class shared_slot {
    struct held {
        T value;
        std::size_t readers = 0;
    };

    /// What the slot and its readers share; it goes with the last of them.
    struct state {
        explicit state(T first) { values.push_back({std::move(first)}); }

        std::atomic<std::uint64_t> version{1};
        std::mutex guard;       // of what follows
        std::list<held> values; // the last one is the current one
    };

public:
    explicit shared_slot(T first) : state_(std::make_shared<state>(std::move(first))) {}
    shared_slot(const shared_slot&) = delete;
    shared_slot& operator=(const shared_slot&) = delete;
    shared_slot(shared_slot&&) = delete; // readers are made from it by other threads
    shared_slot& operator=(shared_slot&&) = delete;
    ~shared_slot() { collect(); }

    /// Makes `next` the current value. Safe from any thread; returns without waiting for readers.
    void replace(T next) {
        std::list<held> fresh;
        fresh.push_back({std::move(next)});
        std::list<held> unused;
        {
            const std::lock_guard lock{state_->guard};
            state_->values.splice(state_->values.end(), fresh);
            state_->version.fetch_add(1, std::memory_order_release);
            take_unused(unused);
        }
    }

    /// Destroys what was replaced and is not used any more. Gives how many are still waiting for a reader. Safe from
    /// any thread. O(values).
    std::size_t collect() {
        std::list<held> unused;
        const std::lock_guard lock{state_->guard};
        take_unused(unused);
        return state_->values.size() - 1;
    }

    /// How often the value was set. Safe from any thread.
    [[nodiscard]] std::uint64_t version() const noexcept { return state_->version.load(std::memory_order_acquire); }

    /// One thread's access to the value. It may outlive the slot, and keeps the value that it has then.
    class reader {
    public:
        explicit reader(const shared_slot& from) : state_(from.state_) { take(); }
        reader(const reader&) = delete;
        reader& operator=(const reader&) = delete;
        reader(reader&& other) noexcept
            : state_(std::move(other.state_)), used_(std::exchange(other.used_, nullptr)), version_(other.version_) {}
        reader& operator=(reader&& other) noexcept {
            std::swap(state_, other.state_);
            std::swap(used_, other.used_);
            std::swap(version_, other.version_);
            return *this;
        }
        ~reader() {
            if (used_ == nullptr) { return; }
            const std::lock_guard lock{state_->guard};
            --used_->readers;
        }

        /// The current value, which stays until the next call. Precondition: the reader was not moved from.
        [[nodiscard]] const T& current() {
            if (state_->version.load(std::memory_order_acquire) != version_) { take(); }
            return used_->value;
        }

    private:
        void take() {
            const std::lock_guard lock{state_->guard};
            if (used_ != nullptr) { --used_->readers; }
            used_ = &state_->values.back();
            ++used_->readers;
            version_ = state_->version.load(std::memory_order_relaxed);
        }

        std::shared_ptr<state> state_;
        held* used_ = nullptr;
        std::uint64_t version_ = 0;
    };

private:
    /// Moves all values but the current one that nobody reads. Precondition: the lock is held.
    void take_unused(std::list<held>& unused) {
        auto& values = state_->values;
        for (auto at = values.begin(); std::next(at) != values.end();) {
            const auto here = at++;
            if (here->readers == 0) { unused.splice(unused.end(), values, here); }
        }
    }

    std::shared_ptr<state> state_;
};

} // namespace VARSIGMA_NAMESPACE::detail
