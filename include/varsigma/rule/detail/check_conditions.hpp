// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/aggregation.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detail/parse_aggregation.hpp>
#include <varsigma/rule/detail/pattern_budget.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/suggest.hpp>
#include <varsigma/rule/validation_options.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Parses the conditions of one rule and checks them against its selections.
class condition_checker {
public:
    condition_checker(const std::vector<named_detection>& selections, const std::vector<condition>& conditions,
                      const validation_options& options, rule_findings& found)
        : selections_(selections),
          options_(options),
          found_(found),
          budget_(selections, conditions, options.max_pattern_comparisons),
          used_(selections.size(), false) {
        for (std::size_t at = 0; at < selections.size(); ++at) {
            const auto& each = selections[at];
            used_[at] = true; // of a selection with a fault of its own, it need not be said that it is unused
            if (!can_be_named(each.name)) {
                found_.error(diagnostic_code::wrong_type, each.position,
                             varsigma::quoted(each.name) + " is never a selection");
            } else if (!is_first(each.name, at)) {
                found_.error(diagnostic_code::duplicate_key, each.position,
                             "selection " + varsigma::quoted(each.name) + " is there twice");
            } else {
                used_[at] = false;
            }
        }
    }

    /// Fills in the nodes of `each`. What stands behind a `|`, if that is there.
    std::optional<aggregation> check(condition& each) {
        each.nodes.clear();
        each.root = condition_node::none;
        if (each.text.size() > options_.max_condition_length) {
            complete_ = false;
            found_.error(diagnostic_code::rule_too_large, each.position,
                         "the condition is longer than " + std::to_string(options_.max_condition_length) + " bytes");
            return std::nullopt;
        }
        nodes_.clear();
        const auto parsed = parse_condition(each.text, nodes_, options_.max_condition_depth);
        if (parsed.error) {
            complete_ = false;
            found_.error(*parsed.error, place(each, parsed.error_offset), "condition: " + std::string{parsed.reason});
            return std::nullopt;
        }
        each.nodes.assign(nodes_.begin(), nodes_.end()); // without room for more
        each.root = parsed.root;
        if (parsed.upper_case_offset) {
            found_.warn(diagnostic_code::condition_upper_case, place(each, *parsed.upper_case_offset),
                        "condition: operators are written in lower case");
        }
        for (const auto& node : each.nodes) {
            if (node.op == condition_operator::identifier) check_identifier(each, node);
            if (node.op == condition_operator::quantified) check_pattern(each, node);
        }
        if (!parsed.pipe_offset) return std::nullopt;
        return check_aggregation(each, *parsed.pipe_offset);
    }

    /// To be called once every condition is checked. Says nothing if one could not be read.
    void report_unused() const {
        if (!complete_) return;
        for (std::size_t at = 0; at < selections_.size(); ++at) {
            if (used_[at]) continue;
            found_.warn(diagnostic_code::unused_selection, selections_[at].position,
                        "selection " + varsigma::quoted(selections_[at].name) + " is used by no condition");
        }
    }

private:
    static source_position place(const condition& each, std::size_t offset) noexcept {
        return advanced(each.position, each.text, offset);
    }

    static std::string_view name_of(const named_detection& each) noexcept { return each.name; }

    static bool can_be_named(std::string_view name) noexcept { return name != "timeframe" && name != "condition"; }

    /// Whether no selection before that one has its name; to be asked of each in turn.
    bool is_first(std::string_view name, std::size_t at) {
        if (selections_.size() > few) return index_.emplace(name, at).second;
        return find(name) == at;
    }

    /// The first selection of that name, or how many there are.
    [[nodiscard]] std::size_t find(std::string_view name) const {
        if (selections_.size() > few) {
            const auto known = index_.find(name);
            return known == index_.end() ? selections_.size() : known->second;
        }
        std::size_t at = 0;
        while (at < selections_.size() && selections_[at].name != name) ++at;
        return can_be_named(name) ? at : selections_.size();
    }

    /// Marks the selection of that name as used; false if there is none.
    bool use(std::string_view name) {
        const auto at = find(name);
        if (at == selections_.size()) return false;
        used_[at] = true;
        return true;
    }

    void check_identifier(const condition& each, const condition_node& node) {
        const auto name = node.text_in(each.text);
        if (use(name)) return;
        if (!undefined_.insert(name).second) return;
        const auto position = place(each, node.text_offset);
        if (name == "timeframe") {
            found_.error(diagnostic_code::undefined_identifier, position,
                         "condition: 'timeframe' is a duration and never a selection");
            return;
        }
        // a rule that is wrong throughout gets its first suggestions only: each of them looks at every selection
        constexpr std::size_t most_suggestions = 8;
        found_.error(diagnostic_code::undefined_identifier, position,
                     "condition: selection " + varsigma::quoted(name) + " is not defined",
                     undefined_.size() > most_suggestions ? std::string{}
                                                          : did_you_mean(closest(name, selections_, name_of)));
    }

