// SPDX-License-Identifier: BSL-1.0
#include "../adapt/row_text.hpp"

#include <varsigma/event/event_row.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/field.hpp>
#include <varsigma/event/field_selector.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using varsigma_tests::to_text;

namespace {

enum class level : std::uint8_t { low = 1, high = 200 };

struct module_info {
    std::string path;
    std::vector<int> sizes;
};

struct parent_process {
    std::string image;
    std::optional<std::uint32_t> id;
};

struct everything {
    std::string text = "text";
    std::string_view view = "view";
    const char* pointer = "pointer";
    std::int32_t negative = -5;
    std::uint64_t large = ~std::uint64_t{0};
    char letter = 'c';
    float real = 0.5F;
    bool flag = true;
    level severity = level::high;
    std::optional<std::string> maybe;
    std::unique_ptr<int> owned;
    std::vector<std::string> list;
    std::span<const int> numbers;
    std::vector<std::vector<std::optional<int>>> nested;
    std::vector<bool> bits;
    std::chrono::system_clock::time_point when{};
    std::string maybe_empty;
    parent_process parent;
    std::unique_ptr<parent_process> grandparent;
    std::vector<module_info> modules;

    [[nodiscard]] const std::string& get() const { return text; }
};

} // namespace

template <>
struct varsigma::event_traits<parent_process> {
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"Image", &parent_process::image>, varsigma::field<"Id", &parent_process::id>);
};

template <>
struct varsigma::event_traits<module_info> {
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"Path", &module_info::path>, varsigma::field<"Sizes", &module_info::sizes>);
};

template <>
struct varsigma::event_traits<everything> {
    static constexpr auto fields = varsigma::fields(
        varsigma::field<"Text", &everything::text>, varsigma::field<"Alias", &everything::text>,
        varsigma::field<"View", &everything::view>, varsigma::field<"Pointer", &everything::pointer>,
        varsigma::field<"Negative", &everything::negative>, varsigma::field<"Large", &everything::large>,
        varsigma::field<"Letter", &everything::letter>, varsigma::field<"Real", &everything::real>,
        varsigma::field<"Flag", &everything::flag>, varsigma::field<"Severity", &everything::severity>,
        varsigma::field<"Maybe", &everything::maybe>, varsigma::field<"Owned", &everything::owned>,
        varsigma::field<"List", &everything::list>, varsigma::field<"Numbers", &everything::numbers>,
        varsigma::field<"Nested", &everything::nested>, varsigma::field<"Bits", &everything::bits>,
        varsigma::field<"When", &everything::when>,
        varsigma::field<"MaybeEmpty", &everything::maybe_empty>(varsigma::empty_is_missing),
        varsigma::field<"MaybeEmptyToo", &everything::maybe_empty>, varsigma::field<"Parent", &everything::parent>,
        varsigma::field<"Grandparent", &everything::grandparent>, varsigma::field<"Module", &everything::modules>,
        varsigma::field<"Upper", [](const everything& event) { return "made of " + event.text; }>,
        varsigma::field<"Reference", [](const everything& event) -> const std::string& { return event.text; }>,
        varsigma::field<"Member", &everything::get>,
        varsigma::field<"MadeParent",
                        [](const everything& event) {
                            return parent_process{event.text + " of a temporary", 9};
                        }>,
        varsigma::field<"MadeList", [](const everything&) {
            return std::vector<std::string>{"a long text that is not kept in place", "b"};
        }>);
};

namespace {

using selector = varsigma::field_selector<everything>;

std::string read(const everything& event, std::string_view name) {
    for (const auto& candidate : selector::all()) {
        if (candidate.name() != name) continue;
        varsigma::event_row row{1};
        candidate.read(event, 0, row);
        row.seal();
        return to_text(row[0]);
    }
    return "no such field";
}

std::string keywords(const everything& event, std::string_view name) {
    for (const auto& candidate : selector::all()) {
        if (candidate.name() != name) continue;
        varsigma::event_row row{1};
        candidate.read_for_keywords(event, row);
        return to_text(varsigma::value::of(row.values()));
    }
    return "no such field";
}

} // namespace

