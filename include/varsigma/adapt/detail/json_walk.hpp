// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/adapt/detail/json_escape.hpp>
#include <varsigma/adapt/detail/json_key_memory.hpp>
#include <varsigma/adapt/detail/json_number.hpp>
#include <varsigma/adapt/detail/json_row.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/field_step.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/text/detail/ascii.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace VARSIGMA_NAMESPACE::detail {

[[nodiscard]] constexpr bool is_json_space(char byte) noexcept {
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/// Reads one JSON text into a row, by the places of its tokens: once, from front to back, with the grammar checked.
///
/// A token begins at each bracket, brace, colon and comma outside strings, at the opening quote of each string, and at
/// the first byte of whatever else stands outside strings, blanks aside. The text is valid UTF-8 and has no open string
/// and no control characters in strings: for that, and for the places, somebody else has looked before.
class json_walk {
public:
    /// Bytes behind a text that must be readable; what they are does not matter.
    static constexpr std::size_t slack = std::max(unescape_slack, json_key_memory::longest);

    json_walk(json_row row, json_key_memory& keys, std::size_t max_depth) noexcept
        : row_(row), keys_(keys), max_depth_(max_depth) {}

    /// Reads an event. Texts without escapes refer to `text`. O(|text|).
    [[nodiscard]] json_failure read(std::string_view text, std::span<const std::uint32_t> tokens) {
        if (tokens.empty()) { return json_failure::not_json; }
        text_ = text.data();
        if (text_[tokens.front()] != '{') { return json_failure::not_object; }
        if (max_depth_ == 0) { return json_failure::too_deep; }
        // From here on every token that is no closing brace has another one behind it.
        if (text_[tokens.back()] != '}') { return json_failure::not_json; }
        const token* const first = tokens.data();
        last_ = first + tokens.size();

        const auto room = text.size() + unescape_slack;
        char* const unescaped = row_.texts().allocate(room);
        unescaped_ = unescaped;
        const token* const end = object(first + 1, {}, 1);
        // unless texts of numbers lie behind it
        if (row_.texts().ends_at(unescaped + room)) {
            row_.texts().shrink(room - static_cast<std::size_t>(unescaped_ - unescaped));
        }
        if (end == nullptr) { return failure_; }
        return end == last_ ? json_failure::none : json_failure::not_json;
    }

private:
    using token = std::uint32_t;

    /// Each of these reads what begins at the token `at`, and gives the token behind it; null after a failure.
    ///
    /// An object: `at` is behind its brace, and `depth` counts it.
    [[nodiscard]] const token* object(const token* at, const json_place& place, std::size_t depth) {
        const json_object inside = row_.enter_object(place);
        if (text_[*at] == '}') { return at + 1; }
        while (true) {
            const char* const quote = text_ + *at;
            if (*quote != '"' || text_[at[1]] != ':') { return fail(); }
            const char* const close = last_byte(text_ + at[1]);
            if (close == quote || *close != '"') { return fail(); }
            const field_step* const leads = key(inside, {quote + 1, close});
            if (leads == nullptr) { return fail(); }
            at += 2;
            if (text_[*at] == '"') { // by far most values
                std::string_view found;
                if (!text(at, found)) { return fail(); }
                row_.add(inside, *leads, varsigma::value::of(found));
                ++at;
            } else {
                at = other_value(at, json_row::at(inside, *leads), depth);
            }
            if (at == nullptr) { return nullptr; }
            const char separator = text_[*at++];
            if (separator == ',') { continue; }
            return separator == '}' ? at : fail();
        }
    }

    [[nodiscard]] const token* array(const token* at, const json_place& place, std::size_t depth) {
        if (text_[*at] == ']') {
            row_.add_empty_array(place);
            return at + 1;
        }
        const auto of_elements = json_row::of_elements(place);
        while (true) {
            at = value(at, of_elements, depth);
            if (at == nullptr) { return nullptr; }
            const char separator = text_[*at++];
            if (separator == ',') { continue; }
            return separator == ']' ? at : fail();
        }
    }

    /// Behind a value that could be read there is always another token.
    [[nodiscard]] const token* value(const token* at, const json_place& place, std::size_t depth) {
        if (text_[*at] != '"') { return other_value(at, place, depth); }
        std::string_view found;
        if (!text(at, found)) { return fail(); }
        row_.add(place, varsigma::value::of(found));
        return at + 1;
    }

    [[nodiscard]] bool text(const token* at, std::string_view& found) noexcept {
        const char* const quote = text_ + *at;
        const char* const close = last_byte(text_ + at[1]);
        if (close == quote || *close != '"') { return false; }
        found = {quote + 1, close};
        return !has_escapes(found) || unescape(found);
    }

    [[nodiscard]] const token* other_value(const token* at, const json_place& place, std::size_t depth) {
        const char* const begin = text_ + *at;
        if (is_digit(*begin) || *begin == '-') {
            const auto digits = plain_token(at);
            if (const auto natural = short_natural(digits); natural >= 0) {
                row_.add(place, varsigma::value::of(natural));
                return at + 1;
            }
            const auto number = json_number(digits, row_.texts());
            if (!number) { return fail(); }
            row_.add(place, *number);
            return at + 1;
        }
        switch (*begin) {
        case '{':
        case '[':
            if (depth == max_depth_) { return fail(json_failure::too_deep); }
            at = *begin == '{' ? object(at + 1, place, depth + 1) : array(at + 1, place, depth + 1);
            return at == last_ ? fail() : at;
        case 't':
            if (plain_token(at) != "true") { return fail(); }
            row_.add(place, varsigma::value::of(true));
            return at + 1;
        case 'f':
            if (plain_token(at) != "false") { return fail(); }
            row_.add(place, varsigma::value::of(false));
            return at + 1;
        case 'n':
            if (plain_token(at) != "null") { return fail(); }
            row_.add_null(place);
            return at + 1;
        default: return fail();
        }
    }

    /// What a key leads to; null if it has an escape that is none. Valid until the next key.
    [[nodiscard]] const field_step* key(const json_object& object, std::string_view raw) {
        const bool may_be_known = raw.size() <= json_key_memory::longest;
        if (may_be_known) {
            if (const auto* const known = keys_.find(object.below, raw)) { return known; }
        }
        if (has_escapes(raw)) {
            if (!unescape(raw)) { return nullptr; }
            latest_ = row_.follow(object, raw);
        } else {
            latest_ = row_.follow(object, raw);
            if (may_be_known && latest_.is_lasting() && object.below.by != several_places) {
                keys_.learn(object.below, raw, latest_);
            }
        }
        return &latest_;
    }

    [[nodiscard]] bool unescape(std::string_view& text) noexcept {
        char* const end = unescape_json(text, unescaped_);
        if (end == nullptr) { return false; }
        text = {unescaped_, static_cast<std::size_t>(end - unescaped_)};
        unescaped_ = end;
        return true;
    }

    /// The last byte before `next` that is no blank: of a token, if `next` is where the next one begins.
    [[nodiscard]] static const char* last_byte(const char* next) noexcept {
        --next;
        while (is_json_space(*next)) { --next; }
        return next;
    }
    [[nodiscard]] std::string_view plain_token(const token* at) const noexcept {
        return {text_ + *at, last_byte(text_ + at[1]) + 1};
    }

    [[nodiscard]] const token* fail(json_failure why = json_failure::not_json) noexcept {
        failure_ = why;
        return nullptr;
    }

    json_row row_;
    json_key_memory& keys_;
    std::size_t max_depth_;
    const char* text_ = nullptr;
    const token* last_ = nullptr; // behind the last one
    char* unescaped_ = nullptr;   // where the next text without its escapes goes: all of them have room
    field_step latest_;
    json_failure failure_ = json_failure::none;
};

} // namespace VARSIGMA_NAMESPACE::detail
