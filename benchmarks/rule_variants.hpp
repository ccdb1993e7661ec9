// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "file_text.hpp"

#include <varsigma/pattern/detail/re2.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/document.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Makes variants of real rules that look for other things in the same way: same fields, modifiers and conditions, same
/// numbers, literals of the same lengths and kinds of characters. Deterministic.
class rule_variants {
public:
    /// The texts of all files of rules below `folder`, in an order that mixes them, the same at every run.
    [[nodiscard]] static std::vector<std::string> texts_below(const std::filesystem::path& folder) {
        auto files = rule_files(folder);
        std::mt19937 engine{1};
        for (std::size_t left = files.size(); left > 1; --left) { std::swap(files[left - 1], files[engine() % left]); }
        std::vector<std::string> texts;
        for (const auto& file : files) { read_text(file, texts.emplace_back()); }
        return texts;
    }

    /// The text of a rule with the id of a variant: a loader reports ids that come twice.
    [[nodiscard]] static std::string with_id_of(std::string text, std::size_t variant) {
        const auto id = text.find("\nid: ");
        if (id != std::string::npos && variant != 0) { text.insert(id + 5, std::to_string(variant) + '-'); }
        return text;
    }

    /// Changes what the rule looks for. Variant 0 is the rule itself.
    static void change(varsigma::detection_rule& rule, std::size_t variant) {
        if (variant == 0) { return; }
        for (auto& named : rule.selections) {
            // exceptions stay, or rules that nothing else holds back would fire as no real one does
            if (!is_exception(rule, named.name)) { change(named.body, variant); }
        }
    }

private:
    /// Whether a condition names the selection under `not`.
    static bool is_exception(const varsigma::detection_rule& rule, std::string_view name) {
        return std::any_of(rule.conditions.begin(), rule.conditions.end(), [name](const varsigma::condition& whole) {
            return is_negated(whole, whole.root, name, false);
        });
    }

    static bool is_negated(const varsigma::condition& whole, std::uint32_t at, std::string_view name, bool negated) {
        const auto& node = whole.nodes[at];
        const auto text = node.text_in(whole.text);
        if (node.op == varsigma::condition_operator::identifier) { return negated && text == name; }
        if (node.op == varsigma::condition_operator::quantified) { return negated && varsigma::selects(text, name); }
        negated = negated != (node.op == varsigma::condition_operator::negation);
        for (auto child = node.first_child; child != varsigma::condition_node::none;
             child = whole.nodes[child].next_sibling) {
            if (is_negated(whole, child, name, negated)) { return true; }
        }
        return false;
    }

    static void change(varsigma::detection& tree, std::size_t variant) {
        for (auto& child : tree.children) { change(child, variant); }
        auto& item = tree.item;
        const auto meaning = varsigma::interpret(item.modifiers).meaning;
        const bool is_regex = meaning.kind == varsigma::test_kind::regex;
        if (tree.form != varsigma::detection_form::item || is_about_origin(item.field) ||
            (meaning.kind != varsigma::test_kind::value && !is_regex)) {
            return;
        }
        for (auto& value : item.values) {
            if (value.kind != varsigma::value_kind::text) { continue; }
            auto changed = is_regex ? changed_regex(value.text, variant) : changed_text(value.text, variant);
            if (is_regex && !varsigma::re2_regex::compile(changed, {})) { continue; }
            value.text = std::move(changed);
        }
    }

    /// What tells kinds of events apart stays.
    static bool is_about_origin(std::string_view field) {
        return field == "EventID" || field == "Channel" || field == "Provider_Name";
    }

    static bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }
    static bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

    /// One in three letters and digits, and at least one of them, becomes another of its kind. Case aside, equal texts
    /// change alike, so that variants share tests among them as their originals do.
    static std::string changed_text(std::string text, std::size_t variant) {
        auto state = seed_of(text, variant);
        bool any = false;
        for (char& byte : text) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            if ((state >> 33U) % 3 == 0) { any = turn(byte, state) || any; }
        }
        for (std::size_t at = text.size(); at-- > 0 && !any;) { any = turn(text[at], state); }
        return text;
    }

    /// The same for words in a regular expression: three letters or more that no escape begins.
    static std::string changed_regex(std::string text, std::size_t variant) {
        for (std::size_t begin = 0; begin < text.size();) {
            auto end = begin;
            while (end < text.size() && is_letter(text[end])) { ++end; }
            const bool is_escape = begin != 0 && (text[begin - 1] == '\\' || text[begin - 1] == '?');
            if (end - begin >= 3 && !is_escape) {
                text.replace(begin, end - begin, changed_text(text.substr(begin, end - begin), variant));
            }
            begin = std::max(end, begin + 1);
        }
        return text;
    }

    static std::uint64_t seed_of(std::string_view text, std::size_t variant) {
        auto seed = std::uint64_t{0xcbf29ce484222325} + variant;
        for (const char byte : text) {
            const auto folded =
                is_letter(byte) ? static_cast<unsigned char>(byte) | 0x20U : static_cast<unsigned char>(byte);
            seed = (seed ^ folded) * std::uint64_t{0x100000001b3};
        }
        return seed;
    }

    static bool turn(char& byte, std::uint64_t state) {
        const auto step = static_cast<int>((state >> 40U) % 9) + 1;
        const auto turned = [&](char first, int count) {
            return static_cast<char>(first + (byte - first + step) % count);
        };
        if (is_digit(byte)) {
            byte = turned('0', 10);
        } else if (is_letter(byte)) {
            byte = byte >= 'a' ? turned('a', 26) : turned('A', 26);
        } else {
            return false;
        }
        return true;
    }
};
