// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "reference_text.hpp"

#include <varsigma/text/detail/symbol.hpp>

#include <span>
#include <string_view>
#include <vector>

// The reference meaning of value strings (reference_text.hpp), put against the library's symbols.

namespace reference {

/// The library's symbols as the reference has them.
inline pattern to_pattern(std::span<const varsigma::symbol> symbols) {
    pattern parts;
    for (const varsigma::symbol element : symbols) {
        switch (element) {
        case varsigma::symbol::any_run: parts.push_back({pattern_part::kind::any_run, 0}); break;
        case varsigma::symbol::any_one: parts.push_back({pattern_part::kind::any_one, 0}); break;
        case varsigma::symbol::any_dash: parts.push_back({pattern_part::kind::any_dash, 0}); break;
        default: parts.push_back({pattern_part::kind::literal, varsigma::character(element)}); break;
        }
    }
    return parts;
}

/// And back.
inline std::vector<varsigma::symbol> to_symbols(const pattern& parts) {
    std::vector<varsigma::symbol> symbols;
    for (const pattern_part& part : parts) {
        switch (part.what) {
        case pattern_part::kind::any_run: symbols.push_back(varsigma::symbol::any_run); break;
        case pattern_part::kind::any_one: symbols.push_back(varsigma::symbol::any_one); break;
        case pattern_part::kind::any_dash: symbols.push_back(varsigma::symbol::any_dash); break;
        case pattern_part::kind::literal: symbols.push_back(varsigma::literal_symbol(part.character)); break;
        }
    }
    return symbols;
}

/// Whether the whole text matches. O(text * pattern).
inline bool naive_glob(std::span<const varsigma::symbol> symbols, std::string_view text, varsigma::case_mode mode) {
    return pattern_matches(to_pattern(symbols), text, mode == varsigma::case_mode::exact);
}

} // namespace reference
