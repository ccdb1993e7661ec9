// SPDX-License-Identifier: BSL-1.0
#include "../adapt/row_text.hpp"
#include "../support/member_kinds.hpp"

#include <varsigma/event/describes_event.hpp>
#include <varsigma/event/detail/named_field.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_selector.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <ctime>
#include <limits>
#include <string>
#include <string_view>

using varsigma_tests::member_kinds;
using varsigma_tests::to_text;

static_assert(varsigma::describes_event<member_kinds>);
static_assert(!varsigma::describes_event<int>);

namespace {

template <class Event>
std::string read_member(const Event& event, std::string_view name) {
    for (const auto& candidate : varsigma::field_selector<Event>::all()) {
        if (candidate.name() != name) continue;
        varsigma::event_row row{1};
        candidate.read(event, 0, row);
        candidate.read_for_keywords(event, row);
        row.seal();
        const auto text = to_text(row[0]);
        const auto keywords = to_text(varsigma::value::of(row.values()));
        const bool is_list = row[0].type() == varsigma::value_type::list;
        CHECK((is_list ? text : "[" + (text == "-" ? "" : text) + "]") == keywords);
        return text;
    }
    return "no such field";
}

enum class letter : char { b = 'b' };
enum class sign : char8_t { plus = u8'+' };
enum class answer : bool { yes = true };
struct unusual_enumerations {
    letter kind = letter::b;
    sign direction = sign::plus;
    answer known = answer::yes;
};

/// A clock of a program's own: counts from 2000, and knows the time of C alone.
struct clock_since_2000 {
    using duration = std::chrono::milliseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<clock_since_2000>;
    static constexpr std::time_t beginning = 946684800;

    static std::time_t to_time_t(const time_point& point) noexcept {
        return beginning + std::chrono::duration_cast<std::chrono::seconds>(point.time_since_epoch()).count();
    }
};

struct event_at_some_time {
    std::chrono::sys_time<std::chrono::hours> hours{};
    std::chrono::sys_time<std::chrono::milliseconds> milliseconds{};
    std::chrono::sys_time<std::chrono::duration<std::int64_t, std::pico>> picoseconds{};
    std::chrono::sys_time<std::chrono::duration<double>> real{};
    std::chrono::sys_time<std::chrono::duration<std::uint64_t, std::nano>> natural{};
    std::chrono::time_point<clock_since_2000> own{};
    std::chrono::time_point<clock_since_2000, std::chrono::days> own_days{};
};

} // namespace

template <>
struct varsigma::event_traits<unusual_enumerations> {
    using event = unusual_enumerations;
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"Kind", &event::kind>, varsigma::field<"Direction", &event::direction>,
                         varsigma::field<"Known", &event::known>);
};

template <>
struct varsigma::event_traits<event_at_some_time> {
    using event = event_at_some_time;
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"Hours", &event::hours>, varsigma::field<"Milliseconds", &event::milliseconds>,
                         varsigma::field<"Picoseconds", &event::picoseconds>, varsigma::field<"Real", &event::real>,
                         varsigma::field<"Natural", &event::natural>, varsigma::field<"Own", &event::own>,
                         varsigma::field<"OwnDays", &event::own_days>);
};
static_assert(!varsigma::detail::is_time_point<std::chrono::steady_clock::time_point>, "of no known relation to UTC");
static_assert(!varsigma::detail::is_time_point<std::chrono::sys_time<std::chrono::duration<int, std::ratio<2, 3>>>>,
              "of which no whole number makes a second");

namespace {

template <varsigma::fixed_string Name>
std::string time_of(const event_at_some_time& event) {
    varsigma::text_arena texts;
    std::string read;
    varsigma::detail::visit_field<Name>(event, texts,
                                        [&](const varsigma::value& found, bool /*in_list*/) { read = to_text(found); });
    return read;
}

} // namespace

