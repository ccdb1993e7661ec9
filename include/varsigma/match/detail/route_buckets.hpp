// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/value_text.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/match/detail/number_table.hpp>

#include <cstdint>

namespace VARSIGMA_NAMESPACE::detail {

/// The rules of one route, in buckets: those that ask nothing of the event's number, and the others by that number,
/// with what it decides taken out. The number is the value of one field, in practice the event id. Made by
/// `route_buckets_builder`, or read out of a bundle.
struct route_buckets {
    using bucket_id = std::uint32_t;
    static constexpr bucket_id empty = 0;

    bucket_id common = empty;
    bucket_id any = empty;   ///< if the field is no plain value that is an integer: nothing is decided
    bucket_id other = empty; ///< if it is an integer that no rule asks for
    number_table numbered;

    /// The bucket of the rules that ask for the number.
    [[nodiscard]] bucket_id of(const value& found) const {
        if (any == empty) { return empty; }
        const auto number = integer_of(found);
        if (!number) { return any; }
        return numbered.find(*number).value_or(other);
    }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.common, self.any, self.other, self.numbered);
    }
    /// Whether what was read can be used with so many buckets. O(size).
    [[nodiscard]] bool is_sound(std::uint32_t buckets) const noexcept {
        return common < buckets && any < buckets && other < buckets && numbered.is_sound(buckets);
    }
};

} // namespace VARSIGMA_NAMESPACE::detail
