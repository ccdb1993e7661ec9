// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/logsource.hpp>

#include <string>

namespace VARSIGMA_NAMESPACE {

/// A logsource that owns its text, as a rule carries it. `definition` is for people and never takes part in routing.
struct rule_logsource {
    std::string product;
    std::string category;
    std::string service;
    std::string definition;

    [[nodiscard]] logsource view() const noexcept { return {product, category, service}; }
    [[nodiscard]] bool empty() const noexcept { return product.empty() && category.empty() && service.empty(); }

    friend bool operator==(const rule_logsource&, const rule_logsource&) = default;
};

} // namespace VARSIGMA_NAMESPACE
