// SPDX-License-Identifier: BSL-1.0
//
// An accessor that would change the event.
//
// named: Name
#include <varsigma/event/describes_event.hpp>

#include <string>

struct other_event {
    std::string name;
};

struct tested_event {
    std::string name;
    std::string& changed() { return name; }
    const std::string& unchanged() const { return name; }
};

// clang-format off: what is wrong stands on the line that describes it
template <>
struct varsigma::event_traits<tested_event> {
#ifdef VARSIGMA_CORRECTED
    static constexpr auto fields = varsigma::fields(varsigma::field<"Name", &tested_event::unchanged>);
#else
    static constexpr auto fields = varsigma::fields(varsigma::field<"Name", &tested_event::changed>);
#endif
};
// clang-format on

static_assert(varsigma::describes_event<tested_event>);
