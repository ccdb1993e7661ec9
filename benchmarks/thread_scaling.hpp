// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "event_lines.hpp"
#include "matcher.hpp"
#include "timing.hpp"

#include <algorithm>
#include <atomic>
#include <barrier>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

/// How much more several threads do than one.
struct scaling {
    double matching = 0; ///< events scanned
    double spinning = 0; ///< turns of an empty loop: what the machine gives

    [[nodiscard]] double efficiency() const { return ratio(matching, spinning); }
};

/// Has `threads` threads scan the same events, each with its own scratch, reader and row, and one of them alone, in
/// turns with loops that touch no memory. Each figure is from the shortest times of all rounds.
class scaling_run {
public:
    scaling_run(const event_lines& lines, const event_rules& rules, std::size_t threads)
        : lines_(lines), rules_(rules), threads_(threads), line_up_(static_cast<std::ptrdiff_t>(threads)) {}

    [[nodiscard]] scaling run() {
        std::vector<std::thread> others;
        for (std::size_t number = 1; number < threads_; ++number) {
            others.emplace_back([this, number] { work(number); });
        }
        work(0);
        for (auto& other : others) { other.join(); }
        const auto count = static_cast<double>(threads_);
        return {count * ratio(nanoseconds(match_alone_.get()), nanoseconds(match_all_.get())),
                count * ratio(nanoseconds(spin_alone_.get()), nanoseconds(spin_all_.get()))};
    }

private:
    static constexpr std::size_t rounds = 9;
    static constexpr std::size_t most_events = 16384;
    static constexpr std::uint64_t spins = std::uint64_t{100} << 20U;

    void work(std::size_t number) {
        matcher mine{rules_};
        const auto end = std::min(lines_.size(), most_events);
        const auto scan = [&] { matches_ += mine.scan(lines_, 0, end); };
        const auto spin = [&] {
            std::uint64_t state = number + 1;
            for (std::uint64_t turn = 0; turn < spins; ++turn) { state = state * 6364136223846793005U + turn; }
            matches_ += state & 1U;
        };
        scan();
        for (std::size_t round = 0; round < rounds; ++round) {
            phase(number, false, spin_alone_, spin);
            phase(number, false, match_alone_, scan);
            phase(number, true, spin_all_, spin);
            phase(number, true, match_all_, scan);
        }
    }

    template <class Work>
    void phase(std::size_t number, bool is_for_all, shortest& time, Work task) {
        line_up_.arrive_and_wait();
        const auto begin = clock_type::now();
        if (is_for_all || number == 0) { task(); }
        line_up_.arrive_and_wait();
        if (number == 0) { time.note(clock_type::now() - begin); }
    }

    const event_lines& lines_;
    const event_rules& rules_;
    std::size_t threads_;
    std::barrier<> line_up_;
    std::atomic<std::size_t> matches_ = 0;
    shortest spin_alone_;
    shortest spin_all_;
    shortest match_alone_;
    shortest match_all_;
};
