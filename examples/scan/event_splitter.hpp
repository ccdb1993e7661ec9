// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "found_event.hpp"
#include "json_nesting.hpp"
#include "record_wrapper.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scan {

/// Where the events of a JSON text are.
struct event_places {
    std::vector<std::string> path; ///< keys that lead to them; empty: they are the text's own objects
    bool unwraps = true;           ///< `{"Records": [...]}` without other keys stands for its elements
    std::size_t longest = 0;       ///< bytes of one event
};

/// Finds the events of a JSON text that comes piece by piece: one behind the other or in lists, over any number of
/// lines, or where a path leads. Lists count as their elements, along the path as well.
///
/// The text of events is not looked into, but for brackets (`json_nesting`). After a broken one it goes on at the next
/// line that begins as the events before did. A wrapper that is too long, or that is broken or ends early before
/// another key was seen in it, gives its events one after the other. O(1) for each byte; needs to see again only the
/// bytes of the event that is open, no more than the longest.
class event_splitter {
public:
    explicit event_splitter(event_places places) : places_(std::move(places)) {}

    /// Goes on to the end of `text`, which begins with the bytes that were to be kept.
    void advance(std::string_view text, std::vector<found_event>& found) {
        while (at_ < text.size()) {
            switch (mode_) {
            case mode::between: take(text, found); break;
            case mode::event: advance_event(text, found); break;
            case mode::skipped: skip(text, found); break;
            case mode::key:
            case mode::text: pass_text(text, found); break;
            case mode::word: pass_word(text, found); break;
            case mode::line: pass_line(text); break;
            case mode::recovery: recover(text, found); break;
            }
        }
    }

    /// The end of the input; `text` as before.
    void finish(std::string_view text, std::vector<found_event>& found) {
        while (mode_ == mode::event && enter_wrapper(true, text, found)) { advance(text, found); }
        if (mode_ == mode::word) { end_word(text, found); }
        if (mode_ == mode::event) {
            add_fault(fault::cut_off, number_, begin_, text, found);
        } else if (mode_ == mode::recovery) {
            found.push_back({0, 0, number_, begin_line_, fault::rest_lost});
        } else if (!frames_.empty()) {
            add_fault(fault::not_closed, count_ + 1, at_, text, found);
        } else if (mode_ == mode::text) {
            add_fault(fault::broken, count_, at_, text, found);
        }
    }

    /// The bytes before this one are not needed any more.
    [[nodiscard]] std::size_t kept_from() const noexcept { return mode_ == mode::event ? begin_ : at_; }

    /// The first `count` bytes of `text` will not be there next time.
    void forget(std::string_view text, std::size_t count) noexcept {
        line_ = line_at(count, text);
        counted_ = 0;
        at_ -= count;
        begin_ -= std::min(begin_, count);
        entered_to_ -= std::min(entered_to_, count);
    }

    /// Whether an object on the path's way had keys that are not the path's.
    [[nodiscard]] bool has_other_keys() const noexcept { return has_other_keys_; }

    /// How many bytes were looked at, those counted again that were looked at again.
    [[nodiscard]] std::uint64_t looked_at() const noexcept { return looked_at_; }

private:
    enum class mode : std::uint8_t {
        between,  ///< outside of events
        event,    ///< in one that is wanted
        skipped,  ///< in a value that is not
        key,      ///< in a key on the path's way
        text,     ///< in a text outside of events
        word,     ///< in a number or word outside of events
        line,     ///< in the rest of a line that makes no sense
        recovery, ///< behind something broken
    };

    /// A bracket around events.
    struct frame {
        bool is_object = false;
        bool leads_somewhere = false; ///< an event was looked for inside
        std::size_t progress = 0;     ///< keys of the path that led here
    };

    /// A wrapper whose events come one after the other.
    struct open_wrapper {
        bool is_open = false;
        bool is_broken = false;    ///< or ends early, which one of its events need not show
        bool is_told = false;      ///< something was reported that accounts for that
        bool is_keys_told = false; ///< so were its other keys
        bool has_lines = false;    ///< one of its events began a line
        std::size_t around = 0;    ///< how many frames are around it
        std::uint64_t number = 0;  ///< of its first event
        std::uint64_t line = 0;    ///< where it begins
        std::string margin;        ///< of the lines that values like itself begin
    };

