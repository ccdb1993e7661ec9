// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/describes_event.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/field_presence.hpp>
#include <varsigma/event/field_selector.hpp>
#include <varsigma/event/type_name.hpp>
#include <varsigma/match/rule_core.hpp>
#include <varsigma/route/router.hpp>

#include <cassert>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace varsigma::detail {

/// What one type of event adds to the rule core: how it is read into a row, and which route it takes.
template <class Event>
class event_shell {
public:
    /// `core` is what compiles the rules, or has them compiled. With `seen` for what the type's description says of its
    /// source.
    template <class Core>
    event_shell(Core& core, const route& seen) {
        auto selectors = all_selectors();
        field_presence present;
        for (const auto& selector : selectors) { present.emplace(selector.name(), selector.values()); }
        route_ = core.add_route(seen, &present, type_name<Event>());
        for (auto& selector : selectors) {
            if (const auto field = core.fields().find(selector.name())) { fields_.emplace_back(selector, *field); }
        }
        keywords_ = std::move(selectors);
    }

    template <class Core>
    event_shell(Core& core, const router& /*routes*/) : event_shell(core, route::of(sources_of<Event>())) {}

    /// The event's row: `row`, filled.
    const event_row& read(const Event& event, event_row& row, bool with_keywords) const {
        row.clear();
        for (const auto& [selector, field] : fields_) { selector.read(event, field, row); }
        if (with_keywords) {
            for (const auto& selector : keywords_) { selector.read_for_keywords(event, row); }
            if constexpr (has_raw_text<Event>) {
                with_raw_text(event, [&row]<bool Lasts>(std::string_view text, std::bool_constant<Lasts>) {
                    row.set_raw_text(Lasts ? text : row.texts().keep(text));
                });
            }
        }
        row.seal();
        return row;
    }

    struct place {
        rule_core::route_number route;
        bool routed;
    };
    [[nodiscard]] place place_of(const event_row& /*row*/) const noexcept { return {route_, true}; }

private:
    /// None of a type that is described wrongly: what is wrong has been said, and should stand alone.
    [[nodiscard]] static std::vector<field_selector<Event>> all_selectors() {
        if constexpr (is_described_well<Event>) {
            return field_selector<Event>::all();
        } else {
            return {};
        }
    }

    std::vector<std::pair<field_selector<Event>, slot>> fields_; // those that rules read
    std::vector<field_selector<Event>> keywords_;                // all
    rule_core::route_number route_ = 0;
};

/// Events that are rows already, and that a router sorts.
template <>
class event_shell<dynamic_event> {
public:
    template <class Core>
    event_shell(Core& core, router routes) : routes_(std::move(routes)) {
        routes_.bind(core.fields());
        for (const auto& seen : routes_.routes()) { numbers_.push_back(core.add_route(seen)); }
        for (const auto& each : routes_.findings()) { core.report(each); }
    }

    template <class Core>
    event_shell(Core& core, const route& seen) : event_shell(core, router::fixed({})) {
        numbers_.back() = core.add_route(seen);
    }

    const event_row& read(const dynamic_event& event, event_row& /*row*/, bool /*with_keywords*/) const noexcept {
        return event.row();
    }

    struct place {
        rule_core::route_number route;
        bool routed;
    };
    [[nodiscard]] place place_of(const event_row& row) const {
        const auto route = routes_.find(row);
        return {numbers_[route], route != router::unrouted};
    }

private:
    router routes_;
    std::vector<rule_core::route_number> numbers_; // of the core, by the router's
};

} // namespace varsigma::detail
