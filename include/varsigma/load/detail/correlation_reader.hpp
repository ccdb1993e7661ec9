// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/known_keys.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/value_reader.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/load/detail/yaml_scalar.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/suggest.hpp>
#include <varsigma/text/number.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE::yaml {

namespace detail {

inline constexpr std::array<std::string_view, 6> correlation_relations{"gt", "gte", "lt", "lte", "eq", "neq"};

[[nodiscard]] constexpr bool is_temporal(correlation_type type) noexcept {
    return type == correlation_type::temporal || type == correlation_type::temporal_ordered;
}

} // namespace detail

/// Reads what stands below `correlation`. Source: Sigma specification 2.1.0, "Sigma correlations".
class correlation_reader {
public:
    correlation_reader(correlation_rule& rule, reporter& report) noexcept : rule_(&rule), report_(&report) {}

    /// \param body what stands below `correlation`
    /// \param root the document
    /// Errors for missing and wrong keys are reported; then the rule is complete only in part. O(size).
    void read(const node& body, const node& root) {
        static constexpr std::array<std::string_view, 8> words{"type",      "rules",   "group-by", "timespan",
                                                               "condition", "aliases", "generate", "percentile"};
        if (body.kind != node_kind::mapping) {
            wrong_type(body, "correlation", "a map");
            return;
        }
        static constexpr std::array<std::string_view, 3> required{"type", "rules", "timespan"};
        const auto missing = missing_keys(body, required);
        for (const auto& entry : body.entries) {
            if (misspelt_key(entry.key->text, missing).empty()) check_key(*entry.key, words, false, *report_);
        }
        const bool has_type = read_type(body, root);
        if (const auto* rules = require(body, "rules", *report_, &root, section)) {
            read_texts(*rules, "rules", true, strictness::exact, *report_, rule_->rules);
            if (rules->kind == node_kind::sequence && rules->items.empty()) {
                report_->error(diagnostic_code::missing_key, rules->position, "the list of rules is empty");
            }
        }
        if (const auto* group_by = present(body, "group-by")) {
            read_texts(*group_by, "group-by", true, strictness::exact, *report_, rule_->group_by);
        }
        if (const auto* timespan = require(body, "timespan", *report_, &root, section)) {
            if (const auto text = read_timespan(*timespan, "timespan", *report_)) rule_->timespan = *text;
        }
        if (const auto* aliases = present(body, "aliases")) read_aliases(*aliases);
        if (const auto* generate = present(body, "generate")) read_generate(*generate);
        if (const auto* percentile = present(body, "percentile")) read_percentile(*percentile);
        if (has_type) read_condition(body, root);
        for (const std::string_view key : {"group-by", "aliases"}) warn_of_outside(root, key, section, *report_);
    }

    /// Reads a `generate` key, which may also stand at the top of the document.
    void read_generate(const node& value) {
        const auto found = value.kind == node_kind::scalar ? typed(value) : scalar_value{};
        if (found.type != scalar_type::boolean) {
            wrong_type(value, "generate", "true or false");
            return;
        }
        rule_->generate = found.boolean;
    }

private:
    static constexpr std::string_view section = "correlation";

    void wrong_type(const node& value, std::string_view what, std::string_view expected) {
        report_->error(diagnostic_code::wrong_type, value.position, wrong_kind(what, expected, value));
    }

    bool read_type(const node& body, const node& root) {
        const auto* value = require(body, "type", *report_, &root, section);
        if (value == nullptr) return false;
        const auto text = read_text(*value, "type", strictness::exact, *report_);
        if (!text) return false;
        if (const auto known = parse_correlation_type(*text)) {
            rule_->type = *known;
            return true;
        }
        const auto near =
            closest(*text, varsigma::detail::correlation_type_words, [](std::string_view word) { return word; });
        report_->error(diagnostic_code::value_kind, value->position,
                       "unknown type of correlation " + varsigma::quoted(*text), did_you_mean(near));
        return false;
    }

