// SPDX-License-Identifier: BSL-1.0
#include "loading.hpp"

#include <varsigma/core/diagnostic.hpp>
#include <varsigma/load/yaml.hpp>

#include <doctest/doctest.h>

#include <algorithm>

namespace varsigma_tests {

varsigma::collection load_text(std::string_view text, const varsigma::validation_options& validation) {
    return varsigma::yaml::load_text(text, {}, {.validation = validation});
}

varsigma::collection load(const std::filesystem::path& path) {
    return varsigma::yaml::load(path);
}

varsigma::collection loaded(std::string_view text) {
    auto made = load_text(text);
    for (const auto& finding : made.diagnostics) {
        if (finding.level == varsigma::severity::error) { FAIL(render(finding)); }
    }
    return made;
}

std::size_t count_of(const varsigma::collection& loaded, varsigma::diagnostic_code code) {
    const auto& found = loaded.diagnostics;
    return static_cast<std::size_t>(
        std::count_if(found.begin(), found.end(), [code](const auto& each) { return each.code == code; }));
}

} // namespace varsigma_tests
