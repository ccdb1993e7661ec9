// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/event/detail/named_field.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/slot.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/match/detail/value_test.hpp>
#include <varsigma/static_rules/detail/static_regex.hpp>

// For static rules that compare two fields (`fieldref`). Rare, and not worth a second implementation: the row that rules
// loaded at run time see, of these two fields.

namespace VARSIGMA_NAMESPACE::detail {

/// Whether the first field of a row, which is sealed, stands in the relation to the second one. Allocates.
[[nodiscard]] bool compares_fields(const reference_test& wanted, const event_row& row);

template <class Event>
struct static_comparison {
    template <fixed_string Name, fixed_string Other>
    [[nodiscard]] static bool holds(const reference_test& wanted, const Event& event) {
        event_row row{2};
        const auto put_into = [&row](slot field) {
            return [&row, field](const value& found, bool in_list) {
                if (found.is_missing()) {
                    row.put_array(field);
                } else {
                    row.put(field, found, 0, in_list);
                }
            };
        };
        visit_field<Name>(event, row.texts(), put_into(0));
        visit_field<Other>(event, row.texts(), put_into(1));
        row.seal();
        return compares_fields(wanted, row);
    }
};

} // namespace VARSIGMA_NAMESPACE::detail

#ifndef VARSIGMA_COMPILED
#include <varsigma/static_rules/static_fieldref.ipp>
#endif
