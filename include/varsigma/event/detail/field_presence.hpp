// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/readable_member.hpp>

#include <string_view>
#include <unordered_map>

namespace VARSIGMA_NAMESPACE::detail {

/// The fields that a type of event can have, by name, and what their values can be.
using field_presence = std::unordered_map<std::string_view, member_values>;

} // namespace VARSIGMA_NAMESPACE::detail
