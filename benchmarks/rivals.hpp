// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "plain_evaluation.hpp"
#include "plain_rules.hpp"

#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule/document.hpp>

#include <re2/set.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Another way to match the same rules.
class rival {
public:
    rival() = default;
    rival(const rival&) = delete;
    rival& operator=(const rival&) = delete;
    virtual ~rival() = default;

    /// How many rules match.
    [[nodiscard]] virtual std::size_t match(const varsigma::event_row& row) = 0;
};

/// The rules of all rivals, sorted by route as the engine sorts them.
class plain_rule_set {
public:
    plain_rule_set(const std::vector<varsigma::detection_rule>& rules, varsigma::router routes)
        : routes_(std::move(routes)) {
        plain_compiler compiler{*fields_};
        std::map<std::pair<std::size_t, const void*>, std::shared_ptr<const plain_rule>> compiled;
        for (const auto& seen : routes_.routes()) {
            auto& admitted = buckets_.emplace_back();
            for (std::size_t index = 0; index < rules.size(); ++index) {
                if (!seen.admits(rules[index].source)) { continue; }
                const auto aliases = seen.aliases_for(rules[index].source);
                auto& rule = compiled[{index, aliases.data()}];
                if (!rule) {
                    rule =
                        std::make_shared<const plain_rule>(plain_rule{index, compiler.compile(rules[index], aliases)});
                }
                admitted.push_back(rule);
            }
        }
        routes_.bind(*fields_);
        tests_ = compiler.tests();
    }

    using bucket = std::vector<std::shared_ptr<const plain_rule>>;

    [[nodiscard]] std::shared_ptr<const varsigma::field_table> fields() const noexcept { return fields_; }
    [[nodiscard]] const std::vector<plain_test>& tests() const noexcept { return tests_; }
    [[nodiscard]] const std::vector<bucket>& buckets() const noexcept { return buckets_; }
    [[nodiscard]] std::size_t bucket_of(const varsigma::event_row& row) const { return routes_.find(row); }

private:
    std::shared_ptr<varsigma::field_table> fields_ = std::make_shared<varsigma::field_table>();
    varsigma::router routes_;
    std::vector<plain_test> tests_;
    std::vector<bucket> buckets_;
};

/// Tries every rule of the event's route.
template <class TextTest>
class one_by_one final : public rival {
public:
    one_by_one(const plain_rule_set& rules, TextTest text)
        : rules_(rules), evaluator_(rules.tests(), std::move(text)) {}

    [[nodiscard]] std::size_t match(const varsigma::event_row& row) override {
        evaluator_.begin(row);
        std::size_t found = 0;
        for (const auto& rule : rules_.buckets()[rules_.bucket_of(row)]) {
            found += evaluator_.holds(rule->root) ? 1U : 0U;
        }
        return found;
    }

private:
    const plain_rule_set& rules_;
    plain_evaluator<TextTest> evaluator_;
};

/// Text tests of which one holds in every match: their literals are what a prefilter looks for.
[[nodiscard]] inline std::optional<std::vector<std::size_t>> signs_of(const plain_node& node,
                                                                      const std::vector<plain_test>& tests) {
    const auto shortest = [&](const std::vector<std::size_t>& signs) {
        std::size_t length = ~std::size_t{0};
        for (const auto sign : signs) { length = std::min(length, tests[sign].literal.size()); }
        return length;
    };
    if (node.what == plain_node::kind::negation) { return std::nullopt; }
    if (node.what == plain_node::kind::test) {
        const auto& test = tests[node.number];
        if (test.what != plain_test::kind::text || test.field == plain_keyword || test.literal.empty()) {
            return std::nullopt;
        }
        return std::vector<std::size_t>{node.number};
    }
    if (node.number == node.children.size()) { // all: the best of them will do
        std::optional<std::vector<std::size_t>> best;
        for (const auto& child : node.children) {
            auto signs = signs_of(child, tests);
            if (signs && (!best || shortest(*signs) > shortest(*best))) { best = std::move(signs); }
        }
        return best;
    }
    std::vector<std::size_t> joined;
    for (const auto& child : node.children) {
        const auto signs = signs_of(child, tests);
        if (!signs) { return std::nullopt; }
        joined.insert(joined.end(), signs->begin(), signs->end());
    }
    return joined;
}

/// Evaluates only the rules of which `Filter` has found a sign, and those that have none.
///
/// `Filter` is made from the tests to look for in one route, when its first event comes; `find(row, found)` calls
/// `found(place)` with the place of at least each that holds.
template <class Filter>
class prefiltered final : public rival {
public:
    explicit prefiltered(const plain_rule_set& rules)
        : rules_(rules), evaluator_(rules.tests(), search_texts{}), routes_(rules.buckets().size()) {}

