// SPDX-License-Identifier: BSL-1.0
#include "../reference/random_rules.hpp"
#include "../reference/rule_builder.hpp"
#include "../support/rules.hpp"

#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/compile/detail/candidate_index_builder.hpp>
#include <varsigma/compile/detail/expression_builder.hpp>
#include <varsigma/compile/detail/predicate_builder.hpp>
#include <varsigma/compile/detail/prefilter.hpp>
#include <varsigma/compile/detail/rule_compiler.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/detail/candidate_index.hpp>
#include <varsigma/match/detail/evaluator.hpp>
#include <varsigma/text/detail/simd_level.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace varsigma;
using namespace varsigma::detail;

namespace {

/// Rules, their prefilters in an index, and an event to ask.
class indexed_rules {
public:
    explicit indexed_rules(const std::vector<detection_rule>& rules, simd_level level = best_simd_level()) {
        for (const auto& rule : rules) {
            const auto made = compiler_.compile(rule);
            REQUIRE(made.has_value());
            roots_.push_back(*made);
        }
        prefilter_finder finder{predicates_, expressions_};
        std::vector<candidate_index_builder::pairing> pairs;
        for (std::uint32_t rule = 0; rule < roots_.size(); ++rule) {
            const auto* found = finder.of(roots_[rule]);
            has_prefilter_.push_back(found != nullptr);
            if (found == nullptr) { continue; }
            for (const auto asked : found->predicates) { pairs.push_back({asked, rule}); }
        }
        for (predicate_id id = 0; id < predicates_.size(); id += 2) {
            if (has_atoms(predicates_[id])) { pairs.push_back({id, candidate_index_builder::no_rule}); }
        }
        std::reverse(pairs.begin(), pairs.end()); // their order does not matter
        index_ = candidate_index_builder{predicates_, level}.build(std::move(pairs));
        scratch_.fields.resize(fields_->size());
        scratch_.answers.resize(predicates_.size());
        reader_.emplace(fields_);
        event_.emplace(fields_);
    }

    void read(nlohmann::json event, std::string_view raw = {}) {
        document_ = std::move(event);
        REQUIRE(reader_->read(document_, *event_).has_value());
        event_->row().set_raw_text(raw);
        scratch_.begin_event(event_->row());
    }

    std::set<std::uint32_t> candidates() {
        std::set<std::uint32_t> found;
        index_.find(event_->row(), scratch_, [&](std::uint32_t rule) { found.insert(rule); });
        return found;
    }
    /// Without anything that the search for candidates remembered.
    bool matches(std::size_t rule) {
        scratch_.begin_event(event_->row());
        evaluator asked{predicates_, expressions_, event_->row(), scratch_};
        return asked.holds(roots_[rule]);
    }
    /// Whether all that the search for candidates remembered of predicates, or did not find, is what they answer.
    bool remembered_well() {
        scratch_.begin_event(event_->row());
        index_.find(event_->row(), scratch_, [](std::uint32_t /*rule*/) {});
        std::vector<bool> remembered;
        evaluator with_memory{predicates_, expressions_, event_->row(), scratch_};
        with_memory.trust(&index_.looked_for());
        for (predicate_id id = 0; id < predicates_.size(); ++id) { remembered.push_back(with_memory.ask(id)); }
        scratch_.begin_event(event_->row());
        for (predicate_id id = 0; id < predicates_.size(); ++id) {
            if (remembered[id] != with_memory.compute(id)) { return false; }
        }
        return true;
    }
    [[nodiscard]] bool has_prefilter(std::size_t rule) const { return has_prefilter_[rule]; }
    [[nodiscard]] std::size_t size() const { return roots_.size(); }

private:
    std::shared_ptr<field_table> fields_ = std::make_shared<field_table>();
    predicate_builder predicates_;
    expression_builder expressions_;
    rule_compiler compiler_{*fields_, predicates_, expressions_, {}};
    candidate_index index_;
    match_scratch scratch_;
    std::vector<node_id> roots_;
    std::vector<bool> has_prefilter_;
    nlohmann::json document_; // the row refers to its texts
    std::optional<nlohmann_reader> reader_;
    std::optional<dynamic_event> event_;
};

bool is_found(std::string_view selection, const nlohmann::json& event, std::string_view raw = {}) {
    indexed_rules made{{varsigma_tests::rule_on(selection)}};
    REQUIRE(made.has_prefilter(0));
    made.read(event, raw);
    return !made.candidates().empty();
}

} // namespace

