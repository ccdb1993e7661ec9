// SPDX-License-Identifier: BSL-1.0
//
// A name given twice.
//
// named: Name
#include <varsigma/event/describes_event.hpp>

#include <string>

struct other_event {
    std::string name;
};

struct tested_event {
    std::string name;
    std::string path;
};

// clang-format off: what is wrong stands on the line that describes it
template <>
struct varsigma::event_traits<tested_event> {
#ifdef VARSIGMA_CORRECTED
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"Name", &tested_event::name>, varsigma::field<"Path", &tested_event::path>);
#else
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"Name", &tested_event::name>, varsigma::field<"Name", &tested_event::path>);
#endif
};
// clang-format on

static_assert(varsigma::describes_event<tested_event>);
