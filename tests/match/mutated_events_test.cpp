// SPDX-License-Identifier: BSL-1.0
#include "../support/json_matching.hpp"
#include "../support/samples.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace varsigma;
using varsigma_tests::matching_with;
using varsigma_tests::sample_lines;
using varsigma_tests::sample_rules;

namespace {

class mutator {
public:
    explicit mutator(std::vector<std::string> lines) : lines_(std::move(lines)) {}

    std::string next() {
        auto line = any_line();
        for (auto changes = below(5); changes > 0; --changes) { change(line); }
        return line;
    }

private:
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(generator_() % limit); }
    const std::string& any_line() { return lines_[below(lines_.size())]; }

    void change(std::string& line) {
        static constexpr std::string_view pieces[] = {"\"",
                                                      "\\",
                                                      "{",
                                                      "}",
                                                      "[",
                                                      "]",
                                                      ",",
                                                      ":",
                                                      "null",
                                                      "true",
                                                      "1e999",
                                                      "\\ud8",
                                                      "\\u00",
                                                      "\\ud83d",
                                                      "\xFF",
                                                      "\xC3",
                                                      "\xE2\x84\xAA",
                                                      "\xF0\x9F",
                                                      "-",
                                                      "0.1",
                                                      "[[[[",
                                                      "{}",
                                                      "cmd.exe",
                                                      "EventID",
                                                      "4688",
                                                      "\"Channel\":\"Security\",",
                                                      "whoami",
                                                      " ",
                                                      "\n",
                                                      "K"};
        const auto at = below(line.size() + 1);
        const auto length = std::min(below(12), line.size() - at);
        switch (below(7)) {
        case 0: line.erase(at, length); break;
        case 1: line.insert(at, pieces[below(std::size(pieces))]); break;
        case 2:
            if (at < line.size()) { line[at] = static_cast<char>(static_cast<unsigned char>(below(256))); }
            break;
        case 3: line.insert(at, line.substr(at, length)); break;
        case 4: {
            const auto& other = any_line();
            line = line.substr(0, at) + other.substr(std::min(at, other.size()));
            break;
        }
        case 5:
            if (at < line.size()) { line[at] = static_cast<char>(line[at] ^ 0x20); }
            break;
        default: { // another field between two
            const auto& other = any_line();
            const auto comma = line.find(',', at);
            const auto end = other.find(',');
            if (comma != std::string::npos && end != std::string::npos) {
                line.insert(comma, "," + other.substr(1, end - 1));
            }
        }
        }
    }

    std::vector<std::string> lines_;
    std::mt19937_64 generator_{20251124};
};

} // namespace

TEST_CASE("mutated events: a result or a diagnostic each, the same with the index and without") {
    matching_with<simdjson_reader> indexed{sample_rules()};
    matching_with<simdjson_reader> plain{sample_rules(), {.use_index = false}};
    matching_with<nlohmann_reader> other_reader{sample_rules()};
    matching_with<simdjson_reader> all_indexed{sample_rules(), varsigma_tests::unrouted()};
    matching_with<simdjson_reader> all_plain{sample_rules(), {.routes = router::fixed({}), .use_index = false}};
    REQUIRE(indexed.rules().diagnostics().empty());
    mutator lines{sample_lines()};
    std::set<std::string> outcomes;
    std::size_t unreadable = 0;
    std::size_t matched = 0;
    for (int round = 0; round < 10'000; ++round) {
        const auto line = lines.next();
        CAPTURE(line);
        const auto found = indexed(line);
        CHECK(found == plain(line));
        CHECK(indexed.routed() == plain.routed());
        CHECK(found == other_reader(line));
        CHECK(all_indexed(line) == all_plain(line));
        unreadable += found.starts_with('<') ? 1U : 0U;
        matched += !found.empty() && !found.starts_with('<') ? 1U : 0U;
        outcomes.insert(found);
    }
    CHECK(matched > 2'500);
    CHECK(unreadable > 1'000);
    CHECK(outcomes.size() > 60);
}

TEST_CASE("samples: most rules match one of them") {
    matching_with<simdjson_reader> match{sample_rules()};
    std::set<std::string> titles;
    for (const auto& line : sample_lines()) {
        const auto found = match(line) + ",";
        REQUIRE_FALSE(found.starts_with('<'));
        for (std::size_t at = 0; at < found.size();) {
            const auto end = found.find(',', at);
            titles.insert(found.substr(at, end - at));
            at = end + 1;
        }
    }
    CHECK(titles.size() >= sample_rules().size() - 2);
}
