// SPDX-License-Identifier: BSL-1.0
//
// Characters that do not stand one after the other.
//
// named: Letters
#include <varsigma/event/describes_event.hpp>

#include <list>
#include <string>

struct other_event {
    std::string name;
};

struct tested_event {
    std::list<char> letters;
};

// clang-format off: what is wrong stands on the line that describes it
template <>
struct varsigma::event_traits<tested_event> {
#ifdef VARSIGMA_CORRECTED
    static constexpr auto fields = varsigma::fields(varsigma::field<"Letters", [](const tested_event& event) {
        return std::string(event.letters.begin(), event.letters.end());
    }>);
#else
    static constexpr auto fields = varsigma::fields(varsigma::field<"Letters", &tested_event::letters>);
#endif
};
// clang-format on

static_assert(varsigma::describes_event<tested_event>);
