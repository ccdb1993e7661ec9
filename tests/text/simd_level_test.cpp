// SPDX-License-Identifier: BSL-1.0
#include <varsigma/text/detail/simd_level.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>

using namespace varsigma;

TEST_CASE("simd level: scalar is always there, and levels ascend to the best") {
    const auto levels = supported_simd_levels();
    REQUIRE(!levels.empty());
    CHECK(levels.front() == simd_level::scalar);
    CHECK(levels.back() == best_simd_level());
    CHECK(std::is_sorted(levels.begin(), levels.end()));
    CHECK(std::adjacent_find(levels.begin(), levels.end()) == levels.end());
    CHECK(supported_simd_levels().data() == levels.data());
    CHECK(supported_simd_levels().size() == levels.size());
}

TEST_CASE("simd level: what is supported is what is listed") {
    const auto levels = supported_simd_levels();
    std::size_t supported = 0;
    for (const auto level : {simd_level::scalar, simd_level::sse4, simd_level::avx2, simd_level::neon}) {
        const bool listed = std::find(levels.begin(), levels.end(), level) != levels.end();
        CHECK(is_supported(level) == listed);
        supported += listed ? 1U : 0U;
    }
    CHECK(supported == levels.size());
#if VARSIGMA_SIMD_NEON
    CHECK(best_simd_level() == simd_level::neon);
#else
    CHECK_FALSE(is_supported(simd_level::neon));
#endif
#if VARSIGMA_SIMD_X86
#ifdef __AVX2__
    CHECK(best_simd_level() == simd_level::avx2);
#endif
#else
    CHECK_FALSE(is_supported(simd_level::sse4));
    CHECK_FALSE(is_supported(simd_level::avx2));
#endif
}

TEST_CASE("simd level: names") {
    CHECK(to_string(simd_level::scalar) == "scalar");
    CHECK(to_string(simd_level::sse4) == "sse4");
    CHECK(to_string(simd_level::avx2) == "avx2");
    CHECK(to_string(simd_level::neon) == "neon");
}
