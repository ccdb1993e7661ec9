// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/logsource.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace VARSIGMA_NAMESPACE {

class event_row;
class field_table;
struct route;
struct routing_table;

using route_id = std::uint32_t;

/// Tells for a dynamic event which logsource it is of, by its `Channel` and `EventID`, or always the same.
///
/// All routes are known when the router is made, so that a rule set can sort its rules by route beforehand. Finding one
/// is a look-up or two, without allocation. Immutable but for `bind`; const use from any thread. One that was moved from
/// can only be copied, destroyed or assigned to. Who looks into routes includes `varsigma/route/route.hpp`.
class router {
public:
    /// The route of events that no route is known for: they meet only the rules that name no logsource.
    static constexpr route_id unrouted = 0;

    /// Windows event logs and Sysmon for Linux (`windows_routing.hpp`).
    [[nodiscard]] static router windows();

    /// Every event is of this source; what it leaves out is unknown and excludes no rule, what is `sources::none` is
    /// not there. The texts are to outlive the router. `fixed({})` shows every event to every rule.
    [[nodiscard]] static router fixed(logsource source) { return fixed_to({&source, 1}); }

    /// Every event is of all of these sources: an array, a span.
    template <std::convertible_to<std::span<const logsource>> Sources>
    [[nodiscard]] static router fixed(const Sources& sources) {
        return fixed_to(sources);
    }

    /// How many different conditions the categories of one event id may have: each outcome of all of them is a route.
    static constexpr std::size_t most_conditions = 10;

    /// By tables of your own (`varsigma/route/routing_table.hpp`). The first table that lists a channel has it; events of channels that none lists are
    /// unrouted.
    ///
    /// Conditions of one event id beyond `most_conditions` are taken to hold, so that no rule is missed, and are
    /// reported by `findings`, also among the diagnostics of a rule set. O(size of the tables · 2^conditions).
    explicit router(std::span<const routing_table> tables);

    router(const router& other);
    router& operator=(const router& other);
    router(router&& other) noexcept;
    router& operator=(router&& other) noexcept;
    ~router();

    /// What is wrong with the tables: `routing_conditions`. A rule set says it too.
    [[nodiscard]] const diagnostics& findings() const noexcept;

    /// All routes; a `route_id` is an index.
    [[nodiscard]] std::span<const route> routes() const noexcept;

    /// Numbers the fields that the router reads. Called once by the rule set that uses it.
    void bind(field_table& fields);

    /// The event's route, by the first of several channels and event ids (`event_row::first`). Precondition: `bind` was
    /// called with the fields of the row.
    [[nodiscard]] route_id find(const event_row& row) const;

private:
    class routing;

    router();
    [[nodiscard]] static router fixed_to(std::span<const logsource> sources);

    std::unique_ptr<routing> routing_;
};

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/route/router.ipp>
#endif
