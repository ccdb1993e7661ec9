// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/detail/re2_source.hpp>
#include <varsigma/pattern/detail/regex_part.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/text/utf8.hpp>

#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Finds which characters the atoms of an expression take, by asking RE2: so they are what they are for RE2, in
/// whatever version of Unicode.
class re2_class_finder {
public:
    explicit re2_class_finder(const regex_limits& limits) noexcept : limits_(limits) {}

    /// The characters of each atom; nothing if RE2 cannot tell, or for more atoms of characters beyond ASCII than can
    /// be asked for at a reasonable price. Asks of an atom that is written in ASCII about 131 characters, of others 1.1
    /// million.
    [[nodiscard]] std::optional<std::vector<character_class>> find(const std::vector<regex_atom>& atoms) {
        std::vector<character_class> found;
        for (const auto& atom : atoms) {
            auto one = find(atom);
            if (!one) { return std::nullopt; }
            found.push_back(*std::move(one));
        }
        return found;
    }

private:
    static constexpr char32_t long_s = 0x17F;  // folds to `s`
    static constexpr char32_t kelvin = 0x212A; // folds to `k`
    static constexpr char32_t last = 0x10FFFF;
    static constexpr std::size_t most_wide = 4; // atoms for which all characters are asked for

    [[nodiscard]] std::optional<character_class> find(const regex_atom& atom) {
        if (const auto one = plain_character(atom)) {
            character_class only;
            only.append(*one, *one);
            return only;
        }
        const RE2 single{to_re2("(?:" + atom.source + ")"), re2_source{{}, atom.flags, limits_}.options};
        if (!single.ok()) { return std::nullopt; }
        if (is_plain_beyond_ascii(atom.source)) { return of_ascii(single); }
        if (++wide_ > most_wide) { return std::nullopt; }
        return of_all({to_re2("(?:" + atom.source + ")+"), single.options()});
    }

    /// The one character that an atom consists of, if case cannot matter.
    [[nodiscard]] static std::optional<char32_t> plain_character(const regex_atom& atom) noexcept {
        auto source = std::string_view{atom.source};
        const bool is_escaped = source.size() == 2 && source.front() == '\\' && is_mark(source.back());
        if (is_escaped) { source.remove_prefix(1); }
        if (source.empty() || source == ".") { return is_escaped ? std::optional<char32_t>{U'.'} : std::nullopt; }
        const auto only = utf8::decode(source.data(), source.data() + source.size());
        if (only.length != source.size() || (atom.flags.ignore_case && !is_mark(source.front()))) {
            return std::nullopt;
        }
        return only.character;
    }
    /// Neither a letter, a digit nor `_`, and ASCII.
    [[nodiscard]] static bool is_mark(char byte) noexcept {
        return byte > ' ' && byte < 0x7F && byte != '_' && !(byte >= '0' && byte <= '9') &&
               !(byte >= 'A' && byte <= 'Z') && !(byte >= 'a' && byte <= 'z');
    }

    /// Whether an atom that is written so takes all characters beyond ASCII or none, but for those that fold to letters
    /// of ASCII: it names none of them, nor a property.
    [[nodiscard]] static bool is_plain_beyond_ascii(std::string_view source) noexcept {
        for (std::size_t at = 0; at < source.size(); ++at) {
            if (static_cast<unsigned char>(source[at]) >= 0x80) { return false; }
            if (source[at] != '\\' || ++at == source.size()) { continue; }
            switch (source[at]) {
            case 'p':
            case 'P': return false;
            case 'x':
                if (at + 1 == source.size() || source[at + 1] < '0' || source[at + 1] > '7') { return false; }
                break;
            default:
                if (source[at] >= '0' && source[at] <= '9') { return false; }
            }
        }
        return true;
    }

    [[nodiscard]] static bool takes(const RE2& single, char32_t character) {
        std::string text;
        utf8::append(character, text);
        return single.Match(to_re2(text), 0, text.size(), RE2::ANCHOR_BOTH, nullptr, 0);
    }

    [[nodiscard]] static character_class of_ascii(const RE2& single) {
        character_class made;
        for (char32_t each = 0; each < character_class::ascii_end; ++each) {
            if (takes(single, each)) { made.append(each, each); }
        }
        const bool others = takes(single, character_class::ascii_end);
        char32_t begin = character_class::ascii_end;
        for (const char32_t special : {long_s, kelvin}) {
            if (takes(single, special) == others) { continue; }
            if (others) {
                made.append(begin, special - 1);
            } else {
                made.append(special, special);
            }
            begin = special + 1;
        }
        if (others) { made.append(begin, last); }
        return made;
    }

    /// Goes over all characters, a stretch of text at a time. Surrogates are in no text.
    [[nodiscard]] static std::optional<character_class> of_all(const RE2& run) {
        if (!run.ok()) { return std::nullopt; }
        character_class made;
        constexpr char32_t stretch = 0x800;
        std::string text;
        for (char32_t begin = 0; begin <= last; begin += stretch) {
            if (begin == 0xD800) { continue; }
            text.clear();
            for (char32_t each = begin; each < begin + stretch; ++each) { utf8::append(each, text); }
            const std::size_t length = text.size() / stretch; // of each character, but for the first stretch
            re2_piece hit;
            for (std::size_t from = 0; run.Match(to_re2(text), from, text.size(), RE2::UNANCHORED, &hit, 1);) {
                const auto first = static_cast<std::size_t>(hit.data() - text.data());
                from = first + hit.size();
                const auto character_at = [&](std::size_t byte) -> char32_t {
                    if (begin != 0) { return begin + static_cast<char32_t>(byte / length); }
                    return static_cast<char32_t>(byte < 0x80 ? byte : 0x80 + (byte - 0x80) / 2);
                };
                made.append(character_at(first), character_at(from) - 1);
            }
        }
        return made;
    }

    regex_limits limits_;
    std::size_t wide_ = 0;
};

} // namespace VARSIGMA_NAMESPACE::detail
