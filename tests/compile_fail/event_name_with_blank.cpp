// SPDX-License-Identifier: BSL-1.0
//
// A name with a blank before it, which no rule asks for.
//
// named:  Name
#include <varsigma/event/describes_event.hpp>

#include <string>

struct tested_event {
    std::string name;
};

// clang-format off: what is wrong stands on the line that describes it
template <>
struct varsigma::event_traits<tested_event> {
#ifdef VARSIGMA_CORRECTED
    static constexpr auto fields = varsigma::fields(varsigma::field<"Name", &tested_event::name>);
#else
    static constexpr auto fields = varsigma::fields(varsigma::field<" Name", &tested_event::name>);
#endif
};
// clang-format on

static_assert(varsigma::describes_event<tested_event>);
