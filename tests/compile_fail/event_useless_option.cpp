// SPDX-License-Identifier: BSL-1.0
//
// An option that says nothing of such a member.
//
// named: Port
#include <varsigma/event/describes_event.hpp>

#include <string>

struct other_event {
    std::string name;
};

struct tested_event {
    int port = 0;
};

// clang-format off: what is wrong stands on the line that describes it
template <>
struct varsigma::event_traits<tested_event> {
#ifdef VARSIGMA_CORRECTED
    static constexpr auto fields = varsigma::fields(varsigma::field<"Port", &tested_event::port>);
#else
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"Port", &tested_event::port>(varsigma::empty_is_missing));
#endif
};
// clang-format on

static_assert(varsigma::describes_event<tested_event>);
