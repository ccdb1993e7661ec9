// SPDX-License-Identifier: BSL-1.0
//
// A text that is no part of the type: a view.
//
// error: diagnostic_code::value_kind
// error: mistake::value_number<1>
#include <varsigma/static_rules/static_rule.hpp>

#include "static_rule_event.hpp"

#ifdef VARSIGMA_CORRECTED
constexpr char name[] = "a";
using tested = static_rule<"s", selection<"s", where<"Image", name>>>;
#else
constexpr std::string_view name = "a";
using tested = static_rule<"s", selection<"s", where<"Image", name>>>;
#endif

static_assert(varsigma::applies_to<tested, process_event>);
