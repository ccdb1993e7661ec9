// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/compile_options.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/route/router.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

/// `PRODUCT/CATEGORY/SERVICE`, as views of `text`.
[[nodiscard]] inline varsigma::logsource source_from(std::string_view text) {
    std::array<std::string_view, 3> parts;
    for (auto& part : parts) {
        const auto end = std::min(text.find('/'), text.size());
        part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {parts[0], parts[1], parts[2]};
}

/// Routes by Channel and EventID or, if `source` is given, takes all events as from there. `source` must stay.
[[nodiscard]] inline varsigma::compile_options options_for(const std::optional<std::string>& source) {
    varsigma::compile_options options;
    if (source) { options.routes = varsigma::router::fixed(source_from(*source)); }
    return options;
}
