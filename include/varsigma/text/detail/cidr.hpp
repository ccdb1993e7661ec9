// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

// IP addresses and networks as numbers, for Sigma's `cidr`. Everything is constexpr, allocates nothing, is free of
// state and safe to call from any thread.

namespace VARSIGMA_NAMESPACE {

enum class ip_family : std::uint8_t { v4, v6 };

/// An IPv4 or IPv6 address as 128 bits in host order.
///
/// An IPv4 address is held as the IPv4-mapped IPv6 address (RFC 4291, section 2.5.5.2), so `10.0.0.1` and
/// `::ffff:10.0.0.1` are one value, of the family `v4`.
struct ip_address {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    [[nodiscard]] constexpr ip_family family() const noexcept {
        return high == 0 && low >> 32 == 0xFFFF ? ip_family::v4 : ip_family::v6;
    }

    friend constexpr bool operator==(const ip_address&, const ip_address&) = default;
};

namespace detail {

/// Four octets 0 to 255 in decimal without leading zeros, which some programs read as octal.
[[nodiscard]] constexpr std::optional<std::uint32_t> parse_dotted_quad(std::string_view text) noexcept {
    std::uint32_t address = 0;
    std::size_t at = 0;
    for (int octet = 0; octet < 4; ++octet) {
        if (octet != 0 && (at == text.size() || text[at++] != '.')) return std::nullopt;
        const std::size_t begin = at;
        std::uint32_t value = 0;
        while (at != text.size() && is_digit(text[at])) {
            value = value * 10 + static_cast<std::uint32_t>(text[at++] - '0');
            if (value > 255) return std::nullopt;
        }
        if (at == begin || (text[begin] == '0' && at - begin > 1)) return std::nullopt;
        address = address << 8 | value;
    }
    if (at != text.size()) return std::nullopt;
    return address;
}

/// The eight groups of an IPv6 address, filled from the left; `gap` is where `::` stands among them.
struct ipv6_groups {
    std::uint16_t values[8]{};
    int count = 0;
    int gap = -1;

    [[nodiscard]] constexpr std::optional<ip_address> address() const noexcept {
        // `::` stands for at least one group
        if (gap < 0 ? count != 8 : count == 8) return std::nullopt;
        ip_address result;
        for (int group = 0; group < 8; ++group) {
            const int behind_gap = group - (8 - count);
            const bool in_gap = gap >= 0 && group >= gap && behind_gap < gap;
            const int source = gap >= 0 && group >= gap ? behind_gap : group;
            std::uint64_t& half = group < 4 ? result.high : result.low;
            half = half << 16 | (in_gap ? 0U : values[source]);
        }
        return result;
    }
};

/// The text forms of RFC 4291, section 2.2, without a zone.
[[nodiscard]] constexpr std::optional<ip_address> parse_ipv6(std::string_view text) noexcept {
    ipv6_groups groups;
    std::size_t at = 0;
    if (text.substr(0, 2) == "::") {
        groups.gap = 0;
        at = 2;
    }
    while (at != text.size()) {
        if (groups.count == 8) return std::nullopt;
        const std::size_t begin = at;
        unsigned value = 0;
        while (at != text.size() && at - begin < 4 && hex_value(text[at]) >= 0) {
            value = value << 4 | static_cast<unsigned>(hex_value(text[at++]));
        }
        if (at == begin) return std::nullopt;
        if (at != text.size() && text[at] == '.') {
            const auto quad = parse_dotted_quad(text.substr(begin));
            if (!quad || groups.count > 6) return std::nullopt;
            groups.values[groups.count++] = static_cast<std::uint16_t>(*quad >> 16);
            groups.values[groups.count++] = static_cast<std::uint16_t>(*quad & 0xFFFF);
            break;
        }
        groups.values[groups.count++] = static_cast<std::uint16_t>(value);
        if (at == text.size()) break;
        if (text[at++] != ':' || at == text.size()) return std::nullopt;
        if (text[at] == ':') {
            if (groups.gap >= 0) return std::nullopt;
            groups.gap = groups.count;
            ++at;
        }
    }
    return groups.address();
}

} // namespace detail

/// The address that the whole text is, or nothing.
///
/// As `inet_pton` reads it: four decimal octets without leading zeros, or the forms of RFC 4291, section 2.2 (`::`, a
/// dotted quad as the last 32 bits). An IPv6 address may carry a zone (RFC 4007, section 11: `fe80::1%eth0`), which is
/// ignored but must not be empty or contain `%` or `/`. No blanks, brackets or ports. O(n).
[[nodiscard]] constexpr std::optional<ip_address> parse_ip(std::string_view text) noexcept {
    if (text.find(':') == std::string_view::npos) {
        const auto quad = detail::parse_dotted_quad(text);
        if (!quad) return std::nullopt;
        return ip_address{0, std::uint64_t{0xFFFF} << 32 | *quad};
    }
    if (const auto percent = text.find('%'); percent != std::string_view::npos) {
        const std::string_view zone = text.substr(percent + 1);
        if (zone.empty() || zone.find_first_of("%/") != std::string_view::npos) return std::nullopt;
        text = text.substr(0, percent);
    }
    return detail::parse_ipv6(text);
}

/// A network: all addresses of one family that begin with the same bits.
struct cidr {
    ip_address network;               ///< all bits behind the prefix are zero
    std::uint8_t prefix_length = 128; ///< counts bits of the 128-bit form: 104 for an IPv4 /8

