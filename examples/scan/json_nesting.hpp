// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace scan {

/// Finds where an object or a list ends, in text that comes piece by piece.
///
/// Looks at brackets, texts, and what may stand before each of them; that is enough to notice soon where a value was
/// cut off and another begins. What is inside texts, numbers and words is left to the reader of events. O(1) for each
/// byte; the memory is bounded: brackets deeper than `checked_depth` are only counted.
class json_nesting {
public:
    enum class state : std::uint8_t {
        open,   ///< the text ended before the value
        closed, ///< `end` is behind the value
        broken, ///< `end` is at the byte that cannot stand there
    };

    /// Begins anew, before an opening bracket.
    void restart() noexcept {
        kinds_.clear();
        depth_ = 0;
        before_ = ':';
        inside_text_ = false;
        escaped_ = false;
    }

    /// Goes on in `text` at `end`, which is moved to where it stopped.
    [[nodiscard]] state advance(std::string_view text, std::size_t& end) {
        const char* at = text.data() + end;
        const char* const last = text.data() + text.size();
        auto outcome = state::open;
        while (at != last && outcome == state::open) {
            if (inside_text_) {
                at = pass_text(at, last);
                continue;
            }
            outcome = take(*at);
            if (outcome != state::broken) { ++at; }
        }
        end = static_cast<std::size_t>(at - text.data());
        return outcome;
    }

private:
    static constexpr std::size_t checked_depth = 4096;

    /// To the end of a text, or of what there is of it.
    [[nodiscard]] const char* pass_text(const char* at, const char* last) noexcept {
        if (escaped_) {
            escaped_ = false;
            return at + 1;
        }
        while (at != last && *at != '"' && *at != '\\') { ++at; }
        if (at == last) { return at; }
        escaped_ = *at == '\\';
        inside_text_ = escaped_;
        return at + 1;
    }

    [[nodiscard]] state take(char byte) {
        switch (byte) {
        case ' ':
        case '\t':
        case '\r':
        case '\n': return state::open;
        case '{':
        case '[': return open(byte);
        case '}':
        case ']': return close(byte);
        case '"':
            if (follows_value()) { return state::broken; }
            inside_text_ = true;
            break;
        case ',':
        case ':': break;
        default: // of a number or a word
            if (before_ == '"' || before_ == '}') { return state::broken; }
            byte = '0';
        }
        before_ = byte;
        return state::open;
    }

    /// In an object a value stands behind a colon only.
    [[nodiscard]] state open(char bracket) {
        const bool in_object = depth_ <= checked_depth && !kinds_.empty() && kinds_.back();
        if (in_object ? before_ != ':' : follows_value()) { return state::broken; }
        ++depth_;
        if (depth_ <= checked_depth) { kinds_.push_back(bracket == '{'); }
        before_ = bracket;
        return state::open;
    }

    [[nodiscard]] state close(char bracket) {
        if (depth_ <= checked_depth) {
            if (kinds_.back() != (bracket == '}')) { return state::broken; }
            kinds_.pop_back();
        }
        before_ = '}';
        return --depth_ == 0 ? state::closed : state::open;
    }

    [[nodiscard]] bool follows_value() const noexcept { return before_ == '"' || before_ == '}' || before_ == '0'; }

    std::vector<bool> kinds_; // of the brackets that are open: whether an object's
    std::size_t depth_ = 0;
    char before_ =
        ':'; // the last byte that was not blank: `"` for a text, `0` for a number or word, `}` for `]` as well
    bool inside_text_ = false;
    bool escaped_ = false;
};

} // namespace scan
