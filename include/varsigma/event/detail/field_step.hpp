// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/name_trie.hpp>
#include <varsigma/event/field_origin.hpp>
#include <varsigma/event/field_table.hpp>

#include <cstdint>

namespace VARSIGMA_NAMESPACE {

/// Where the keys of an object are looked up, while a nested event is walked (`field_resolver`).
struct field_place {
    std::uint32_t at = detail::name_trie::nowhere;
    field_origin by = own_name; ///< the line of a field map that lifted it here

    /// Whether a field may stand there.
    [[nodiscard]] bool leads_on() const noexcept { return at != detail::name_trie::nowhere; }

    friend bool operator==(const field_place&, const field_place&) = default;
};

/// One field that a value is for.
struct field_target {
    slot field = no_slot;
    field_origin origin = own_name;
};

/// What a key leads to.
struct field_step {
    field_target first;      ///< the value is this field's; `no_slot`: no field's
    std::uint32_t more = 0;  ///< says which other fields' it is as well; 0 if there are none
    std::uint32_t parts = 1; ///< of the key
    field_place below;       ///< where the keys of the value, if it is an object, are looked up

    /// Whether it says the same in other events; otherwise it is good as long as the scratch is not cleared.
    [[nodiscard]] bool is_lasting() const noexcept;
};

namespace detail {

inline constexpr std::uint32_t first_in_scratch = std::uint32_t{1} << 31U; // of field_step::more
inline constexpr field_origin several_places = ~field_origin{0};           // of field_place::by: a set in a scratch

} // namespace detail

inline bool field_step::is_lasting() const noexcept {
    return more < detail::first_in_scratch && below.by != detail::several_places;
}

} // namespace VARSIGMA_NAMESPACE
