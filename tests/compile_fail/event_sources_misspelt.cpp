// SPDX-License-Identifier: BSL-1.0
//
// `sources` for `source`, which nothing reads: the event would count as one of any log.
//
// error: wrong_description::source_is_misspelt
// error: event_type<tested_event>
#include <varsigma/event/describes_event.hpp>

#include <string>

struct tested_event {
    std::string name;
};

// clang-format off: what is wrong stands on the line that describes it
template <>
struct varsigma::event_traits<tested_event> {
#ifdef VARSIGMA_CORRECTED
    static constexpr varsigma::logsource source{"windows", "process_creation", varsigma::sources::none};
    static constexpr auto fields = varsigma::fields(varsigma::field<"Name", &tested_event::name>);
#else
    static constexpr varsigma::logsource sources{"windows", "process_creation", varsigma::sources::none};
    static constexpr auto fields = varsigma::fields(varsigma::field<"Name", &tested_event::name>);
#endif
};
// clang-format on

static_assert(varsigma::describes_event<tested_event>);
