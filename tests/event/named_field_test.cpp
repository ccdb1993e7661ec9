// SPDX-License-Identifier: BSL-1.0
#include <varsigma/event/detail/named_field.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

struct inner {
    std::string_view name;
};
struct outer {
    std::string_view name;
    int number = 0;
    std::optional<std::string_view> maybe;
    std::vector<std::string> list;
    inner one;
    std::vector<inner> several;
    [[nodiscard]] std::string made() const { return "made"; }
    [[nodiscard]] int counted() const { return 7; }
};

} // namespace

template <>
struct varsigma::event_traits<inner> {
    static constexpr auto fields = varsigma::fields(varsigma::field<"Name", &inner::name>);
};
template <>
struct varsigma::event_traits<outer> {
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"Name", &outer::name>, varsigma::field<"Number", &outer::number>,
                         varsigma::field<"Maybe", &outer::maybe>, varsigma::field<"List", &outer::list>,
                         varsigma::field<"One", &outer::one>, varsigma::field<"Several", &outer::several>,
                         varsigma::field<"Made", &outer::made>, varsigma::field<"Counted", &outer::counted>,
                         varsigma::field<"One.Name", &outer::number>);
};

namespace {

using varsigma::value;
using varsigma::value_type;
using varsigma::detail::describes;
using varsigma::detail::named_field;

static_assert(describes<outer>("Name") && describes<outer>("One.Name") && describes<outer>("Several.Name"));
static_assert(!describes<outer>("name") && !describes<outer>("One") && !describes<outer>("One.") &&
              !describes<outer>("") && !describes<outer>("Name.Name") && !describes<outer>("Several.Number"));

static_assert(named_field<outer, "Name">::is_plain);
static_assert(named_field<outer, "Number">::is_plain);
static_assert(named_field<outer, "Maybe">::is_plain);
static_assert(named_field<outer, "Counted">::is_plain); // copied
static_assert(!named_field<outer, "Made">::is_plain);   // a text that does not last
static_assert(!named_field<outer, "List">::is_plain);
static_assert(!named_field<outer, "One.Name">::is_plain); // a member of that name, and one inside
static_assert(!named_field<outer, "Absent">::is_plain);

struct texts {
    std::size_t kept = 0;
    std::string_view keep(std::string_view text) {
        ++kept;
        return text;
    }
};

/// How many values a field has, marks of lists included, and how many of them are temporaries.
template <varsigma::fixed_string Name>
std::pair<std::size_t, std::size_t> count(const outer& event) {
    texts kept;
    std::size_t values = 0;
    varsigma::detail::visit_field<Name>(event, kept, [&](const value& /*found*/, bool /*in_list*/) { ++values; });
    return {values, kept.kept};
}

} // namespace

TEST_CASE("named field: every member of the name is visited, and nothing else") {
    outer event;
    event.list = {"a", "b"};
    event.several.resize(3);
    using counts = std::pair<std::size_t, std::size_t>;
    CHECK((count<"Name">(event) == counts{1, 0}));
    CHECK((count<"Maybe">(event) == counts{0, 0}));
    CHECK((count<"List">(event) == counts{3, 0}));
    CHECK((count<"Several.Name">(event) == counts{3, 0}));
    CHECK((count<"One.Name">(event) == counts{2, 0}));
    CHECK((count<"Made">(event) == counts{1, 1}));
    CHECK((count<"Absent">(event) == counts{0, 0}));
}

TEST_CASE("named field: a plain member is read as a value") {
    outer event;
    event.name = "x";
    CHECK(varsigma::detail::read_field<"Name">(event).as_text() == "x");
    CHECK(varsigma::detail::read_field<"Maybe">(event).is_missing());
    event.maybe = "y";
    CHECK(varsigma::detail::read_field<"Maybe">(event).as_text() == "y");
    CHECK(varsigma::detail::read_field<"Counted">(event).type() == value_type::number);
}
