// SPDX-License-Identifier: BSL-1.0
//
// A member of no known kind: pairs of names and numbers.
//
// named: Hashes
#include <varsigma/event/describes_event.hpp>

#include <map>
#include <string>

struct other_event {
    std::string name;
};

struct tested_event {
    std::map<std::string, int> hashes;
};

// clang-format off: what is wrong stands on the line that describes it
template <>
struct varsigma::event_traits<tested_event> {
#ifdef VARSIGMA_CORRECTED
    static constexpr auto fields =
        varsigma::fields(varsigma::field<"Hashes", [](const tested_event& event) { return event.hashes.size(); }>);
#else
    static constexpr auto fields = varsigma::fields(varsigma::field<"Hashes", &tested_event::hashes>);
#endif
};
// clang-format on

static_assert(varsigma::describes_event<tested_event>);
