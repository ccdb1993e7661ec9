// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/detail/value_text.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/literals/detail/literal_table.hpp>
#include <varsigma/literals/detail/whole_table.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/route/routing_table.hpp>
#include <varsigma/route/windows_routing.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// What a router knows: the routes, and how they are found.
class router::routing {
public:
    routing() { routes_.emplace_back(); }

    explicit routing(std::span<const routing_table> tables) : routing() {
        channels_by_name known;
        for (const auto& table : tables) { add(table, known); }
        std::vector<detail::indexed_literal> names;
        for (const auto& [name, entry] : known) {
            names.push_back({name, static_cast<std::uint32_t>(channels_.size())});
            channels_.push_back(entry);
        }
        channel_names_.build(names);
    }

    void fix(route source) { fixed_ = add(std::move(source)); }

    [[nodiscard]] const diagnostics& findings() const noexcept { return findings_; }
    [[nodiscard]] std::span<const route> routes() const noexcept { return routes_; }

    void bind(field_table& fields) {
        if (fixed_) { return; }
        channel_ = fields.add("Channel");
        event_id_ = fields.add("EventID");
        for (auto& [key, events] : events_) {
            for (auto& condition : events.conditions) { condition.field = fields.add(condition.wanted.field); }
        }
    }

    [[nodiscard]] route_id find(const event_row& row) const {
        if (fixed_) { return *fixed_; }
        const auto& channel = row.first(channel_);
        if (channel.type() != value_type::text || channel.as_text().empty()) { return unrouted; }
        const channel_entry* known = nullptr;
        const auto remember = [&](std::uint32_t number) { known = &channels_[number]; };
        channel_names_.find(channel.as_text(), remember);
        if (known == nullptr) { return unrouted; }
        const auto& of_channel = *known;
        const auto event_id = detail::integer_of(row.first(event_id_));
        if (!event_id) { return of_channel.route; }
        const auto events = events_.find(event_key{of_channel.group, *event_id});
        return events == events_.end() ? of_channel.route : events->second.route_for(row);
    }

private:
    struct channel_entry {
        std::uint32_t group = 0; // channels of the same services share one
        route_id route = unrouted;
    };

    /// An event id of a group of channels.
    struct event_key {
        std::uint32_t group = 0;
        std::int64_t event_id = 0;

        friend bool operator==(const event_key&, const event_key&) = default;
    };
    struct event_key_hash {
        [[nodiscard]] std::size_t operator()(const event_key& key) const noexcept {
            const auto mixed =
                (static_cast<std::uint64_t>(key.event_id) ^ std::uint64_t{key.group} << 32U) * 0x9E3779B97F4A7C15U;
            return static_cast<std::size_t>(mixed ^ mixed >> 32U);
        }
    };

    using channels_by_name = std::map<std::string_view, channel_entry>;

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

    route_id add(route made) {
        routes_.push_back(std::move(made));
        return static_cast<route_id>(routes_.size() - 1);
    }

    void add(const routing_table& table, channels_by_name& known) {
        route any;
        any.product.values = {table.product};
        std::map<std::vector<std::string_view>, channel_entry> groups;
        for (const auto& listed : table.channels) {
            if (known.contains(listed.channel)) { continue; }
            std::vector<std::string_view> services;
            for (const auto& other : table.channels) {
                if (other.channel == listed.channel) { services.push_back(other.service); }
            }
            auto [group, is_new] = groups.try_emplace(services);
            if (is_new) { group->second = add_group(table, any, services); }
            known.emplace(listed.channel, group->second);
        }
    }

    channel_entry add_group(const routing_table& table, route base, const std::vector<std::string_view>& services) {
        base.service.values = services;
        const channel_entry made{groups_++, add(base)};
        std::map<std::int64_t, std::vector<event_category>> categories;
        for (const auto& category : table.categories) {
            if (base.service.contains(category.service)) { categories[category.event_id].push_back(category); }
        }
        for (const auto& [id, listed] : categories) {
            events_[event_key{made.group, id}] = make_events(base, id, listed);
        }
        return made;
    }

