// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/bundle/bundle.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/compile/rule_builder.hpp>
#include <varsigma/event/field_presence.hpp>
#include <varsigma/event/rule_logsource.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/rule/collection.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace varsigma {

/// A type of event by what its `event_traits` say, for programs that make bundles and do not have the type.
struct event_description {
    std::string name;                ///< for messages
    rule_logsource source;           ///< as `event_traits::source`: empty is unknown, `sources::none` is none
    std::vector<std::string> fields; ///< all that the type has, as rules call them
};

/// A bundle for a `rule_set` of types that are described so, in this order.
[[nodiscard]] inline std::vector<std::byte>
save_bundle(const collection& loaded, std::span<const event_description> events, const compile_options& options = {}) {
    detail::rule_builder builder{loaded.rules, options};
    std::vector<std::string> names;
    for (const auto& event : events) {
        detail::field_presence present;
        for (const auto& name : event.fields) {
            present.emplace(name, detail::member_values{detail::field_content::anything});
        }
        builder.add_route(route::of(event.source.view()), &present, event.name);
        names.push_back(event.name);
    }
    return detail::to_bundle(builder.finish()->parts(), loaded.diagnostics, names);
}

} // namespace varsigma
