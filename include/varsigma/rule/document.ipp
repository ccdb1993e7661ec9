// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>

#include <string_view>

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE detection_rule::detection_rule() = default;
VARSIGMA_INLINE detection_rule::detection_rule(const detection_rule& other) = default;
VARSIGMA_INLINE detection_rule& detection_rule::operator=(const detection_rule& other) = default;
VARSIGMA_INLINE detection_rule::detection_rule(detection_rule&& other) noexcept = default;
VARSIGMA_INLINE detection_rule& detection_rule::operator=(detection_rule&& other) noexcept = default;
VARSIGMA_INLINE detection_rule::~detection_rule() = default;

VARSIGMA_INLINE const named_detection* detection_rule::find_selection(std::string_view name) const noexcept {
    for (const auto& candidate : selections) {
        if (candidate.name == name) { return &candidate; }
    }
    return nullptr;
}

} // namespace VARSIGMA_NAMESPACE

#ifdef VARSIGMA_COMPILED
template class std::vector<varsigma::detection_rule>;
#endif
