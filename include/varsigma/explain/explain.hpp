// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/explain/explanation.hpp>
#include <varsigma/pattern/regex_limits.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/rule/document.hpp>

namespace VARSIGMA_NAMESPACE {

/// Why `rule` matches an event from `seen`, or why not.
///
/// For people, not for the hot path: it compiles the rule anew and allocates. Once the explanation has 100,000 parts no
/// selection is explained a second time, so that it is linear in the rule whatever its condition names; once it holds
/// 16 MiB of the event's values no more are shown. The answer is the one that matching gives; a
/// rule that matching has left out (one that cannot be compiled, or with an aggregation) does not hold; of a rule whose
/// conditions `validate` did not take, only their texts are shown.
[[nodiscard]] explanation explain(const detection_rule& rule, const event_row& row, const field_table& fields,
                                  const route& seen = route::of({}), regex_limits limits = {});

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/explain/explain.ipp>
#endif