    static constexpr std::size_t most_entries = 8; // wrappers that are read again from the same bytes
    static constexpr std::size_t astray = static_cast<std::size_t>(-1);
    static constexpr std::size_t deepest = 64;       // frames
    static constexpr std::size_t longest_key = 1024; // bytes

    [[nodiscard]] static bool is_blank(char byte) noexcept {
        return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
    }

    [[nodiscard]] std::uint64_t line_at(std::size_t offset, std::string_view text) noexcept {
        const auto from = std::min(counted_, offset);
        const auto lines = text.substr(from, std::min(offset, text.size()) - from);
        looked_at_ += lines.size();
        return line_ + static_cast<std::uint64_t>(std::count(lines.begin(), lines.end(), '\n'));
    }

    void pass_to(std::size_t place) noexcept {
        looked_at_ += place - at_;
        at_ = place;
    }

    [[nodiscard]] json_nesting::state advance_nesting(std::string_view text) {
        const auto from = at_;
        const auto outcome = nesting_.advance(text, at_);
        looked_at_ += at_ - from;
        return outcome;
    }

    void add_fault(fault what, std::uint64_t number, std::size_t begin, std::string_view text,
                   std::vector<found_event>& found) {
        line_ = line_at(begin, text);
        counted_ = std::max(counted_, begin);
        wrapper_.is_told = wrapper_.is_told || what != fault::no_object;
        found.push_back({begin, 0, number, line_, what});
    }

    /// How much of the path leads to the value that comes next.
    [[nodiscard]] std::size_t progress() const noexcept {
        if (frames_.empty()) { return 0; }
        const auto& inner = frames_.back();
        if (!inner.is_object) { return inner.progress; }
        return key_leads_ ? inner.progress + 1 : astray;
    }

    [[nodiscard]] bool is_event_place() const noexcept { return progress() == places_.path.size(); }

    void arrive() noexcept {
        for (auto& each : frames_) { each.leads_somewhere = true; }
    }

    void take(std::string_view text, std::vector<found_event>& found) {
        const char byte = text[at_];
        if (is_blank(byte)) {
            note_blank(byte);
            pass_to(at_ + 1);
            return;
        }
        switch (byte) {
        case '{':
        case '[': open(byte, text, found); break;
        case '}':
        case ']': close(byte, text, found); break;
        case '"':
            mode_ = !frames_.empty() && frames_.back().is_object && key_comes_ ? mode::key : mode::text;
            key_.clear();
            if (mode_ == mode::text) { refuse_value(text, found); }
            pass_to(at_ + 1);
            break;
        case ',':
            key_comes_ = true;
            pass_to(at_ + 1);
            break;
        case ':': pass_to(at_ + 1); break;
        default: mode_ = mode::word; word_.clear();
        }
        begins_line_ = false;
    }

    void note_blank(char byte) {
        if (byte == '\n') {
            begins_line_ = true;
            margin_.clear();
        } else if (begins_line_ && margin_.size() < longest_key) {
            margin_ += byte;
        }
    }

    void open(char bracket, std::string_view text, std::vector<found_event>& found) {
        if (is_behind_wrapper()) { leave_wrapper(found); }
        const auto led = progress();
        const bool is_object = bracket == '{';
        begin_ = at_;
        nesting_.restart();
        is_told_ = false;
        if (led == astray) {
            number_ = count_ + 1;
            mode_ = mode::skipped;
            note_line(text);
            return;
        }
        const bool is_event = led == places_.path.size();
        if (is_event) { arrive(); }
        if (is_event && is_object) {
            number_ = ++count_;
            if (begins_line_) {
                margin_of_events_ = margin_;
                wrapper_.has_lines = true;
            }
            mode_ = mode::event;
        } else if (frames_.size() == deepest) {
            add_fault(fault::no_object, ++count_, at_, text, found);
            mode_ = mode::skipped;
            is_told_ = true;
        } else {
            frames_.push_back({is_object, is_event, led});
            key_comes_ = true;
            pass_to(at_ + 1);
        }
    }

