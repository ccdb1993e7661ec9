// SPDX-License-Identifier: BSL-1.0
//
// A dotted name that a nested struct has already, and below it a description that is wrong by itself.
//
// error: wrong_description::name_given_twice
// error: event_type<tested_event>
// error: &tested_event::name
#include <varsigma/event/describes_event.hpp>

#include <string>

struct inner_event {
    std::string name;
};

struct tested_event {
    std::string name;
    inner_event inner;
};

template <>
struct varsigma::event_traits<inner_event> {
    static constexpr auto fields = varsigma::fields(varsigma::field<"Name", &inner_event::name>);
};

template <>
struct varsigma::event_traits<tested_event> {
    static constexpr auto fields = varsigma::fields(varsigma::field<"Inner", &tested_event::inner>,
#ifdef VARSIGMA_CORRECTED
                                                    varsigma::field<"Name", &tested_event::name>);
#else
                                                    varsigma::field<"Inner.Name", &tested_event::name>);
#endif
};

static_assert(varsigma::describes_event<tested_event>);
