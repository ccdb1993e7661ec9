// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "event_place.hpp"
#include "event_source.hpp"
#include "statistics.hpp"
#include "wrapper_counter.hpp"

#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/event/rule_logsource.hpp>
#include <varsigma/rule/rule_list.hpp>
#include <varsigma/rule/severity_level.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scan {

/// Says what a run did not do: a line for each cause, with a count and what can be done. Nothing if it did everything.
class undone_report {
public:
    /// What became of rules. `lowest` is the level that was asked for.
    void add_rules(const rule_counts& rules, varsigma::severity_level lowest) {
        if (rules.rejected != 0) { say(counted(rules.rejected, "rule") + " rejected: the errors above tell why"); }
        if (const auto needing = rules.aggregations + rules.correlations; needing != 0) {
            say(counted(needing, "rule") + " not matched: " + std::to_string(rules.correlations) +
                " correlations and " + std::to_string(rules.aggregations) +
                " with an aggregation need a correlator, which there is not yet");
        }
        if (rules.filters != 0) {
            say(counted(rules.filters, "filter") + " not applied: filters are not evaluated yet");
        }
        if (rules.below_level != 0) {
            say(counted(rules.below_level, "rule") + " left out: below the level that --min-level asks for, " +
                std::string{name(lowest)} + (rules.loaded == 0 ? "; no other is left to match" : ""));
        }
    }

    /// Which of the `loaded` rules can match nothing, by their indexes, and in full what they are called.
    void add_elsewhere(const varsigma::rule_list& rules, const std::vector<std::string>& names,
                       const std::vector<std::size_t>& elsewhere, std::size_t loaded, bool in_full) {
        if (elsewhere.empty()) { return; }
        say(std::to_string(elsewhere.size()) + " of the " + counted(loaded, "rule") +
            " loaded can match nothing here: for log sources that no event of this run can be of" +
            (in_full ? "" : "; --verbose names them"));
        if (!in_full) { return; }
        for (const auto index : elsewhere) {
            const auto& rule = rules[index];
            std::string text = "rule " + names[index];
            if (!rule.metadata.id.empty()) { varsigma::append_printable(" (" + rule.metadata.title + ')', text); }
            varsigma::append_printable(" in " + rule.origin.file, text);
            say(text + ':' + std::to_string(rule.origin.position.line) +
                " can match nothing here: no event of this run can be of " + list_of(rule.source));
        }
    }

    /// What became of events of these inputs.
    void add_events(const tally& counted_events, const std::vector<std::string>& inputs) {
        for (const auto& each : counted_events.malformed.entries()) {
            say(counted(each.count, "event") + " malformed: " + varsigma::printable(each.cause) +
                (each.count == 1 ? ", " : ", the first ") + place_of(each.first, inputs) + " [" +
                std::string{name(each.code)} + ']');
        }
        if (counted_events.repaired != 0) {
            say(counted(counted_events.repaired, "event") + " repaired: text that is not valid was replaced");
        }
        for (const auto& each : counted_events.wrappers.entries()) { say_wrapper(each, inputs); }
        if (counted_events.unrouted.count() != 0) { say_unrouted(counted_events); }
        say_fieldless(counted_events);
        if (counted_events.events == 0 && counted_events.malformed.count() == 0) { say("there was no event"); }
    }

    /// Lines for the standard error.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    static constexpr std::size_t channels_named = 5;
    static constexpr std::size_t longest_name = 100; // characters

    void say(std::string_view what) { text_.append("scan: ").append(what).append("\n"); }

    [[nodiscard]] static std::string counted(std::uint64_t count, std::string_view what) {
        return std::to_string(count) + ' ' + std::string{what} + (count == 1 ? "" : "s");
    }

    [[nodiscard]] static std::string place_of(const event_place& place, const std::vector<std::string>& inputs) {
        std::string text = "in ";
        varsigma::append_printable(input_name(inputs[place.input]), longest_name, text);
        if (place.is_line) { return text + ':' + std::to_string(place.number); }
        if (place.line != 0) { text += ':' + std::to_string(place.line); }
        return text + ", event " + std::to_string(place.number);
    }

    /// A logsource as `--logsource` takes it.
    [[nodiscard]] static std::string list_of(const varsigma::rule_logsource& source) {
        std::string text;
        const auto add = [&](std::string_view attribute, std::string_view value) {
            if (value.empty()) { return; }
            text.append(text.empty() ? "" : ",").append(attribute).append("=");
            varsigma::append_printable(value, longest_name, text);
        };
        add("product", source.product);
        add("category", source.category);
        add("service", source.service);
        return text;
    }

    void say_wrapper(const wrapper_counter::entry& found, const std::vector<std::string>& inputs) {
        std::string text = "the first event of ";
        if (found.inputs != 1) { text += std::to_string(found.inputs) + " inputs, the first "; }
        varsigma::append_printable(input_name(inputs[found.first.input]), longest_name, text);
        text += found.inputs == 1 ? " looks like a wrapper: its list " : ", looks like a wrapper: its list ";
        varsigma::append_quoted(found.list.path, longest_name, '\'', text);
        text += " (" + counted(found.list.count, "object") + ") is not read as events; ";
        if (found.list.is_reachable) {
            text += "--records ";
            varsigma::append_printable(found.list.path, text);
            text += " reads it";
        } else {
            text += "--records, whose keys are joined by dots, cannot name it: write its objects on lines of their own "
                    "first";
        }
        say(text);
    }

    /// Of single events that is usual; of all of them it means that they are not what they seem.
    void say_fieldless(const tally& counted_events) {
        const bool all = counted_events.events != 0 && counted_events.fieldless == counted_events.events;
        if (!all || counted_events.matches != 0 || counted_events.unrouted.count() == counted_events.events) { return; }
        say("no event has a field that a rule reads: --records names the list that holds the events, --map what their "
            "fields are called");
    }

    void say_unrouted(const tally& counted_events) {
        const auto& unrouted = counted_events.unrouted;
        std::string text = std::to_string(unrouted.count()) + " of " + counted(counted_events.events, "event") +
                           " unrouted, which met no rule: their log source is not known (";
        std::uint64_t named = 0;
        for (const auto& [channel, count] : unrouted.most_frequent(channels_named)) {
            text += named == 0 ? "Channel " : ", ";
            varsigma::append_quoted(channel, longest_name, '\'', text);
            text += ": " + std::to_string(count);
            named += count;
        }
        if (unrouted.nameless() != 0) {
            text += (named == 0 ? "" : ", ") + std::string{"no Channel: "} + std::to_string(unrouted.nameless());
        }
        if (const auto others = unrouted.count() - named - unrouted.nameless(); others != 0) {
            text += ", others: " + std::to_string(others);
        }
        text += "); ";
        if (!counted_events.wrappers.entries().empty()) { text += "--records reads the events in a list, "; }
        say(text + "--map brings Channel and EventID to where they are looked for, --logsource names the log source of "
                   "all events, --no-routing shows every event to every rule");
    }

    std::string text_;
};

} // namespace scan
