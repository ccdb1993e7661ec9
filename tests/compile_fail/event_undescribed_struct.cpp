// SPDX-License-Identifier: BSL-1.0
//
// A struct that has no description of its own.
//
// named: Inner
#include <varsigma/event/describes_event.hpp>

#include <string>

struct other_event {
    std::string name;
};

struct tested_event {
    other_event inner;
};

// clang-format off: what is wrong stands on the line that describes it
template <>
struct varsigma::event_traits<tested_event> {
#ifdef VARSIGMA_CORRECTED
    static constexpr auto fields = varsigma::fields(varsigma::field<"Inner", &tested_event::inner, &other_event::name>);
#else
    static constexpr auto fields = varsigma::fields(varsigma::field<"Inner", &tested_event::inner>);
#endif
};
// clang-format on

static_assert(varsigma::describes_event<tested_event>);
