// SPDX-License-Identifier: BSL-1.0
#include "../support/data.hpp"
#include "reader_cases.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/event/dynamic_event.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <fstream>
#include <string>

using namespace varsigma;
using namespace varsigma_tests;

TEST_CASE("both readers give the same rows on real events") {
    field_map map;
    map.lift("Event.EventData")
        .lift("Event.System")
        .rename("Event.System.Provider.#attributes.Name", "Provider_Name")
        .drop_blanks();
    const auto fields = fields_of({"EventID", "Channel", "Image", "CommandLine", "Provider_Name", "TargetFilename",
                                   "Hashes", "ThreatName", "Data"});
    simdjson_reader first{fields, map};
    nlohmann_reader second{fields, map};
    dynamic_event left{fields};
    dynamic_event right{fields};
    for (const std::string name : {"flat.ndjson", "flat_evtx.ndjson", "nested.ndjson"}) {
        const auto path = corpus_data("regression/" + name);
        if (!path) return;
        CAPTURE(name);
        std::ifstream file{*path, std::ios::binary};
        REQUIRE(file.good());
        std::size_t lines = 0;
        for (std::string line; std::getline(file, line); ++lines) {
            CAPTURE(lines);
            REQUIRE(first.read(line, left).has_value());
            REQUIRE(second.read_text(line, right).has_value());
            CHECK(row_text(left) == row_text(right));
            CHECK(field_text(left, "EventID") != "-");
            CHECK_FALSE(left.repaired());

            // the document has its keys sorted, so that only fields without lists are sure to be the same
            const auto document = nlohmann::json::parse(line, nullptr, false);
            REQUIRE(second.read(document, right).has_value());
            for (const auto field : {"EventID", "Channel", "Image", "CommandLine", "ThreatName"}) {
                CHECK(field_text(left, field) == field_text(right, field));
            }
            CHECK(left.row().values().size() == right.row().values().size());
        }
        CHECK(lines >= 100);
    }
}
