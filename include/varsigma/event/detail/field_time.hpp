// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/member_kind.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/text/timestamp.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <ratio>
#include <type_traits>

// Points in time of described structs, whatever their clock, resolution and range.

namespace VARSIGMA_NAMESPACE::detail {

/// A point in time in UTC, split so that nothing overflows.
struct split_time {
    std::int64_t seconds = 0; ///< since 1970
    int nanoseconds = 0;      ///< on top, not negative
    bool is_known = false;    ///< false if it is too far away for `seconds`, or no number
};

/// Rounded down to nanoseconds.
template <class Rep, class Period>
[[nodiscard]] constexpr split_time split(std::chrono::duration<Rep, Period> since) noexcept {
    constexpr std::int64_t nanos = std::nano::den;
    if constexpr (std::floating_point<Rep>) {
        const long double seconds = static_cast<long double>(since.count()) * Period::num / Period::den;
        constexpr long double most = 1e18L;
        if (!(seconds > -most && seconds < most)) { return {}; }
        auto whole = static_cast<std::int64_t>(seconds);
        if (static_cast<long double>(whole) > seconds) { --whole; }
        const auto rest = static_cast<int>((seconds - static_cast<long double>(whole)) * nanos);
        return {whole, rest < nanos ? rest : static_cast<int>(nanos - 1), true};
    } else if constexpr (Period::den == 1) {
        constexpr auto most = std::numeric_limits<std::int64_t>::max() / Period::num;
        if constexpr (std::unsigned_integral<Rep>) {
            if (since.count() > static_cast<std::uint64_t>(most)) { return {}; }
        } else {
            if (since.count() > most || since.count() < -most) { return {}; }
        }
        return {static_cast<std::int64_t>(since.count()) * Period::num, 0, true};
    } else {
        using wide = std::conditional_t<std::unsigned_integral<Rep>, std::uint64_t, std::int64_t>;
        constexpr auto parts = static_cast<wide>(Period::den); // of a second; the numerator is 1
        const auto count = static_cast<wide>(since.count());
        auto whole = count / parts;
        auto rest = count % parts;
        if constexpr (std::signed_integral<Rep>) {
            if (rest < 0) {
                rest += parts;
                --whole;
            }
        }
        const auto nanoseconds =
            Period::den <= nanos ? rest * static_cast<wide>(nanos) / parts : rest / (parts / static_cast<wide>(nanos));
        return {static_cast<std::int64_t>(whole), static_cast<int>(nanoseconds), true};
    }
}

template <class Duration>
[[nodiscard]] constexpr split_time
split(const std::chrono::time_point<std::chrono::system_clock, Duration>& point) noexcept {
    return split(point.time_since_epoch());
}

/// Of another clock only whole seconds are converted, as it may not be able to tell more without an overflow.
template <class Clock, class Duration>
[[nodiscard]] split_time split(const std::chrono::time_point<Clock, Duration>& point) {
    using std::chrono::seconds;
    auto found = split(point.time_since_epoch());
    constexpr auto most = knows_system_time<Clock>
                              ? std::numeric_limits<std::int64_t>::max() / 2
                              : std::chrono::duration_cast<seconds>(Clock::duration::max()).count();
    if (!found.is_known || found.seconds >= most || found.seconds <= -most) { return {}; }
    const std::chrono::time_point<Clock, seconds> whole{seconds{found.seconds}};
    if constexpr (knows_system_time<Clock>) {
        found.seconds = split(Clock::to_sys(whole)).seconds;
    } else {
        found.seconds =
            static_cast<std::int64_t>(Clock::to_time_t(std::chrono::time_point_cast<typename Clock::duration>(whole)));
    }
    return found;
}

/// Whether every value is a number of nanoseconds already.
template <class T>
inline constexpr bool counts_nanoseconds = false;
template <std::signed_integral Rep>
inline constexpr bool
    counts_nanoseconds<std::chrono::time_point<std::chrono::system_clock, std::chrono::duration<Rep, std::nano>>> =
        true;

/// Gives the time as a value to `use`, which lives as long as `use` needs: a time where its nanoseconds are a number of
/// 64 bits (the years 1678 to 2261), else its text, which says the same to every test, and outside the years 0 to 9999,
/// which no text can say, something that is there and of which no test holds.
template <class T, class Texts, class Use>
requires is_time_point<T>
constexpr void with_time(const T& point, Texts& texts, Use use) {
    if constexpr (counts_nanoseconds<T>) {
        use(value::of_time(point.time_since_epoch().count()));
    } else {
        constexpr std::int64_t nanos = std::nano::den;
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
