// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <cstddef>
#include <cstring>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

class text_sink;

/// Memory for the texts of one event, given back all at once; addresses stay until then.
///
/// After a few events of usual size nothing is allocated any more. Amortised O(1) a byte. Without containers, as each file
/// that reads events includes it.
class text_arena {
public:
    using sink = text_sink; ///< what writes texts into it

    text_arena() noexcept = default;
    text_arena(const text_arena&) = delete;
    text_arena& operator=(const text_arena&) = delete;
    text_arena(text_arena&& other) noexcept;
    text_arena& operator=(text_arena&& other) noexcept;
    ~text_arena();

    /// Room for `size` bytes, uninitialised, until `clear`. Of no bytes it may be null.
    [[nodiscard]] char* allocate(std::size_t size) {
        if (room_ - used_ < size) { use_block_of(size); }
        char* const place = begin_ + used_;
        used_ += size;
        return place;
    }

    /// Gives back the last `size` bytes of the latest `allocate`, which turned out not to be needed.
    void shrink(std::size_t size) noexcept { used_ -= size; }

    /// Whether the latest `allocate` gave what ends there.
    [[nodiscard]] bool ends_at(const char* end) const noexcept { return begin_ != nullptr && begin_ + used_ == end; }

    /// A copy of `text` that lives until `clear`.
    [[nodiscard]] std::string_view keep(std::string_view text) {
        if (text.empty()) { return {}; }
        char* const copy = allocate(text.size());
        std::memcpy(copy, text.data(), text.size());
        return {copy, text.size()};
    }

    /// Forgets all texts, keeps the memory.
    void clear() noexcept {
        used_ = 0;
        if (current_ != first_) { use(*first_); }
    }

    /// Bytes held.
    [[nodiscard]] std::size_t capacity() const noexcept;

private:
    /// Memory for texts; they are a list, of growing ones.
    struct block {
        block* next = nullptr;
        char* bytes = nullptr;
        std::size_t size = 0;
    };

    [[gnu::cold]] void use_block_of(std::size_t size); // so that what allocates is inlined
    void use(block& next) noexcept;
    void free_all() noexcept;

    block* first_ = nullptr; // not freed before the arena is
    block* current_ = nullptr;
    char* begin_ = nullptr; // of the current block, whose size is `room_`
    std::size_t used_ = 0;  // bytes of it
    std::size_t room_ = 0;
};

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/event/detail/text_arena.ipp>
#endif
