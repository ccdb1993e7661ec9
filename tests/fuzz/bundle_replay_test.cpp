// SPDX-License-Identifier: BSL-1.0
#include "bundle_fuzz.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

TEST_CASE("bundles: the fuzzer's corpus holds in the normal suite") {
    std::size_t replayed = 0;
    for (const auto& entry : std::filesystem::directory_iterator{VARSIGMA_FUZZ_CORPUS "/bundle"}) {
        std::ifstream file{entry.path(), std::ios::binary};
        REQUIRE(file.good());
        const std::vector<char> read{std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
        const std::vector<std::uint8_t> input(read.begin(), read.end());
        fuzz_bundle(input);
        ++replayed;
    }
    CHECK(replayed >= 10);
}