    /// Families never mix: `::/0` holds no IPv4 address, neither `10.0.0.1` nor `::ffff:10.0.0.1`. O(1).
    [[nodiscard]] constexpr bool contains(const ip_address& address) const noexcept {
        const ip_address masked = mask(prefix_length);
        return address.family() == network.family() && (address.high & masked.high) == network.high &&
               (address.low & masked.low) == network.low;
    }

    /// The same for a text; text that is no address is in no network. O(n).
    [[nodiscard]] constexpr bool contains(std::string_view text) const noexcept {
        const auto address = parse_ip(text);
        return address && contains(*address);
    }

    /// `length` one bits from the left. Precondition: `length <= 128`.
    [[nodiscard]] static constexpr ip_address mask(unsigned length) noexcept {
        const auto ones = [](unsigned count) { return count == 0 ? 0 : ~std::uint64_t{0} << (64 - count); };
        return length <= 64 ? ip_address{ones(length), 0} : ip_address{~std::uint64_t{0}, ones(length - 64)};
    }

    friend constexpr bool operator==(const cidr&, const cidr&) = default;
};

/// Why a text is no network.
enum class cidr_error : std::uint8_t {
    not_an_address,    ///< what stands before the `/` is no IP address
    bad_prefix_length, ///< what stands after it is no decimal number, or more than the address has bits
    host_bits_set,     ///< the address has one bits behind the prefix
};

/// The error as a diagnostic says it: lower case, without a full stop.
[[nodiscard]] constexpr std::string_view message(cidr_error error) noexcept {
    switch (error) {
    case cidr_error::not_an_address: return "not an IP address or network";
    case cidr_error::bad_prefix_length: return "the prefix length must be a number from 0 to 32 (IPv4) or 128 (IPv6)";
    case cidr_error::host_bits_set: return "the address has bits set behind its prefix length";
    }
    return "unknown";
}

/// The network that a rule's value names: `10.0.0.0/8` (RFC 4632, RFC 4291 section 2.3), or an address for one host.
///
/// The prefix length counts bits of the form it is written in, so `::ffff:10.0.0.0/104` is `10.0.0.0/8`. A netmask in
/// its place is an error. An IPv4-mapped address with a prefix below 96 always has host bits set. O(n).
[[nodiscard]] constexpr std::variant<cidr, cidr_error> parse_cidr(std::string_view text) noexcept {
    const std::size_t slash = text.find('/');
    const std::string_view address_text = text.substr(0, slash);
    const auto address = parse_ip(address_text);
    if (!address) return cidr_error::not_an_address;
    if (slash == std::string_view::npos) return cidr{*address, 128};

    const std::string_view digits = text.substr(slash + 1);
    const unsigned bits = address_text.find(':') == std::string_view::npos ? 32 : 128;
    unsigned length = 0;
    for (const char digit : digits) {
        if (!is_digit(digit)) return cidr_error::bad_prefix_length;
        length = length * 10 + static_cast<unsigned>(digit - '0');
        if (length > bits) return cidr_error::bad_prefix_length;
    }
    if (digits.empty()) return cidr_error::bad_prefix_length;

    length += 128 - bits;
    const ip_address mask = cidr::mask(length);
    if ((address->high & ~mask.high) != 0 || (address->low & ~mask.low) != 0) return cidr_error::host_bits_set;
    return cidr{*address, static_cast<std::uint8_t>(length)};
}

} // namespace VARSIGMA_NAMESPACE
