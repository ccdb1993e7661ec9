// SPDX-License-Identifier: BSL-1.0
//
// An accessor that returns nothing, and writes nothing either.
//
// named: Name
#include <varsigma/event/describes_event.hpp>

#include <string>

struct other_event {
    std::string name;
};

struct tested_event {
    std::string name;
};

// clang-format off: what is wrong stands on the line that describes it
template <>
struct varsigma::event_traits<tested_event> {
#ifdef VARSIGMA_CORRECTED
    static constexpr auto fields = varsigma::fields(
        varsigma::field<"Name", [](const tested_event& event, varsigma::text_sink& out) { out.append(event.name); }>);
#else
    static constexpr auto fields = varsigma::fields(varsigma::field<"Name", [](const tested_event& /*event*/) {}>);
#endif
};
// clang-format on

static_assert(varsigma::describes_event<tested_event>);
