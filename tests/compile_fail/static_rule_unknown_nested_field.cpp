// SPDX-License-Identifier: BSL-1.0
//
// A field that the event type has, in a nested struct and in another spelling.
//
// error: diagnostic_code::missing_field
// error: mistake::column<1>
// error: mistake::did_you_mean<
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

struct outer_event {
    process_event parent;
};

template <>
struct varsigma::event_traits<outer_event> {
    static constexpr auto fields = varsigma::fields(varsigma::field<"Parent", &outer_event::parent>);
};

#ifdef VARSIGMA_CORRECTED
using tested = static_rule<"s", selection<"s", where<"Parent.Image|contains", "a">>>;
#else
using tested = static_rule<"s", selection<"s", where<"ParentImage|contains", "a">>>;
#endif

static_assert(varsigma::applies_to<tested, outer_event>);
