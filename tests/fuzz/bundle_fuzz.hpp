// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../support/aligned_bytes.hpp"
#include "../support/bundle_use.hpp"

#include <varsigma/bundle/bundle_container.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace varsigma::fuzz {

/// Changes a payload in one place: by what, how, and where, 9 bytes of the input.
inline void edit_payload(std::vector<std::byte>& payload, std::span<const std::uint8_t, 9> edit) {
    std::array<std::uint32_t, 2> numbers{};
    std::memcpy(numbers.data(), edit.data() + 1, sizeof numbers);
    const auto [where, value] = numbers;
    auto* const word = payload.data() + where % (payload.size() / 4) * 4;
    std::uint32_t old = 0;
    std::memcpy(&old, word, sizeof old);
    switch (edit[0] % 6) {
    case 0: old = value; break;
    case 1: old += value; break;
    case 2: old ^= 1U << value % 32; break;
    case 3:
        std::memcpy(&old, payload.data() + value % (payload.size() / 4) * 4, sizeof old);
        break; // one from elsewhere
    case 4: {  // a part from elsewhere
        const auto from = value % payload.size();
        const auto to = where % payload.size();
        const auto size = std::min({std::size_t{64}, payload.size() - from, payload.size() - to});
        std::memmove(payload.data() + to, payload.data() + from, size);
        return;
    }
    default: old = value % 20; break;
    }
    std::memcpy(word, &old, sizeof old);
}

} // namespace varsigma::fuzz

/// One fuzzer input: which good bundle to begin with, a choice of how to use it, and edits (`edit_payload`). The
/// checksum is set right, since no fuzzer finds it. With 255 in the first byte all behind the choice is the payload
/// itself.
inline void fuzz_bundle(std::span<const std::uint8_t> input) {
    using namespace varsigma_tests;
    static const auto seeds = bundle_seeds();
    constexpr std::size_t begin = 2;
    constexpr std::size_t edit_size = 9;
    if (input.size() < begin) { return; }
    const auto& seed = seeds[input[0] % seeds.size()];
    auto edits = input.subspan(begin);
    std::vector<std::byte> payload;
    if (input[0] == 255) {
        payload.resize(edits.size() / 8 * 8);
        if (!payload.empty()) { std::memcpy(payload.data(), edits.data(), payload.size()); }
    } else {
        payload = seed.payload();
        for (; edits.size() >= edit_size; edits = edits.subspan(edit_size)) {
            varsigma::fuzz::edit_payload(payload, edits.first<edit_size>());
        }
    }
    const aligned_bytes exact{varsigma::detail::in_container(payload)};
    static_cast<void>(use_bundle(exact.view(), seed.kind, input[1]));
}
