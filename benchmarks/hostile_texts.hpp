// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "samples.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Texts that are meant to be hard for a regular expression.
namespace hostile_texts {

struct text {
    std::string kind;
    std::string piece; ///< what is repeated until the text is long enough
};

/// What an expression asks for, roughly: its characters, with one for each class, without what repeats and groups them.
[[nodiscard]] inline std::string characters_of(std::string_view expression) {
    std::string found;
    for (std::size_t at = 0; at < expression.size(); ++at) {
        const char byte = expression[at];
        if (byte == '\\' && at + 1 < expression.size()) {
            switch (const char escaped = expression[++at]; escaped) {
            case 'd': found += '7'; break;
            case 'w': found += 'w'; break;
            case 's': found += ' '; break;
            case 'b':
            case 'B':
            case 'A':
            case 'z': break;
            case 'n': found += '\n'; break;
            default: found += escaped; break;
            }
        } else if (byte == '{') {
            at = std::min(expression.find('}', at), expression.size());
        } else if (std::string_view{"()[]*+?|^$"}.find(byte) == std::string_view::npos) {
            found += byte;
        }
    }
    return found;
}

/// Generic ones, and those that come out of the expression's own characters: all in turn, all but the last, mixed, each
/// one again and again, and each beside the first.
[[nodiscard]] inline std::vector<text> against(std::string_view expression) {
    std::vector<text> made{
        {"one letter", "a"},
        {"blanks", " "},
        {"digits", "0123456789"},
        {"words", "the quick brown fox "},
        {"carets and quotes", "^\"'`^%;"},
        {"lines", "line of text\n"},
        {"empty lines", "\n"},
        {"empty lines of another system", "\r\n"},
        {"base64", "SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQA"},
        {"letters beyond ASCII", "\u00E9\u0436\u4E2D"},
        {"invalid bytes", "\xFF\xFE\x80"},
    };
    const auto own = characters_of(expression);
    if (own.empty()) { return made; }
    made.push_back({"its characters", own});
    made.push_back({"its characters but the last", own.substr(0, own.size() - 1) + " "});
    constexpr std::size_t mixed_length = 4'093;
    samples::picker pick{7};
    std::string mixed;
    while (mixed.size() < mixed_length) { mixed += own[pick.below(own.size())]; }
    made.push_back({"its characters mixed", mixed});
    std::string different = own;
    std::sort(different.begin(), different.end());
    different.erase(std::unique(different.begin(), different.end()), different.end());
    constexpr std::size_t most_different = 12;
    for (std::size_t at = 0; at < std::min(different.size(), most_different); ++at) {
        const std::string one(1, different[at * different.size() / std::min(different.size(), most_different)]);
        made.push_back({"one of its characters", one});
        std::string beside;
        while (beside.size() < mixed_length) { beside += pick.below(2) == 0 ? own.front() : one.front(); }
        made.push_back({"two of its characters, mixed", beside});
    }
    return made;
}

[[nodiscard]] inline std::string repeated(std::string_view piece, std::size_t size) {
    std::string made;
    made.reserve(size + piece.size());
    while (made.size() < size) { made += piece; }
    made.resize(size);
    return made;
}

} // namespace hostile_texts
