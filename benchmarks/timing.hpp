// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <chrono>
#include <cstddef>
#include <type_traits>

using clock_type = std::chrono::steady_clock;
using duration = clock_type::duration;

[[nodiscard]] inline double milliseconds(duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}
[[nodiscard]] inline double nanoseconds(duration time) {
    return std::chrono::duration<double, std::nano>(time).count();
}
[[nodiscard]] inline double nanoseconds_each(duration time, std::size_t count) {
    return count == 0 ? 0 : nanoseconds(time) / static_cast<double>(count);
}
[[nodiscard]] inline double ratio(double above, double below) {
    return below > 0 ? above / below : 0;
}

/// The shortest of several measurements of the same: what else the machine does only ever adds.
class shortest {
public:
    void note(duration time) noexcept {
        if (time < time_) { time_ = time; }
    }
    /// Calls `work()` and notes how long it took; passes on what it gives.
    template <class Work>
    auto time(Work work) {
        const auto begin = clock_type::now();
        if constexpr (std::is_void_v<decltype(work())>) {
            work();
            note(clock_type::now() - begin);
        } else {
            auto made = work();
            note(clock_type::now() - begin);
            return made;
        }
    }
    [[nodiscard]] duration get() const noexcept { return time_ == duration::max() ? duration{} : time_; }

private:
    duration time_ = duration::max();
};
