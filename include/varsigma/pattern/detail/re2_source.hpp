// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/regex.hpp>

#include <re2/re2.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE::detail {

// the type that RE2 uses for pieces of text: its own StringPiece, or absl::string_view since 2023
template <class Text, class Piece>
Piece re2_piece_of(bool (RE2::*)(Text, std::size_t, std::size_t, RE2::Anchor, Piece*, int) const);
using re2_piece = decltype(re2_piece_of(&RE2::Match));

/// RE2 tells "matched the empty text" from "did not match" by the pointer, so it must never get a null one.
inline re2_piece to_re2(std::string_view text) {
    return {text.empty() ? "" : text.data(), text.size()};
}

/// What RE2 is given for an expression of the modifier `re`.
struct re2_source {
    RE2::Options options;
    std::string text;

    re2_source(std::string_view pattern, regex_flags flags, const regex_limits& limits)
        : text(
              std::string{flags.multi_line ? "(?m)" : ""}.append(pattern)) { // in Perl syntax there is no option for it
        options.set_log_errors(false);
        options.set_max_mem(limits.budget());
        options.set_case_sensitive(!flags.ignore_case);
        options.set_dot_nl(flags.dot_all);
    }
};

} // namespace VARSIGMA_NAMESPACE::detail
