// SPDX-License-Identifier: BSL-1.0
#pragma once

// Replaces the program's operator new by one that counts. For the one source file of a program only.

#include <dlfcn.h>
#include <malloc.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>

/// What the calling thread asked of the heap while it was counted.
struct heap_use {
    std::size_t own = 0;     ///< allocations
    std::size_t by_re2 = 0;  ///< those among them that RE2's library asked for itself
    std::ptrdiff_t live = 0; ///< bytes taken, less bytes given back
};

namespace counting {

inline thread_local heap_use counted{};
inline thread_local bool enabled = false;

/// Not cheap, but then nothing that is timed should come here.
[[nodiscard]] inline bool is_in_re2(const void* caller) noexcept {
    Dl_info found{};
    return dladdr(caller, &found) != 0 && found.dli_fname != nullptr &&
           std::string_view{found.dli_fname}.find("libre2") != std::string_view::npos;
}

inline void* taken(void* place, const void* caller) noexcept {
    if (enabled && place != nullptr) {
        enabled = false; // what looking up the caller may need does not count
        ++(is_in_re2(caller) ? counted.by_re2 : counted.own);
        enabled = true;
        counted.live += static_cast<std::ptrdiff_t>(malloc_usable_size(place));
    }
    return place;
}

// not inlined: seeing new and free side by side, g++ would warn of a pair that does not match
[[gnu::noinline]] inline void give_back(void* place) noexcept {
    if (enabled && place != nullptr) { counted.live -= static_cast<std::ptrdiff_t>(malloc_usable_size(place)); }
    std::free(place);
}

inline void* allocate(std::size_t size) noexcept {
    return std::malloc(size == 0 ? 1 : size);
}
inline void* allocate(std::size_t size, std::align_val_t alignment) noexcept {
    const auto unit = static_cast<std::size_t>(alignment);
    return std::aligned_alloc(unit, (size + unit - 1) / unit * unit);
}
inline void* or_throw(void* place) {
    if (place == nullptr) { throw std::bad_alloc{}; }
    return place;
}

/// While it lives, the thread's use of the heap is added to `into`.
class scope {
public:
    explicit scope(heap_use& into) noexcept : into_(into) {
        counted = {};
        enabled = true;
    }
    scope(const scope&) = delete;
    scope& operator=(const scope&) = delete;
    ~scope() {
        enabled = false;
        into_.own += counted.own;
        into_.by_re2 += counted.by_re2;
        into_.live += counted.live;
    }

private:
    heap_use& into_;
};

} // namespace counting

#define VARSIGMA_CALLER __builtin_return_address(0)
void* operator new(std::size_t size) {
    return counting::or_throw(counting::taken(counting::allocate(size), VARSIGMA_CALLER));
}
void* operator new[](std::size_t size) {
    return counting::or_throw(counting::taken(counting::allocate(size), VARSIGMA_CALLER));
}
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
    return counting::taken(counting::allocate(size), VARSIGMA_CALLER);
}
void* operator new[](std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
    return counting::taken(counting::allocate(size), VARSIGMA_CALLER);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    return counting::or_throw(counting::taken(counting::allocate(size, alignment), VARSIGMA_CALLER));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
    return counting::or_throw(counting::taken(counting::allocate(size, alignment), VARSIGMA_CALLER));
}
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t& /*tag*/) noexcept {
    return counting::taken(counting::allocate(size, alignment), VARSIGMA_CALLER);
}
void* operator new[](std::size_t size, std::align_val_t alignment, const std::nothrow_t& /*tag*/) noexcept {
    return counting::taken(counting::allocate(size, alignment), VARSIGMA_CALLER);
}
#undef VARSIGMA_CALLER

void operator delete(void* place) noexcept {
    counting::give_back(place);
}
void operator delete[](void* place) noexcept {
    counting::give_back(place);
}
void operator delete(void* place, std::size_t /*size*/) noexcept {
    counting::give_back(place);
}
void operator delete[](void* place, std::size_t /*size*/) noexcept {
    counting::give_back(place);
}
void operator delete(void* place, const std::nothrow_t& /*tag*/) noexcept {
    counting::give_back(place);
}
void operator delete[](void* place, const std::nothrow_t& /*tag*/) noexcept {
    counting::give_back(place);
}
void operator delete(void* place, std::align_val_t /*alignment*/) noexcept {
    counting::give_back(place);
}
void operator delete[](void* place, std::align_val_t /*alignment*/) noexcept {
    counting::give_back(place);
}
void operator delete(void* place, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept {
    counting::give_back(place);
}
void operator delete[](void* place, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept {
    counting::give_back(place);
}
