// SPDX-License-Identifier: BSL-1.0
//
// A raw text that is none: keywords would never find it.
//
// error: wrong_description::raw_gives_no_text
// error: event_type<tested_event>
#include <varsigma/event/describes_event.hpp>

#include <string>
#include <vector>

struct tested_event {
    std::string line;
    std::vector<std::string> lines;
};

template <>
struct varsigma::event_traits<tested_event> {
    static constexpr auto fields = varsigma::fields(varsigma::field<"Line", &tested_event::line>);
#ifdef VARSIGMA_CORRECTED
    static std::string_view raw(const tested_event& event) {
        return event.line;
    }
#else
    static const std::vector<std::string>& raw(const tested_event& event) {
        return event.lines;
    }
#endif
};

static_assert(varsigma::describes_event<tested_event>);
