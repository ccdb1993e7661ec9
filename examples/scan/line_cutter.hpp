// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "byte_source.hpp"
#include "event_block.hpp"
#include "record_wrapper.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace scan {

/// Cuts a text into blocks of lines.
///
/// Reads what there is, so that the lines of a pipe do not wait for later ones. Linear, and never holds much more than
/// one line of the greatest length: the rest of a longer one is read and forgotten.
class line_cutter {
public:
    /// `text` outlives this.
    /// \param padding how many bytes can be read behind every line of a block
    line_cutter(byte_source& text, std::size_t longest_line, std::size_t padding) noexcept
        : text_(&text), longest_line_(longest_line), padding_(padding) {}

    /// Fills `block`; false at the end or after a failure.
    [[nodiscard]] bool next(event_block& block) {
        if (skipping_ && !skip_line()) { return false; }
        block.clear();
        block.has_lines = true;
        block.make_room(rest_.size(), padding_);
        std::copy(rest_.begin(), rest_.end(), block.memory.begin());
        std::size_t filled = std::exchange(rest_, {}).size();
        std::size_t searched = 0;
        while (true) {
            const auto found = last_break(block, searched, filled);
            searched = filled;
            if (found) {
                rest_.assign(block.memory.data() + *found + 1, block.memory.data() + filled);
                return finish(block, *found + 1);
            }
            if (filled > longest_line_) {
                skipping_ = true;
                block.overlong = true;
                const std::string_view line{block.memory.data(), filled};
                block.overlong_list = wrapper_beginning(line) != 0 || begins_as_list(line);
                return finish(block, 0);
            }
            block.make_room(filled + block_step, padding_);
            const auto got = text_->read(std::span{block.memory}.subspan(filled, block_step));
            if (got == 0) { return filled != 0 && finish_last(block, filled); }
            filled += got;
        }
    }

private:
    [[nodiscard]] static std::optional<std::size_t> last_break(const event_block& block, std::size_t from,
                                                               std::size_t to) noexcept {
        const auto found = std::string_view{block.memory.data() + from, to - from}.rfind('\n');
        if (found == std::string_view::npos) { return std::nullopt; }
        return from + found;
    }

    bool finish(event_block& block, std::size_t size) noexcept {
        const auto* const begin = block.memory.data();
        block.size = size;
        block.first_line = next_line_;
        next_line_ += block.overlong ? 1 : static_cast<std::uint64_t>(std::count(begin, begin + size, '\n'));
        return true;
    }

    /// A last line without a break gets one.
    bool finish_last(event_block& block, std::size_t filled) {
        block.make_room(filled + 1, padding_);
        block.memory[filled] = '\n';
        return finish(block, filled + 1);
    }

    /// Forgets the rest of a line; false if the input ends with it.
    bool skip_line() {
        std::vector<char> passing(block_step);
        while (true) {
            const auto got = text_->read(passing);
            if (got == 0) { return false; }
            const std::string_view text{passing.data(), got};
            const auto found = text.find('\n');
            if (found == std::string_view::npos) { continue; }
            rest_.assign(text.begin() + static_cast<std::ptrdiff_t>(found) + 1, text.end());
            skipping_ = false;
            return true;
        }
    }

    byte_source* text_;
    std::size_t longest_line_;
    std::size_t padding_;
    std::uint64_t next_line_ = 1;
    std::vector<char> rest_; // what was read behind the last block
    bool skipping_ = false;
};

} // namespace scan
