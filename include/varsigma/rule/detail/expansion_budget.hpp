// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/detection.hpp>

#include <cstddef>

namespace VARSIGMA_NAMESPACE {

/// What the placeholders and the regular expressions of several items may add up to: of a rule, of all rules of a file.
///
/// Each item has a limit of its own, but a file can name one long list again and again.
struct expansion_budget {
    std::size_t values = 0; ///< that are left
    std::size_t bytes = 0;  ///< of these values

    /// Instructions that the programs of regular expressions may still have. One can take a second to compile within
    /// its own limits, and a file can hold thousands.
    std::size_t instructions = 0;

    /// Of placeholders.
    [[nodiscard]] bool is_spent() const noexcept { return values == 0 || bytes == 0; }

    /// Takes what an item has become; false, and nothing is left, if that is more than there is. O(values).
    [[nodiscard]] bool take(const detection_item& expanded) noexcept {
        std::size_t size = 0;
        for (const auto& value : expanded.values) { size += value.text.size(); }
        if (expanded.values.size() > values || size > bytes) {
            values = 0;
            bytes = 0;
            return false;
        }
        values -= expanded.values.size();
        bytes -= size;
        return true;
    }

    /// Takes the program of an expression; nothing is left if that is more than there is.
    void take_program(std::size_t size) noexcept { instructions -= size < instructions ? size : instructions; }
};

} // namespace VARSIGMA_NAMESPACE