    /// The number of a category's condition among those of the event id: equal ones are one; nothing if there are too
    /// many.
    static std::optional<std::size_t> number_of(const category_condition& wanted, event_entry& made) {
        const auto is_same = [&](const bound_condition& known) {
            return known.wanted.field == wanted.field &&
                   std::equal(known.wanted.values.begin(), known.wanted.values.end(), wanted.values.begin(),
                              wanted.values.end());
        };
        const auto known = std::find_if(made.conditions.begin(), made.conditions.end(), is_same);
        const auto number = static_cast<std::size_t>(known - made.conditions.begin());
        if (known == made.conditions.end()) {
            if (number == most_conditions) { return std::nullopt; }
            made.conditions.push_back({wanted, no_slot});
        }
        return number;
    }

    void report_conditions(const route& base, std::int64_t event_id, std::string_view category) {
        diagnostic found;
        found.code = diagnostic_code::routing_conditions;
        found.level = severity::warning;
        found.message =
            "routing table: event id " + std::to_string(event_id) + " of " +
            (base.service.values.empty() ? std::string{"its channel"} : std::string{base.service.values.front()}) +
            " has more than " + std::to_string(most_conditions) + " different conditions; that of category " +
            std::string{category} + " is taken to hold for all of its events";
        found.suggestion = "join conditions, or route by fewer";
        findings_.push_back(std::move(found));
    }

    event_entry make_events(const route& base, std::int64_t event_id, std::span<const event_category> categories) {
        event_entry made;
        std::vector<std::optional<std::size_t>> conditions; // of each category its number; none if it always holds
        for (const auto& category : categories) {
            conditions.emplace_back();
            if (category.condition.field.empty()) { continue; }
            conditions.back() = number_of(category.condition, made);
            if (!conditions.back()) { report_conditions(base, event_id, category.category); }
        }
        for (std::size_t outcome = 0; outcome >> made.conditions.size() == 0; ++outcome) {
            route one = base;
            for (std::size_t at = 0; at < categories.size(); ++at) {
                const auto& category = categories[at];
                if (conditions[at] && (outcome >> *conditions[at] & 1U) == 0) { continue; }
                one.category.values.push_back(category.category);
                if (!category.aliases.empty()) { one.aliases.push_back({category.category, category.aliases}); }
            }
            made.routes.push_back(add(std::move(one)));
        }
        return made;
    }

    std::vector<route> routes_;
    diagnostics findings_;
    detail::whole_table<detail::literal_kind::ascii> channel_names_; // in any case; gives indices into channels_
    std::vector<channel_entry> channels_;
    std::unordered_map<event_key, event_entry, event_key_hash> events_;
    std::optional<route_id> fixed_;
    std::uint32_t groups_ = 0;
    slot channel_ = no_slot;
    slot event_id_ = no_slot;
};

VARSIGMA_INLINE router::router() : routing_(std::make_unique<routing>()) {}
VARSIGMA_INLINE router::router(std::span<const routing_table> tables) : routing_(std::make_unique<routing>(tables)) {}
VARSIGMA_INLINE router::router(const router& other)
    : routing_(other.routing_ != nullptr ? std::make_unique<routing>(*other.routing_) : nullptr) {}
VARSIGMA_INLINE router& router::operator=(const router& other) {
    if (this != &other) { *this = router{other}; }
    return *this;
}
VARSIGMA_INLINE router::router(router&& other) noexcept = default;
VARSIGMA_INLINE router& router::operator=(router&& other) noexcept = default;
VARSIGMA_INLINE router::~router() = default;

VARSIGMA_INLINE router router::windows() {
    return router{std::array{windows_routing, linux_sysmon_routing}};
}

VARSIGMA_INLINE router router::fixed_to(std::span<const logsource> sources) {
    router made;
    made.routing_->fix(route::of(sources));
    return made;
}

VARSIGMA_INLINE const diagnostics& router::findings() const noexcept {
    return routing_->findings();
}

VARSIGMA_INLINE std::span<const route> router::routes() const noexcept {
    return routing_->routes();
}

VARSIGMA_INLINE void router::bind(field_table& fields) {
    routing_->bind(fields);
}

VARSIGMA_INLINE route_id router::find(const event_row& row) const {
    return routing_->find(row);
}

} // namespace VARSIGMA_NAMESPACE
