// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// The name of a type as the compiler writes it, for diagnostics: `process_event`. The text is a constant.
template <class T>
[[nodiscard]] constexpr std::string_view type_name() noexcept {
    // "… [with T = name; …]" from g++, "… [T = name]" from clang; run-time type information may be switched off
    constexpr std::string_view begin = "T = ";
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find(begin) + begin.size());
    return text.substr(0, text.find_first_of(";]"));
}

class dynamic_event;

/// The same however the library is built: bundles have it.
template <>
[[nodiscard]] constexpr std::string_view type_name<dynamic_event>() noexcept {
    return "varsigma::dynamic_event";
}

} // namespace VARSIGMA_NAMESPACE
