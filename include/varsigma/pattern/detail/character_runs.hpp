// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/literal_search.hpp>
#include <varsigma/pattern/detail/regex_part.hpp>
#include <varsigma/text/detail/ascii_scan.hpp>
#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE::detail {

/// An expression that is one repeated character, anchored to the text's ends or not: it matches where a run of such
/// characters is long enough. Invalid bytes count as U+FFFD. Immutable; safe from any thread; allocates nothing.
class character_runs {
public:
    struct shape {
        std::size_t least = 0;
        std::size_t most = regex_part::unlimited;
        bool greedy = true;
        bool at_begin = false; ///< of the text
        bool at_end = false;
    };
    struct outcome {
        std::optional<text_span> found; ///< the leftmost match, as bytes of the text
        /// characters looked at; where all of ASCII is taken, looks at stretches of it, by the started thousand bytes
        std::size_t steps = 0;
    };

    character_runs(character_class taken, const shape& wanted) : taken_(std::move(taken)), wanted_(wanted) {
        for (char32_t each = 0; each < character_class::ascii_end; ++each) {
            takes_ascii_ = takes_ascii_ && (each == U'\n' || taken_.contains(each));
        }
    }

    /// The leftmost match: as long as can be if the repetition is greedy, else as short. O(n).
    [[nodiscard]] outcome find(std::string_view text) const noexcept {
        if (wanted_.at_end) { return wanted_.at_begin ? whole(text) : suffix(text); }
        auto seen = wanted_.at_begin ? prefix(text) : first_run(text);
        if (!seen.found || !wanted_.greedy) { return seen; }
        seen.found->length = run_at(text, seen.found->offset, wanted_.most, seen.steps).end - seen.found->offset;
        return seen;
    }

    /// Whether there is a match: as `find`, without looking for its end. O(n).
    [[nodiscard]] outcome search(std::string_view text) const noexcept {
        return wanted_.at_begin || wanted_.at_end ? find(text) : first_run(text);
    }

private:
    struct run {
        std::size_t end = 0; ///< in bytes
        std::size_t characters = 0;
    };

    /// The characters from `begin` on that are taken, at most so many.
    [[nodiscard]] run run_at(std::string_view text, std::size_t begin, std::size_t most,
                             std::size_t& steps) const noexcept {
        run seen{begin, 0};
        auto ahead = nearest; // looks grow with what is taken, so that none sees much more than that
        while (seen.end != text.size() && seen.characters < most) {
            ++steps;
            const auto byte = static_cast<unsigned char>(text[seen.end]);
            if (byte < character_class::ascii_end && takes_ascii_) {
                const auto stretch = text.substr(seen.end, std::min(most - seen.characters, ahead));
                steps += stretch.size() / 1024;
                const auto taken = ascii_at(stretch);
                if (taken == 0) { break; }
                seen.end += taken;
                seen.characters += taken;
                ahead = taken == ahead ? 2 * ahead : nearest;
            } else if (byte < character_class::ascii_end) {
                if (!taken_.contains(byte)) { break; }
                ++seen.end;
                ++seen.characters;
            } else {
                const auto next = character_at(text, seen.end);
                if (!taken_.contains(next.valid ? next.character : utf8::replacement_character)) { break; }
                seen.end += next.length;
                ++seen.characters;
            }
        }
        return seen;
    }

    static constexpr std::size_t nearest = 64; // bytes

    /// How many characters of ASCII the text begins with, up to a line break if that is not taken.
    [[nodiscard]] std::size_t ascii_at(std::string_view text) const noexcept {
        const auto ascii = ascii_prefix(text);
        if (taken_.contains(U'\n')) { return ascii; }
        const void* const line_break = std::memchr(text.data(), '\n', ascii);
        return line_break == nullptr ? ascii
                                     : static_cast<std::size_t>(static_cast<const char*>(line_break) - text.data());
    }

    [[nodiscard]] static utf8::decoded character_at(std::string_view text, std::size_t at) noexcept {
        return utf8::decode(text.data() + at, text.data() + text.size());
    }

    /// The first run that is long enough, as short as can be.
    [[nodiscard]] outcome first_run(std::string_view text) const noexcept {
        if (!taken_.is_wide()) { return first_run_of_ascii(text); }
        outcome seen;
        for (std::size_t begin = 0; text.size() - begin >= wanted_.least;) { // a character has a byte or more
            const auto here = run_at(text, begin, wanted_.least, seen.steps);
            if (here.characters == wanted_.least) {
                seen.found = text_span{begin, here.end - begin};
                break;
            }
            if (here.end == text.size()) { break; }
            begin = here.end + character_at(text, here.end).length;
        }
        return seen;
    }

    /// The same where a character is a byte: looks at the last one that is needed first, and so over most of what is
    /// too short.
    [[nodiscard]] outcome first_run_of_ascii(std::string_view text) const noexcept {
        outcome seen;
        std::size_t known = 0; // from `begin` to there all are taken
        for (std::size_t begin = 0; text.size() - begin >= wanted_.least;) {
            const auto end = begin + wanted_.least;
            auto at = end;
            while (at != known && taken_.contains(static_cast<unsigned char>(text[at - 1]))) { --at; }
            seen.steps += end - at + 1;
            if (at == known) {
                seen.found = text_span{begin, wanted_.least};
                break;
            }
            begin = at;
            known = end;
        }
        return seen;
    }

    [[nodiscard]] outcome prefix(std::string_view text) const noexcept {
        outcome seen;
        const auto here = run_at(text, 0, wanted_.least, seen.steps);
        if (here.characters == wanted_.least) { seen.found = text_span{0, here.end}; }
        return seen;
    }

    [[nodiscard]] outcome whole(std::string_view text) const noexcept {
        outcome seen;
        const auto here = run_at(text, 0, regex_part::unlimited, seen.steps);
        if (here.end == text.size() && here.characters >= wanted_.least && here.characters <= wanted_.most) {
            seen.found = text_span{0, text.size()};
        }
        return seen;
    }

    [[nodiscard]] outcome suffix(std::string_view text) const noexcept {
        outcome seen;
        std::size_t begin = 0;
        auto last = run_at(text, begin, regex_part::unlimited, seen.steps);
        while (last.end != text.size()) {
            begin = last.end + character_at(text, last.end).length;
            last = run_at(text, begin, regex_part::unlimited, seen.steps);
        }
        if (last.characters < wanted_.least) { return seen; }
        if (last.characters > wanted_.most) {
            begin = run_at(text, begin, last.characters - wanted_.most, seen.steps).end;
        }
        seen.found = text_span{begin, text.size() - begin};
        return seen;
    }

    character_class taken_;
    shape wanted_;
    bool takes_ascii_ = true; // all of it, but perhaps a line break
};

} // namespace VARSIGMA_NAMESPACE::detail
