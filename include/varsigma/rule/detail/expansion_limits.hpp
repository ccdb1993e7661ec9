// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/validation_options.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

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

namespace VARSIGMA_NAMESPACE::detail {

/// What the placeholders and expressions of one rule may still add: of the rule's own budget, and of one that it shares
/// with others.
class expansion_limits {
public:
    expansion_limits(const validation_options& options, expansion_budget* shared) noexcept
        : own_{options.max_rule_expanded_values, options.max_rule_expanded_bytes, options.max_rule_regex_instructions},
          shared_(shared) {}

    /// Whether an item may become so large; says once that it may not.
    [[nodiscard]] bool take(const detection_item& expanded, const item_findings& here) {
        if (!own_.take(expanded)) {
            report("rule", here);
        } else if (shared_ != nullptr && !shared_->take(expanded)) {
            report("file's rules", here);
        }
        return !is_spent_;
    }

    /// Whether nothing may be added any more: it need not be tried, which would cost as much.
    [[nodiscard]] bool is_spent(const item_findings& here) {
        if (!is_spent_ && shared_ != nullptr && shared_->is_spent()) { report("file's rules", here); }
        return is_spent_;
    }

    /// Whether one more expression may be compiled; says once that none may.
    [[nodiscard]] bool may_compile(const item_findings& here, source_position at) {
        const bool is_own = own_.instructions == 0;
        if (!is_own && (shared_ == nullptr || shared_->instructions != 0)) { return true; }
        if (!std::exchange(is_refused_, true)) {
            here.error(diagnostic_code::rule_too_large, at,
                       "the regular expressions of the " + std::string{is_own ? "rule" : "file's rules"} +
                           " become too large programs together",
                       "lower their counts, or spread them over more rules and files");
        }
        return false;
    }

    void take_program(std::size_t size) noexcept {
        own_.take_program(size);
        if (shared_ != nullptr) { shared_->take_program(size); }
    }

private:
    void report(std::string_view whose, const item_findings& here) {
        is_spent_ = true;
        here.error(diagnostic_code::rule_too_large, {},
                   "the placeholders of the " + std::string{whose} + " give too many values together",
                   "supply shorter lists, or name long ones in fewer items");
    }

    expansion_budget own_;
    expansion_budget* shared_;
    bool is_spent_ = false;
    bool is_refused_ = false;
};

} // namespace VARSIGMA_NAMESPACE::detail
