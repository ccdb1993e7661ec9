// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/rule/modifier.hpp>
#include <varsigma/text/timestamp.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// What a chain of modifiers asks for: the kind of test that each value of the item becomes.
enum class test_kind : std::uint8_t {
    value,       ///< the default: text with wildcards, number, boolean or null
    regex,       ///< `re`
    cidr,        ///< `cidr`
    compare,     ///< `gt`, `gte`, `lt`, `lte`
    exists,      ///< `exists`
    field,       ///< `fieldref`
    time_of_day, ///< `minute` … `year`, alone or followed by a comparison
};

/// The relation of a numeric test; `equal` where no comparison was given.
enum class comparison : std::uint8_t { equal, gt, gte, lt, lte };

/// One step that turns a value into other bytes before it is compared.
enum class encoding : std::uint8_t { base64, base64offset, utf16le, utf16be, utf16_mark };

/// A chain of modifiers, understood. Independent of any value and of any event.
struct interpretation {
    /// How often a value may be encoded. Each step can make it twice as long, or three of it, so a chain of a dozen
    /// would let a line of a rule take gigabytes; `wide|base64offset`, the longest chain in use, has two.
    static constexpr std::size_t most_encodings = 3;

    test_kind kind = test_kind::value;
    comparison relation = comparison::equal;
    time_part part = time_part::minute;

    bool open_before = false; ///< `contains`, `endswith`: anything may stand before the value
    bool open_after = false;  ///< `contains`, `startswith`: anything may stand after the value
    bool all = false;         ///< the values are joined by AND instead of OR
    bool cased = false;       ///< compared exactly, without case folding
    bool negated = false;     ///< `neq`: the whole item is turned round
    bool windash = false;
    bool expand = false;

    bool regex_ignore_case = false;
    bool regex_multi_line = false;
    bool regex_dot_all = false;

    std::array<encoding, most_encodings> encodings{}; ///< in the order of their application
    std::uint8_t encoding_count = 0;

    [[nodiscard]] constexpr std::span<const encoding> encoding_steps() const noexcept {
        return {encodings.data(), encoding_count};
    }

    /// Whether a modifier is there that only makes sense for text.
    [[nodiscard]] constexpr bool is_text_only() const noexcept {
        return open_before || open_after || windash || expand || encoding_count != 0;
    }
};

/// The outcome of `interpret`: a meaning, or the modifier that spoils the chain.
struct interpreted_chain {
    interpretation meaning;
    std::optional<diagnostic_code> error; ///< `modifier_chain`
    modifier offending{};                 ///< the modifier that cannot stand where it stands
    std::string_view reason;              ///< a constant: why not

    /// A legal chain may still deserve a warning: `modifier_chain` (`contains|startswith`) or `regex_contains`.
    std::optional<diagnostic_code> warning;
};

namespace detail {

/// Reads a chain from left to right; every rule of order is checked where its later modifier appears.
class chain_reader {
public:
    constexpr explicit chain_reader(const modifier_chain& chain) noexcept {
        for (const auto next : chain) {
            const auto why_not = read(next);
            if (!why_not.empty()) {
                outcome_.error = diagnostic_code::modifier_chain;
                outcome_.offending = next;
                outcome_.reason = why_not;
                return;
            }
        }
    }

    [[nodiscard]] constexpr const interpreted_chain& outcome() const noexcept { return outcome_; }

private:
    using reason = std::string_view;

