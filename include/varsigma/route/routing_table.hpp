// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/route/route.hpp>

#include <cstdint>
#include <span>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// The service that the events of a channel belong to. A channel may be listed with several.
struct channel_service {
    std::string_view channel; ///< in lower case
    std::string_view service;
};

/// Holds if the event's field has one of the values (case aside), or is missing or null. Without a field it always
/// holds.
struct category_condition {
    std::string_view field = {};
    std::span<const std::string_view> values = {};
};

/// A category that some events of a service belong to. An event can have several.
struct event_category {
    std::string_view service;
    std::int64_t event_id = 0;
    std::string_view category;
    category_condition condition = {};
    field_aliases aliases = {}; ///< names of the event's fields, for the rules that name this category
};

/// From the channel and the event id of an event to its logsource. All texts must outlive the router made from it.
struct routing_table {
    std::string_view product;
    std::span<const channel_service> channels;
    std::span<const event_category> categories;
};

} // namespace VARSIGMA_NAMESPACE
