// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/describes_event.hpp>
#include <varsigma/event/detail/event_schema.hpp>
#include <varsigma/event/detail/type_name.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/field_selector.hpp>
#include <varsigma/event/slot.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace VARSIGMA_NAMESPACE::detail {

/// How one type of event is read into a row. All that depends on the type: rules see the row, and its schema.
template <class Event>
class event_reader {
public:
    [[nodiscard]] static event_schema schema() noexcept {
        return {type_name<Event>(), sources_of<Event>(), fields_of_schema, false};
    }

    /// Reads, from now on, the fields that have a slot: `slots` are by the fields of the schema, `no_slot` if no rule
    /// reads it.
    void use(std::span<const slot> slots) noexcept {
        count_ = 0;
        for (std::size_t at = 0; at < slots.size(); ++at) {
            if (slots[at] != no_slot) { read_[count_++] = {static_cast<std::uint32_t>(at), slots[at]}; }
        }
    }

    /// Fills `row`, which is empty, with the fields that rules read, and, for keywords, with the values of all fields.
    void read(const Event& event, event_row& row, bool with_keywords) const {
        for (std::size_t at = 0; at < count_; ++at) { all[read_[at].field].read(event, read_[at].under, row); }
        if (with_keywords) {
            for (const auto& selector : all) { selector.read_for_keywords(event, row); }
            if constexpr (has_raw_text<Event>) {
                with_raw_text(event, [&row]<bool Lasts>(std::string_view text, std::bool_constant<Lasts>) {
                    row.set_raw_text(Lasts ? text : row.texts().keep(text));
                });
            }
        }
        row.seal();
    }

private:
    /// None of a type that is described wrongly: what is wrong has been said, and should stand alone.
    [[nodiscard]] static constexpr std::span<const field_selector<Event>> all_selectors() noexcept {
        if constexpr (is_described_well<Event>) {
            return field_selector<Event>::all();
        } else {
            return {};
        }
    }

    static constexpr std::span<const field_selector<Event>> all = all_selectors();
    static constexpr auto fields_of_schema = [] {
        std::array<schema_field, all.size()> made{};
        for (std::size_t at = 0; at < all.size(); ++at) {
            made[at] = {all[at].name(), all[at].values()};
        }
        return made;
    }();

    struct read_field {
        std::uint32_t field = 0; // of all
        slot under = 0;
    };

    std::array<read_field, all.size()> read_{}; // so many are used:
    std::size_t count_ = 0;
};

/// Events that are rows already.
template <>
class event_reader<dynamic_event> {
public:
    [[nodiscard]] static event_schema schema() noexcept { return {{}, {}, {}, true}; }
    static void use(std::span<const slot> /*slots*/) noexcept {}
};

} // namespace VARSIGMA_NAMESPACE::detail
