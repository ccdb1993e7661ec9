// SPDX-License-Identifier: BSL-1.0
#include "wildcard_pattern_fuzz.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

TEST_CASE("wildcard patterns: the fuzzer's corpus holds in the normal suite") {
    std::size_t replayed = 0;
    for (const auto& entry : std::filesystem::directory_iterator{VARSIGMA_FUZZ_CORPUS "/wildcard_pattern"}) {
        std::ifstream file{entry.path(), std::ios::binary};
        REQUIRE(file.good());
        const std::vector<char> read{std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
        const std::vector<std::uint8_t> input(read.begin(), read.end());
        fuzz_wildcard_pattern(input);
        ++replayed;
    }
    CHECK(replayed >= 10);
}
