// SPDX-License-Identifier: BSL-1.0
#include "fuzz/yaml_loader_fuzz.hpp"
#include "load/mutator.hpp"
#include "support/data.hpp"

#include <doctest/doctest.h>

TEST_CASE("damaged golden rules: each gives a rule or a diagnostic") {
    const auto texts = varsigma_tests::seeds(varsigma_tests::project_path("tests/load/golden"), 1);
    REQUIRE(texts.size() > 15);
    varsigma_tests::mutator damaged{texts};
    for (int round = 0; round < 10'000; ++round) varsigma_tests::check_yaml_loader(damaged.next());
}
