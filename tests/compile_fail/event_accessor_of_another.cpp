// SPDX-License-Identifier: BSL-1.0
//
// A member of another type than the one that is described, as a static rule finds it. Which type is described does not
// show where the field is written, and clang before version 15 spells the name out by its letters.
//
// error: wrong_description::accessor_does_not_fit
// error: event_type<tested_event>
// error: &other_event::name
#include <varsigma/static_rules/static_rule.hpp>

#include <string>

struct other_event {
    std::string name;
};

struct tested_event {
    std::string name;
};

template <>
struct varsigma::event_traits<tested_event> {
#ifdef VARSIGMA_CORRECTED
    static constexpr auto fields = varsigma::fields(varsigma::field<"Name", &tested_event::name>);
#else
    static constexpr auto fields = varsigma::fields(varsigma::field<"Name", &other_event::name>);
#endif
};

using tested = varsigma::static_rule<"s", varsigma::selection<"s", varsigma::where<"Name", "a">>>;

bool matches(const tested_event& event) {
    return tested::matches(event);
}