TEST_CASE("selector: nested structs are named by paths, the others by their names") {
    std::vector<std::string> names;
    for (const auto& each : selector::all()) names.emplace_back(each.name());
    CHECK(names == std::vector<std::string>{"Text",
                                            "Alias",
                                            "View",
                                            "Pointer",
                                            "Negative",
                                            "Large",
                                            "Letter",
                                            "Real",
                                            "Flag",
                                            "Severity",
                                            "Maybe",
                                            "Owned",
                                            "List",
                                            "Numbers",
                                            "Nested",
                                            "Bits",
                                            "When",
                                            "MaybeEmpty",
                                            "MaybeEmptyToo",
                                            "Parent.Image",
                                            "Parent.Id",
                                            "Grandparent.Image",
                                            "Grandparent.Id",
                                            "Module.Path",
                                            "Module.Sizes",
                                            "Upper",
                                            "Reference",
                                            "Member",
                                            "MadeParent.Image",
                                            "MadeParent.Id",
                                            "MadeList"});
}

TEST_CASE("selector: plain members") {
    everything event;
    CHECK(read(event, "Text") == "'text'");
    CHECK(read(event, "Alias") == "'text'");
    CHECK(read(event, "View") == "'view'");
    CHECK(read(event, "Pointer") == "'pointer'");
    CHECK(read(event, "Negative") == "-5");
    CHECK(read(event, "Large") == "18446744073709551615");
    CHECK(read(event, "Letter") == "'c'");
    CHECK(read(event, "Real") == "0.5");
    CHECK(read(event, "Flag") == "true");
    CHECK(read(event, "Severity") == "200");
    event.when += std::chrono::milliseconds{1500};
    CHECK(read(event, "When") == "@1500000000");
    event.pointer = nullptr;
    CHECK(read(event, "Pointer") == "-");
    event.text.clear();
    CHECK(read(event, "Text") == "''"); // present, and empty
}

TEST_CASE("selector: optional members and pointers are missing without a value") {
    everything event;
    CHECK(read(event, "Maybe") == "-");
    CHECK(read(event, "Owned") == "-");
    event.maybe = "";
    event.owned = std::make_unique<int>(3);
    CHECK(read(event, "Maybe") == "''");
    CHECK(read(event, "Owned") == "3");
    CHECK(keywords(event, "Owned") == "[3]");
}

TEST_CASE("selector: an empty text is missing where the field says so") {
    everything event;
    CHECK(read(event, "MaybeEmpty") == "-");
    CHECK(read(event, "MaybeEmptyToo") == "''");
    event.maybe_empty = "x";
    CHECK(read(event, "MaybeEmpty") == "'x'");
}

TEST_CASE("selector: lists, nested ones flattened, empty ones present") {
    everything event;
    CHECK(read(event, "List") == "[]");
    CHECK(keywords(event, "List") == "[]");
    event.list = {"a"};
    CHECK(read(event, "List") == "['a']");
    const int numbers[] = {1, 2, 3};
    event.numbers = numbers;
    CHECK(read(event, "Numbers") == "[1, 2, 3]");
    CHECK(keywords(event, "Numbers") == "[1, 2, 3]");
    event.nested = {{1, std::nullopt}, {}, {2}};
    CHECK(read(event, "Nested") == "[1, 2]");
    event.bits = {true, false};
    CHECK(read(event, "Bits") == "[true, false]");
}

TEST_CASE("selector: nested structs, also behind pointers and in lists") {
    everything event;
    event.parent = {"parent.exe", 7};
    CHECK(read(event, "Parent.Image") == "'parent.exe'");
    CHECK(read(event, "Parent.Id") == "7");
    CHECK(read(event, "Grandparent.Image") == "-");
    event.grandparent = std::make_unique<parent_process>(parent_process{"grand.exe", std::nullopt});
    CHECK(read(event, "Grandparent.Image") == "'grand.exe'");
    CHECK(read(event, "Grandparent.Id") == "-");
    CHECK(read(event, "Module.Path") == "-"); // no element, so nothing at the path
    event.modules = {{"a.dll", {1}}, {"b.dll", {2, 3}}};
    CHECK(read(event, "Module.Path") == "['a.dll', 'b.dll']");
    CHECK(read(event, "Module.Sizes") == "[1, 2, 3]");
    CHECK(keywords(event, "Module.Path") == "['a.dll', 'b.dll']");
}

TEST_CASE("selector: accessors; what they make is kept, what they refer to is not copied") {
    const everything event;
    CHECK(read(event, "Upper") == "'made of text'");
    CHECK(read(event, "Member") == "'text'");
    CHECK(read(event, "MadeParent.Image") == "'text of a temporary'");
    CHECK(read(event, "MadeParent.Id") == "9");
    CHECK(read(event, "MadeList") == "['a long text that is not kept in place', 'b']");
    for (const auto& each : selector::all()) {
        if (each.name() != "Reference" && each.name() != "Text") continue;
        varsigma::event_row row{1};
        each.read(event, 0, row);
        row.seal();
        CHECK(row[0].as_text().data() == event.text.data());
    }
}
