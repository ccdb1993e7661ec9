// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/result.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// The version of the format of bundles. It is raised with every change of what is laid out, and of how literals are
/// folded, hashed or looked for.
inline constexpr std::uint32_t bundle_version = 3;

namespace detail {

/// A sum over bytes that damage changes: surely if it is within eight aligned bytes, else but for one case in 2^64. No
/// protection from intent. O(n), several words at a time.
[[nodiscard]] inline std::uint64_t checksum_of(std::span<const std::byte> bytes) noexcept {
    constexpr std::size_t lanes = 8;
    constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U;
    const auto mix = [](std::uint64_t sum, std::uint64_t word) { return (std::rotl(sum, 29) ^ word) * factor; };
    std::array<std::uint64_t, lanes> sums{1, 2, 3, 4, 5, 6, 7, 8};
    constexpr std::size_t block = lanes * sizeof(std::uint64_t);
    const auto add = [&](const std::byte* from) {
        std::array<std::uint64_t, lanes> words{};
        std::memcpy(words.data(), from, block);
        for (std::size_t lane = 0; lane < lanes; ++lane) { sums[lane] = mix(sums[lane], words[lane]); }
    };
    std::size_t at = 0;
    for (; bytes.size() - at >= block; at += block) { add(bytes.data() + at); }
    std::array<std::byte, block> rest{};
    std::copy(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), rest.begin());
    add(rest.data());
    std::uint64_t sum = bytes.size();
    for (const auto lane : sums) { sum = mix(sum, lane); }
    return sum ^ sum >> 32U;
}

/// What a bundle begins with. The content that a signature speaks of begins at `order`.
struct bundle_head {
    std::array<char, 8> magic;
    std::uint64_t signature_size; ///< of what follows the payload
    std::uint64_t signature_sum;
    std::uint32_t order; ///< 1, in the byte order of the machine
    std::uint32_t version;
    std::uint64_t payload_size;
    std::uint64_t payload_sum;
};
static_assert(std::has_unique_object_representations_v<bundle_head> && sizeof(bundle_head) % 8 == 0);

inline constexpr std::array<char, 8> bundle_magic{'v', 'a', 'r', 's', 'i', 'g', 'm', 'a'};

/// The parts of a bundle. Views.
struct bundle_container {
    std::span<const std::byte> payload;
    std::span<const std::byte> content; ///< what a signature speaks of: the payload, and how the head describes it
    std::span<const std::byte> signature;
};

[[nodiscard]] inline diagnostic bundle_error(diagnostic_code code, std::string_view message) {
    diagnostic error;
    error.code = code;
    error.message = message;
    return error;
}

/// Head, payload and signature, one after the other.
[[nodiscard]] inline std::vector<std::byte> joined(const bundle_head& head, std::span<const std::byte> payload,
                                                   std::span<const std::byte> signature) {
    std::vector<std::byte> bundle;
    bundle.reserve(sizeof head + payload.size() + signature.size());
    for (const auto part : {std::as_bytes(std::span{&head, 1}), payload, signature}) {
        bundle.insert(bundle.end(), part.begin(), part.end());
    }
    return bundle;
}

/// A payload with its head. The size of `payload` is a multiple of 8.
[[nodiscard]] inline std::vector<std::byte> in_container(std::span<const std::byte> payload) {
    const bundle_head head{bundle_magic, 0, checksum_of({}), 1, bundle_version, payload.size(), checksum_of(payload)};
    return joined(head, payload, {});
}

/// Takes a bundle apart, and checks that it is whole and of this version.
[[nodiscard]] inline result<bundle_container> open_container(std::span<const std::byte> bytes) {
    constexpr std::size_t alignment = 8;
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignment != 0) {
        return bundle_error(diagnostic_code::bad_bundle, "the bundle does not begin at a multiple of 8 bytes");
    }
    bundle_head head{};
    if (bytes.size() < sizeof head) { return bundle_error(diagnostic_code::bad_bundle, "too short for a bundle"); }
    std::memcpy(&head, bytes.data(), sizeof head);
    if (head.magic != bundle_magic) { return bundle_error(diagnostic_code::bad_bundle, "not a bundle of rules"); }
    if (head.order != 1) {
        return bundle_error(head.order == 0x01000000 ? diagnostic_code::bundle_version : diagnostic_code::bad_bundle,
                            "the bundle was made on a machine of another byte order");
    }
    if (head.version != bundle_version) {
        return bundle_error(diagnostic_code::bundle_version, "the bundle is of version " +
                                                                 std::to_string(head.version) + " of the format, not " +
                                                                 std::to_string(bundle_version));
    }
    const auto rest = bytes.size() - sizeof head;
    if (head.payload_size > rest || head.payload_size % alignment != 0 ||
        head.signature_size != rest - head.payload_size) {
        return bundle_error(diagnostic_code::bad_bundle, "the bundle is not as long as it says");
    }
    bundle_container parts;
    parts.payload = bytes.subspan(sizeof head, static_cast<std::size_t>(head.payload_size));
    parts.content = bytes.subspan(offsetof(bundle_head, order), sizeof head - offsetof(bundle_head, order) +
                                                                    static_cast<std::size_t>(head.payload_size));
    parts.signature = bytes.subspan(sizeof head + static_cast<std::size_t>(head.payload_size));
    if (checksum_of(parts.payload) != head.payload_sum || checksum_of(parts.signature) != head.signature_sum) {
        return bundle_error(diagnostic_code::bad_bundle, "the bundle is damaged: its checksum does not fit");
    }
    return parts;
}

/// How long the payload of a bundle is; nothing if the bytes are none or not as many.
[[nodiscard]] inline std::optional<std::size_t> payload_size_of(std::span<const std::byte> bundle) noexcept {
    bundle_head head{};
    if (bundle.size() < sizeof head) { return std::nullopt; }
    std::memcpy(&head, bundle.data(), sizeof head);
    if (head.magic != bundle_magic || head.payload_size > bundle.size() - sizeof head) { return std::nullopt; }
    return static_cast<std::size_t>(head.payload_size);
}

} // namespace detail

/// What has to be signed of a bundle that `save_bundle` made, whether or not it is signed: all but the signature. Empty
/// if the bytes are no bundle, or not as long as it says; nothing else of it is checked.
[[nodiscard]] inline std::span<const std::byte> bundle_content(std::span<const std::byte> bundle) noexcept {
    const auto payload = detail::payload_size_of(bundle);
    if (!payload) { return {}; }
    constexpr auto begin = offsetof(detail::bundle_head, order);
    return bundle.subspan(begin, sizeof(detail::bundle_head) - begin + *payload);
}

/// The bundle with a signature of `bundle_content(bundle)`, in place of any that it had; empty if that is. What the
/// signature is, is the caller's business (`bundle_options::accept`).
[[nodiscard]] inline std::vector<std::byte> signed_bundle(std::span<const std::byte> bundle,
                                                          std::span<const std::byte> signature) {
    const auto payload = detail::payload_size_of(bundle);
    if (!payload) { return {}; }
    detail::bundle_head head{};
    std::memcpy(&head, bundle.data(), sizeof head);
    head.signature_size = signature.size();
    head.signature_sum = detail::checksum_of(signature);
    return detail::joined(head, bundle.subspan(sizeof head, *payload), signature);
}

} // namespace VARSIGMA_NAMESPACE
