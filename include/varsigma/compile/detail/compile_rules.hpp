// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/compile_options.hpp>
#include <varsigma/compile/detail/rule_builder.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/event_schema.hpp>
#include <varsigma/match/detail/event_kind.hpp>
#include <varsigma/match/detail/rule_core.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule/document.hpp>

#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Compiles rules for events of these kinds, in their order; `routes` sorts the dynamic ones. What cannot be compiled is left out and reported. O(size of
/// the rules, times the kinds).
[[nodiscard]] inline std::unique_ptr<const rule_core> compile_rules(std::vector<detection_rule> rules,
                                                                    const compile_options& options,
                                                                    const std::optional<router>& routes,
                                                                    std::span<const event_schema> schemas) {
    rule_builder builder{std::move(rules), options};
    std::vector<event_kind> kinds;
    for (const auto& schema : schemas) { kinds.emplace_back(builder, schema, routes); }
    return builder.finish(std::move(kinds));
}

} // namespace VARSIGMA_NAMESPACE::detail
