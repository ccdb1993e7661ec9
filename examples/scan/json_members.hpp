// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "json_nesting.hpp"
#include "record_wrapper.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

namespace scan {

/// A value in an object or a list and, in an object, its key; both as they are written, the key without its quotes.
struct json_member {
    std::string_view key;
    std::string_view value;
};

/// Goes over what is in an object or a list. The text was read before, and so it is well-formed; of any other some
/// members are found. O(length) in all.
class json_members {
public:
    /// \param whole outlives this; there may be blanks around it
    explicit json_members(std::string_view whole) noexcept
        : text_(whole), at_(std::min(detail::skip_blanks(whole, 0), whole.size())), is_object_(is_at('{')) {
        pass(1);
    }

    /// The next member; nothing behind the last one.
    [[nodiscard]] std::optional<json_member> next() {
        pass_blanks();
        if (is_at(',')) {
            pass(1);
            pass_blanks();
        }
        if (at_ == text_.size() || is_at('}') || is_at(']')) { return std::nullopt; }
        json_member found;
        if (is_object_) {
            const auto key = pass_value();
            if (key.size() > 2) { found.key = key.substr(1, key.size() - 2); }
            pass_blanks();
            pass(1); // the colon
            pass_blanks();
        }
        found.value = pass_value();
        return found;
    }

private:
    [[nodiscard]] bool is_at(char byte) const noexcept { return at_ != text_.size() && text_[at_] == byte; }
    void pass(std::size_t count) noexcept { at_ = std::min(at_ + count, text_.size()); }
    void pass_blanks() noexcept { at_ = std::min(detail::skip_blanks(text_, at_), text_.size()); }

    std::string_view pass_value() {
        const auto begin = at_;
        if (is_at('{') || is_at('[')) {
            json_nesting nesting;
            static_cast<void>(nesting.advance(text_, at_));
        } else if (is_at('"')) {
            pass_text();
        } else {
            at_ = std::min(text_.find_first_of(" \t\r\n,:{}[]\"", at_), text_.size());
        }
        if (at_ == begin) { at_ = text_.size(); } // no value at all
        return text_.substr(begin, at_ - begin);
    }

    void pass_text() noexcept {
        pass(1);
        while (at_ != text_.size() && text_[at_] != '"') { pass(text_[at_] == '\\' ? 2 : 1); }
        pass(1);
    }

    std::string_view text_;
    std::size_t at_;
    bool is_object_;
};

} // namespace scan