    void read_aliases(const node& value) {
        if (value.kind != node_kind::mapping) {
            wrong_type(value, "aliases", "a map");
            return;
        }
        for (const auto& entry : value.entries) {
            if (entry.value->kind != node_kind::mapping) {
                wrong_type(*entry.value, "an alias", "a map of rules to fields");
                continue;
            }
            correlation_alias alias;
            alias.name = entry.key->text;
            for (const auto& field : entry.value->entries) {
                if (const auto text = read_text(*field.value, "the field of an alias", strictness::exact, *report_)) {
                    alias.fields.emplace_back(field.key->text, *text);
                }
            }
            rule_->aliases.push_back(std::move(alias));
        }
    }

    std::optional<number> read_number(const node& value, std::string_view what) {
        const auto found = value.kind == node_kind::scalar ? typed(value) : scalar_value{};
        if (found.type == scalar_type::number) return found.numeric;
        wrong_type(value, what, "a number");
        return std::nullopt;
    }

    void read_percentile(const node& value) {
        const auto percentile = read_number(value, "percentile");
        if (!percentile) return;
        rule_->percentile = percentile;
        if (!(*percentile >= number{0} && *percentile <= number{100})) {
            report_->error(diagnostic_code::value_kind, value.position, "a percentile lies between 0 and 100");
        }
    }

    void read_condition(const node& body, const node& root) {
        const auto* value = present(body, "condition");
        if (value == nullptr) {
            // one that is written, but elsewhere, is missed also by types that need none
            if (!detail::is_temporal(rule_->type) || present(root, "condition") != nullptr) {
                static_cast<void>(require(body, "condition", *report_, &root, section));
            }
            return;
        }
        if (value->kind == node_kind::mapping) {
            read_bounds(*value);
        } else if (!detail::is_temporal(rule_->type)) {
            wrong_type(*value, "the condition of this type of correlation", "a map");
        } else if (const auto text = read_text(*value, "condition", strictness::exact, *report_)) {
            rule_->extended_condition = *text;
        }
    }

    void read_bounds(const node& map) {
        for (const auto& entry : map.entries) {
            const auto key = entry.key->text;
            const auto& relations = detail::correlation_relations;
            if (key == "field") {
                read_texts(*entry.value, "field", true, strictness::exact, *report_, rule_->fields);
            } else if (key == "percentile") {
                read_percentile(*entry.value);
            } else if (std::find(relations.begin(), relations.end(), key) != relations.end()) {
                if (const auto threshold = read_number(*entry.value, key)) {
                    rule_->bounds.push_back({std::string{key}, *threshold});
                }
            } else {
                const auto near = closest(key, relations, [](std::string_view word) { return word; });
                report_->error(diagnostic_code::unknown_key, entry.key->position,
                               "unknown key " + varsigma::quoted(key) + " in the condition of a correlation",
                               did_you_mean(near));
            }
        }
        check_bounds(map);
    }

    void check_bounds(const node& map) {
        const auto missing = [&](std::string_view what) {
            report_->error(diagnostic_code::missing_key, map.position,
                           "the condition of this type of correlation needs " + std::string{what});
        };
        constexpr std::size_t most_bounds = 2;
        if (rule_->bounds.empty()) missing("one of gt, gte, lt, lte, eq and neq");
        if (rule_->bounds.size() > most_bounds) {
            report_->error(diagnostic_code::value_kind, map.position, "a condition has at most two bounds");
        }
        const bool counts = rule_->type == correlation_type::event_count || detail::is_temporal(rule_->type);
        if (!counts && rule_->fields.empty()) missing("a field");
        if (rule_->type == correlation_type::value_percentile && !rule_->percentile) missing("a percentile");
    }

    correlation_rule* rule_;
    reporter* report_;
};

} // namespace VARSIGMA_NAMESPACE::yaml
