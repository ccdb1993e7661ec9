// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/readable_member.hpp>
#include <varsigma/event/logsource.hpp>

#include <span>
#include <string_view>

namespace VARSIGMA_NAMESPACE::detail {

/// A field of a type of event, by the name that rules use, and what its values can be.
struct schema_field {
    std::string_view name;
    member_values values{field_content::anything};
};

/// A type of event as rules are compiled for it: what its description says, without the type. A view.
struct event_schema {
    std::string_view name;                ///< of the type, for messages
    std::span<const logsource> sources;   ///< where its events come from; unknown if there is none
    std::span<const schema_field> fields; ///< all that it has
    bool is_dynamic = false;              ///< events have the fields that are read, and a router tells their sources
};

} // namespace VARSIGMA_NAMESPACE::detail
