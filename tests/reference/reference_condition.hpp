// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reference {

/// The names of a rule's selections, and whether each holds.
using selection_outcomes = std::vector<std::pair<std::string, bool>>;

/// A condition as a function of what its selections say.
using condition_function = std::function<bool(const selection_outcomes&)>;

inline bool star_matches(std::string_view stars, std::string_view name) {
    if (stars.empty()) { return name.empty(); }
    if (stars.front() == '*') {
        return star_matches(stars.substr(1), name) || (!name.empty() && star_matches(stars, name.substr(1)));
    }
    return !name.empty() && stars.front() == name.front() && star_matches(stars.substr(1), name.substr(1));
}

inline bool is_the_word_them(std::string_view stars) {
    return stars.size() == 4 && (stars[0] == 't' || stars[0] == 'T') && (stars[1] == 'h' || stars[1] == 'H') &&
           (stars[2] == 'e' || stars[2] == 'E') && (stars[3] == 'm' || stars[3] == 'M');
}

inline bool pattern_selects(std::string_view stars, std::string_view name) {
    const bool hidden = !name.empty() && name.front() == '_';
    if (is_the_word_them(stars)) { return !hidden; }
    return (!hidden || stars.front() == '_') && star_matches(stars, name);
}

/// A parser of its own, so that the library's is compared with it as well. Throws std::runtime_error on bad syntax; the
/// function that it gives throws on names that do not exist.
class condition_reader {
public:
    explicit condition_reader(std::string_view text) {
        std::string word;
        const auto end_word = [&] {
            if (!word.empty()) { words_.push_back(word); }
            word.clear();
        };
        for (const char c : text) {
            if (c == '|') { break; }
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                end_word();
            } else if (c == '(' || c == ')') {
                end_word();
                words_.push_back(std::string(1, c));
            } else {
                word.push_back(c);
            }
        }
        end_word();
    }

    condition_function read() {
        auto whole = read_or();
        if (at_ != words_.size()) { throw std::runtime_error("more text than a condition: " + words_[at_]); }
        return whole;
    }

private:
    static std::string lower(std::string word) {
        for (char& c : word) {
            if (c >= 'A' && c <= 'Z') { c = static_cast<char>(c - 'A' + 'a'); }
        }
        return word;
    }

    [[nodiscard]] bool next_is(std::string_view word) const {
        return at_ < words_.size() && lower(words_[at_]) == word;
    }

    std::string take() {
        if (at_ == words_.size()) { throw std::runtime_error("the condition ends too early"); }
        return words_[at_++];
    }

    condition_function read_or() {
        auto left = read_and();
        while (next_is("or")) {
            take();
            left = [left, right = read_and()](const selection_outcomes& given) { return left(given) || right(given); };
        }
        return left;
    }

    condition_function read_and() {
        auto left = read_not();
        while (next_is("and")) {
            take();
            left = [left, right = read_not()](const selection_outcomes& given) { return left(given) && right(given); };
        }
        return left;
    }

    condition_function read_not() {
        const std::string word = take();
        const std::string folded = lower(word);
        if (folded == "not") {
            return [inner = read_not()](const selection_outcomes& given) { return !inner(given); };
        }
        if (word == "(") {
            auto inner = read_or();
            if (take() != ")") { throw std::runtime_error("a parenthesis is not closed"); }
            return inner;
        }
        if (folded == "and" || folded == "or" || folded == "of" || word == ")") {
            throw std::runtime_error("unexpected " + word);
        }
        if (next_is("of")) {
            take();
            const std::string stars = take();
            for (const char* const no_pattern : {"and", "or", "not", "of", "(", ")"}) {
                if (lower(stars) == no_pattern) { throw std::runtime_error("unexpected " + stars); }
            }
            return read_quantified(folded, stars);
        }
        return [word](const selection_outcomes& given) {
            for (const auto& [name, holds] : given) {
                if (name == word) { return holds; }
            }
            throw std::runtime_error("no selection " + word);
        };
    }

    static condition_function read_quantified(const std::string& quantity, const std::string& stars) {
        const bool all = quantity == "all";
        std::size_t wanted = 1;
        if (!all && quantity != "any") {
            if (quantity.find_first_not_of("0123456789") != std::string::npos) {
                throw std::runtime_error("not a quantity: " + quantity);
            }
            wanted = std::stoul(quantity);
            if (wanted == 0) { throw std::runtime_error("0 of"); }
        }
        return [=](const selection_outcomes& given) {
            std::size_t selected = 0;
            std::size_t holding = 0;
            for (const auto& [name, holds] : given) {
                if (!pattern_selects(stars, name)) { continue; }
                ++selected;
                holding += holds ? 1U : 0U;
            }
            if (selected == 0) { throw std::runtime_error("nothing is selected by " + stars); }
            return holding >= (all ? selected : wanted);
        };
    }

    std::vector<std::string> words_;
    std::size_t at_ = 0;
};

} // namespace reference