    constexpr reason read(modifier next) noexcept {
        auto& meaning = outcome_.meaning;
        switch (next) {
        case modifier::all:
            if (meaning.kind == test_kind::exists) { return "exists takes a single boolean"; }
            meaning.all = true;
            return {};
        case modifier::neq:
            if (meaning.kind == test_kind::exists) { return "exists says yes or no by itself"; }
            if (meaning.relation != comparison::equal) { return "a comparison has an opposite of its own"; }
            meaning.negated = true;
            return {};
        case modifier::contains: return anchor(true, true);
        case modifier::startswith: return anchor(false, true);
        case modifier::endswith: return anchor(true, false);
        case modifier::cased:
            if (meaning.kind != test_kind::value && meaning.kind != test_kind::field) {
                return "only text is compared with or without case";
            }
            meaning.cased = true;
            return {};
        case modifier::windash:
            if (meaning.kind != test_kind::value) { return "only plain text has dashes to vary"; }
            if (meaning.encoding_count != 0) { return "dashes cannot vary inside encoded text"; }
            meaning.windash = true;
            return {};
        case modifier::expand:
            if (meaning.kind != test_kind::value && meaning.kind != test_kind::cidr) {
                return "placeholders stand in plain text or networks only";
            }
            meaning.expand = true;
            return {};
        case modifier::base64: return encode(encoding::base64);
        case modifier::base64offset: return encode(encoding::base64offset);
        case modifier::wide: return encode(encoding::utf16le);
        case modifier::utf16be: return encode(encoding::utf16be);
        case modifier::utf16: return encode(encoding::utf16_mark);
        case modifier::re:
            if (meaning.kind != test_kind::value || meaning.is_text_only() || meaning.cased) {
                return "re comes first in its chain";
            }
            meaning.kind = test_kind::regex;
            return {};
        case modifier::ignore_case: return regex_flag(meaning.regex_ignore_case);
        case modifier::multi_line: return regex_flag(meaning.regex_multi_line);
        case modifier::dot_all: return regex_flag(meaning.regex_dot_all);
        case modifier::cidr:
            if (meaning.kind != test_kind::value || meaning.open_before || meaning.open_after || meaning.windash ||
                meaning.encoding_count != 0 || meaning.cased) {
                return "a network is compared by number, not as text";
            }
            meaning.kind = test_kind::cidr;
            return {};
        case modifier::gt: return compare(comparison::gt);
        case modifier::gte: return compare(comparison::gte);
        case modifier::lt: return compare(comparison::lt);
        case modifier::lte: return compare(comparison::lte);
        case modifier::exists:
            if (!is_blank()) { return "exists stands alone"; }
            meaning.kind = test_kind::exists;
            return {};
        case modifier::fieldref:
            if (meaning.kind != test_kind::value || meaning.windash || meaning.expand || meaning.encoding_count != 0) {
                return "the value names a field and cannot be changed";
            }
            meaning.kind = test_kind::field;
            return {};
        case modifier::minute: return time(time_part::minute);
        case modifier::hour: return time(time_part::hour);
        case modifier::day: return time(time_part::day);
        case modifier::week: return time(time_part::week);
        case modifier::month: return time(time_part::month);
        case modifier::year: return time(time_part::year);
        }
        return "not a modifier";
    }

    constexpr reason anchor(bool before, bool after) noexcept {
        auto& meaning = outcome_.meaning;
        if (meaning.kind == test_kind::regex) {
            // a search is what `contains` asks for; the other two would have to change the expression
            if (!before || !after) { return "a regular expression has anchors of its own"; }
            outcome_.warning = diagnostic_code::regex_contains;
            return {};
        }
        if (meaning.kind != test_kind::value && meaning.kind != test_kind::field) {
            return "only text has a beginning, a middle and an end";
        }
        if (meaning.open_before || meaning.open_after) { outcome_.warning = diagnostic_code::modifier_chain; }
        meaning.open_before |= before;
        meaning.open_after |= after;
        return {};
    }

    constexpr reason encode(encoding step) noexcept {
        auto& meaning = outcome_.meaning;
        if (meaning.kind != test_kind::value) { return "only plain text can be encoded"; }
        if (meaning.open_before || meaning.open_after) { return "text is encoded before wildcards are added"; }
        if (meaning.windash) { return "dashes cannot vary inside encoded text"; }
        if (meaning.encoding_count == interpretation::most_encodings) {
            return "text is encoded three times at the most";
        }
        meaning.encodings[meaning.encoding_count++] = step;
        return {};
    }

    constexpr reason regex_flag(bool& flag) const noexcept {
        if (outcome_.meaning.kind != test_kind::regex) { return "i, m and s follow re"; }
        flag = true;
        return {};
    }

    constexpr reason compare(comparison relation) noexcept {
        auto& meaning = outcome_.meaning;
        if (meaning.relation != comparison::equal) { return "one comparison is enough"; }
        if (meaning.negated) { return "a comparison has an opposite of its own"; }
        if (meaning.kind == test_kind::value) {
            if (meaning.is_text_only() || meaning.cased) { return "numbers are compared, not text"; }
            meaning.kind = test_kind::compare;
        } else if (meaning.kind != test_kind::time_of_day) {
            return "numbers are compared, not text";
        }
        meaning.relation = relation;
        return {};
    }

    constexpr reason time(time_part part) noexcept {
        auto& meaning = outcome_.meaning;
        if (meaning.kind == test_kind::compare) { return "the part of the time comes before the comparison"; }
        if (meaning.kind != test_kind::value || meaning.is_text_only() || meaning.cased) {
            return "a part of the time is a number, not text";
        }
        meaning.kind = test_kind::time_of_day;
        meaning.part = part;
        return {};
    }

    [[nodiscard]] constexpr bool is_blank() const noexcept {
        const auto& meaning = outcome_.meaning;
        return meaning.kind == test_kind::value && !meaning.is_text_only() && !meaning.all && !meaning.cased &&
               !meaning.negated;
    }

    interpreted_chain outcome_;
};

} // namespace detail

/// Decides what a chain of modifiers means, or which of them cannot stand where it stands.
///
/// Usable at compile time. `all` may stand anywhere; otherwise the order is that of application. O(size).
[[nodiscard]] constexpr interpreted_chain interpret(const modifier_chain& chain) noexcept {
    return detail::chain_reader{chain}.outcome();
}

} // namespace VARSIGMA_NAMESPACE
