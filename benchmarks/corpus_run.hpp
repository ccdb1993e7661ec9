// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "event_source.hpp"
#include "stretch.hpp"
#include "timing.hpp"
#include "yardstick.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

/// One set of events, and what it takes to parse, read and match them, on one thread.
///
/// The events go by in their order, in stretches. Each stretch meets the parser alone, our reader and the matching
/// apart, and both at once, one shortly after the other and each of them first in turn, so that what else the machine
/// does at the time falls on all. Each figure is the sum over all stretches, of the shortest time that a stretch took
/// in any round.
class corpus_run {
public:
    /// Of one stretch.
    struct times {
        shortest parse; ///< the yardstick
        shortest read;  ///< into rows
        shortest match; ///< of rows
        shortest scan;  ///< both at once, event by event, as a program would
    };

    corpus_run(const event_source& events, const event_rules& rules) : events_(events), matcher_(rules) {}

    /// Reads and matches every event once, and counts what there is to count.
    void warm_up() {
        events_.for_each_piece([&](const event_lines& lines) {
            for (std::size_t at = 0; at < lines.size(); ++at) {
                if (!matcher_.read(lines[at])) { ++unreadable_; }
                const auto found = matcher_.match();
                unrouted_ += found.routed() ? 0U : 1U;
                matches_ += found.size();
            }
            count_ += lines.size();
            bytes_ += lines.bytes();
        });
    }

    /// All figures once more.
    void time_round() {
        std::size_t number = 0;
        std::size_t matches_apart = 0;
        std::size_t matches_at_once = 0;
        const auto before = yardstick_.checksum();
        events_.for_each_piece([&](const event_lines& lines) {
            for (std::size_t begin = 0; begin < lines.size(); begin += stretch_size) {
                const auto end = std::min(begin + stretch_size, lines.size());
                if (stretches_.size() == number) { stretches_.emplace_back(); }
                auto& taken = stretches_[number];
                for (std::size_t turn = 0; turn < 3; ++turn) {
                    switch ((number + turn) % 3) {
                    case 0: time_parsing(lines, begin, end, taken); break;
                    case 1: matches_apart += time_apart(lines, begin, end, taken); break;
                    default: matches_at_once += taken.scan.time([&] { return matcher_.scan(lines, begin, end); });
                    }
                }
                ++number;
            }
        });
        const auto sum = yardstick_.checksum() - before;
        consistent_ = consistent_ && matches_apart == matches_ && matches_at_once == matches_ &&
                      (rounds_ == 0 || sum == checksum_);
        checksum_ = sum;
        ++rounds_;
    }

    /// How long matching each event took by itself.
    void time_each() {
        each_.clear();
        each_.reserve(count_);
        events_.for_each_piece([&](const event_lines& lines) {
            for_each_block(0, lines.size(), [&](std::size_t first, std::size_t count) {
                for (std::size_t at = 0; at < count; ++at) { matcher_.read(lines[first + at], at); }
                for (std::size_t at = 0; at < count; ++at) {
                    const auto begin = clock_type::now();
                    const auto found = matcher_.match(at).size();
                    const auto time = clock_type::now() - begin;
                    checksum_ += found;
                    each_.push_back(static_cast<std::uint32_t>(nanoseconds(time)));
                }
            });
        });
        std::sort(each_.begin(), each_.end());
    }

    [[nodiscard]] std::size_t events() const noexcept { return count_; }
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
    [[nodiscard]] std::size_t matches() const noexcept { return matches_; }
    [[nodiscard]] std::size_t unreadable() const noexcept { return unreadable_; } ///< events that are no JSON objects
    [[nodiscard]] std::size_t unrouted() const noexcept { return unrouted_; }     ///< of a logsource that is not known
    [[nodiscard]] std::size_t rounds() const noexcept { return rounds_; }
    /// Whether every pass found the same.
    [[nodiscard]] bool consistent() const noexcept { return consistent_; }
    /// What matching asked of the heap, in all rounds.
    [[nodiscard]] const heap_use& heap() const noexcept { return heap_; }
    [[nodiscard]] const event_rules::scratch& scratch() const noexcept { return matcher_.scratch(); }

    /// Nanoseconds an event.
    [[nodiscard]] double ns(shortest times::*which) const {
        const auto sum =
            std::accumulate(stretches_.begin(), stretches_.end(), duration{},
                            [which](duration before, const times& stretch) { return before + (stretch.*which).get(); });
        return nanoseconds_each(sum, count_);
    }
    /// What that share of the events did not exceed, one by one.
    [[nodiscard]] std::size_t quantile(double share) const {
        if (each_.empty()) { return 0; }
        return each_[static_cast<std::size_t>(share * static_cast<double>(each_.size() - 1))];
    }

private:
    void time_parsing(const event_lines& lines, std::size_t begin, std::size_t end, times& taken) {
        taken.parse.time([&] {
            for (std::size_t at = begin; at < end; ++at) {
                const auto line = lines[at];
                static_cast<void>(yardstick_.parse(line.text, line.capacity));
            }
        });
    }

    std::size_t time_apart(const event_lines& lines, std::size_t begin, std::size_t end, times& taken) {
        const auto found = ::time_apart(matcher_, lines, begin, end, heap_);
        taken.read.note(found.reading);
        taken.match.note(found.matching);
        return found.matches;
    }

    const event_source& events_;
    matcher matcher_;
    yardstick yardstick_;
    heap_use heap_;
    std::vector<times> stretches_;
    std::vector<std::uint32_t> each_;
    std::size_t count_ = 0;
    std::size_t bytes_ = 0;
    std::size_t matches_ = 0;
    std::size_t unreadable_ = 0;
    std::size_t unrouted_ = 0;
    std::size_t rounds_ = 0;
    std::uint64_t checksum_ = 0;
    bool consistent_ = true;
};
