// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/bundle/bundle_container.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/core/detail/flat_writer.hpp>
#include <varsigma/match/detail/expression.hpp>
#include <varsigma/match/detail/number_table.hpp>
#include <varsigma/match/detail/predicate.hpp>
#include <varsigma/match/detail/predicate_table.hpp>
#include <varsigma/match/detail/rule_bucket.hpp>
#include <varsigma/match/detail/slot_map.hpp>
#include <varsigma/route/detail/route_schema.hpp>
#include <varsigma/route/route.hpp>
#include <varsigma/route/router.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace varsigma_tests {

/// A bundle that is written by hand, as an attacker would: its parts say whatever they are told to, and its checksum
/// fits. For dynamic events with `router::fixed({})`. Without changes it is one without rules.
struct raw_bundle {
    using words = varsigma::detail::flat_array<std::uint32_t>;
    using text = varsigma::detail::flat_array<char>;

    std::vector<std::string> events{"some_event"};
    std::vector<std::string> fields;
    words model_begins;
    words model_words;
    text model_texts;
    std::vector<varsigma::diagnostic> found;
    std::int64_t memory = std::int64_t{8} << 20U;
    varsigma::detail::flat_array<varsigma::detail::stored_predicate> predicates;
    varsigma::detail::flat_array<std::uint64_t> networks;
    text pattern_texts;
    words pattern_words;
    varsigma::detail::flat_array<std::uint64_t> pattern_states;
    varsigma::detail::flat_array<varsigma::detail::expression_node> nodes;
    words operands;
    varsigma::detail::flat_array<varsigma::detail::placed_rule> placed;
    words always;

    raw_bundle() {
        nodes.push_back({varsigma::detail::node_kind::constant, 0, 0, 0});
        nodes.push_back({varsigma::detail::node_kind::constant, 1, 0, 0});
    }

    /// How many words a rule takes of which nothing is said.
    static constexpr std::size_t empty_rule = 43;

    /// A rule of which the words say no more than its condition on nothing, tried on every event with that expression.
    void add_rule(varsigma::detail::node_id expression) {
        add_model(std::vector<std::uint32_t>(empty_rule));
        const auto number = static_cast<std::uint32_t>(placed.size());
        placed.push_back({number, expression});
        always.push_back(number);
    }
    void add_model(const std::vector<std::uint32_t>& model) {
        model_begins.push_back(static_cast<std::uint32_t>(model_words.size()));
        model_words.append(model);
    }
    static void add(text& to, std::string_view added) { to.append(added); }

    [[nodiscard]] std::vector<std::byte> bytes() const {
        using namespace varsigma;
        auto begins = model_begins;
        begins.push_back(static_cast<std::uint32_t>(model_words.size()));
        varsigma::detail::flat_writer writer;
        writer(std::string{"by hand"}, events, fields, begins, model_words, model_texts);
        writer(static_cast<std::uint32_t>(found.size()));
        for (const auto& each : found) {
            writer(std::string{name(each.code)}, static_cast<std::uint8_t>(each.level), each.file, each.position.line,
                   each.position.column, each.message, each.suggestion, each.events, each.fields);
        }
        writer(no_slot, false, memory, predicates, networks, pattern_texts, pattern_words, pattern_states, nodes,
               operands);
        const auto routes = router::fixed({});
        writer(static_cast<std::uint32_t>(routes.routes().size()));
        for (const auto& seen : routes.routes()) {
            writer(std::uint32_t{0}, std::uint32_t{0}, std::uint32_t{0}, varsigma::detail::number_table{},
                   varsigma::detail::schema_of(seen, nullptr));
        }
        writer(std::uint32_t{1}, placed, always);
        writer(varsigma::detail::slot_map{}, std::uint32_t{0}, false, varsigma::detail::flat_array<std::uint64_t>{},
               words{}, varsigma::detail::predicate_bits{}); // an index of nothing
        writer(varsigma::detail::flat_array<std::uint8_t>{model_begins.size()});
        writer.align(8);
        return varsigma::detail::in_container(writer.bytes());
    }
};

} // namespace varsigma_tests
