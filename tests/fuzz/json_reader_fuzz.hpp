// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../adapt/row_text.hpp"

#include <varsigma/adapt/detail/json_repair.hpp>
#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/text/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace varsigma::fuzz {

inline void require_of_readers(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "json_reader: %s\n", what);
    std::abort();
}

/// Fields that inputs may well have: dotted, nested, mapped, empty.
[[nodiscard]] inline std::shared_ptr<const field_table> fuzzed_fields() {
    auto fields = std::make_shared<field_table>();
    for (const std::string_view name :
         {"a", "b", "a.b", "a.b.c", "b.a", "ab", "", ".", "a.", "EventID", "Threat Name"}) {
        fields->add(name);
    }
    return fields;
}

[[nodiscard]] inline field_map fuzzed_map() {
    field_map map;
    map.lift("b").lift("a.b").lift_members("c").lift("a", "b");
    map.rename("c", "ab").rename("c.a", "EventID").rename("c.a", "a.b").drop_blanks();
    return map;
}

} // namespace varsigma::fuzz

/// One fuzzer input is one line. Both readers must say the same of it, whatever it is. Aborts on any disagreement.
inline void fuzz_json_reader(std::span<const std::uint8_t> input) {
    using namespace varsigma;
    constexpr std::size_t max_depth = 20;
    const auto fields = fuzz::fuzzed_fields();
    const auto map = fuzz::fuzzed_map();
    simdjson_reader first{fields, map, {max_depth}};
    nlohmann_reader second{fields, map, {max_depth}};
    dynamic_event left{fields};
    dynamic_event right{fields};

    const std::string line(input.begin(), input.end());
    const auto read = first.read(line, left);
    const auto other = second.read_text(line, right);
    fuzz::require_of_readers(read.has_value() == other.has_value(), "one reader accepts what the other rejects");
    if (!read.has_value()) {
        fuzz::require_of_readers(left.row().present().empty() && left.row().values().empty(),
                                 "an event after an error");
        fuzz::require_of_readers(right.row().present().empty() && right.row().values().empty(),
                                 "an event after an error");
        fuzz::require_of_readers(!left.repaired() && !right.repaired(), "repaired, but rejected");
    }
    const std::string row = varsigma_tests::row_text(left);
    fuzz::require_of_readers(row == varsigma_tests::row_text(right), "the readers' rows differ");

    // in place, with hostile bytes behind the text
    for (const char behind : {'\n', '}', ']', ',', '"', '1'}) {
        const std::string padded = line + std::string(varsigma::simdjson_reader::padding, behind);
        const auto again = first.read({padded.data(), line.size()}, padded.size(), left);
        fuzz::require_of_readers(again.has_value() == read.has_value(), "the bytes behind the line matter");
        fuzz::require_of_readers(varsigma_tests::row_text(left) == row, "the bytes behind the line change the row");
    }

    std::string repaired;
    std::string twice;
    if (repair_json(line, repaired)) {
        const auto whole = first.read(repaired, left);
        fuzz::require_of_readers(whole.has_value() == read.has_value(), "a repaired line is read otherwise");
        fuzz::require_of_readers(!left.repaired(), "a repaired line is repaired again");
    } else {
        fuzz::require_of_readers(repaired == line, "changed, but not said so");
    }
    fuzz::require_of_readers(utf8::is_valid(repaired), "not valid after repair");
    fuzz::require_of_readers(!repair_json(repaired, twice), "repair is not idempotent");
}
