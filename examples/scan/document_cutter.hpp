// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "byte_source.hpp"
#include "event_block.hpp"
#include "event_splitter.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace scan {

/// Cuts a text whose events are found by an `event_splitter` into blocks of whole events.
///
/// Reads what there is, so that the events of a pipe do not wait for later ones. Holds no more than one event of the
/// greatest length, and what is read at a time.
class document_cutter {
public:
    /// `text` outlives this.
    /// \param padding how many bytes can be read behind every event of a block
    document_cutter(byte_source& text, event_places places, std::size_t padding)
        : text_(&text), splitter_(std::move(places)), padding_(padding) {}

    /// Fills `block`; false at the end or after a failure.
    [[nodiscard]] bool next(event_block& block) {
        block.clear();
        block.has_lines = false;
        auto filled = rest_.size();
        block.make_room(filled, padding_);
        std::copy(rest_.begin(), rest_.end(), block.memory.begin());
        while (!ended_ && block.events.empty()) {
            block.make_room(filled + block_step, padding_);
            const auto got = text_->read(std::span{block.memory}.subspan(filled, block_step));
            filled += got;
            const std::string_view text{block.memory.data(), filled};
            splitter_.advance(text, block.events);
            if (got == 0) {
                splitter_.finish(text, block.events);
                ended_ = true;
            }
            const auto kept = splitter_.kept_from();
            splitter_.forget(text, kept);
            if (!block.events.empty()) {
                rest_.assign(block.memory.data() + kept, block.memory.data() + filled);
                block.size = filled;
            } else if (kept != 0) { // so that the blanks of a large file are not gathered
                const auto begin = block.memory.begin();
                std::copy(begin + static_cast<std::ptrdiff_t>(kept), begin + static_cast<std::ptrdiff_t>(filled),
                          begin);
                filled -= kept;
            }
        }
        return !block.events.empty();
    }

private:
    byte_source* text_;
    event_splitter splitter_;
    std::size_t padding_;
    std::vector<char> rest_; // what was read and belongs to the next block
    bool ended_ = false;
};

} // namespace scan
