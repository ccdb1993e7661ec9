// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/bundle/described_bundle.hpp>
#include <varsigma/bundle/detail/opened_bundle.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/compile/detail/compile_rules.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/event_schema.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/event/rule_logsource.hpp>
#include <varsigma/rule/collection.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE std::vector<std::byte> save_bundle(const collection& loaded, std::span<const event_description> events,
                                                   const compile_options& options) {
    std::vector<std::vector<detail::schema_field>> fields;
    std::vector<logsource> sources;
    std::vector<detail::event_schema> schemas;
    std::vector<std::string> names;
    fields.reserve(events.size()); // views of them stay
    sources.reserve(events.size());
    for (const auto& event : events) {
        auto& listed = fields.emplace_back();
        for (const auto& name : event.fields) { listed.push_back({name}); }
        schemas.push_back({event.name, {&sources.emplace_back(event.source.view()), 1}, listed});
        names.push_back(event.name);
    }
    const auto compiled = detail::compile_rules(loaded.rules, options, options.routes, schemas);
    return detail::to_bundle(compiled->parts(), loaded.diagnostics, names);
}

} // namespace VARSIGMA_NAMESPACE
