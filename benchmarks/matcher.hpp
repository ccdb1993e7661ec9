// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "event_lines.hpp"

#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/rule_set.hpp>

#include <cstddef>
#include <vector>

using event_rules = varsigma::rule_set<varsigma::dynamic_event>;

/// What one thread needs to read and match events, a block at a stretch.
class matcher {
public:
    /// So many that reading the clock does not count, and so few that their rows stay in the processor's second cache.
    static constexpr std::size_t block_size = 32;

    explicit matcher(const event_rules& rules) : rules_(rules), scratch_(rules), reader_(rules.fields()) {
        block_.reserve(block_size);
        while (block_.size() < block_size) { block_.emplace_back(rules.fields()); }
    }

    /// Reads a line into the row of that number. False if it is not a JSON object; the row is then empty.
    bool read(event_lines::line line, std::size_t number = 0) {
        return reader_.read(line.text, line.capacity, block_[number]).has_value();
    }
    /// Matches the row of that number.
    [[nodiscard]] varsigma::hits match(std::size_t number = 0) { return rules_.match(block_[number], scratch_); }

    /// Reads and matches lines one by one, as a program would; the number of matches.
    std::size_t scan(const event_lines& lines, std::size_t begin, std::size_t end) {
        std::size_t matches = 0;
        for (std::size_t at = begin; at < end; ++at) {
            read(lines[at]);
            matches += match().size();
        }
        return matches;
    }

    [[nodiscard]] const event_rules::scratch& scratch() const noexcept { return scratch_; }

private:
    const event_rules& rules_;
    event_rules::scratch scratch_;
    varsigma::simdjson_reader reader_;
    std::vector<varsigma::dynamic_event> block_;
};
