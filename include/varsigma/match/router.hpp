// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/match/route.hpp>
#include <varsigma/match/routing_table.hpp>
#include <varsigma/match/value_text.hpp>
#include <varsigma/match/windows_routing.hpp>
#include <varsigma/text/ascii_scan.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace varsigma {

using route_id = std::uint32_t;

/// Tells for a dynamic event which logsource it is of, by its `Channel` and `EventID`, or always the same.
///
/// All routes are known when the router is made, so that a rule set can sort its rules by route beforehand. Finding one is
/// a look-up or two, without allocation. Immutable but for `bind`; const use from any thread.
class router {
public:
    /// The route of events that no route is known for: they meet only the rules that name no logsource.
    static constexpr route_id unrouted = 0;

    /// Windows event logs and Sysmon for Linux (`windows_routing.hpp`).
    [[nodiscard]] static router windows() { return router{std::array{windows_routing, linux_sysmon_routing}}; }

    /// Every event is of this source; what it leaves out is unknown and excludes no rule. The texts are to outlive the
    /// router. `fixed({})` shows every event to every rule.
    [[nodiscard]] static router fixed(logsource source) {
        router made;
        made.fixed_ = made.add(route::of(source));
        return made;
    }

    /// By tables of your own. The first table that lists a channel has it; channels that none lists belong to the first.
    explicit router(std::span<const routing_table> tables) {
        routes_.emplace_back();
        for (const auto& table : tables) { add(table); }
    }

    /// All routes; a `route_id` is an index.
    [[nodiscard]] std::span<const route> routes() const noexcept { return routes_; }

    /// Numbers the fields that the router reads. Called once by the rule set that uses it.
    void bind(field_table& fields) {
        if (fixed_) { return; }
        channel_ = fields.add("Channel");
        event_id_ = fields.add("EventID");
        for (auto& [key, events] : events_) {
            for (auto& condition : events.conditions) { condition.field = fields.add(condition.wanted.field); }
        }
    }

    /// The event's route. Precondition: `bind` was called with the fields of the row.
    [[nodiscard]] route_id find(const event_row& row) const {
        if (fixed_) { return *fixed_; }
        const auto& channel = row[channel_];
        if (channel.type() != value_type::text || channel.as_text().empty()) { return unrouted; }
        const auto known = channels_.find(lowered(channel.as_text()).view());
        if (known == channels_.end()) { return other_channels_; }
        const auto& of_channel = known->second;
        const auto event_id = detail::integer_of(row[event_id_]);
        if (!event_id) { return of_channel.route; }
        const auto events = events_.find({of_channel.group, *event_id});
        return events == events_.end() ? of_channel.route : events->second.route_for(row);
    }

private:
    struct channel_entry {
        std::uint32_t group = 0; // channels of the same services share one
        route_id route = unrouted;
    };

    struct bound_condition {
        category_condition wanted;
        slot field = no_slot;

        [[nodiscard]] bool holds(const event_row& row) const noexcept {
            const auto& found = row[field];
            if (found.is_missing() || found.type() == value_type::null) { return true; }
            return found.type() == value_type::text &&
                   std::any_of(wanted.values.begin(), wanted.values.end(),
                               [&](std::string_view value) { return equals_folded(value, found.as_text()); });
        }
    };

    /// The routes of one event id: one for each outcome of its conditions.
    struct event_entry {
        std::vector<bound_condition> conditions;
        std::vector<route_id> routes; // by the bits of the conditions that hold

        [[nodiscard]] route_id route_for(const event_row& row) const noexcept {
            std::size_t outcome = 0;
            for (std::size_t at = 0; at < conditions.size(); ++at) {
                if (conditions[at].holds(row)) { outcome |= std::size_t{1} << at; }
            }
            return routes[outcome];
        }
    };

    /// A channel's name in lower case, in place; a name too long for any table becomes empty.
    class lowered {
    public:
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): the buffer is filled as far as it is read
        explicit lowered(std::string_view text) noexcept : size_(text.size() <= sizeof buffer_ ? text.size() : 0) {
            text = text.substr(0, size_);
            for (auto at = fold_ascii_prefix(text, buffer_); at < size_; ++at) { buffer_[at] = fold_ascii(text[at]); }
        }
        [[nodiscard]] std::string_view view() const noexcept { return {buffer_, size_}; }

    private:
        char buffer_[256]; // not initialised, it is filled at once
        std::size_t size_;
    };

    router() { routes_.emplace_back(); }

    route_id add(route made) {
        routes_.push_back(std::move(made));
        return static_cast<route_id>(routes_.size() - 1);
    }

    void add(const routing_table& table) {
        route any;
        any.product.values = {table.product};
        if (other_channels_ == unrouted) { other_channels_ = add(any); }

        std::map<std::vector<std::string_view>, channel_entry> groups;
        for (const auto& listed : table.channels) {
            if (channels_.contains(listed.channel)) { continue; }
            std::vector<std::string_view> services;
            for (const auto& other : table.channels) {
                if (other.channel == listed.channel) { services.push_back(other.service); }
            }
            auto [group, is_new] = groups.try_emplace(services);
            if (is_new) { group->second = add_group(table, any, services); }
            channels_.emplace(listed.channel, group->second);
        }
    }

    channel_entry add_group(const routing_table& table, route base, const std::vector<std::string_view>& services) {
        base.service.values = services;
        const channel_entry made{groups_++, add(base)};
        std::map<std::int64_t, std::vector<event_category>> categories;
        for (const auto& category : table.categories) {
            if (base.service.contains(category.service)) { categories[category.event_id].push_back(category); }
        }
        for (const auto& [id, listed] : categories) { events_[{made.group, id}] = make_events(base, listed); }
        return made;
    }

    event_entry make_events(const route& base, std::span<const event_category> categories) {
        event_entry made;
        for (const auto& category : categories) {
            if (!category.condition.field.empty()) { made.conditions.push_back({category.condition, no_slot}); }
        }
        for (std::size_t outcome = 0; outcome >> made.conditions.size() == 0; ++outcome) {
            route one = base;
            std::size_t condition = 0;
            for (const auto& category : categories) {
                if (!category.condition.field.empty() && (outcome >> condition++ & 1U) == 0) { continue; }
                one.category.values.push_back(category.category);
                if (!category.aliases.empty()) { one.aliases.push_back({category.category, category.aliases}); }
            }
            made.routes.push_back(add(std::move(one)));
        }
        return made;
    }

    std::vector<route> routes_;
    std::unordered_map<std::string_view, channel_entry> channels_;
    std::map<std::pair<std::uint32_t, std::int64_t>, event_entry> events_;
    std::optional<route_id> fixed_;
    route_id other_channels_ = unrouted;
    std::uint32_t groups_ = 0;
    slot channel_ = no_slot;
    slot event_id_ = no_slot;
};

} // namespace varsigma
