// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/member_kind.hpp>
#include <varsigma/event/detail/type_name.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/text/timestamp.hpp>

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <ratio>
#include <string_view>
#include <type_traits>

// Points in time of described structs, whatever their clock, resolution and range; and by their shape, as `<chrono>` costs a
// lot to compile.

namespace VARSIGMA_NAMESPACE::detail {

/// A point in time in UTC, split so that nothing overflows.
struct split_time {
    std::int64_t seconds = 0; ///< since 1970
    int nanoseconds = 0;      ///< on top, not negative
    bool is_known = false;    ///< false if it is too far away for `seconds`, or no number
};

inline constexpr std::int64_t nanoseconds_a_second = 1'000'000'000;

/// A duration, rounded down to nanoseconds.
template <class Duration>
[[nodiscard]] constexpr split_time split_duration(const Duration& since) noexcept {
    using rep = typename Duration::rep;
    using period = typename Duration::period;
    constexpr auto nanos = nanoseconds_a_second;
    if constexpr (std::floating_point<rep>) {
        const long double seconds = static_cast<long double>(since.count()) * period::num / period::den;
        constexpr long double most = 1e18L;
        if (!(seconds > -most && seconds < most)) { return {}; }
        auto whole = static_cast<std::int64_t>(seconds);
        if (static_cast<long double>(whole) > seconds) { --whole; }
        const auto rest = static_cast<int>((seconds - static_cast<long double>(whole)) * nanos);
        return {whole, rest < nanos ? rest : static_cast<int>(nanos - 1), true};
    } else if constexpr (period::den == 1) {
        constexpr auto most = std::numeric_limits<std::int64_t>::max() / period::num;
        if constexpr (std::unsigned_integral<rep>) {
            if (since.count() > static_cast<std::uint64_t>(most)) { return {}; }
        } else {
            if (since.count() > most || since.count() < -most) { return {}; }
        }
        return {static_cast<std::int64_t>(since.count()) * period::num, 0, true};
    } else {
        using wide = std::conditional_t<std::unsigned_integral<rep>, std::uint64_t, std::int64_t>;
        constexpr auto parts = static_cast<wide>(period::den); // of a second; the numerator is 1
        const auto count = static_cast<wide>(since.count());
        auto whole = count / parts;
        auto rest = count % parts;
        if constexpr (std::signed_integral<rep>) {
            if (rest < 0) {
                rest += parts;
                --whole;
            }
        }
        const auto nanoseconds =
            period::den <= nanos ? rest * static_cast<wide>(nanos) / parts : rest / (parts / static_cast<wide>(nanos));
        return {static_cast<std::int64_t>(whole), static_cast<int>(nanoseconds), true};
    }
}

/// The clock whose points count from 1970 in UTC. By its name, which no other type can have.
template <class Clock>
inline constexpr bool is_system_clock = [] {
    constexpr auto name = type_name<Clock>();
    return name.starts_with("std::") && name.ends_with("::system_clock") && name.find('<') == std::string_view::npos;
}();

/// The same kind of duration or point in time by whole seconds.
template <class Measure>
struct by_seconds;
template <template <class, class> class Duration, class Rep, class Period>
requires std::is_arithmetic_v<Rep>
struct by_seconds<Duration<Rep, Period>> {
    using type = Duration<std::int64_t, std::ratio<1>>;
};
template <template <class, class> class Point, class Clock, class Duration>
requires(!std::is_arithmetic_v<Clock>) struct by_seconds<Point<Clock, Duration>> {
    using type = Point<Clock, typename by_seconds<Duration>::type>;
};

/// Of another clock than the system's only whole seconds are converted, as it may not be able to tell more without an
/// overflow.
template <class T>
[[nodiscard]] constexpr split_time split(const T& point) {
    using clock = typename T::clock;
    auto found = split_duration(point.time_since_epoch());
    if constexpr (!is_system_clock<clock>) {
        constexpr auto half = std::numeric_limits<std::int64_t>::max() / 2;
        if constexpr (knows_system_time<clock>) {
            if (!found.is_known || found.seconds >= half || found.seconds <= -half) { return {}; }
            using point_by_seconds = typename by_seconds<T>::type;
            const point_by_seconds whole{typename point_by_seconds::duration{found.seconds}};
            found.seconds = split_duration(clock::to_sys(whole).time_since_epoch()).seconds;
        } else {
            using duration = typename clock::duration;
            using rep = typename duration::rep;
            constexpr auto last = split_duration(duration::max());
            constexpr auto most = last.is_known ? last.seconds : half;
            if (!found.is_known || found.seconds >= most || found.seconds <= -most) { return {}; }
            const auto count = static_cast<rep>(found.seconds) * static_cast<rep>(duration::period::den) /
                               static_cast<rep>(duration::period::num);
            found.seconds = static_cast<std::int64_t>(clock::to_time_t(typename clock::time_point{duration{count}}));
        }
    }
    return found;
}

/// Whether every value is a number of nanoseconds already.
template <class T>
inline constexpr bool counts_nanoseconds = [] {
    if constexpr (is_system_clock<typename T::clock>) {
        return std::signed_integral<typename T::rep> && T::period::num == 1 && T::period::den == nanoseconds_a_second;
    } else {
        return false;
    }
}();

/// Gives the time as a value to `use`, which lives as long as `use` needs: a time where its nanoseconds are a number of
/// 64 bits (the years 1678 to 2261), else its text, which says the same to every test, and outside the years 0 to 9999,
/// which no text can say, something that is there and of which no test holds.
template <class T, class Texts, class Use>
requires is_time_point<T>
constexpr void with_time(const T& point, Texts& texts, Use use) {
    if constexpr (counts_nanoseconds<T>) {
        use(value::of_time(point.time_since_epoch().count()));
    } else {
        constexpr auto nanos = nanoseconds_a_second;
        constexpr auto most = std::numeric_limits<std::int64_t>::max() / nanos;
        const auto since = split(point);
        if (since.is_known && since.seconds < most && since.seconds >= -most) {
            use(value::of_time(since.seconds * nanos + since.nanoseconds));
        } else if (const auto time = since.is_known ? from_unix(since.seconds, since.nanoseconds) : std::nullopt) {
            char buffer[timestamp_text_size]{};
            use(value::of(texts.keep(to_text(*time, buffer))));
        } else {
            use(value::of_object());
        }
    }
}

} // namespace VARSIGMA_NAMESPACE::detail