    void close(char bracket, std::string_view text, std::vector<found_event>& found) {
        if (frames_.empty() || frames_.back().is_object != (bracket == '}')) {
            add_fault(fault::broken, ++count_, at_, text, found);
            pass_to(at_ + 1);
            return;
        }
        if (frames_.back().is_object && !frames_.back().leads_somewhere) {
            add_fault(fault::no_records, count_ + 1, at_, text, found);
            arrive(); // so that it is said once
        }
        frames_.pop_back();
        if (wrapper_.is_open && frames_.size() == wrapper_.around) { close_wrapper(found); }
        key_comes_ = false;
        pass_to(at_ + 1);
    }

    void advance_event(std::string_view text, std::vector<found_event>& found) {
        const auto outcome = advance_nesting(text);
        const auto size = at_ - begin_;
        if (size > places_.longest) {
            pass_long_event(outcome == json_nesting::state::closed, text, found);
        } else if (outcome == json_nesting::state::broken) {
            break_off(text, found);
        } else if (outcome == json_nesting::state::closed) {
            mode_ = mode::between;
            if (!places_.unwraps || !unwrap(text, found)) {
                found.push_back({begin_, size, number_, 0, fault::none, wrapper_.is_open});
            }
        }
    }

    /// Whether `text` is a wrapper, as far as it is there. O(length).
    /// \param inner one that has seen nothing and has the path of wrappers; it takes `text`
    /// \param records what it finds
    [[nodiscard]] static bool is_wrapper(std::string_view text, event_splitter& inner,
                                         std::vector<found_event>& records);

    [[nodiscard]] event_splitter inside_wrapper() const {
        return event_splitter{{{std::string{records_key}}, false, places_.longest}};
    }

    /// The events of the object that has ended, if it is a wrapper; false if it is none.
    [[nodiscard]] bool unwrap(std::string_view text, std::vector<found_event>& found);

    /// Goes back to the first event of the object that is open, if that is a wrapper as far as it is there; false if it
    /// is none. The same bytes are not gone through more often than a few times, whatever the text.
    [[nodiscard]] bool enter_wrapper(bool is_broken, std::string_view text, std::vector<found_event>& found);

    /// An object that begins as the wrapper did, where one of its keys should be: the wrapper's end is missing.
    [[nodiscard]] bool is_behind_wrapper() const noexcept {
        return wrapper_.is_open && !wrapper_.is_keys_told && frames_.size() == wrapper_.around + 1 && begins_line_ &&
               margin_ == wrapper_.margin;
    }

    void tell_broken_wrapper(std::vector<found_event>& found) const {
        if (!wrapper_.is_told) { found.push_back({0, 0, wrapper_.number, wrapper_.line, fault::broken}); }
    }

    /// At its end.
    void close_wrapper(std::vector<found_event>& found) {
        if (wrapper_.is_broken) { tell_broken_wrapper(found); }
        margin_of_events_ = wrapper_.margin;
        wrapper_.is_open = false;
    }

    /// What comes next is not in it, though its end was not seen.
    void leave_wrapper(std::vector<found_event>& found) {
        if (!wrapper_.is_open) { return; }
        tell_broken_wrapper(found);
        frames_.resize(wrapper_.around);
        wrapper_.is_open = false;
    }

    void pass_long_event(bool is_closed, std::string_view text, std::vector<found_event>& found) {
        // the wrapper cannot be kept as a whole, but its events can
        if (enter_wrapper(false, text, found)) { return; }
        note_line(text);
        add_fault(fault::too_long, number_, begin_, text, found);
        mode_ = is_closed ? mode::between : mode::skipped;
        is_told_ = true;
    }

    void skip(std::string_view text, std::vector<found_event>& found) {
        const auto outcome = advance_nesting(text);
        if (outcome == json_nesting::state::closed) { mode_ = mode::between; }
        if (outcome == json_nesting::state::broken) { break_off(text, found); }
    }

