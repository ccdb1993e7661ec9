// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "plain_rules.hpp"

#include <varsigma/event/detail/value_text.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/match/detail/value_test.hpp>
#include <varsigma/text/detail/casefold.hpp>
#include <varsigma/text/numeral.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Texts of one event, each folded once.
class plain_folded {
public:
    /// Forgets the last event; the next one has `fields` fields and `values` values for keywords.
    void begin(std::size_t fields, std::size_t values) {
        if (texts_.size() < fields + values) { texts_.resize(fields + values); }
        fields_ = fields;
        ++round_;
    }
    [[nodiscard]] const std::string& of_field(varsigma::slot field, std::string_view text) { return of(field, text); }
    [[nodiscard]] const std::string& of_value(std::size_t at, std::string_view text) { return of(fields_ + at, text); }

private:
    struct entry {
        std::string text;
        std::size_t round = 0;
    };

    const std::string& of(std::size_t at, std::string_view text) {
        auto& known = texts_[at];
        if (known.round != round_) {
            varsigma::fold_text(text, known.text);
            known.round = round_;
        }
        return known.text;
    }

    std::vector<entry> texts_;
    std::size_t fields_ = 0;
    std::size_t round_ = 0;
};

/// Whether a folded text (an unfolded one if the test is cased) holds what the test looks for, by plain search.
[[nodiscard]] inline bool finds(const plain_test& test, std::string_view text) {
    switch (test.shape) {
    case varsigma::pattern_shape::kind::everything: return true;
    case varsigma::pattern_shape::kind::equals: return text == test.literal;
    case varsigma::pattern_shape::kind::startswith: return text.starts_with(test.literal);
    case varsigma::pattern_shape::kind::endswith: return text.ends_with(test.literal);
    case varsigma::pattern_shape::kind::contains:
        return memmem(text.data(), text.size(), test.literal.data(), test.literal.size()) != nullptr;
    case varsigma::pattern_shape::kind::general: return RE2::PartialMatch(text, *test.compiled);
    }
    return false;
}

/// Calls `visit(value)` for the value itself, or for each element of a list, until it says true.
template <class Visit>
[[nodiscard]] bool any_plain(const varsigma::value& found, Visit visit) {
    if (found.type() != varsigma::value_type::list) { return visit(found); }
    for (const auto& element : found.as_list()) {
        if (visit(element)) { return true; }
    }
    return false;
}

/// Evaluates rules as they are written, from left to right. `TextTest` answers `(number of the test, test, raw text,
/// folded)`, where `folded()` gives the folded text.
template <class TextTest>
class plain_evaluator {
public:
    plain_evaluator(const std::vector<plain_test>& tests, TextTest text) : tests_(tests), text_(std::move(text)) {}

    void begin(const varsigma::event_row& row) {
        row_ = &row;
        folded_.begin(row.size(), row.values().size());
    }

    [[nodiscard]] bool holds(const plain_node& node) {
        if (node.what == plain_node::kind::test) { return holds(node.number); }
        if (node.what == plain_node::kind::negation) { return !holds(node.children.front()); }
        auto needed = node.number;
        auto left = node.children.size();
        for (const auto& child : node.children) {
            if (needed == 0 || left < needed) { break; }
            --left;
            if (holds(child)) { --needed; }
        }
        return needed == 0;
    }

private:
    bool holds(std::size_t number) {
        const auto& test = tests_[number];
        if (test.field == plain_keyword) {
            std::size_t at = 0;
            for (const auto& value : row_->values()) {
                const auto place = at++;
                if (holds(number, test, value,
                          [&](std::string_view text) -> const std::string& { return folded_.of_value(place, text); })) {
                    return true;
                }
            }
            return false;
        }
        const auto& found = (*row_)[test.field];
        if (found.is_missing()) { return test.what == plain_test::kind::null; }
        if (test.what == plain_test::kind::presence) { return true; }
        if (test.what == plain_test::kind::reference) { return refers(test, found); }
        const bool is_list = found.type() == varsigma::value_type::list;
        if (is_list && found.as_list().empty()) { return test.what == plain_test::kind::null; }
        return any_plain(found, [&](const varsigma::value& plain) {
            return holds(number, test, plain, [&](std::string_view text) -> const std::string& {
                if (!is_list) { return folded_.of_field(test.field, text); }
                varsigma::fold_text(text, element_);
                return element_;
            });
        });
    }

    template <class Fold>
    bool holds(std::size_t number, const plain_test& test, const varsigma::value& found, Fold fold) {
        switch (test.what) {
        case plain_test::kind::null: return found.type() == varsigma::value_type::null;
        case plain_test::kind::boolean: return varsigma::detail::is_boolean(found, test.truth);
        case plain_test::kind::number:
            return varsigma::detail::compares(found, test.relation, varsigma::numeral{test.bound});
        case plain_test::kind::network:
            return found.type() == varsigma::value_type::text && test.network.contains(found.as_text());
        case plain_test::kind::presence:
        case plain_test::kind::reference: return false;
        case plain_test::kind::text:
        case plain_test::kind::regex: break;
        }
        const varsigma::detail::value_text text{found};
        if (!text.exists()) { return false; }
        if (test.what == plain_test::kind::regex) { return RE2::PartialMatch(text.view(), *test.compiled); }
        return text_(number, test, text.view(), [&]() -> const std::string& { return fold(text.view()); });
    }

    bool refers(const plain_test& test, const varsigma::value& found) {
        const auto& other = (*row_)[test.other];
        return !other.is_missing() && any_plain(found, [&](const varsigma::value& left) {
            return any_plain(other, [&](const varsigma::value& right) {
                const varsigma::detail::value_text of_left{left};
                const varsigma::detail::value_text of_right{right};
                return of_left.exists() && of_right.exists() &&
                       varsigma::equals_folded(of_left.view(), of_right.view());
            });
        });
    }

    const std::vector<plain_test>& tests_;
    TextTest text_;
    const varsigma::event_row* row_ = nullptr;
    plain_folded folded_;
    std::string element_;
};

/// Answers by looking for the literal in the folded text.
struct search_texts {
    template <class Folded>
    bool operator()(std::size_t /*number*/, const plain_test& test, std::string_view raw, Folded folded) const {
        return finds(test, test.cased ? raw : std::string_view{folded()});
    }
};

/// Answers by an expression for every test.
class re2_texts {
public:
    explicit re2_texts(const std::vector<plain_test>& tests) {
        for (const auto& test : tests) {
            compiled_.push_back(test.what == plain_test::kind::text ? compiled_by_re2(test.expression) : nullptr);
        }
    }
    template <class Folded>
    bool operator()(std::size_t number, const plain_test& /*test*/, std::string_view raw, Folded /*folded*/) const {
        return RE2::PartialMatch(raw, *compiled_[number]);
    }

private:
    std::vector<std::shared_ptr<const RE2>> compiled_;
};
