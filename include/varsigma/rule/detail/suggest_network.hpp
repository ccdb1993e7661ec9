// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/detail/cidr.hpp>

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE::detail {

/// An address as RFC 5952 writes it, without the dotted form: lower case, the first of the longest runs of zeros as
/// `::`.
[[nodiscard]] inline std::string ipv6_text(const ip_address& address) {
    std::array<unsigned, 8> groups{};
    for (std::size_t at = 0; at < 8; ++at) {
        const std::uint64_t half = at < 4 ? address.high : address.low;
        groups[at] = static_cast<unsigned>(half >> (48 - 16 * (at % 4)) & 0xFFFFU);
    }
    std::size_t gap = 8;
    std::size_t gap_size = 1; // a single zero is not shortened
    for (std::size_t at = 0; at < 8; ++at) {
        std::size_t end = at;
        while (end < 8 && groups[end] == 0) ++end;
        if (end - at > gap_size) {
            gap = at;
            gap_size = end - at;
        }
    }
    std::string text;
    for (std::size_t at = 0; at < 8; ++at) {
        if (at == gap) {
            text += "::";
            at += gap_size - 1;
            continue;
        }
        if (!text.empty() && text.back() != ':') text += ':';
        std::array<char, 4> digits{};
        const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), groups[at], 16);
        text.append(digits.data(), written.ptr);
    }
    return text;
}

/// The network around an address whose host bits are set: `10.0.0.0/8` for `10.1.2.3/8`.
///
/// Precondition: `parse_cidr(text)` says `host_bits_set`; otherwise the result is empty or not useful.
[[nodiscard]] inline std::string network_of(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return {};
    const auto address = parse_ip(text.substr(0, slash));
    unsigned length = 0;
    const std::string_view digits = text.substr(slash + 1);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (!address || read.ec != std::errc{} || length > 128) return {};
    const bool dotted = text.find(':') == std::string_view::npos;
    if (dotted && length > 32) return {};

    const auto mask = cidr::mask(dotted ? length + 96 : length);
    const ip_address network{address->high & mask.high, address->low & mask.low};
    std::string written;
    if (dotted) {
        for (unsigned octet = 0; octet < 4; ++octet) {
            if (octet != 0) written += '.';
            written += std::to_string(network.low >> (24 - 8 * octet) & 0xFFU);
        }
    } else {
        written = ipv6_text(network);
    }
    return written + '/' + std::to_string(length);
}

} // namespace VARSIGMA_NAMESPACE::detail
