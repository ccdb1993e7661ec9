// SPDX-License-Identifier: BSL-1.0
//
// Bytes of which is not said what they are.
//
// named: Digest
#include <varsigma/event/describes_event.hpp>

#include <cstddef>
#include <string>
#include <vector>

struct other_event {
    std::string name;
};

struct tested_event {
    std::vector<std::byte> digest;
};

// clang-format off: what is wrong stands on the line that describes it
template <>
struct varsigma::event_traits<tested_event> {
#ifdef VARSIGMA_CORRECTED
    static constexpr auto fields = varsigma::fields(varsigma::field<"Digest", &tested_event::digest>(varsigma::as_hex));
#else
    static constexpr auto fields = varsigma::fields(varsigma::field<"Digest", &tested_event::digest>);
#endif
};
// clang-format on

static_assert(varsigma::describes_event<tested_event>);
