// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/compile_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/rule_logsource.hpp>
#include <varsigma/rule/collection.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// A type of event by what its `event_traits` say, for programs that make bundles and do not have the type.
struct event_description {
    std::string name;                ///< for messages
    rule_logsource source;           ///< as `event_traits::source`: empty is unknown, `sources::none` is none
    std::vector<std::string> fields; ///< all that the type has, as rules call them
};

/// A bundle for a `rule_set` of types that are described so, in this order.
[[nodiscard]] std::vector<std::byte> save_bundle(const collection& loaded, std::span<const event_description> events,
                                                 const compile_options& options = {});

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/bundle/described_bundle.ipp>
#endif