    void pass_text(std::string_view text, std::vector<found_event>& found) {
        const char byte = text[at_];
        pass_to(at_ + 1);
        if (!escaped_ && byte == '"') {
            if (mode_ == mode::key) { end_key(text, found); }
            mode_ = mode::between;
            return;
        }
        escaped_ = !escaped_ && byte == '\\';
        if (mode_ == mode::key && key_.size() < longest_key) { key_ += byte; }
    }

    void end_key(std::string_view text, std::vector<found_event>& found) {
        const auto reached = frames_.back().progress;
        key_comes_ = false;
        key_leads_ = reached < places_.path.size() && key_ == places_.path[reached];
        has_other_keys_ = has_other_keys_ || !key_leads_;
        if (wrapper_.is_open && !wrapper_.is_keys_told) {
            add_fault(fault::other_keys, count_ + 1, at_, text, found);
            wrapper_.is_keys_told = true;
        }
    }

    /// A text, number or word where an object should be.
    void refuse_value(std::string_view text, std::vector<found_event>& found) {
        if (!frames_.empty() && !is_event_place()) { return; }
        arrive();
        add_fault(fault::no_object, ++count_, at_, text, found);
    }

    void pass_word(std::string_view text, std::vector<found_event>& found) {
        constexpr std::string_view ends = " \t\r\n,:{}[]\"";
        const auto end = std::min(text.find_first_of(ends, at_), text.size());
        word_ += text.substr(at_, std::min(end - at_, longest_word - word_.size()));
        pass_to(end);
        if (end != text.size()) { end_word(text, found); }
    }

    void end_word(std::string_view text, std::vector<found_event>& found) {
        mode_ = mode::between;
        const bool is_value = word_ == "null" || word_ == "true" || word_ == "false" ||
                              word_.find_first_not_of("0123456789+-.eE") == std::string::npos;
        if (!is_value) {
            add_fault(fault::broken, ++count_, at_, text, found);
            if (frames_.empty()) { mode_ = mode::line; }
        } else if (word_ == "null" && !frames_.empty() && frames_.back().is_object && is_event_place()) {
            arrive(); // a list that is not there has no events
        } else {
            refuse_value(text, found);
        }
    }

    void pass_line(std::string_view text) {
        pass_to(std::min(text.find('\n', at_), text.size()));
        if (at_ != text.size()) { mode_ = mode::between; }
    }

    /// Remembers where what is open begins.
    void note_line(std::string_view text) noexcept {
        line_ = line_at(begin_, text);
        counted_ = std::max(counted_, begin_);
        begin_line_ = line_;
    }

    /// What is open is broken at this place, where perhaps another event begins.
    void break_off(std::string_view text, std::vector<found_event>& found) {
        begins_line_ = false;
        if (mode_ == mode::event) { // whose bytes are all there
            if (enter_wrapper(true, text, found)) { return; }
            note_line(text);
            const auto before = text.substr(begin_, at_ - begin_);
            const auto line = before.substr(before.rfind('\n') + 1);
            looked_at_ += line.size();
            if (line.size() < before.size() && std::all_of(line.begin(), line.end(), is_blank)) {
                begins_line_ = true;
                margin_ = line.substr(0, longest_key);
            }
        }
        mode_ = mode::recovery;
    }

    /// Looks for a line that begins as events do.
    void recover(std::string_view text, std::vector<found_event>& found) {
        if (!begins_line_) {
            pass_to(std::min(text.find('\n', at_), text.size()));
            if (at_ == text.size()) { return; }
        }
        const char byte = text[at_];
        if (is_blank(byte)) {
            note_blank(byte);
            pass_to(at_ + 1);
            return;
        }
        const bool as_event = margin_ == margin_of_events_;
        const bool as_wrapper = wrapper_.is_open && margin_ == wrapper_.margin;
        if (byte == '{' && (as_event || as_wrapper)) {
            if (!is_told_) { found.push_back({0, 0, number_, begin_line_, fault::broken}); }
            wrapper_.is_told = true;
            if (!as_event || !wrapper_.has_lines) { leave_wrapper(found); }
            margin_of_events_ = margin_;
            mode_ = mode::between;
            return;
        }
        if (byte == ']' && as_wrapper) { // which ends with it
            wrapper_.is_told = true;     // as soon as another event begins
            leave_wrapper(found);
            margin_of_events_ = margin_;
        }
        begins_line_ = false;
    }

