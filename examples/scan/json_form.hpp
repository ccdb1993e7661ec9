// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "event_splitter.hpp"
#include "json_nesting.hpp"
#include "record_wrapper.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace scan {

/// How events stand in a text.
enum class json_form {
    lines,     ///< one a line; each line stands alone
    documents, ///< over any number of lines, in lists, or wrapped
};

namespace detail {

/// Whether the line is an object and nothing else, and no wrapper of events.
[[nodiscard]] inline bool is_event_line(std::string_view line, std::size_t longest) {
    json_nesting nesting;
    std::size_t end = 0;
    if (nesting.advance(line, end) != json_nesting::state::closed) { return false; }
    if (line.find_first_not_of(" \t\r", end) != std::string_view::npos) { return false; }
    if (wrapper_beginning(line) == 0) { return true; }
    std::vector<found_event> found;
    event_splitter splitter{{{}, true, longest}};
    splitter.advance(line.substr(0, end), found);
    return found.size() == 1 && found.front().size == end; // it stands for itself
}

} // namespace detail

/// The form of the text that begins so: lines if its first one that is not blank is a complete object, or begins with
/// neither `{` nor `[`. Nothing while more of the text has to be seen; it is enough to see a line of the greatest
/// length.
[[nodiscard]] inline std::optional<json_form> form_of(std::string_view text, bool is_all, std::size_t longest) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) {
        if (is_all || text.size() > longest) { return json_form::lines; }
        return std::nullopt;
    }
    text.remove_prefix(begin);
    if (text.front() == '[') { return json_form::documents; }
    if (text.front() != '{') { return json_form::lines; }
    const auto line = text.substr(0, text.find('\n'));
    if (line.size() == text.size() && !is_all) {
        if (line.size() <= longest) { return std::nullopt; }
        return wrapper_beginning(line) != 0 ? json_form::documents : json_form::lines;
    }
    return detail::is_event_line(line, longest) ? json_form::lines : json_form::documents;
}

/// Finds the form of a text whose beginning comes piece by piece, with few looks at each byte, however small the pieces
/// are.
class form_finder {
public:
    /// \param longest bytes of one event
    explicit form_finder(std::size_t longest) noexcept : longest_(longest) {}

    /// `ahead` is all that has come so far; nothing while more of it has to be seen. O(bytes that are new, and once
    /// all).
    [[nodiscard]] std::optional<json_form> look(std::string_view ahead, bool is_all) {
        const bool had_begun = begin_ < seen_;
        begin_ = std::min(ahead.find_first_not_of(" \t\r\n", begin_), ahead.size());
        looked_at_ += ahead.size() - seen_;
        const auto before = std::exchange(seen_, ahead.size());
        if (begin_ == ahead.size()) {
            if (is_all || begin_ > longest_) { return json_form::lines; }
            return std::nullopt;
        }
        const bool goes_on = had_begun && !is_all && ahead.size() - begin_ <= longest_ &&
                             ahead.find('\n', before) == std::string_view::npos;
        if (goes_on) { return std::nullopt; } // the line that has begun says no more
        looked_at_ += ahead.size() - begin_;
        return form_of(ahead.substr(begin_), is_all, longest_);
    }

    /// How many bytes were looked at, those counted again that were looked at again.
    [[nodiscard]] std::size_t looked_at() const noexcept { return looked_at_; }

private:
    std::size_t longest_;
    std::size_t begin_ = 0; // behind blanks
    std::size_t seen_ = 0;
    std::size_t looked_at_ = 0;
};

} // namespace scan
