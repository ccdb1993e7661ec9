// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/rule/detail/expansion_limits.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/validation_options.hpp>

namespace VARSIGMA_NAMESPACE {

/// Completes and checks a rule that has been read or built by hand.
///
/// In: a rule whose conditions have `text` and `position`, and whose items have field, modifiers and values. Out: its
/// conditions have nodes and roots, its placeholders are replaced (`expand_placeholders`), and `aggregate` holds what a
/// condition asks for behind `|`, with the rule's `timeframe`. Everything found is appended to `found`: errors, and
/// warnings, those of `lint` included. May be called again on its own result.
///
/// False if there was an error: the rule must be rejected, and is complete only in part. A rule with an aggregation
/// that is only read (`unsupported_aggregation`) is not rejected here. Regular expressions are checked by
/// `options.check_regex`, field names by whoever knows the events. Linear in the rule, within the limits of `options`.
/// `shared`, if given, is what the placeholders of several rules may add up to. Source: Sigma specification 2.1.0,
/// "Sigma rules", and its appendix "Modifiers".
[[nodiscard]] bool validate(detection_rule& rule, const validation_options& options, diagnostics& found,
                            expansion_budget* shared = nullptr);

/// The same for a filter, whose condition cannot aggregate (`unsupported_aggregation`, an error). Which rules it names,
/// and whether its condition is a negation, is for those who apply it.
[[nodiscard]] bool validate(filter_rule& filter, const validation_options& options, diagnostics& found,
                            expansion_budget* shared = nullptr);

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/rule/validate.ipp>
#endif
