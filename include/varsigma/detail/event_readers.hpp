// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/event_reader.hpp>
#include <varsigma/event/detail/event_schema.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <tuple>

namespace VARSIGMA_NAMESPACE::detail {

/// How the types of events that rules are for are read, in their order: all of a rule set that depends on them.
template <class... Events>
class event_readers {
public:
    /// Of a type by its place among all.
    template <class Event>
    static constexpr std::size_t kind = [] {
        std::size_t at = 0;
        static_cast<void>(((std::same_as<Event, Events> || (++at, false)) || ...));
        return at;
    }();

    [[nodiscard]] static std::array<event_schema, sizeof...(Events)> schemas() noexcept {
        return {event_reader<Events>::schema()...};
    }

    /// Reads, from now on, what these rules read.
    template <class Engine>
    void use(const Engine& engine) {
        (std::get<event_reader<Events>>(readers_).use(engine.slots_of(kind<Events>)), ...);
    }

    template <class Event>
    [[nodiscard]] const event_reader<Event>& of() const noexcept {
        return std::get<event_reader<Event>>(readers_);
    }

private:
    std::tuple<event_reader<Events>...> readers_;
};

} // namespace VARSIGMA_NAMESPACE::detail
