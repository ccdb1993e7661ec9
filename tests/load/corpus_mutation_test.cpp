// SPDX-License-Identifier: BSL-1.0
#include "fuzz/yaml_loader_fuzz.hpp"
#include "load/mutator.hpp"
#include "support/data.hpp"

#include <doctest/doctest.h>

TEST_CASE("damaged published rules: each gives a rule or a diagnostic") {
    const auto rules = varsigma_tests::corpus_data("sigmahq/rules");
    if (!rules) return;
    const auto texts = varsigma_tests::seeds(*rules, 15);
    REQUIRE(texts.size() > 100);
    varsigma_tests::mutator damaged{texts};
    for (int round = 0; round < 5000; ++round) varsigma_tests::check_yaml_loader(damaged.next());
}
