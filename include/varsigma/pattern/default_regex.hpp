// SPDX-License-Identifier: BSL-1.0
#pragma once

// Which engine `re` uses: RE2, or with VARSIGMA_WITHOUT_RE2 defined (in all of a program) none. Then nothing of RE2 is
// included or linked, and rules with regular expressions are rejected like those with broken ones.

#if defined(VARSIGMA_WITHOUT_RE2)

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/literals/detail/literal_search.hpp>
#include <varsigma/pattern/regex.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// A `regex_engine` that accepts no expression.
class no_regex {
public:
    [[nodiscard]] static result<no_regex> compile(std::string_view /*pattern*/, regex_flags /*flags*/,
                                                  regex_limits /*limits*/ = {}) {
        diagnostic error;
        error.code = diagnostic_code::bad_regex;
        error.message = "built without regular expressions";
        return error;
    }
    [[nodiscard]] bool search(std::string_view /*text*/, std::string& /*buffer*/) const noexcept { return false; }
    [[nodiscard]] std::optional<text_span> find(std::string_view /*text*/, std::string& /*buffer*/) const noexcept {
        return std::nullopt;
    }
    [[nodiscard]] regex_cost cost() const noexcept { return {}; }
    void warm_up(std::string& /*buffer*/) const noexcept {}
};

using default_regex = no_regex;

} // namespace VARSIGMA_NAMESPACE

#else

#include <varsigma/pattern/detail/re2.hpp>

namespace VARSIGMA_NAMESPACE {

using default_regex = re2_regex;

} // namespace VARSIGMA_NAMESPACE

#endif
