// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>

#include <cstddef>

namespace VARSIGMA_NAMESPACE {
/// What was found about rules, for people: where more than `in_full` findings say the same of one type of event, one
/// line with their number, the fields that they speak of most often, and what is suggested most often stands at the
/// place of the first. All others stay as they are, in their order. O(n log n).
[[nodiscard]] diagnostics summarise(const diagnostics& found, std::size_t in_full = 3);

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/match/findings_summary.ipp>
#endif