    void check_pattern(const condition& each, const condition_node& node) {
        const auto pattern = node.text_in(each.text);
        const auto position = place(each, node.text_offset);
        std::uint32_t selected = 0;
        for (std::size_t at = 0; at < selections_.size() && !budget_.is_spent(); ++at) {
            if (!budget_.selects(pattern, selections_[at].name)) continue;
            used_[at] = true;
            ++selected;
        }
        if (budget_.is_spent()) {
            if (complete_) {
                found_.error(diagnostic_code::rule_too_large, position,
                             "condition: too many patterns over too many selections",
                             "use fewer patterns, with fewer stars, or shorter names");
            }
            complete_ = false;
            return;
        }
        if (selected == 0) {
            found_.error(diagnostic_code::empty_pattern, position,
                         "condition: " + varsigma::quoted(pattern) + " selects nothing", pattern_suggestion(pattern));
        } else if (node.count != condition_node::all && node.count > selected) {
            found_.warn(diagnostic_code::impossible_count, position,
                        "condition: " + std::to_string(node.count) + " of " + varsigma::quoted(pattern) +
                            " can never hold, as it selects " + std::to_string(selected));
        }
    }

    /// A pattern that selects something, if the one given is nearly it.
    [[nodiscard]] std::string pattern_suggestion(std::string_view pattern) {
        if (++empty_patterns_ > 8) return {};
        const std::string hidden = "_" + std::string{pattern};
        for (const auto& each : selections_) {
            if (each.name.starts_with('_') && (is_them(pattern) || for_suggestions_.selects(hidden, each.name))) {
                return "names that begin with _ are skipped, write a pattern that begins with it";
            }
        }
        if (pattern.find('*') + 1 != pattern.size()) return did_you_mean(closest(pattern, selections_, name_of));
        const auto stem = pattern.substr(0, pattern.size() - 1);
        std::string_view best; // the beginning of a name, which may be longer or shorter by a slip
        for (const std::size_t size : {stem.size(), stem.size() + 1, stem.size() - (stem.empty() ? 0 : 1)}) {
            const auto beginning = closest(stem, selections_, [&](const named_detection& each) {
                return std::string_view{each.name}.substr(0, size);
            });
            if (!beginning.empty() &&
                (best.empty() || spelling_distance(stem, beginning) < spelling_distance(stem, best))) {
                best = beginning;
            }
        }
        return best.empty() ? std::string{} : did_you_mean(std::string{best} + '*');
    }

    std::optional<aggregation> check_aggregation(const condition& each, std::size_t pipe) {
        const auto text = std::string_view{each.text}.substr(pipe + 1);
        auto parsed = parse_aggregation(text, source_position{1, 1});
        if (!parsed) {
            complete_ = false;
            const std::size_t offset =
                text.find('\n') == std::string_view::npos ? parsed.error().position.column - 1 : 0;
            found_.error(parsed.error().code, place(each, pipe + 1 + offset), "condition: " + parsed.error().message,
                         parsed.error().suggestion);
            return std::nullopt;
        }
        const auto function = parsed->function;
        const auto position = place(each, pipe);
        found_.warn(diagnostic_code::deprecated_aggregation, position,
                    "condition: what stands behind | is deprecated and means a correlation");
        if (function == aggregation_function::near || function == aggregation_function::min ||
            function == aggregation_function::max) {
            found_.warn(diagnostic_code::unsupported_aggregation, position,
                        "condition: near, min and max are read but never matched");
        }
        if (function == aggregation_function::near) use_words(parsed->text);
        return std::move(parsed).value();
    }

    void use_words(std::string_view text) {
        constexpr std::string_view between = " \t\r\n()";
        while (true) {
            const auto begin = text.find_first_not_of(between);
            if (begin == std::string_view::npos) return;
            text.remove_prefix(begin);
            const auto word = text.substr(0, text.find_first_of(between));
            static_cast<void>(use(word));
            text.remove_prefix(word.size());
        }
    }

    static constexpr std::size_t few = 16; // looked through one by one

    const std::vector<named_detection>& selections_;
    const validation_options& options_;
    rule_findings& found_;
    std::unordered_map<std::string_view, std::size_t> index_; // only if there are more than a few
    std::unordered_set<std::string_view> undefined_;          // views into the conditions, which stay as they are
    pattern_budget budget_;
    pattern_budget for_suggestions_{0};
    std::vector<bool> used_;
    std::vector<condition_node> nodes_; // of the condition that is being parsed
    std::size_t empty_patterns_ = 0;
    bool complete_ = true;
};

} // namespace VARSIGMA_NAMESPACE::detail
