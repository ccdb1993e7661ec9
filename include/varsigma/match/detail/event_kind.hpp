// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/event_schema.hpp>
#include <varsigma/event/detail/field_presence.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/route/router.hpp>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// The place of an event's source among those that rules were compiled for.
using route_number = std::uint32_t;

/// A type of event among those that rules were compiled for: which of their routes its events take.
class event_kind {
public:
    /// Adds what `schema` describes to what compiles the rules, or has them compiled. `routes` tells where dynamic
    /// events come from; without it they are those of Windows.
    template <class Rules>
    event_kind(Rules& rules, const event_schema& schema, const std::optional<router>& routes) {
        if (schema.is_dynamic) {
            router_ = routes ? *routes : router::windows();
            router_->bind(rules.fields());
            for (const auto& seen : router_->routes()) { numbers_.push_back(rules.add_route(seen)); }
            for (const auto& each : router_->findings()) { rules.report(each); }
            return;
        }
        field_presence present;
        for (const auto& field : schema.fields) { present.emplace(field.name, field.values); }
        numbers_.push_back(rules.add_route(route::of(schema.sources), &present, schema.name));
        for (const auto& field : schema.fields) { slots_.push_back(rules.fields().find(field.name).value_or(no_slot)); }
    }

    struct place {
        route_number route;
        bool routed; ///< whether the event's source is known
    };

    /// The event's route. O(1).
    [[nodiscard]] place place_of(const event_row& row) const {
        if (!router_) { return {numbers_.front(), true}; }
        const auto found = router_->find(row);
        return {numbers_[found], found != router::unrouted};
    }

    /// The slots of the schema's fields, `no_slot` for those that no rule reads.
    [[nodiscard]] const std::vector<slot>& slots() const noexcept { return slots_; }

private:
    std::optional<router> router_;      // of dynamic events
    std::vector<route_number> numbers_; // by the router's; one without
    std::vector<slot> slots_;
};

} // namespace VARSIGMA_NAMESPACE::detail
