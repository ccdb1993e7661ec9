// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <span> // also for the concepts of ranges: `<ranges>` costs as much as all of this
#include <type_traits>
#include <utility>

namespace VARSIGMA_NAMESPACE {
namespace detail {

template <class Owner>
concept gives_bytes = requires(const Owner& owner) {
    { owner.bytes() } -> std::convertible_to<std::span<const std::byte>>;
};

/// The bytes that `owner` holds, as long as it lives and stays where it is.
template <class Owner>
requires(gives_bytes<Owner> || std::convertible_to<const Owner&, std::span<const std::byte>>)
    [[nodiscard]] std::span<const std::byte> bytes_of(const Owner& owner) noexcept {
    if constexpr (gives_bytes<Owner>) {
        return owner.bytes();
    } else {
        return owner;
    }
}

/// Holds bytes itself: what a temporary one gives is gone at once. A span or another view does not.
template <class Owner>
concept keeps_bytes = std::is_object_v<Owner> && !std::ranges::borrowed_range<Owner> && requires(const Owner& owner) {
    bytes_of(owner);
};

} // namespace detail

/// What can be handed over together with a bundle that lies in it: a `mapped_file`, a `std::vector<std::byte>`, a type
/// of your own with `bytes()`. A view cannot: it owns nothing.
template <class Owner>
concept bundle_owner = detail::keeps_bytes<Owner> && std::move_constructible<Owner> && !std::is_const_v<Owner>;

namespace detail {

/// Holds bytes, but cannot be handed over: const, or not to be moved.
template <class Owner>
concept lends_bytes_only = keeps_bytes<Owner> && !bundle_owner<Owner>;

/// A bundle's bytes, and what keeps them there; it is empty if that is the caller's business.
struct kept_bytes {
    std::span<const std::byte> bytes;
    std::shared_ptr<const void> owner;
};

/// Takes over what the bytes lie in. They are asked for where it stays: moving may have changed their place.
template <bundle_owner Owner>
[[nodiscard]] kept_bytes kept(Owner&& owner) {
    auto stays = std::make_shared<Owner>(std::forward<Owner>(owner));
    const auto bytes = bytes_of(std::as_const(*stays));
    return {bytes, std::move(stays)};
}

} // namespace detail
} // namespace VARSIGMA_NAMESPACE
