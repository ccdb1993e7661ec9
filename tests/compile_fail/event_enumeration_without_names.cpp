// SPDX-License-Identifier: BSL-1.0
//
// An enumeration by its names, of which there are none.
//
// named: Integrity
#include <varsigma/event/describes_event.hpp>

#include <string>

struct other_event {
    std::string name;
};

struct tested_event {
    enum class level { low, high };
    level integrity = level::low;
};

// clang-format off: what is wrong stands on the line that describes it
template <>
struct varsigma::event_traits<tested_event> {
#ifdef VARSIGMA_CORRECTED
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"Integrity", &tested_event::integrity>(varsigma::by_number));
#else
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"Integrity", &tested_event::integrity>(varsigma::by_name));
#endif
};
// clang-format on

static_assert(varsigma::describes_event<tested_event>);
