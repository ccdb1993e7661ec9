// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/match/detail/field_reference.hpp>
#include <varsigma/match/detail/value_test.hpp>
#include <varsigma/static_rules/static_fieldref.hpp>

namespace VARSIGMA_NAMESPACE::detail {

VARSIGMA_INLINE bool compares_fields(const reference_test& wanted, const event_row& row) {
    field_reference reference;
    return !row[0].is_missing() && !row[1].is_missing() && reference.holds(wanted, row[0], row[1]);
}

} // namespace VARSIGMA_NAMESPACE::detail
