// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace VARSIGMA_NAMESPACE::yaml {

/// Memory for many small things that die together: the nodes and texts of one file.
///
/// Nothing is freed alone and no destructor runs, so only trivially destructible types are taken. What was handed out
/// stays where it is until `clear` or the arena's end. Not for several threads at once.
class arena {
public:
    arena() = default;
    arena(const arena&) = delete;
    arena& operator=(const arena&) = delete;
    arena(arena&&) = delete;
    arena& operator=(arena&&) = delete;
    ~arena() = default;

    /// A value-initialised `T`. Amortised O(1).
    template <class T>
    [[nodiscard]] T* make() {
        static_assert(std::is_trivially_destructible_v<T>);
        return ::new (allocate(sizeof(T), alignof(T))) T{};
    }

    /// A copy of `items`. O(n).
    template <class T>
    [[nodiscard]] std::span<const T> copy(std::span<const T> items) {
        static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
        if (items.empty()) { return {}; }
        auto* first = static_cast<T*>(allocate(items.size_bytes(), alignof(T)));
        std::uninitialized_copy(items.begin(), items.end(), first);
        return {first, items.size()};
    }

    /// A copy of `text`. O(n).
    [[nodiscard]] std::string_view copy(std::string_view text) {
        if (text.empty()) { return {}; }
        auto* first = static_cast<char*>(allocate(text.size(), 1));
        std::memcpy(first, text.data(), text.size());
        return {first, text.size()};
    }

    /// A text of `parts` one after the other. O(n).
    [[nodiscard]] std::string_view join(std::initializer_list<std::string_view> parts) {
        std::size_t size = 0;
        for (const auto part : parts) size += part.size();
        if (size == 0) { return {}; }
        auto* first = static_cast<char*>(allocate(size, 1));
        auto* next = first;
        for (const auto part : parts) next = std::copy(part.begin(), part.end(), next);
        return {first, size};
    }

    /// Forgets everything that was handed out, and keeps one block of ordinary size for the next file.
    void clear() noexcept {
        if (blocks_.size() > 1) blocks_.resize(1);
        next_ = blocks_.empty() ? nullptr : blocks_.front().get();
        left_ = blocks_.empty() ? 0 : block_size;
    }

private:
    static constexpr std::size_t block_size = std::size_t{1} << 16;

    void* allocate(std::size_t size, std::size_t alignment) {
        void* at = next_;
        if (std::align(alignment, size, at, left_) == nullptr) at = allocate_in_new_block(size, alignment);
        next_ = static_cast<std::byte*>(at) + size;
        left_ -= size;
        return at;
    }

    void* allocate_in_new_block(std::size_t size, std::size_t alignment) {
        // the first block always has the ordinary size, as `clear` expects
        const bool ordinary = size + alignment <= block_size;
        if (blocks_.empty() && !ordinary) add_block(block_size);
        left_ = std::max(block_size, size + alignment);
        void* at = add_block(left_);
        std::align(alignment, size, at, left_);
        return at;
    }

    /// Not zeroed: what is never used costs no memory.
    std::byte* add_block(std::size_t size) {
        return blocks_.emplace_back(std::unique_ptr<std::byte[]>{new std::byte[size]}).get();
    }

    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::byte* next_ = nullptr;
    std::size_t left_ = 0;
};

} // namespace VARSIGMA_NAMESPACE::yaml
