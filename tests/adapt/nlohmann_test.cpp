// SPDX-License-Identifier: BSL-1.0
#include "reader_cases.hpp"

#include <varsigma/adapt/detail/nlohmann_sax.hpp>
#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/event/dynamic_event.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;
using namespace varsigma_tests;

TEST_CASE("nlohmann reader of texts") {
    check_text_reader<nlohmann_reader>([](nlohmann_reader& reader, std::string_view line, dynamic_event& event) {
        return reader.read_text(line, event);
    });
}

TEST_CASE("nlohmann reader of documents: every type") {
    const auto fields = fields_of({"t", "n", "u", "r", "b", "z", "l", "o", "o.x", "bin"});
    nlohmann_reader reader{fields};
    dynamic_event event{fields};
    nlohmann::ordered_json document{{"t", "text"}, {"n", -7},   {"u", 18446744073709551615U},
                                    {"r", 1.5},    {"b", true}, {"z", nullptr}};
    document["l"] = {1, {2, {3}}, nullptr};
    document["o"]["x"] = "inner";
    document["bin"] = nlohmann::ordered_json::binary(std::vector<std::uint8_t>{1, 2});
    REQUIRE(reader.read(document, event).has_value());
    CHECK(row_text(event) ==
          "t: 'text'\nn: -7\nu: 18446744073709551615\nr: 1.5\nb: true\nz: null\nl: [1, 2, 3, null]\n"
          "o: {}\no.x: 'inner'\nbin: {}\nkeywords: ['text', -7, 18446744073709551615, 1.5, true, 1, 2, 3, 'inner']\n");
    CHECK(event.row()[0].as_text().data() == document["t"].get_ref<const std::string&>().data());

    const nlohmann::json sorted = document;
    REQUIRE(reader.read(sorted, event).has_value());
    CHECK(field_text(event, "o.x") == "'inner'");
}

TEST_CASE("nlohmann reader of documents: errors leave no event") {
    const auto fields = fields_of({"a"});
    nlohmann_reader reader{fields, {}, {.max_depth = 3}};
    dynamic_event event{fields};
    REQUIRE(reader.read(nlohmann::json{{"a", {{{"b", 1}}}}}, event).has_value());
    for (const auto& wrong : {nlohmann::json{}, nlohmann::json(1), nlohmann::json("{}"), nlohmann::json::array(),
                              nlohmann::json(nlohmann::json::value_t::discarded)}) {
        const auto done = reader.read(wrong, event);
        REQUIRE_FALSE(done.has_value());
        CHECK(done.error().code == diagnostic_code::bad_json);
        CHECK(event.row().present().empty());
    }
    const auto done = reader.read(nlohmann::json{{"x", 1}, {"y", {{"a", {{"b", nlohmann::json::array()}}}}}}, event);
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().code == diagnostic_code::json_too_deep);
    CHECK(event.row().values().empty());
}

TEST_CASE("nlohmann reader of documents: the same rows as from their texts") {
    const auto fields = fields_of({"a", "a.b", "a.b.c", "l", "l.x"});
    nlohmann_reader reader{fields};
    dynamic_event from_document{fields};
    dynamic_event from_text{fields};
    for (const std::string_view text : {R"({"a":{"b":{"c":[1,2]},"b.c":3},"l":[{"x":1},{"x":"\u00e9"},[null]]})",
                                        R"({"a.b.c":"x","l":{"x":[]}})", "{}"}) {
        const auto document = nlohmann::ordered_json::parse(text, nullptr, false);
        REQUIRE(reader.read(document, from_document).has_value());
        REQUIRE(reader.read_text(text, from_text).has_value());
        CHECK(row_text(from_document) == row_text(from_text));
    }
    // what is lost before: a number's digits
    REQUIRE(
        reader.read(nlohmann::json::parse(R"({"a":18446744073709551616})", nullptr, false), from_document).has_value());
    CHECK(field_text(from_document, "a") == "18446744073709551616");
    CHECK(from_document.row()[0].type() == value_type::number);
}

TEST_CASE("nlohmann reader: a decimal comma of the C locale is no obstacle") {
    const auto fields = fields_of({"a"});
    const field_resolver resolver{*fields, {}};
    field_resolver::scratch memory;
    event_row row{fields->size()};
    std::vector<detail::nlohmann_sax::level> levels;
    detail::set_aside_numbers numbers;
    detail::nlohmann_sax sax{detail::json_row{resolver, memory, row}, levels, numbers, 10};
    std::string key = "a";
    REQUIRE(sax.start_object(0));
    REQUIRE(sax.key(key));
    REQUIRE(sax.number_float(1.5, "1,5")); // as the parser hands it over there
    REQUIRE(sax.end_object());
    row.seal();
    CHECK(to_text(row[0]) == "1.5");
}
