// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/numeral.hpp>
#include <varsigma/text/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace VARSIGMA_NAMESPACE::detail {

inline constexpr std::int64_t nanoseconds_per_second = 1'000'000'000;

/// A point in time, taken apart in UTC.
[[nodiscard]] constexpr std::optional<timestamp> utc(std::int64_t nanoseconds) noexcept {
    auto seconds = nanoseconds / nanoseconds_per_second;
    auto rest = nanoseconds % nanoseconds_per_second;
    if (rest < 0) {
        rest += nanoseconds_per_second;
        --seconds;
    }
    return from_unix(seconds, static_cast<int>(rest));
}

/// The text that text tests see of a plain value: text itself, the shortest decimal text of a number, `true` or
/// `false`, a time in ISO 8601. Null, missing and objects have none.
///
/// Holds what it had to write; the view lives as long as this object and the value's own text.
class value_text {
public:
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): the buffers are written before they are read, if ever
    explicit value_text(const value& of) noexcept {
        switch (of.type()) {
        case value_type::text:
        case value_type::numeral: set(of.as_text()); return;
        case value_type::number: set(to_text(of.as_number(), number_)); return;
        case value_type::boolean: set(of.as_boolean() ? "true" : "false"); return;
        case value_type::time:
            if (const auto time = utc(of.as_time())) { set(to_text(*time, time_)); }
            return;
        case value_type::missing:
        case value_type::null:
        case value_type::list:
        case value_type::object: return;
        }
    }
    value_text(const value_text&) = delete;
    value_text& operator=(const value_text&) = delete;
    value_text(value_text&&) = delete;
    value_text& operator=(value_text&&) = delete;
    ~value_text() = default;

    [[nodiscard]] bool exists() const noexcept { return exists_; }
    [[nodiscard]] std::string_view view() const noexcept { return view_; }

private:
    void set(std::string_view view) noexcept {
        view_ = view;
        exists_ = true;
    }

    std::string_view view_;
    bool exists_ = false;
    char number_[number_text_size];
    char time_[timestamp_text_size];
};

/// Whether the text that text tests see of a plain value is known to be shorter than `size` bytes, without writing it.
[[nodiscard]] constexpr bool is_shorter(const value& of, std::size_t size) noexcept {
    switch (of.type()) {
    case value_type::text:
    case value_type::numeral: return of.as_text().size() < size;
    case value_type::boolean: return size > 5;
    case value_type::number: break;
    case value_type::time: return false;
    case value_type::missing:
    case value_type::null:
    case value_type::list:
    case value_type::object: return true;
    }
    const auto numeric = of.as_number();
    if (numeric.which() != number::kind::signed_integer) { return false; }
    constexpr std::int64_t eight_digits = 100'000'000;
    return size > 8 && numeric.as_signed() >= 0 && numeric.as_signed() < eight_digits;
}

/// The number that numeric tests see: a number, or text that is a plain decimal number. Lives as long as the value's
/// text.
[[nodiscard]] constexpr std::optional<numeral> numeral_of(const value& of) noexcept {
    switch (of.type()) {
    case value_type::number: return numeral{of.as_number()};
    case value_type::numeral: return numeral::of_json(of.as_text());
    case value_type::text: return numeral::of_decimal(of.as_text());
    default: return std::nullopt;
    }
}

/// The signed 64-bit integer that compares equal to the number that numeric tests see, if there is one.
[[nodiscard]] constexpr std::optional<std::int64_t> integer_of(const value& of) noexcept {
    const auto found = numeral_of(of);
    if (!found || !found->is_number()) { return std::nullopt; } // what is only spelled is no integer of 64 bits
    const auto& numeric = found->as_number();
    if (numeric.which() == number::kind::unsigned_integer) { return std::nullopt; }
    if (numeric.which() == number::kind::signed_integer) { return numeric.as_signed(); }
    constexpr double limit = 9223372036854775808.0; // 2^63
    const double real = numeric.as_real();
    if (!(real >= -limit && real < limit)) { return std::nullopt; }
    const auto whole = static_cast<std::int64_t>(real);
    return number{whole} == numeric ? std::optional{whole} : std::nullopt;
}

/// A part of the time that a value says, if it says one.
[[nodiscard]] constexpr std::optional<int> time_part_of(const value& of, time_part which) noexcept {
    std::optional<timestamp> time;
    if (of.type() == value_type::text) { time = parse_timestamp(of.as_text()); }
    if (of.type() == value_type::time) { time = utc(of.as_time()); }
    if (!time) { return std::nullopt; }
    return part(*time, which);
}

} // namespace VARSIGMA_NAMESPACE::detail