    static constexpr std::size_t longest_word = 64; // bytes

    event_places places_;
    std::vector<frame> frames_;
    json_nesting nesting_;
    mode mode_ = mode::between;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;    // of the value that is open
    std::uint64_t number_ = 0; // of the event that is open
    std::uint64_t count_ = 0;  // of events so far
    std::uint64_t line_ = 1;   // at `counted_`
    std::size_t counted_ = 0;
    std::uint64_t begin_line_ = 0; // of the value that is open, once it is needed
    std::string key_;
    std::string word_;
    std::string margin_;           // of this line: the blanks at its beginning
    std::string margin_of_events_; // of the last line that began with an event
    bool begins_line_ = true;      // there were only blanks in this line
    bool key_comes_ = false;
    bool key_leads_ = false;
    bool escaped_ = false;
    bool is_told_ = false; // what is open was reported already
    bool has_other_keys_ = false;
    open_wrapper wrapper_;       // around the innermost brackets, if it is open
    std::size_t entered_to_ = 0; // how far the text was seen when a wrapper was entered
    std::size_t entries_ = 0;    // in the text before that
    std::uint64_t looked_at_ = 0;
};

inline bool event_splitter::is_wrapper(std::string_view text, event_splitter& inner,
                                       std::vector<found_event>& records) {
    inner.advance(text, records);
    const bool has_events =
        std::any_of(records.begin(), records.end(), [](const auto& each) { return each.wrong != fault::no_object; });
    return !inner.has_other_keys() && (has_events || records.empty());
}

inline bool event_splitter::unwrap(std::string_view text, std::vector<found_event>& found) {
    const auto whole = text.substr(begin_, at_ - begin_);
    if (wrapper_beginning(whole) == 0) { return false; }
    auto inner = inside_wrapper();
    std::vector<found_event> records;
    const bool wraps = is_wrapper(whole, inner, records);
    looked_at_ += inner.looked_at_;
    if (!wraps) { return false; }
    leave_wrapper(found); // wrappers are not in wrappers
    note_line(text);
    for (auto& each : records) {
        each.begin += begin_;
        each.number += number_ - 1;
        each.line += each.line == 0 ? 0 : begin_line_ - 1;
        each.unwrapped = true;
        found.push_back(each);
    }
    count_ = number_ - 1 + inner.count_;
    return true;
}

inline bool event_splitter::enter_wrapper(bool is_broken, std::string_view text, std::vector<found_event>& found) {
    const auto seen = text.substr(begin_, std::min(at_ - begin_, places_.longest));
    const auto beginning = places_.unwraps ? wrapper_beginning(seen) : 0;
    if (begin_ >= entered_to_) { entries_ = 0; }
    if (beginning == 0 || entries_ == most_entries) { return false; }
    if (is_broken) { // otherwise it is too long for one event, whatever its keys
        auto inner = inside_wrapper();
        std::vector<found_event> records;
        const bool wraps = is_wrapper(seen, inner, records);
        looked_at_ += inner.looked_at_;
        if (!wraps) { return false; }
    }
    leave_wrapper(found); // wrappers are not in wrappers
    note_line(text);
    wrapper_ = {true, is_broken, false, false, false, frames_.size(), number_, begin_line_, margin_of_events_};
    ++entries_;
    entered_to_ = std::max(entered_to_, at_);
    --count_;
    frames_.push_back({true, true, places_.path.size()});
    frames_.push_back({false, true, places_.path.size()});
    key_leads_ = false;
    at_ = begin_ + beginning;
    mode_ = mode::between;
    return true;
}

} // namespace scan
