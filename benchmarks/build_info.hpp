// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "report.hpp"

#include <simdjson.h>

#include <string>
#include <string_view>

#ifndef VARSIGMA_BENCHMARK_FLAGS
#define VARSIGMA_BENCHMARK_FLAGS ""
#endif

#ifdef __clang__
inline constexpr std::string_view compiler_name = "clang " __clang_version__;
#else
inline constexpr std::string_view compiler_name = "g++ " __VERSION__;
#endif

#define VARSIGMA_TEXT_OF_(name) #name
#define VARSIGMA_TEXT_OF(name) VARSIGMA_TEXT_OF_(name)

/// The code that simdjson's on-demand parser was compiled to use, from its header, for all but the search of tokens...
inline constexpr std::string_view simdjson_kernel = VARSIGMA_TEXT_OF(SIMDJSON_BUILTIN_IMPLEMENTATION);

/// ...and the code that its library chooses for this machine, for the search of tokens.
[[nodiscard]] inline std::string simdjson_stage1() {
    return simdjson::get_active_implementation()->name();
}

/// Whether the parser can be the measure of others: not with its plainest code.
[[nodiscard]] inline bool yardstick_is_fair() {
    return simdjson_kernel != "fallback" && simdjson_stage1() != "fallback";
}

inline void add_build_info(report& made) {
    made.add("compiler", compiler_name);
    made.add("flags", VARSIGMA_BENCHMARK_FLAGS);
    made.add("simdjson_kernel", simdjson_kernel);
    made.add("simdjson_stage1", simdjson_stage1());
}
