// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/match/detail/value_test.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/static_rules/detail/static_regex.hpp>

#include <memory>
#include <string_view>

// For static rules with regular expressions (`re`): the one part that the compiler cannot make. Needs RE2.

namespace VARSIGMA_NAMESPACE::detail {

/// An expression, or what is wrong with it. Immutable, and safe from any thread.
class static_expression {
public:
    static_expression(std::string_view pattern, regex_flags flags, const regex_limits& limits);
    static_expression(const static_expression&) = delete;
    static_expression& operator=(const static_expression&) = delete;
    static_expression(static_expression&&) = delete;
    static_expression& operator=(static_expression&&) = delete;
    ~static_expression();

    [[nodiscard]] bool is_sound() const noexcept;
    /// Precondition: it is sound. Linear in the text.
    [[nodiscard]] bool search(std::string_view text) const;
    /// Has the engine build ahead, and appends what is wrong with the expression, or that it is costly.
    void warm_up(diagnostics& found, std::string_view pattern, const regex_limits& limits) const;

private:
    struct compiled;

    std::unique_ptr<const compiled> compiled_;
};

/// The expression of an item's value. It is made when it is first asked for, behind the lock that the language has for
/// that, and stays.
template <class Test>
struct static_regex {
    /// The limits of whoever asks first hold for good. Safe from any thread.
    [[nodiscard]] static const static_expression& expression(const regex_limits& limits = {}) {
        constexpr auto meaning = Test::key::meaning;
        static const static_expression made{text(),
                                            {.ignore_case = meaning.regex_ignore_case,
                                             .multi_line = meaning.regex_multi_line,
                                             .dot_all = meaning.regex_dot_all},
                                            limits};
        return made;
    }

    [[nodiscard]] static bool is_sound() { return expression().is_sound(); }

    [[nodiscard]] static bool holds_for(const value& found) {
        const auto& asked = expression();
        return asked.is_sound() &&
               holds_for_text_of(found, [&asked](std::string_view seen) { return asked.search(seen); });
    }

    static void warm_up(diagnostics& found, const regex_limits& limits) {
        expression(limits).warm_up(found, text(), limits);
    }

private:
    [[nodiscard]] static constexpr std::string_view text() noexcept {
        constexpr auto value = Test::held.view();
        return value.text;
    }
};

} // namespace VARSIGMA_NAMESPACE::detail

#ifndef VARSIGMA_COMPILED
#include <varsigma/static_rules/static_regex.ipp>
#endif
