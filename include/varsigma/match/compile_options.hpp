// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/match/router.hpp>
#include <varsigma/pattern/regex.hpp>

namespace varsigma {

/// Settings for compiling rules.
struct compile_options {
    /// What one regular expression may cost; a rule that goes beyond is rejected.
    regex_limits regex = {};

    /// How dynamic events find their rules. Own structs do not need it: their description says where they come from.
    router routes = router::windows();

    /// Whether an event is tried only on the rules of which it shows a sign. It changes the speed, never an answer: off
    /// for measurements and tests.
    bool use_index = true;
};

} // namespace varsigma
