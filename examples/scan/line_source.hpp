// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace scan {

/// Some lines of the input, all of them whole. Its memory is used again for the next block.
struct line_block {
    std::vector<char> memory;     ///< the lines, and bytes behind them that a reader may look at
    std::size_t size = 0;         ///< of the lines, line breaks included
    std::uint64_t first_line = 0; ///< number of the first one, from 1
    std::uint64_t end_offset = 0; ///< bytes of the input up to the end of the block, as far as it was read
    bool overlong = false;        ///< stands for one line that is too long, and is empty

    [[nodiscard]] std::string_view text() const noexcept { return {memory.data(), size}; }
};

/// Cuts a file or a stream into blocks of lines.
///
/// Reads what there is, so that the lines of a pipe do not wait for later ones. Linear, and never holds much more than
/// one line of the greatest length: the rest of a longer one is read and forgotten.
class line_source {
public:
    /// \param padding how many bytes can be read behind every line of a block
    line_source(std::size_t longest_line, std::size_t padding) noexcept
        : longest_line_(longest_line), padding_(padding) {}
    line_source(const line_source&) = delete;
    line_source& operator=(const line_source&) = delete;
    line_source(line_source&&) = delete;
    line_source& operator=(line_source&&) = delete;
    ~line_source() {
        if (descriptor_ > STDIN_FILENO) { ::close(descriptor_); }
    }

    /// Opens a file, or the standard input by the name `-`.
    [[nodiscard]] bool open(const std::string& path) {
        descriptor_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor_ < 0) { return fail(); }
        struct stat about {};
        if (::fstat(descriptor_, &about) == 0 && S_ISREG(about.st_mode)) {
            size_ = static_cast<std::uint64_t>(about.st_size);
        }
        return true;
    }

    /// Bytes of the input, if that is known.
    [[nodiscard]] std::optional<std::uint64_t> size() const noexcept { return size_; }

    /// What went wrong; empty if nothing did.
    [[nodiscard]] const std::string& failure() const noexcept { return failure_; }

    /// Fills `block`; false at the end or after a failure.
    [[nodiscard]] bool next(line_block& block) {
        if (skipping_ && !skip_line()) { return false; }
        block.overlong = false;
        block.size = 0;
        make_room(block, rest_.size());
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
                return finish(block, 0);
            }
            make_room(block, filled + step);
            const auto got = read(block.memory.data() + filled, step);
            if (got == 0) { return failure_.empty() && filled != 0 && finish_last(block, filled); }
            filled += got;
        }
    }

private:
    static constexpr std::size_t step = std::size_t{1} << 20;

    bool fail() {
        failure_ = std::strerror(errno); // NOLINT(concurrency-mt-unsafe): one thread reads
        return false;
    }

    /// Room for `size` bytes and the padding; doubled, so that a long line is not copied again and again.
    void make_room(line_block& block, std::size_t size) const {
        auto& memory = block.memory;
        if (memory.size() < size + padding_) { memory.resize(std::max(size + padding_, 2 * memory.size())); }
    }

    /// 0 at the end or after a failure.
    std::size_t read(char* into, std::size_t size) {
        while (true) {
            const auto got = ::read(descriptor_, into, size);
            if (got >= 0) {
                offset_ += static_cast<std::uint64_t>(got);
                return static_cast<std::size_t>(got);
            }
            if (errno != EINTR) {
                fail();
                return 0;
            }
        }
    }

    [[nodiscard]] static std::optional<std::size_t> last_break(const line_block& block, std::size_t from,
                                                               std::size_t to) noexcept {
        const auto found = std::string_view{block.memory.data() + from, to - from}.rfind('\n');
        if (found == std::string_view::npos) { return std::nullopt; }
        return from + found;
    }

    bool finish(line_block& block, std::size_t size) noexcept {
        const auto* const begin = block.memory.data();
        block.size = size;
        block.first_line = next_line_;
        block.end_offset = offset_;
        next_line_ += block.overlong ? 1 : static_cast<std::uint64_t>(std::count(begin, begin + size, '\n'));
        return true;
    }

    /// A last line without a break gets one.
    bool finish_last(line_block& block, std::size_t filled) {
        make_room(block, filled + 1);
        block.memory[filled] = '\n';
        return finish(block, filled + 1);
    }

    /// Forgets the rest of a line; false if the input ends with it.
    bool skip_line() {
        std::vector<char> passing(step);
        while (true) {
            const auto got = read(passing.data(), passing.size());
            if (got == 0) { return false; }
            const std::string_view text{passing.data(), got};
            const auto found = text.find('\n');
            if (found == std::string_view::npos) { continue; }
            rest_.assign(text.begin() + static_cast<std::ptrdiff_t>(found) + 1, text.end());
            skipping_ = false;
            return true;
        }
    }

    std::size_t longest_line_;
    std::size_t padding_;
    int descriptor_ = -1;
    std::optional<std::uint64_t> size_;
    std::uint64_t offset_ = 0;
    std::uint64_t next_line_ = 1;
    std::vector<char> rest_; // what was read behind the last block
    bool skipping_ = false;
    std::string failure_;
};

} // namespace scan
