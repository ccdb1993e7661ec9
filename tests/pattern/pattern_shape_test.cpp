// SPDX-License-Identifier: BSL-1.0
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/pattern/sigma_string.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace varsigma;
using kind = pattern_shape::kind;

namespace {

std::string literal_of(const sigma_string& pattern, case_mode mode) {
    std::string text;
    append_text(pattern.shape().literal, mode, text);
    return text;
}

} // namespace

TEST_CASE("the shape of a pattern") {
    struct {
        const char* notation;
        kind form;
        const char* literal;
    } const cases[] = {
        {"", kind::equals, ""},
        {"Ab", kind::equals, "ab"},
        {"*", kind::everything, ""},
        {"***", kind::everything, ""},
        {"Ab*", kind::startswith, "ab"},
        {"ab**", kind::startswith, "ab"},
        {"*aB", kind::endswith, "ab"},
        {"*ab*", kind::contains, "ab"},
        {"**ab***", kind::contains, "ab"},
        {"a*b", kind::general, ""},
        {"?", kind::general, ""},
        {"*?*", kind::general, ""},
        {"*a?*", kind::general, ""},
        {"*\xFF*", kind::general, ""},
        {R"(*\**)", kind::contains, "*"},
        {"\u00C9*", kind::startswith, "\u00E9"},
    };
    for (const auto& value : cases) {
        CAPTURE(value.notation);
        const auto pattern = sigma_string::parse(value.notation);
        CHECK(pattern.shape().form == value.form);
        CHECK(literal_of(pattern, case_mode::folded) == value.literal);
    }
    CHECK(literal_of(sigma_string::parse("*aB"), case_mode::exact) == "aB");
    CHECK(sigma_string::parse("-a").windash().shape().form == kind::general);
}

static_assert(fixed_sigma<"*abc">.contains().shape().form == kind::contains);
static_assert(fixed_sigma<"*abc">.shape().literal.size() == 3);
static_assert(fixed_sigma<"-a">.windash().shape().form == kind::general);