TEST_CASE("member kinds: text of char, wherever it stands, ends where it ends") {
    const member_kinds event;
    CHECK(read_member(event, "Text") == "'string'");
    CHECK(read_member(event, "View") == "'view'");
    CHECK(read_member(event, "Pointer") == "'pointer'");
    CHECK(read_member(event, "Letter") == "'L'");
    CHECK(read_member(event, "Full") == "'full'");
    CHECK(read_member(event, "Padded") == "'padded'");
    CHECK(read_member(event, "Array") == "'array'");
    CHECK(read_member(event, "Rows") == "['one', 'two']");
    CHECK(read_member(event, "Vector") == "'vector'");
    CHECK(read_member(event, "Span") == "'stri'");
    CHECK(read_member(event, "Own") == "'own'");
    CHECK(read_member(event, "Shared") == "'shared'");
    CHECK(read_member(event, "Path") == "'/usr/bin/path'");
    CHECK(read_member(event, "LookedAt") == "'tring'");
}

TEST_CASE("member kinds: text of other characters is read as UTF-8") {
    member_kinds event;
    CHECK(read_member(event, "Utf8") == "'\xC3\xA4-utf8'");
    CHECK(read_member(event, "Utf8Array") == "'bytes'");
    CHECK(read_member(event, "Utf16") == "'\xC3\xA4-utf16-\xF0\x9F\x98\x80'");
    CHECK(read_member(event, "Utf16Pointer") == "'utf16-pointer'");
    CHECK(read_member(event, "Utf16Array") == "'abc'");
    CHECK(read_member(event, "Utf16Own") == "'utf16-own'");
    CHECK(read_member(event, "Utf16Letter") == "'\xC3\xA4'");
    CHECK(read_member(event, "Half") == "'x\xEF\xBF\xBDy\xEF\xBF\xBD'"); // as JSON's `\ud800` is read
    CHECK(read_member(event, "Utf32") == "'utf32-\xF0\x9F\x98\x80'");
    CHECK(read_member(event, "Wide") == "'wide-\xC3\xA4'");
    CHECK(read_member(event, "WidePointer") == "'wide-pointer'");
    CHECK(read_member(event, "MaybeWide") == "'maybe-wide'");
    CHECK(read_member(event, "WideList") == "['first', 'second']");
    CHECK(read_member(event, "Any") == "'variant'");
    CHECK(read_member(event, "Made") == "'made-utf16-own'");
    event.wide.clear();
    event.wide_pointer = nullptr;
    event.maybe_wide.reset();
    event.any = std::monostate{};
    event.wide_list.clear();
    CHECK(read_member(event, "Wide") == "-"); // described so
    CHECK(read_member(event, "WidePointer") == "-");
    CHECK(read_member(event, "MaybeWide") == "-");
    CHECK(read_member(event, "Any") == "-");
    CHECK(read_member(event, "WideList") == "[]");
    event.maybe_wide = L"";
    CHECK(read_member(event, "MaybeWide") == "''");
    event.utf16.assign(5000, u'\u20ac');
    CHECK(read_member(event, "Utf16").size() == 15002);
}

TEST_CASE("member kinds: what accessors write is a text that lives as long as the row") {
    member_kinds event;
    CHECK(read_member(event, "Joined") == "'\xC3\xA4-utf16-\xF0\x9F\x98\x80|-1234567890123\xC3\xA4'");
    CHECK(read_member(event, "PerhapsWritten") == "'wide-\xC3\xA4'");
    event.truth = false;
    CHECK(read_member(event, "PerhapsWritten") == "-");
}

TEST_CASE("member kinds: bytes are what the description says they are") {
    member_kinds event;
    CHECK(read_member(event, "RawText") == "'raw'");
    CHECK(read_member(event, "Digest") == "'dead'");
    CHECK(read_member(event, "Address") == "[10, 0, 0, 200]");
    CHECK(read_member(event, "Column") == "'column'");
    CHECK(read_member(event, "TextAsHex") == "'737472696e67'");
    event.text.clear();
    event.digest.clear();
    CHECK(read_member(event, "TextAsHex") == "-");
    CHECK(read_member(event, "Digest") == "''");
}

TEST_CASE("member kinds: numbers, and enumerations by name or number") {
    member_kinds event;
    CHECK(read_member(event, "Small") == "200");
    CHECK(read_member(event, "Negative") == "-5");
    CHECK(read_member(event, "Number") == "-1234567890123");
    CHECK(read_member(event, "Real") == "0.5");
    CHECK(read_member(event, "Truth") == "true");
    CHECK(read_member(event, "Level") == "'HighIntegrity'");
    CHECK(read_member(event, "LevelNumber") == "3");
    CHECK(read_member(event, "LogonType") == "'Network'");
    event.type = static_cast<varsigma_tests::logon>(10);
    CHECK(read_member(event, "LogonType") == "10"); // the table has no name for it
    CHECK(read_member(event, "Color") == "7");
    CHECK(read_member(event, "Null") == "null");
}

