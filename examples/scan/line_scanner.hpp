// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "detection_writer.hpp"
#include "explainer.hpp"
#include "line_source.hpp"
#include "statistics.hpp"

#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_map.hpp>
#include <varsigma/match/rule_set.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

namespace scan {

using rule_set = varsigma::rule_set<varsigma::dynamic_event>;

/// Some lines, and what they gave. Its memory is used again.
struct scan_job {
    line_block lines;
    std::string detections; ///< for the standard output
    std::string complaints; ///< for the standard error
    tally counted;
};

/// What all threads share, and nobody changes.
struct scan_settings {
    const rule_set& rules;
    const varsigma::field_map& map;
    const detection_writer& writer;
    const explainer& why;
    std::string input_name;
    std::size_t longest_line;
};

/// Matches lines: one for each thread, since it holds all that changes from event to event.
class line_scanner {
public:
    explicit line_scanner(const scan_settings& settings)
        : settings_(&settings),
          reader_(settings.rules.fields(), settings.map),
          event_(settings.rules.fields()),
          scratch_(settings.rules) {}

    void operator()(scan_job& job) {
        job.detections.clear();
        job.complaints.clear();
        job.counted = {};
        auto number = job.lines.first_line;
        if (job.lines.overlong) { refuse(number, too_long(), job); }
        const auto& memory = job.lines.memory;
        const char* const readable_end = memory.data() + memory.size();
        for (auto text = job.lines.text(); !text.empty(); ++number) {
            const auto line = text.substr(0, text.find('\n'));
            const auto readable = static_cast<std::size_t>(readable_end - line.data());
            if (line.size() > settings_->longest_line) {
                refuse(number, too_long(), job);
            } else if (!is_blank(line)) {
                scan(number, line, readable, job);
            }
            text.remove_prefix(line.size() + 1);
        }
    }

private:
    [[nodiscard]] static bool is_blank(std::string_view line) noexcept {
        return line.find_first_not_of(" \t\r") == std::string_view::npos;
    }

    void scan(std::uint64_t number, std::string_view line, std::size_t readable, scan_job& job) {
        if (auto read = reader_.read(line, readable, event_); !read) {
            refuse(number, read.error(), job);
            return;
        }
        const auto found = settings_->rules.match(event_, scratch_);
        ++job.counted.events;
        job.counted.repaired += event_.repaired() ? 1U : 0U;
        job.counted.unrouted += found.routed() ? 0U : 1U;
        job.counted.matches += found.size();
        for (const auto& hit : found) {
            const auto explanation = settings_->why.explain(hit.index(), event_, scratch_);
            settings_->writer.write({number, hit.index(), event_, explanation}, job.detections);
        }
    }

    [[nodiscard]] varsigma::diagnostic too_long() const {
        return {varsigma::diagnostic_code::bad_json,
                varsigma::severity::error,
                {},
                {},
                "the line is longer than " + std::to_string(settings_->longest_line) + " bytes",
                {}};
    }

    void refuse(std::uint64_t number, varsigma::diagnostic finding, scan_job& job) const {
        ++job.counted.malformed;
        finding.file = settings_->input_name;
        finding.position.line =
            static_cast<std::uint32_t>(std::min<std::uint64_t>(number, std::numeric_limits<std::uint32_t>::max()));
        job.complaints += render(finding);
        job.complaints += '\n';
    }

    const scan_settings* settings_;
    varsigma::simdjson_reader reader_;
    varsigma::dynamic_event event_;
    rule_set::scratch scratch_;
};

} // namespace scan
