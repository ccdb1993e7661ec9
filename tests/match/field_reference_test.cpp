// SPDX-License-Identifier: BSL-1.0
#include <varsigma/match/detail/field_reference.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <string_view>
#include <vector>

using namespace varsigma;
using varsigma::detail::field_reference;
using varsigma::detail::reference_test;

namespace {

constexpr reference_test relation(bool open_before, bool open_after, case_mode mode = case_mode::folded) {
    return {.other = 0, .open_before = open_before, .open_after = open_after, .mode = mode};
}
constexpr auto whole = relation(false, false);
constexpr auto anywhere = relation(true, true);

bool holds(const reference_test& wanted, std::string_view found, std::string_view other) {
    field_reference asked;
    return asked.holds(wanted, value::of(found), value::of(other));
}

} // namespace

TEST_CASE("field reference: a byte of no valid sequence equals itself alone, and no part of a character") {
    CHECK(holds(whole, "a\x80", "A\x80"));
    CHECK_FALSE(holds(whole, "a\x80", "a\x81"));
    CHECK_FALSE(holds(whole, "\xFF", "\xFE"));
    CHECK_FALSE(holds(whole, "\x80", "\xEF\xBF\xBD")); // U+FFFD
    CHECK_FALSE(holds(anywhere, "\xC3\xA9", "\xC3"));
    CHECK_FALSE(holds(relation(false, true), "\xC3\xA9", "\xC3"));
    CHECK_FALSE(holds(relation(true, false), "\xC3\xA9", "\xA9"));
    CHECK(holds(anywhere, "x\xC3y", "\xC3"));
}

TEST_CASE("field reference: the other value counts as the rule's would") {
    field_reference asked;
    CHECK(asked.holds(whole, value::of(std::string_view{"04624"}), value::of(std::int64_t{4624})));
    CHECK_FALSE(asked.holds(whole, value::of(std::int64_t{4624}), value::of(std::string_view{"04624"})));
    CHECK(asked.holds(whole, value::of(std::string_view{"TRUE"}), value::of(true)));
    CHECK_FALSE(asked.holds(whole, value::of_null(), value::of_null()));
    const auto nan = value::of(std::numeric_limits<double>::quiet_NaN());
    const std::array<value, 2> with_nan{nan, value::of_null()};
    CHECK_FALSE(asked.holds(whole, nan, nan));
    CHECK_FALSE(
        asked.holds(whole, value::of(std::span<const value>{with_nan}), value::of(std::span<const value>{with_nan})));
}

TEST_CASE("field reference: arrays give what their elements give pair by pair") {
    const std::vector<value> all{value::of(std::string_view{"a"}),
                                 value::of(std::string_view{"Ab"}),
                                 value::of(std::string_view{"xab\x80"}),
                                 value::of(std::string_view{"\x80"}),
                                 value::of(std::string_view{"\xC3\xA9"}),
                                 value::of(std::string_view{"\xC3"}),
                                 value::of(std::string_view{""}),
                                 value::of(std::string_view{"true"}),
                                 value::of(std::string_view{"007"}),
                                 value::of(std::string_view{"7.0"}),
                                 value::of(std::int64_t{7}),
                                 value::of(7.0),
                                 value::of(7.5),
                                 value::of(std::numeric_limits<std::uint64_t>::max()),
                                 value::of(std::string_view{"18446744073709551615"}),
                                 value::of_numeral("18446744073709551616"),
                                 value::of(true),
                                 value::of(false),
                                 value::of_time(0),
                                 value::of_null(),
                                 value::of_object()};
    std::mt19937 random{20240502};
    const auto some = [&] {
        std::vector<value> chosen;
        for (auto count = random() % 4; count != 0; --count) { chosen.push_back(all[random() % all.size()]); }
        return chosen;
    };
    field_reference asked;
    std::size_t held = 0;
    for (int round = 0; round < 20'000; ++round) {
        const auto found = some();
        const auto other = some();
        const auto wanted =
            relation(round % 2 == 0, round / 2 % 2 == 0, round / 4 % 2 == 0 ? case_mode::exact : case_mode::folded);
        bool expected = false;
        for (const auto& left : found) {
            for (const auto& right : other) { expected = expected || asked.holds(wanted, left, right); }
        }
        held += expected ? 1U : 0U;
        CHECK(asked.holds(wanted, value::of(std::span<const value>{found}), value::of(std::span<const value>{other})) ==
              expected);
    }
    CHECK(held > 2'000);
    CHECK(held < 18'000);
}