TEST_CASE("member kinds: enumerations over characters and truth values are numbers as well") {
    const unusual_enumerations event;
    CHECK(read_member(event, "Kind") == "98");
    CHECK(read_member(event, "Direction") == "43");
    CHECK(read_member(event, "Known") == "1");
}

TEST_CASE("member kinds: members of members, through whatever leads there") {
    member_kinds event;
    CHECK(read_member(event, "Image") == "'child.exe'");
    CHECK(read_member(event, "ParentImage") == "'parent.exe'");
    CHECK(read_member(event, "ParentWide") == "'wide-parent'");
    CHECK(read_member(event, "GrandparentImage") == "-");
    CHECK(read_member(event, "ParentId") == "-");
    CHECK(read_member(event, "Modules") == "['a.dll', 'b.dll']");
    CHECK(read_member(event, "ModuleNames") == "['a', 'b']");
    event.parent->parent =
        std::make_shared<varsigma_tests::started_process>(varsigma_tests::started_process{"root.exe", L"", nullptr, 1});
    CHECK(read_member(event, "GrandparentImage") == "'root.exe'");
    event.parent = nullptr;
    CHECK(read_member(event, "ParentImage") == "-");
    CHECK(read_member(event, "GrandparentImage") == "-");
}

TEST_CASE("member kinds: points in time of every resolution and range") {
    const member_kinds event;
    CHECK(read_member(event, "At") == "@1754092800000000000");
    CHECK(read_member(event, "Later") == "'3000-08-02T00:00:00Z'");
    CHECK(read_member(event, "Written") == "@1709164800000000000");

    event_at_some_time at;
    CHECK(time_of<"Hours">(at) == "@0");
    at.hours += std::chrono::hours{-1};
    CHECK(time_of<"Hours">(at) == "@-3600000000000");
    at.hours = decltype(at.hours)::max();
    const auto no_date = to_text(varsigma::value::of_object()); // there, and no date that can be said
    CHECK(time_of<"Hours">(at) == no_date);
    at.hours = decltype(at.hours)::min();
    CHECK(time_of<"Hours">(at) == no_date);
    at.milliseconds += std::chrono::milliseconds{-1};
    CHECK(time_of<"Milliseconds">(at) == "@-1000000");
    at.milliseconds = std::chrono::sys_days{std::chrono::year{1500} / 1 / 1} + std::chrono::milliseconds{5};
    CHECK(time_of<"Milliseconds">(at) == "'1500-01-01T00:00:00.005Z'");
    at.milliseconds = decltype(at.milliseconds)::max();
    CHECK(time_of<"Milliseconds">(at) == no_date);
    at.picoseconds += std::chrono::duration<std::int64_t, std::pico>{-1};
    CHECK(time_of<"Picoseconds">(at) == "@-1"); // rounded down
    at.picoseconds = decltype(at.picoseconds)::max();
    CHECK(time_of<"Picoseconds">(at) == "@9223372036854775");
    at.real += std::chrono::duration<double>{-0.25};
    CHECK(time_of<"Real">(at) == "@-250000000");
    at.real += std::chrono::duration<double>{1e12};
    CHECK(time_of<"Real">(at) == no_date);
    at.real = decltype(at.real){std::chrono::duration<double>{std::numeric_limits<double>::quiet_NaN()}};
    CHECK(time_of<"Real">(at) == no_date);
    at.natural = decltype(at.natural)::max();
    CHECK(time_of<"Natural">(at) == "'2554-07-21T23:34:33.709551615Z'");
    CHECK(time_of<"Own">(at) == "@946684800000000000");
    at.own += std::chrono::milliseconds{-1};
    CHECK(time_of<"Own">(at) == "@946684799999000000");
    at.own = decltype(at.own)::max();
    CHECK(time_of<"Own">(at) == to_text(varsigma::value::of_object()));
    at.own_days += std::chrono::days{1};
    CHECK(time_of<"OwnDays">(at) == "@946771200000000000");
    at.own_days = decltype(at.own_days)::max();
    CHECK(time_of<"OwnDays">(at) == to_text(varsigma::value::of_object()));
}
