// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE {

class text_sink;

/// Memory for the texts of one event, given back all at once; addresses stay until then.
///
/// After a few events of usual size nothing is allocated any more. Amortised O(1) a byte.
class text_arena {
public:
    using sink = text_sink; ///< what writes texts into it

    /// Room for `size` bytes, uninitialised, until `clear`.
    [[nodiscard]] char* allocate(std::size_t size) {
        while (at_ < blocks_.size() && blocks_[at_].size - used_ < size) {
            ++at_;
            used_ = 0;
        }
        if (at_ == blocks_.size()) {
            const auto grown = std::max({size, smallest, blocks_.empty() ? 0 : blocks_.back().size * 2});
            blocks_.push_back({std::unique_ptr<char[]>{new char[grown]}, grown}); // not zeroed, unlike make_unique
            used_ = 0;
        }
        char* const place = blocks_[at_].bytes.get() + used_;
        used_ += size;
        return place;
    }

    /// Gives back the last `size` bytes of the latest `allocate`, which turned out not to be needed.
    void shrink(std::size_t size) noexcept { used_ -= size; }

    /// Whether the latest `allocate` gave what ends there.
    [[nodiscard]] bool ends_at(const char* end) const noexcept {
        return at_ < blocks_.size() && blocks_[at_].bytes.get() + used_ == end;
    }

    /// A copy of `text` that lives until `clear`.
    [[nodiscard]] std::string_view keep(std::string_view text) {
        if (text.empty()) { return {}; }
        char* const copy = allocate(text.size());
        std::memcpy(copy, text.data(), text.size());
        return {copy, text.size()};
    }

    /// Forgets all texts, keeps the memory.
    void clear() noexcept {
        at_ = 0;
        used_ = 0;
    }

    /// Bytes held.
    [[nodiscard]] std::size_t capacity() const noexcept {
        std::size_t total = 0;
        for (const auto& held : blocks_) { total += held.size; }
        return total;
    }

private:
    static constexpr std::size_t smallest = 4096;

    struct block {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
    };

    std::vector<block> blocks_;
    std::size_t at_ = 0;   // the block in use
    std::size_t used_ = 0; // bytes of it
};

} // namespace VARSIGMA_NAMESPACE
