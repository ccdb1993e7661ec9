// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/collection.hpp>

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE collection::collection() = default;
VARSIGMA_INLINE collection::collection(const collection& other) = default;
VARSIGMA_INLINE collection& collection::operator=(const collection& other) = default;
VARSIGMA_INLINE collection::collection(collection&& other) noexcept = default;
VARSIGMA_INLINE collection& collection::operator=(collection&& other) noexcept = default;
VARSIGMA_INLINE collection::~collection() = default;

} // namespace VARSIGMA_NAMESPACE
