// SPDX-License-Identifier: BSL-1.0
#include "loading.hpp"

#include <varsigma/core/diagnostic.hpp>
#include <varsigma/load/yaml.hpp>

#include <doctest/doctest.h>

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

} // namespace varsigma_tests
