// SPDX-License-Identifier: BSL-1.0
//
// A duration: of which unit would its number be?
//
// named: Elapsed
#include <varsigma/event/describes_event.hpp>

#include <chrono>
#include <string>

struct other_event {
    std::string name;
};

struct tested_event {
    std::chrono::seconds elapsed{};
};

// clang-format off: what is wrong stands on the line that describes it
template <>
struct varsigma::event_traits<tested_event> {
#ifdef VARSIGMA_CORRECTED
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"Elapsed", &tested_event::elapsed, &std::chrono::seconds::count>);
#else
    static constexpr auto fields = varsigma::fields(varsigma::field<"Elapsed", &tested_event::elapsed>);
#endif
};
// clang-format on

static_assert(varsigma::describes_event<tested_event>);
