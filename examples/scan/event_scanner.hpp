// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "detection_writer.hpp"
#include "event_block.hpp"
#include "event_list.hpp"
#include "event_place.hpp"
#include "event_splitter.hpp"
#include "explainer.hpp"
#include "found_event.hpp"
#include "record_wrapper.hpp"
#include "statistics.hpp"
#include "table_header.hpp"

#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_map.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/rule_set.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scan {

using rule_set = varsigma::rule_set<varsigma::dynamic_event>;

/// Some events, and what they gave. Its memory is used again.
struct scan_job {
    event_block events;
    std::string detections; ///< for the standard output
    tally counted;
};

/// What all threads share, and nobody changes.
struct scan_settings {
    const rule_set& rules;
    const varsigma::field_map& map;
    const detection_writer& writer;
    const explainer& why;
    std::size_t longest_event; ///< bytes
    bool looks_for_wrappers;   ///< whether first events may be wrappers that nobody asked to open
};

/// Matches events: one for each thread, since it holds all that changes from event to event.
class event_scanner {
public:
    explicit event_scanner(const scan_settings& settings)
        : settings_(&settings),
          channel_(settings.rules.fields()->find("Channel")),
          reader_(settings.rules.fields(), settings.map),
          event_(settings.rules.fields()),
          scratch_(settings.rules) {}

    void operator()(scan_job& job) {
        job.detections.clear();
        job.counted = {};
        if (job.events.has_lines) {
            scan_lines(job);
        } else {
            for (const auto& each : job.events.events) {
                scan_found(each, job.events.text(), {job.events.input, 0, 0, false}, job);
            }
        }
    }

private:
    static constexpr std::string_view blanks = " \t\r";

    [[nodiscard]] static bool is_blank(std::string_view line) noexcept {
        return line.find_first_not_of(blanks) == std::string_view::npos;
    }

    /// Without the blanks around the event in it.
    [[nodiscard]] bool is_too_long(std::string_view line) const noexcept {
        if (line.size() <= settings_->longest_event || is_blank(line)) { return false; }
        const auto first = line.find_first_not_of(blanks);
        return line.find_last_not_of(blanks) + 1 - first > settings_->longest_event;
    }

    void scan_lines(scan_job& job) {
        event_place place{job.events.input, job.events.first_line, 0, true};
        if (job.events.overlong) { refuse(job.events.overlong_list ? fault::long_list : fault::too_long, place, job); }
        for (auto text = job.events.text(); !text.empty(); ++place.number) {
            const auto line = text.substr(0, text.find('\n'));
            if (is_too_long(line)) {
                const bool is_list = wrapper_beginning(line) != 0 || begins_as_list(line);
                refuse(is_list ? fault::long_list : fault::too_long, place, job);
            } else if (wrapper_beginning(line) != 0) {
                scan_wrapper(place, line, job);
            } else if (!is_blank(line)) {
                scan(place, line, job);
            }
            text.remove_prefix(line.size() + 1);
        }
    }

    /// A line that stands for the events of a list.
    void scan_wrapper(const event_place& place, std::string_view line, scan_job& job) {
        wrapped_.clear();
        event_splitter splitter{{{}, true, settings_->longest_event}};
        splitter.advance(line, wrapped_);
        splitter.finish(line, wrapped_);
        for (const auto& each : wrapped_) { scan_found(each, line, place, job); }
    }

    /// An event that was found in `text`; `place` is that of the text, if that is a line.
    void scan_found(const found_event& found, std::string_view text, event_place place, scan_job& job) {
        if (!place.is_line) {
            place.number = found.number;
            place.line = found.line;
        }
        if (found.wrong != fault::none) {
            refuse(found.wrong, place, job);
        } else {
            if (found.unwrapped) { pass_first(place, job); }
            scan(place, text.substr(found.begin, found.size), job);
        }
    }

    void scan(const event_place& place, std::string_view text, scan_job& job) {
        const auto& memory = job.events.memory;
        const auto readable = static_cast<std::size_t>(memory.data() + memory.size() - text.data());
        if (auto read = reader_.read(text, readable, event_); !read) {
            refuse(read.error(), text, place, job);
            return;
        }
        if (seen_ != place.input) { look_at_first(place, text, job); }
        const auto found = settings_->rules.match(event_, scratch_);
        ++job.counted.events;
        job.counted.repaired += event_.repaired() ? 1U : 0U;
        if (!found.routed()) { job.counted.unrouted.add(channel()); }
        job.counted.fieldless += event_.row().present().empty() ? 1U : 0U;
        job.counted.matches += found.size();
        for (const auto& hit : found) {
            const auto explanation = settings_->why.explain(hit.index(), event_, scratch_);
            settings_->writer.write({place, hit.index(), event_, explanation}, job.detections);
        }
    }

    [[nodiscard]] static std::string_view cause_of(const varsigma::diagnostic& error, std::string_view text) noexcept {
        const bool holds_nul = text.find('\0') != std::string_view::npos;
        return holds_nul ? std::string_view{"the event is not well-formed JSON: it holds NUL bytes"} : error.message;
    }

    /// The first event of an input that this thread meets. Threads take blocks in order, and so it is the input's first
    /// event, or one of another thread's is before it, which `wrapper_counter` finds.
    void look_at_first(const event_place& place, std::string_view text, scan_job& job) {
        if (settings_->looks_for_wrappers) {
            if (const auto list = event_list_in(text)) { job.counted.wrappers.add(*list, place); }
        }
        pass_first(place, job);
    }

    /// Knows that there was one.
    void pass_first(const event_place& place, scan_job& job) {
        if (seen_ == place.input) { return; }
        seen_ = place.input;
        job.counted.wrappers.pass(place.input);
    }

    /// What the event calls its channel, as the router looks for it; empty if it has none.
    [[nodiscard]] std::string_view channel() const noexcept {
        if (!channel_) { return {}; }
        const auto& content = event_.row().first(*channel_);
        return content.type() == varsigma::value_type::text ? content.as_text() : std::string_view{};
    }

    static void refuse(const varsigma::diagnostic& error, std::string_view text, const event_place& place,
                       scan_job& job) {
        if (place.is_line && begins_as_list(text)) {
            refuse(fault::list, place, job);
        } else if (place.is_line && place.number == 1 && begins_as_table(job.events.text())) {
            refuse(fault::table, place, job);
        } else {
            job.counted.malformed.add(cause_of(error, text), error.code, place);
        }
    }

    static void refuse(fault wrong, const event_place& place, scan_job& job) {
        job.counted.malformed.add(text_of(wrong, place.is_line), varsigma::diagnostic_code::bad_json, place);
    }

    const scan_settings* settings_;
    std::optional<varsigma::slot> channel_;
    varsigma::simdjson_reader reader_;
    varsigma::dynamic_event event_;
    rule_set::scratch scratch_;
    std::vector<found_event> wrapped_;
    std::optional<std::size_t> seen_; // the input of the last event
};

} // namespace scan