TEST_CASE("candidates: a rule that matches is always one of them, whatever the instructions") {
    std::mt19937_64 generator{99};
    std::size_t matched = 0;
    std::size_t spared = 0; // how often the index saved asking a rule
    const auto levels = supported_simd_levels();
    for (std::size_t round = 0; round < 30; ++round) {
        std::vector<detection_rule> rules;
        std::vector<nlohmann::json> events;
        for (int each = 0; each < 30; ++each) {
            auto made = reference::make_case(generator);
            rules.push_back(reference::build_rule(made.detection));
            events.push_back(std::move(made.events.front()));
            events.push_back(std::move(made.events.back()));
        }
        indexed_rules made{rules, levels[round % levels.size()]};
        for (const auto& event : events) {
            made.read(event);
            CHECK(made.remembered_well());
            const auto found = made.candidates();
            for (std::size_t rule = 0; rule < made.size(); ++rule) {
                if (!made.has_prefilter(rule)) { continue; }
                const bool listed = found.contains(static_cast<std::uint32_t>(rule));
                if (made.matches(rule)) {
                    ++matched;
                    CHECK(listed);
                } else if (!listed) {
                    ++spared;
                }
            }
        }
    }
    CHECK(matched > 200);
    CHECK(spared > matched);
}

TEST_CASE("candidates: signs show in values of every type") {
    using nlohmann::json;
    CHECK(is_found(R"({"A": "cmd"})", json{{"A", "CMD"}}));
    CHECK_FALSE(is_found(R"({"A": "cmd"})", json{{"A", "cmd "}}));
    CHECK_FALSE(is_found(R"({"A": "cmd"})", json{{"B", "cmd"}}));
    CHECK_FALSE(is_found(R"({"A": "cmd"})", json::object()));
    CHECK_FALSE(is_found(R"({"A": "cmd"})", json{{"A", nullptr}}));
    CHECK_FALSE(is_found(R"({"A": "cmd"})", json{{"A", json::object()}}));
    CHECK(is_found(R"({"A": "cmd"})", json{{"A", {"x", json::object(), nullptr, "Cmd"}}}));
    CHECK(is_found(R"({"A": "true"})", json{{"A", true}}));
    CHECK(is_found(R"({"A": "42"})", json{{"A", 42}}));
    CHECK(is_found(R"({"A|startswith": "4"})", json{{"A", {42}}}));
    CHECK(is_found(R"({"A|contains": "4242"})", json{{"A", 142421}}));
    CHECK(is_found(R"({"A": 42})", json{{"A", 42}}));
    CHECK(is_found(R"({"A": 42})", json{{"A", 42.0}}));
    CHECK(is_found(R"({"A": 42})", json{{"A", "042.00"}}));
    CHECK(is_found(R"({"A": 42})", json{{"A", {1, "42"}}}));
    CHECK_FALSE(is_found(R"({"A": 42})", json{{"A", 42.5}}));
    CHECK_FALSE(is_found(R"({"A": 42})", json{{"A", "0x2a"}}));
    CHECK(is_found(R"({"A": -9223372036854775808})", json{{"A", -9223372036854775807 - 1}}));
    CHECK(is_found(R"({"A": 9223372036854775807})", json{{"A", 9223372036854775807}}));
    CHECK_FALSE(is_found(R"({"A": 9223372036854775807})", json{{"A", 9223372036854775808.0}}));
    CHECK(is_found(R"({"A": -9223372036854775808})", json{{"A", -9223372036854775808.0}}));
    CHECK(is_found(R"({"A|contains|cased": "WORD"})", json{{"A", "a WORD"}}));
    CHECK(is_found(R"({"A": "\u212A*"})", json{{"A", "kelvin"}})); // the Kelvin sign, folded
}

TEST_CASE("candidates: keywords show anywhere, and in the raw text") {
    using nlohmann::json;
    CHECK(is_found(R"("word")", json{{"x", {{"y", {1, "a WORD"}}}}}));
    CHECK(is_found(R"("4242")", json{{"x", 424242}}));
    CHECK(is_found(R"("word")", json::object(), "the raw WORD"));
    CHECK_FALSE(is_found(R"("word")", json{{"word", "x"}}));
    CHECK_FALSE(is_found(R"("word")", json::object()));
}

TEST_CASE("candidates: rules that share signs are all found, each under its own number") {
    indexed_rules made{{varsigma_tests::rule_on(R"({"A": ["cmd", "sh"]})"), varsigma_tests::rule_on(R"({"A": "SH"})"),
                        varsigma_tests::rule_on(R"({"A|startswith": "sh"})"), varsigma_tests::rule_on(R"({"B": "sh"})"),
                        varsigma_tests::rule_on(R"({"A": ["sh", "Sh", 5]})")}};
    made.read(nlohmann::json{{"A", "sh"}});
    CHECK(made.candidates() == std::set<std::uint32_t>{0, 1, 2, 4});
    made.read(nlohmann::json{{"A", "shell"}});
    CHECK(made.candidates() == std::set<std::uint32_t>{2});
    made.read(nlohmann::json{{"A", 5}});
    CHECK(made.candidates() == std::set<std::uint32_t>{4});
    made.read(nlohmann::json{{"B", "SH"}});
    CHECK(made.candidates() == std::set<std::uint32_t>{3});
}
