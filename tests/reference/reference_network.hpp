// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arpa/inet.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reference {

/// An address as its bits: 32 for v4 (mapped ones included), 128 for v6.
using address_bits = std::vector<bool>;

inline address_bits bits_from(const unsigned char* bytes, std::size_t size) {
    address_bits bits;
    for (std::size_t at = 0; at < size; ++at) {
        for (int bit = 7; bit >= 0; --bit) { bits.push_back((bytes[at] >> bit & 1) != 0); }
    }
    return bits;
}

/// 128 bits if written as v6, even for a mapped v4 address.
inline std::optional<address_bits> address_as_written(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) { return std::nullopt; }
    std::string address{text};
    if (const auto percent = address.find('%'); percent != std::string::npos) {
        const std::string zone = address.substr(percent + 1);
        address.resize(percent);
        if (address.find(':') == std::string::npos || zone.empty() || zone.find_first_of("%/") != std::string::npos) {
            return std::nullopt;
        }
    }
    unsigned char bytes[16]{};
    if (inet_pton(AF_INET, address.c_str(), bytes) == 1) { return bits_from(bytes, 4); }
    if (inet_pton(AF_INET6, address.c_str(), bytes) == 1) { return bits_from(bytes, 16); }
    return std::nullopt;
}

/// Whether the bits begin like `::ffff:0:0/96`.
inline bool is_mapped(const address_bits& bits) {
    if (bits.size() != 128) { return false; }
    for (std::size_t at = 0; at < 96; ++at) {
        if (bits[at] != (at >= 80)) { return false; }
    }
    return true;
}

/// Whether the text is an address within the rule's network. A network that is none holds nothing.
inline bool network_holds(std::string_view network, std::string_view text) {
    const auto slash = network.find('/');
    auto prefix = address_as_written(network.substr(0, slash));
    auto address = address_as_written(text);
    if (!prefix || !address) { return false; }
    std::size_t length = prefix->size();
    if (slash != std::string_view::npos) { length = std::stoul(std::string{network.substr(slash + 1)}); }
    if (is_mapped(*prefix)) {
        if (length < 96) { return false; }
        prefix->erase(prefix->begin(), prefix->begin() + 96);
        length -= 96;
    }
    if (is_mapped(*address)) { address->erase(address->begin(), address->begin() + 96); }
    if (prefix->size() != address->size()) { return false; }
    for (std::size_t at = 0; at < length; ++at) {
        if ((*prefix)[at] != (*address)[at]) { return false; }
    }
    return true;
}

} // namespace reference
