// SPDX-License-Identifier: BSL-1.0
#include "fuzz/yaml_loader_fuzz.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#ifndef VARSIGMA_FUZZ_CORPUS
#define VARSIGMA_FUZZ_CORPUS "tests/fuzz/corpus"
#endif

TEST_CASE("inputs that were worth keeping still load without harm") {
    std::size_t replayed = 0;
    for (const auto& entry : std::filesystem::directory_iterator{VARSIGMA_FUZZ_CORPUS "/yaml_loader"}) {
        CAPTURE(entry.path().string());
        std::ifstream stream{entry.path(), std::ios::binary};
        std::ostringstream content;
        content << stream.rdbuf();
        varsigma_tests::check_yaml_loader(content.str());
        ++replayed;
    }
    CHECK(replayed > 10);
}
