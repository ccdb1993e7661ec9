// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/match/hit.hpp>
#include <varsigma/rule/document.hpp>

#include <string>
#include <vector>

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE const std::vector<std::string>& hit::tags() const {
    return rule().metadata.tags;
}

} // namespace VARSIGMA_NAMESPACE
