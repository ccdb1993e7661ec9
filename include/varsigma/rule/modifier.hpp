// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic_code.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// The words that may follow a field's name: `CommandLine|contains|all`.
/// Source: Sigma specification 2.1.0, appendix "Modifiers".
enum class modifier : std::uint8_t {
    contains,
    startswith,
    endswith,
    all,
    cased,
    neq,
    windash,
    base64,
    base64offset,
    wide, ///< `utf16le` is the same modifier under its other name
    utf16be,
    utf16,
    re,
    ignore_case, ///< `i`, after `re`
    multi_line,  ///< `m`, after `re`
    dot_all,     ///< `s`, after `re`
    cidr,
    gt,
    gte,
    lt,
    lte,
    exists,
    fieldref,
    minute,
    hour,
    day,
    week,
    month,
    year,
    expand,
};

namespace detail {

struct modifier_word {
    std::string_view word;
    modifier meaning;
};

inline constexpr std::array modifier_words{
    modifier_word{"contains", modifier::contains},
    modifier_word{"startswith", modifier::startswith},
    modifier_word{"endswith", modifier::endswith},
    modifier_word{"all", modifier::all},
    modifier_word{"cased", modifier::cased},
    modifier_word{"neq", modifier::neq},
    modifier_word{"windash", modifier::windash},
    modifier_word{"base64", modifier::base64},
    modifier_word{"base64offset", modifier::base64offset},
    modifier_word{"wide", modifier::wide},
    modifier_word{"utf16le", modifier::wide},
    modifier_word{"utf16be", modifier::utf16be},
    modifier_word{"utf16", modifier::utf16},
    modifier_word{"re", modifier::re},
    modifier_word{"i", modifier::ignore_case},
    modifier_word{"m", modifier::multi_line},
    modifier_word{"s", modifier::dot_all},
    modifier_word{"cidr", modifier::cidr},
    modifier_word{"gt", modifier::gt},
    modifier_word{"gte", modifier::gte},
    modifier_word{"lt", modifier::lt},
    modifier_word{"lte", modifier::lte},
    modifier_word{"exists", modifier::exists},
    modifier_word{"fieldref", modifier::fieldref},
    modifier_word{"minute", modifier::minute},
    modifier_word{"hour", modifier::hour},
    modifier_word{"day", modifier::day},
    modifier_word{"week", modifier::week},
    modifier_word{"month", modifier::month},
    modifier_word{"year", modifier::year},
    modifier_word{"expand", modifier::expand},
};

} // namespace detail

/// The modifier that `word` names, or nothing. Words are lower case, as in the specification.
[[nodiscard]] constexpr std::optional<modifier> parse_modifier(std::string_view word) noexcept {
    for (const auto& entry : detail::modifier_words) {
        if (entry.word == word) { return entry.meaning; }
    }
    return std::nullopt;
}

/// The word for a modifier, in its first spelling.
[[nodiscard]] constexpr std::string_view name(modifier which) noexcept {
    for (const auto& entry : detail::modifier_words) {
        if (entry.meaning == which) { return entry.word; }
    }
    return {};
}

/// The modifiers of one key, in the order of the rule. At most `capacity`, which no sensible chain reaches.
class modifier_chain {
public:
    static constexpr std::size_t capacity = 12;

    /// Appends; false if the chain is full.
    constexpr bool push_back(modifier next) noexcept {
        if (size_ == capacity) { return false; }
        items_[size_++] = next; // checked above
        return true;
    }

    /// Takes out every occurrence of `which`.
    constexpr void remove(modifier which) noexcept {
        std::uint8_t kept = 0;
        for (std::size_t at = 0; at < size_; ++at) {
            if (items_[at] != which) { items_[kept++] = items_[at]; }
        }
        size_ = kept;
    }

    [[nodiscard]] constexpr bool contains(modifier which) const noexcept {
        for (const auto item : *this) {
            if (item == which) { return true; }
        }
        return false;
    }

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] constexpr modifier operator[](std::size_t at) const noexcept {
        return items_[at]; // the caller's contract
    }
    [[nodiscard]] constexpr const modifier* begin() const noexcept { return items_.data(); }
    [[nodiscard]] constexpr const modifier* end() const noexcept { return items_.data() + size_; }

    friend constexpr bool operator==(const modifier_chain& left, const modifier_chain& right) noexcept {
        if (left.size_ != right.size_) { return false; }
        for (std::size_t at = 0; at < left.size_; ++at) {
            if (left[at] != right[at]) { return false; }
        }
        return true;
    }

private:
    std::array<modifier, capacity> items_{};
    std::uint8_t size_ = 0;
};

/// `Field|modifier|modifier`, taken apart.
struct field_key {
    std::string_view field;   ///< empty for keywords (`|all`); a view into the key
    modifier_chain modifiers; ///< in the order of the rule

    /// What is wrong with the key, if anything: `unknown_modifier` or `modifier_chain` (too many).
    std::optional<diagnostic_code> error;
    std::string_view offending; ///< the word that `error` speaks of; a view into the key
};

/// Splits a key of a detection into its field and its modifiers.
///
/// Field names are taken as they stand (case, dots and blanks included); modifiers must be known words. The views live
/// as long as `key`. Whether the modifiers go together is `interpret`'s question. O(length).
[[nodiscard]] constexpr field_key parse_field_key(std::string_view key) noexcept {
    field_key parsed;
    auto bar = key.find('|');
    parsed.field = key.substr(0, bar);
    while (bar != std::string_view::npos) {
        key.remove_prefix(bar + 1);
        bar = key.find('|');
        const auto word = key.substr(0, bar);
        const auto known = parse_modifier(word);
        if (!known || !parsed.modifiers.push_back(*known)) {
            parsed.error = known ? diagnostic_code::modifier_chain : diagnostic_code::unknown_modifier;
            parsed.offending = word;
            return parsed;
        }
    }
    return parsed;
}

} // namespace VARSIGMA_NAMESPACE
