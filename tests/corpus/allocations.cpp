// SPDX-License-Identifier: BSL-1.0

// allocations RULES EVENTS.ndjson
//
// Fails if matching any of the events allocates once the scratch has met events of their sizes. What RE2 allocates
// itself is told, and does not count.

#include "../../benchmarks/counting_new.hpp"

#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/load/yaml.hpp>
#include <varsigma/rule_set.hpp>

#include <cstddef>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>

int main(int count, char** given) {
    if (count != 3) {
        std::cerr << "usage: allocations RULES EVENTS.ndjson\n";
        return 2;
    }
    auto loaded = varsigma::yaml::load(given[1]);
    const varsigma::rule_set<varsigma::dynamic_event> rules{std::move(loaded.rules)};
    rules.warm_up();
    varsigma::rule_set<varsigma::dynamic_event>::scratch working{rules};
    varsigma::dynamic_event event{rules.fields()};
    varsigma::simdjson_reader reader{rules.fields()};

    heap_use used;
    std::size_t events = 0;
    std::size_t matches = 0;
    for (const bool counts : {false, true}) {
        std::ifstream stream{given[2]};
        for (std::string line; std::getline(stream, line);) {
            if (!reader.read(line, event)) { continue; }
            if (!counts) {
                static_cast<void>(rules.match(event, working));
                continue;
            }
            const counting::scope counted{used};
            matches += rules.match(event, working).size();
            ++events;
        }
    }
    std::cout << events << " events, " << matches << " matches, " << used.own << " allocations, and " << used.by_re2
              << " by RE2\n";
    return used.own == 0 && events != 0 && matches != 0 ? 0 : 1;
}
