// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/pattern/default_regex.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/rule/detail/regex_warning.hpp>
#include <varsigma/static_rules/static_regex.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE::detail {

struct static_expression::compiled {
    result<default_regex> expression;
};

VARSIGMA_INLINE static_expression::static_expression(std::string_view pattern, regex_flags flags,
                                                     const regex_limits& limits)
    : compiled_(new compiled{default_regex::compile(pattern, flags, limits)}) {}
VARSIGMA_INLINE static_expression::~static_expression() = default;

VARSIGMA_INLINE bool static_expression::is_sound() const noexcept {
    return compiled_->expression.has_value();
}

VARSIGMA_INLINE bool static_expression::search(std::string_view text) const {
    std::string buffer; // of use for invalid bytes only
    return compiled_->expression->search(text, buffer);
}

VARSIGMA_INLINE void static_expression::warm_up(diagnostics& found, std::string_view pattern,
                                                const regex_limits& limits) const {
    const auto& expression = compiled_->expression;
    if (!expression) {
        found.push_back(expression.error());
        return;
    }
    std::string buffer;
    expression->warm_up(buffer);
    if (auto costly = costly_regex_warning(pattern, expression->cost(), limits)) {
        found.push_back(*std::move(costly));
    }
}

} // namespace VARSIGMA_NAMESPACE::detail