    [[nodiscard]] std::size_t match(const varsigma::event_row& row) override {
        const auto bucket = rules_.bucket_of(row);
        auto& route = routes_[bucket];
        if (!route) { route = std::make_unique<filtered_route>(rules_, rules_.buckets()[bucket]); }
        auto& candidates = route->candidates;
        candidates = route->always;
        ++round_;
        route->filter.find(row, [&](std::size_t place) {
            for (const auto rule : route->rules_of[place]) {
                if (route->rounds[rule] != round_) {
                    route->rounds[rule] = round_;
                    candidates.push_back(rule);
                }
            }
        });
        evaluator_.begin(row);
        std::size_t found = 0;
        for (const auto rule : candidates) {
            found += evaluator_.holds(rules_.buckets()[bucket][rule]->root) ? 1U : 0U;
        }
        return found;
    }

private:
    struct filtered_route {
        filtered_route(const plain_rule_set& all, const plain_rule_set::bucket& rules)
            : rounds(rules.size()), filter(sort(all.tests(), rules)) {}

        std::vector<const plain_test*> sort(const std::vector<plain_test>& tests, const plain_rule_set::bucket& rules) {
            std::vector<const plain_test*> wanted;
            std::map<std::size_t, std::size_t> places; // by number of the test
            for (std::size_t at = 0; at < rules.size(); ++at) {
                const auto signs = signs_of(rules[at]->root, tests);
                if (!signs) {
                    always.push_back(at);
                    continue;
                }
                for (const auto sign : *signs) {
                    const auto [place, is_new] = places.try_emplace(sign, wanted.size());
                    if (is_new) {
                        wanted.push_back(&tests[sign]);
                        rules_of.emplace_back();
                    }
                    rules_of[place->second].push_back(at);
                }
            }
            return wanted;
        }

        std::vector<std::size_t> always;
        std::vector<std::vector<std::size_t>> rules_of; // by place
        std::vector<std::size_t> rounds;                // by rule: the last event that had its sign
        std::vector<std::size_t> candidates;
        Filter filter; // last: making it fills the others
    };

    const plain_rule_set& rules_;
    plain_evaluator<search_texts> evaluator_;
    std::vector<std::unique_ptr<filtered_route>> routes_;
    std::size_t round_ = 0;
};

/// The places of tests, by their fields.
using places_by_field = std::map<varsigma::slot, std::vector<std::size_t>>;

[[nodiscard]] inline places_by_field by_field(const std::vector<const plain_test*>& wanted) {
    places_by_field sorted;
    for (std::size_t place = 0; place < wanted.size(); ++place) { sorted[wanted[place]->field].push_back(place); }
    return sorted;
}

/// Which ends of the text a literal stands at.
[[nodiscard]] inline std::pair<bool, bool> anchors_of(const plain_test& test) {
    using kind = varsigma::pattern_shape::kind;
    return {test.shape == kind::equals || test.shape == kind::startswith,
            test.shape == kind::equals || test.shape == kind::endswith};
}

/// Calls `visit(text)` for all texts of a field: as they are, or folded if they are not all ASCII, so that search
/// without regard to the case of ASCII letters finds all.
template <class Visit>
void for_each_text(const varsigma::event_row& row, varsigma::slot field, std::string& folded, Visit visit) {
    static_cast<void>(any_plain(row[field], [&](const varsigma::value& plain) {
        const varsigma::detail::value_text text{plain};
        if (!text.exists()) { return false; }
        if (varsigma::utf8::is_ascii(text.view())) {
            visit(text.view());
        } else {
            varsigma::fold_text(text.view(), folded);
            visit(std::string_view{folded});
        }
        return false;
    }));
}

/// One RE2::Set for each field.
class re2_set_filter {
public:
    explicit re2_set_filter(const std::vector<const plain_test*>& wanted) {
        for (const auto& [field, places] : by_field(wanted)) {
            RE2::Options options;
            options.set_log_errors(false);
            options.set_max_mem(std::int64_t{1} << 30U);
            auto set = std::make_unique<RE2::Set>(options, RE2::UNANCHORED);
            for (const auto place : places) {
                const auto [front, back] = anchors_of(*wanted[place]);
                set->Add(std::string{"(?i)"} + (front ? "\\A" : "") + RE2::QuoteMeta(wanted[place]->literal) +
                             (back ? "\\z" : ""),
                         nullptr);
            }
            set->Compile();
            fields_.push_back({field, places, std::move(set)});
        }
    }

    template <class Found>
    void find(const varsigma::event_row& row, Found found) {
        for (const auto& [field, places, set] : fields_) {
            for_each_text(row, field, folded_, [&, &places = places, &set = set](std::string_view text) {
                RE2::Set::ErrorInfo error{};
                if (set->Match(text, &hits_, &error)) {
                    for (const auto hit : hits_) { found(places[static_cast<std::size_t>(hit)]); }
                } else if (error.kind != RE2::Set::kNoError) { // out of memory: anything may be there
                    for (const auto place : places) { found(place); }
                }
            });
        }
    }

private:
    struct of_field {
        varsigma::slot field;
        std::vector<std::size_t> places;
        std::unique_ptr<RE2::Set> set;
    };

    std::vector<of_field> fields_;
    std::vector<int> hits_;
    std::string folded_;
};
