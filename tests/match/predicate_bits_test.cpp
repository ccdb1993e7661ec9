// SPDX-License-Identifier: BSL-1.0
#include <varsigma/match/detail/predicate.hpp>

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
        bits.finish();
        for (predicate_id id = 0; id < 1'300; ++id) { CHECK(bits.contains(id) == members.contains(id)); }
        CHECK(bits.contains(100'000) == members.contains(100'000));
        CHECK_FALSE(bits.contains(~predicate_id{0}));
        CHECK(bits.bytes() < 200);
    }
}

TEST_CASE("predicate bits: few members far apart take room for themselves, many of them a bit each") {
    predicate_bits few;
    predicate_bits many;
    for (predicate_id id = 0; id < 10; ++id) { few.add(id * 1'000'000); }
    for (predicate_id id = 0; id < 100'000; ++id) { many.add(id * 2); }
    few.finish();
    many.finish();
    CHECK(few.bytes() <= 100);
    CHECK(many.bytes() <= 25'100);
    for (predicate_id id = 0; id < 10; ++id) {
        CHECK(few.contains(id * 1'000'000));
        CHECK_FALSE(few.contains(id * 1'000'000 + 1));
    }
    for (predicate_id id = 0; id < 200'000; ++id) { CHECK(many.contains(id) == (id % 2 == 0)); }
    CHECK_FALSE(many.contains(200'000));
}
