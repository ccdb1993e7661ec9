// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/modifier.hpp>
#include <varsigma/rule/suggest.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

namespace detail {

/// A word that other query languages and tools have for what a modifier does, without its `_` and `-`.
struct modifier_alias {
    std::string_view word;
    std::string_view meant; ///< as a key would have it; empty: what happens without any modifier
};

inline constexpr std::array modifier_aliases{
    modifier_alias{"regex", "re"},
    modifier_alias{"regexp", "re"},
    modifier_alias{"rx", "re"},
    modifier_alias{"rlike", "re"},
    modifier_alias{"match", "re"},
    modifier_alias{"matches", "re"},
    modifier_alias{"not", "neq"},
    modifier_alias{"ne", "neq"},
    modifier_alias{"noteq", "neq"},
    modifier_alias{"notequal", "neq"},
    modifier_alias{"notequals", "neq"},
    modifier_alias{"isnot", "neq"},
    modifier_alias{"unequal", "neq"},
    modifier_alias{"notcontains", "contains|neq"},
    modifier_alias{"has", "contains"},
    modifier_alias{"include", "contains"},
    modifier_alias{"includes", "contains"},
    modifier_alias{"substring", "contains"},
    modifier_alias{"like", "contains"},
    modifier_alias{"containsall", "contains|all"},
    modifier_alias{"allof", "all"},
    modifier_alias{"and", "all"},
    modifier_alias{"begin", "startswith"},
    modifier_alias{"begins", "startswith"},
    modifier_alias{"beginwith", "startswith"},
    modifier_alias{"beginswith", "startswith"},
    modifier_alias{"start", "startswith"},
    modifier_alias{"starts", "startswith"},
    modifier_alias{"prefix", "startswith"},
    modifier_alias{"end", "endswith"},
    modifier_alias{"ends", "endswith"},
    modifier_alias{"suffix", "endswith"},
    modifier_alias{"case", "cased"},
    modifier_alias{"casesensitive", "cased"},
    modifier_alias{"exact", "cased"},
    modifier_alias{"b64", "base64"},
    modifier_alias{"b64offset", "base64offset"},
    modifier_alias{"unicode", "wide"},
    modifier_alias{"dash", "windash"},
    modifier_alias{"ip", "cidr"},
    modifier_alias{"net", "cidr"},
    modifier_alias{"network", "cidr"},
    modifier_alias{"subnet", "cidr"},
    modifier_alias{"greater", "gt"},
    modifier_alias{"greaterthan", "gt"},
    modifier_alias{"ge", "gte"},
    modifier_alias{"gteq", "gte"},
    modifier_alias{"greaterorequal", "gte"},
    modifier_alias{"greaterthanorequal", "gte"},
    modifier_alias{"less", "lt"},
    modifier_alias{"lessthan", "lt"},
    modifier_alias{"le", "lte"},
    modifier_alias{"lteq", "lte"},
    modifier_alias{"lessorequal", "lte"},
    modifier_alias{"lessthanorequal", "lte"},
    modifier_alias{"defined", "exists"},
    modifier_alias{"present", "exists"},
    modifier_alias{"field", "fieldref"},
    modifier_alias{"equalsfield", "fieldref"},
    modifier_alias{"placeholder", "expand"},
    modifier_alias{"is", ""},
    modifier_alias{"eq", ""},
    modifier_alias{"equal", ""},
    modifier_alias{"equals", ""},
    modifier_alias{"in", ""},
    modifier_alias{"any", ""},
    modifier_alias{"anyof", ""},
    modifier_alias{"or", ""},
    modifier_alias{"glob", ""},
    modifier_alias{"wildcard", ""},
    modifier_alias{"nocase", ""},
    modifier_alias{"icase", ""},
    modifier_alias{"ignorecase", ""},
    modifier_alias{"caseinsensitive", ""},
};

/// Whether `word` is `known` but for case, `_` and `-`.
[[nodiscard]] constexpr bool is_spelt(std::string_view word, std::string_view known) noexcept {
    std::size_t at = 0;
    for (const char c : word) {
        if (c == '_' || c == '-') continue;
        if (at == known.size() || fold_ascii(c) != known[at]) return false;
        ++at;
    }
    return at == known.size();
}

[[nodiscard]] constexpr const modifier_alias* find_modifier_alias(std::string_view word) noexcept {
    for (const auto& known : modifier_aliases) {
        if (is_spelt(word, known.word)) return &known;
    }
    return nullptr;
}

} // namespace detail

/// The modifier that `word` is another name for (`regex`, `ends_with`), else the one that is spelt most like it; it may
/// be two (`contains|all`). An empty view if there is none. O(|word|).
[[nodiscard]] constexpr std::string_view closest_modifier(std::string_view word) noexcept {
    if (const auto* known = detail::find_modifier_alias(word)) return known->meant;
    for (const auto& entry : detail::modifier_words) {
        if (detail::is_spelt(word, entry.word)) return entry.word;
    }
    return closest(word, detail::modifier_words, [](const detail::modifier_word& entry) { return entry.word; });
}

/// What to say about a word that is no modifier; empty if it is like none.
[[nodiscard]] inline std::string modifier_suggestion(std::string_view word) {
    const auto* known = detail::find_modifier_alias(word);
    if (known != nullptr && known->meant.empty()) {
        return "did you mean no modifier at all: a value is compared whole, without regard to case and with its "
               "wildcards, "
               "and of a list one has to match";
    }
    return did_you_mean(closest_modifier(word));
}

} // namespace VARSIGMA_NAMESPACE
