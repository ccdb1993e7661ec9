// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/text_arena.hpp>

#include <cstddef>
#include <utility>

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE text_arena::text_arena(text_arena&& other) noexcept
    : first_(std::exchange(other.first_, nullptr)),
      current_(std::exchange(other.current_, nullptr)),
      begin_(std::exchange(other.begin_, nullptr)),
      used_(std::exchange(other.used_, 0)),
      room_(std::exchange(other.room_, 0)) {}

VARSIGMA_INLINE text_arena& text_arena::operator=(text_arena&& other) noexcept {
    if (this == &other) { return *this; }
    free_all();
    first_ = std::exchange(other.first_, nullptr);
    current_ = std::exchange(other.current_, nullptr);
    begin_ = std::exchange(other.begin_, nullptr);
    used_ = std::exchange(other.used_, 0);
    room_ = std::exchange(other.room_, 0);
    return *this;
}

VARSIGMA_INLINE text_arena::~text_arena() {
    free_all();
}

VARSIGMA_INLINE void text_arena::free_all() noexcept {
    for (block* at = first_; at != nullptr;) {
        const block* const gone = at;
        at = gone->next;
        delete[] gone->bytes;
        delete gone;
    }
}

VARSIGMA_INLINE std::size_t text_arena::capacity() const noexcept {
    std::size_t total = 0;
    for (const block* at = first_; at != nullptr; at = at->next) { total += at->size; }
    return total;
}

VARSIGMA_INLINE void text_arena::use(block& next) noexcept {
    current_ = &next;
    begin_ = next.bytes;
    room_ = next.size;
    used_ = 0;
}

VARSIGMA_INLINE void text_arena::use_block_of(std::size_t size) {
    constexpr std::size_t smallest = 4096;
    auto grown = smallest < size ? size : smallest;
    block** place = &first_;
    if (current_ != nullptr) {
        block* last = current_;
        for (; last->next != nullptr; last = last->next) {
            if (last->next->size >= size) { return use(*last->next); }
        }
        grown = grown < 2 * last->size ? 2 * last->size : grown;
        place = &last->next;
    }
    auto* const added = new block;
    *place = added;
    added->bytes = new char[grown];
    added->size = grown;
    use(*added);
}

} // namespace VARSIGMA_NAMESPACE
