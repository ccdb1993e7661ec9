// SPDX-License-Identifier: BSL-1.0
#include <varsigma/core/diagnostic.hpp>

#if __has_include(<varsigma/load/yaml.hpp>)
#include <varsigma/load/yaml.hpp>
#endif
#if __has_include(<varsigma/adapt/simdjson.hpp>)
#include <varsigma/adapt/simdjson.hpp>
#endif
#if __has_include(<varsigma/adapt/nlohmann.hpp>)
#include <varsigma/adapt/nlohmann.hpp>
#endif

#include <nlohmann/json.hpp>
#include <simdjson.h>
#include <yaml.h>

#include <cstdio>

/// Calls into each component's library, so that linking it is put to the test.
int main() {
    yaml_parser_t parser;
    if (yaml_parser_initialize(&parser) == 0) return 1;
    yaml_parser_delete(&parser);

    simdjson::dom::parser json;
    simdjson::dom::element element;
    if (json.parse(std::string_view{"[1]"}).get(element) != simdjson::SUCCESS) return 1;
    if (nlohmann::json::parse("[1]", nullptr, false).size() != 1) return 1;

    std::puts("yaml, simdjson, nlohmann_json");
    return 0;
}
