// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/value_text.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/literals/detail/literal_rarity.hpp>
#include <varsigma/literals/detail/literal_search.hpp>
#include <varsigma/literals/detail/literal_set.hpp>
#include <varsigma/match/detail/value_test.hpp>
#include <varsigma/text/detail/symbol.hpp>
#include <varsigma/text/numeral.hpp>
#include <varsigma/text/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Answers `fieldref`: one field's value against another's, in time linear in both, arrays included.
///
/// The other field's value counts as the rule's value would: a number compares by number, text as text. Of arrays one
/// element on each side is enough. Keeps its memory from event to event, so that in the end nothing is allocated.
class field_reference {
public:
    /// Precondition: neither value is missing.
    [[nodiscard]] bool holds(const reference_test& wanted, const value& found, const value& other) {
        if (found.type() != value_type::list && other.type() != value_type::list) {
            return refers(wanted, found, other);
        }
        return any_refers(wanted, elements_of(found), elements_of(other));
    }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return numbers_.bytes() + texts_.bytes() + text_.capacity() + part_.capacity() +
               borders_.capacity() * sizeof(std::uint32_t);
    }

private:
    [[nodiscard]] static std::span<const value> elements_of(const value& any) noexcept {
        return any.type() == value_type::list ? any.as_list() : std::span{&any, 1};
    }

    [[nodiscard]] static bool is_whole(const reference_test& wanted) noexcept {
        return !wanted.open_before && !wanted.open_after;
    }

    [[nodiscard]] static bool is_number(const value& any) noexcept {
        return any.type() == value_type::number || any.type() == value_type::numeral;
    }

    /// The same for equal numbers. Valid until the next call.
    [[nodiscard]] std::string_view shortest_text(const numeral& of) {
        part_.clear();
        append_text(of, part_);
        return part_;
    }

    bool refers(const reference_test& wanted, const value& found, const value& other) {
        const bool whole = is_whole(wanted);
        if (whole && is_number(other)) {
            const auto numeric = numeral_of(other);
            return numeric && compares(found, comparison::equal, *numeric);
        }
        if (whole && other.type() == value_type::boolean) { return is_boolean(found, other.as_boolean()); }
        const value_text here{found};
        const value_text there{other};
        if (!here.exists() || !there.exists()) { return false; }
        const auto text = comparable_text(here.view(), wanted.mode, text_);
        const auto part = comparable_text(there.view(), wanted.mode, part_);
        if (whole) { return text == part; }
        if (!wanted.open_before) { return text.starts_with(part); }
        if (!wanted.open_after) { return text.ends_with(part); }
        if (part.empty()) { return true; }
        compute_borders(part, borders_);
        return find_literal(text, part, borders_, rare_byte(part)) != not_found;
    }

    /// The same for any element with any other: the other side's elements are gathered once, not met pair by pair.
    bool any_refers(const reference_test& wanted, std::span<const value> found, std::span<const value> other) {
        const bool whole = is_whole(wanted);
        bool booleans[2] = {false, false};
        numbers_.clear();
        texts_.clear();
        for (const auto& element : other) {
            const value_text text{element};
            if (!text.exists()) { continue; }
            if (whole && element.type() == value_type::boolean) {
                booleans[element.as_boolean() ? 1 : 0] = true;
            } else if (whole && is_number(element)) {
                const auto numeric = numeral_of(element);
                if (numeric && !numeric->is_nan()) { numbers_.add(shortest_text(*numeric)); }
            } else {
                texts_.add(comparable_text(text.view(), wanted.mode, part_));
            }
        }
        texts_.build();
        for (const auto& element : found) {
            if (booleans[0] && is_boolean(element, false)) { return true; }
            if (booleans[1] && is_boolean(element, true)) { return true; }
            if (const auto numeric = whole ? numeral_of(element) : std::nullopt) {
                if (numbers_.holds(shortest_text(*numeric), false, false)) { return true; }
            }
            const value_text text{element};
            if (text.exists() &&
                texts_.holds(comparable_text(text.view(), wanted.mode, text_), wanted.open_before, wanted.open_after)) {
                return true;
            }
        }
        return false;
    }

    /// `text` so that two of them can be compared byte by byte: folded if need be, and each byte that belongs to no
    /// valid sequence written as a lone surrogate, which no text contains, so that it cannot match a part of a
    /// character.
    static std::string_view comparable_text(std::string_view text, case_mode mode, std::string& out) {
        out.clear();
        const char* first = text.data();
        const char* const last = first + text.size();
        while (first != last) {
            const auto next = utf8::decode(first, last);
            first += next.length;
            if (next.valid) {
                utf8::append(comparable(next.character, mode), out);
                continue;
            }
            // U+DC00 + byte, in three bytes; what encodes characters would not write a surrogate
            const auto byte = next.character - utf8::invalid_byte_base;
            out += '\xED';
            out += static_cast<char>(0xB0U + (byte >> 6U));
            out += static_cast<char>(0x80U + (byte & 0x3FU));
        }
        return out;
    }

    literal_set numbers_; // by their shortest text, which is the same for equal numbers
    literal_set texts_;
    std::string text_;
    std::string part_;
    std::vector<std::uint32_t> borders_; // of the part, while it is looked for
};

} // namespace VARSIGMA_NAMESPACE::detail
