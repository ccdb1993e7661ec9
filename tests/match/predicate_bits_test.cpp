// SPDX-License-Identifier: BSL-1.0
#include <varsigma/match/predicate_bits.hpp>

#include <doctest/doctest.h>

#include <set>

using namespace varsigma::detail;

TEST_CASE("predicate bits: what was added is there, and nothing else") {
    const predicate_bits none;
    CHECK_FALSE(none.contains(0));
    CHECK_FALSE(none.contains(~predicate_id{0}));
    for (const std::set<predicate_id>& members :
         {std::set<predicate_id>{0}, {63}, {64}, {0, 63, 64, 65, 200}, {130, 131, 500, 1'000}, {100'000}}) {
        predicate_bits bits;
        for (const auto id : members) { bits.add(id); }
        bits.shrink_to_fit();
        for (predicate_id id = 0; id < 1'300; ++id) { CHECK(bits.contains(id) == members.contains(id)); }
        CHECK(bits.contains(100'000) == members.contains(100'000));
        CHECK_FALSE(bits.contains(~predicate_id{0}));
        CHECK(bits.bytes() < 200);
    }
}
