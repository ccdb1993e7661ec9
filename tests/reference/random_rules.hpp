// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../conformance/yaml_text.hpp"
#include "random_events.hpp"
#include "random_source.hpp"
#include "reference_field.hpp"
#include "reference_matcher.hpp"
#include "reference_text.hpp"
#include "reference_time.hpp"
#include "rule_builder.hpp"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reference {

/// A legal rule, and events of which it matches some.
struct random_case {
    nlohmann::ordered_json detection; ///< selections and condition; `build_rule` takes it
    std::string rule_yaml;            ///< the same rule as the loader takes it
    std::vector<nlohmann::json> events;
};

/// Makes rules that are legal (warnings aside) and use every construct, mostly with values taken from one event.
class rule_maker {
public:
    using json = nlohmann::ordered_json;

    rule_maker(random_source& random, event_maker& events, const nlohmann::json& event)
        : random_(random), events_(events), event_(event) {}

    json detection() {
        static const std::vector<std::string> names{"sel",     "sel_a",    "sel_b", "filter_x", "filter_y",
                                                    "_hidden", "_hidden2", "not_x", "of",       "selection.1"};
        json made = json::object();
        std::vector<std::string> chosen;
        for (std::size_t count = 1 + random_.below(4); count > 0; --count) {
            const auto& name = random_.one_of(names);
            if (name == "of" || made.contains(name)) { continue; } // an operator is no name
            made[name] = selection();
            chosen.push_back(name);
        }
        if (chosen.empty()) {
            made["sel"] = selection();
            chosen.emplace_back("sel");
        }
        if (random_.chance(8)) {
            made["condition"] = json::array({condition(chosen, 0), condition(chosen, 0)});
        } else {
            made["condition"] = condition(chosen, 0);
        }
        return made;
    }

private:
    // conditions

    std::string word(const std::string& lower, const std::string& upper) { return random_.chance(5) ? upper : lower; }

    std::string condition(const std::vector<std::string>& names, std::size_t depth) {
        if (depth > 3 || random_.chance(40)) { return random_.chance(70) ? random_.one_of(names) : quantified(names); }
        switch (random_.below(6)) {
        case 0: return word("not ", "NOT ") + "(" + condition(names, depth + 1) + ")";
        case 1: return word("not ", "Not ") + condition(names, 9);
        case 2: return condition(names, depth + 1) + word(" and ", " AND ") + condition(names, depth + 1);
        case 3: return condition(names, depth + 1) + word(" or ", " OR ") + condition(names, depth + 1);
        case 4: return "(" + condition(names, depth + 1) + "\tor " + condition(names, depth + 1) + ")";
        default: return "( " + condition(names, depth + 1) + " and  " + condition(names, depth + 1) + " )";
        }
    }

    std::string quantified(const std::vector<std::string>& names) {
        static const std::vector<std::string> patterns{"them", "sel*",     "*_*", "*", "filter_*",
                                                       "_*",   "_hidden*", "*l*", "*1"};
        const std::string& name = random_.one_of(names);
        std::string chosen = random_.chance(15) ? name : random_.one_of(patterns);
        bool any = false;
        for (const auto& one : names) {
            const bool hidden = one.front() == '_' && chosen.front() != '_';
            any = any || (!hidden && (chosen == "them" || star_match(chosen, one)));
        }
        if (!any) { return name; } // a pattern that selects nothing is no rule
        return random_.one_of({"1", "1", "any", "all", "all", "2", "3", "ANY"}) + std::string{" of "} + chosen;
    }

    static bool star_match(const std::string& stars, const std::string& name) {
        pattern parsed;
        for (const char c : stars) {
            const auto what = c == '*' ? pattern_part::kind::any_run : pattern_part::kind::literal;
            parsed.push_back({what, static_cast<char32_t>(static_cast<unsigned char>(c))});
        }
        return pattern_matches(parsed, name, true);
    }

    // selections

    json selection() {
        if (random_.chance(14)) { return keywords(); }
        if (random_.chance(10)) {
            json alternatives = json::array();
            for (std::size_t count = 1 + random_.below(3); count > 0; --count) {
                alternatives.push_back(random_.chance(15) ? keyword() : map());
            }
            return alternatives;
        }
        return map();
    }

    json map() {
        json made = json::object();
        const std::size_t items = random_.chance(55) ? 1 : random_.chance(70) ? 2 : 3;
        for (std::size_t count = items; count > 0; --count) {
            auto [key, values] = likely_item();
            made[key] = std::move(values);
        }
        if (random_.chance(4)) { made["|all"] = json::array({keyword(), keyword()}); }
        return made;
    }

    json keyword() {
        if (random_.chance(10)) { return number(); }
        if (random_.chance(3)) { return true; }
        std::vector<const nlohmann::json*> values;
        find_all_values(event_, values);
        const auto text = values.empty() ? std::nullopt : text_of(*random_.one_of(values));
        return pattern_from(text.value_or("x"), true);
    }

    json keywords() {
        if (random_.chance(20)) { return keyword(); }
        json list = json::array();
        for (std::size_t count = 1 + random_.below(3); count > 0; --count) { list.push_back(keyword()); }
        if (random_.chance(5)) { list.push_back(nullptr); }
        switch (random_.below(6)) {
        case 0: return json{{"|all", list}};
        case 1: return json{{"|re", expression("A")}};
        case 2: return json{{"|cased", pattern_from(text_in(event_, "A"), true)}};
        case 3: return json{{"|windash|all", json::array({pattern_from(text_in(event_, "A"), true), "-foo"})}};
        default: return list;
        }
    }

    // items

    using item_of = std::pair<std::string, json>;

    /// Often one that holds for the event: most tests of most kinds would be false otherwise.
    item_of likely_item() {
        auto made = item();
        for (std::size_t attempts = random_.chance(60) ? 6 : 0; attempts > 0; --attempts) {
            const reference_options none;
            if (detail::item_matcher{event_, none}.matches(build_item(made.first, made.second))) { break; }
            made = item();
        }
        return made;
    }

    item_of item() {
        switch (random_.below(18)) {
        case 0: return number_item();
        case 1: return comparison_item();
        case 2: return {field(fields::all) + random_.one_of({"", "|neq"}), nothing()};
        case 3: return {random_.chance(50) ? "Flag" : field(fields::all), random_.chance(50)};
        case 4: return expression_item();
        case 5: return network_item();
        case 6: return {field(fields::all) + "|exists", random_.chance(60)};
        case 7: return reference_item();
        case 8: return time_item();
        case 9: return encoded_item();
        case 10: return windash_item();
        default: return text_item();
        }
    }

    template <class Names>
    std::string field(const Names& names) {
        return std::string{random_.one_of(names)};
    }

    json nothing() {
        switch (random_.below(5)) {
        case 0: return "";
        case 1: return json::array();
        case 2: return json::array({"", nullptr});
        default: return nullptr;
        }
    }

    item_of text_item() {
        const std::string name =
            field(random_.chance(80) ? std::vector<std::string_view>(fields::textual.begin(), fields::textual.end())
                                     : std::vector<std::string_view>(fields::all.begin(), fields::all.end()));
        const std::string anchor = random_.one_of({"", "", "|contains", "|contains", "|startswith", "|endswith"});
        std::string key = name + anchor;
        if (random_.chance(12)) { key = random_.chance(50) ? name + "|cased" + anchor : key + "|cased"; }
        if (random_.chance(12)) { key += "|neq"; }
        if (random_.chance(20)) {
            key = random_.chance(50) ? key + "|all" : name + "|all" + key.substr(name.size());
            return {key, texts(name, anchor, 2)};
        }
        if (random_.chance(40)) { return {key, texts(name, anchor, 1 + random_.below(3))}; }
        return {key, one_text(name, anchor)};
    }

    json texts(const std::string& name, const std::string& anchor, std::size_t count) {
        json list = json::array();
        for (; count > 0; --count) { list.push_back(one_text(name, anchor)); }
        return list;
    }

    json one_text(const std::string& name, const std::string& anchor) {
        if (random_.chance(4)) { return number(); }
        const std::string text = text_in(event_, name);
        if (anchor.empty()) { return pattern_from(text, false); }
        const characters from = to_characters(text);
        const std::size_t length = random_.below(from.size() + 1);
        if (anchor == "|startswith") { return pattern_from(to_bytes(from.substr(0, length)), false); }
        if (anchor == "|endswith") { return pattern_from(to_bytes(from.substr(from.size() - length)), false); }
        return pattern_from(text, true);
    }

    json number() {
        const auto chosen = events_.number();
        return json::parse(chosen.dump());
    }

    item_of number_item() {
        const std::string name =
            field(random_.chance(80) ? std::vector<std::string_view>{"EventID"}
                                     : std::vector<std::string_view>(fields::all.begin(), fields::all.end()));
        const std::string key = name + random_.one_of({"", "", "|neq"});
        std::vector<const nlohmann::json*> values = values_of(event_, "EventID");
        if (random_.chance(60) && !values.empty() && values.front()->is_number()) {
            return {key, json::parse(values.front()->dump())};
        }
        if (random_.chance(30)) { return {key, json::array({number(), number(), 4624})}; }
        return {key, number()};
    }

    item_of comparison_item() {
        const std::string relation = random_.one_of({"|gt", "|gte", "|lt", "|lte"});
        const std::string name = random_.chance(85) ? std::string{"EventID"} : field(fields::all);
        if (random_.chance(15)) { return {name + "|all" + relation, json::array({number(), number()})}; }
        return {name + relation, number()};
    }

    std::string expression(const std::string& name) {
        static const std::vector<std::string> expressions{"^cmd",
                                                          "exe$",
                                                          "o+",
                                                          "^$",
                                                          ".*",
                                                          ".",
                                                          "^.$",
                                                          "^a.b$",
                                                          "[0-9]{2,}",
                                                          "(?i)FOO",
                                                          "k|ss",
                                                          "\\\\",
                                                          "\\bfoo\\b",
                                                          "a\\nb",
                                                          "^b",
                                                          "x$",
                                                          "\xC3\xA4",
                                                          "\xEF\xBF\xBD",
                                                          "[^a-z]",
                                                          "(foo|bar)/",
                                                          "^[\\x{0}-\\x{10FFFF}]*$",
                                                          "\\pL",
                                                          "^\\d+$",
                                                          "1",
                                                          ".{16,}",
                                                          "^.{0,20}$",
                                                          "^[^a-z]{0,16}[a-z]",
                                                          "o.{0,16}[^o]$",
                                                          "(?:[a-z]{1,8}){1,3}s",
                                                          "(?m)^\\w{1,20}$"};
        std::string text;
        for (const char32_t c : to_characters(text_in(event_, name))) {
            if (c < invalid_byte && c != 0) { text += to_bytes(characters(1, c)); }
        }
        return random_.chance(70) || text.empty() ? random_.one_of(expressions) : RE2::QuoteMeta(text);
    }

    item_of expression_item() {
        const std::string name = field(fields::textual);
        std::string key = (random_.chance(20) ? field(fields::all) : name) + "|re";
        if (random_.chance(20)) { key += "|i"; }
        if (random_.chance(20)) { key += "|m"; }
        if (random_.chance(20)) { key += "|s"; }
        if (random_.chance(10)) { key += "|neq"; }
        if (random_.chance(10)) { key += "|contains"; }
        if (random_.chance(15)) { return {key + "|all", json::array({expression(name), expression(name)})}; }
        if (random_.chance(20)) { return {key, json::array({expression(name), expression(name)})}; }
        return {key, expression(name)};
    }

    item_of network_item() {
        static const std::vector<std::string> networks{
            "10.0.0.0/8", "10.1.2.3", "10.1.2.2/31",   "192.168.0.0/16",      "0.0.0.0/0",     "::/0",      "fe80::/10",
            "::1",        "::1/128",  "2001:db8::/32", "::ffff:10.0.0.0/104", "::ffff:0:0/96", "1.2.3.4/32"};
        const std::string key =
            (random_.chance(85) ? std::string{"Ip"} : field(fields::all)) + "|cidr" + random_.one_of({"", "", "|neq"});
        if (random_.chance(40)) { return {key, json::array({random_.one_of(networks), random_.one_of(networks)})}; }
        return {key, random_.one_of(networks)};
    }

    item_of reference_item() {
        std::string key =
            field(fields::all) + "|fieldref" + random_.one_of({"", "", "|contains", "|startswith", "|endswith"});
        if (random_.chance(15)) { key += "|cased"; }
        if (random_.chance(15)) { key += "|neq"; }
        if (random_.chance(15)) { return {key, json::array({field(fields::all), field(fields::all)})}; }
        return {key, field(fields::all)};
    }

    item_of time_item() {
        using varsigma::time_part;
        static const std::vector<std::pair<std::string, time_part>> parts{
            {"minute", time_part::minute}, {"hour", time_part::hour},   {"day", time_part::day},
            {"week", time_part::week},     {"month", time_part::month}, {"year", time_part::year}};
        const auto& [name, part] = random_.one_of(parts);
        const std::string key = "T|" + name;
        const int known = time_part_of(text_in(event_, "T"), part).value_or(static_cast<int>(random_.below(60)));
        switch (random_.below(4)) {
        case 0:
            return {key + random_.one_of({"|gt", "|gte", "|lt", "|lte"}),
                    known + static_cast<int>(random_.below(3)) - 1};
        case 1: return {key, json::array({known, random_.below(60)})};
        case 2: return {key + "|neq", known};
        default: return {key, known};
        }
    }

    item_of encoded_item() {
        const std::string word =
            random_.one_of({"foo", "foo", "/bin/sh", "http://", "\xC3\xA4", "bin", "fo", "FOO", "xfoo"});
        const std::string key =
            "B64" + std::string{random_.one_of({"", "", "|wide", "|utf16le", "|utf16be", "|utf16"})};
        std::string base = random_.chance(65)   ? "|base64offset|contains"
                           : random_.chance(50) ? "|base64"
                                                : "|base64|contains";
        if (random_.chance(30)) { base += "|cased"; }
        if (random_.chance(15)) { return {key + base + "|all", json::array({word, "/"})}; }
        if (random_.chance(10)) { return {key + base + "|neq", word}; }
        if (random_.chance(25)) { return {key + base, json::array({word, "foo -i"})}; }
        if (key != "B64" && random_.chance(5)) { return {key + "|contains", word}; } // UTF-16 without base64 around it
        return {key + base, word};
    }

    item_of windash_item() {
        const std::string name = field(fields::textual);
        const std::string anchor = random_.one_of({"", "|contains", "|contains", "|endswith", "|startswith"});
        const std::string key = random_.chance(50) ? name + "|windash" + anchor : name + anchor + "|windash";
        const std::string dashes = random_.one_of({"-foo", "/foo",
                                                   "\xE2\x80\x93"
                                                   "foo",
                                                   "/e", " -enc", "a-b", "--e", "*-e*", "?foo", "://"});
        if (random_.chance(25)) { return {key + "|all", json::array({dashes, one_text(name, anchor)})}; }
        if (random_.chance(40)) { return {key, one_text(name, anchor)}; }
        return {key, dashes};
    }

    // values out of events

    static std::vector<const nlohmann::json*> values_of(const nlohmann::json& event, const std::string& name) {
        return find_field(event, name).values;
    }

    std::string text_in(const nlohmann::json& event, const std::string& name) {
        const auto values = values_of(event, name);
        if (!values.empty()) {
            if (const auto text = text_of(*random_.one_of(values))) { return *text; }
        }
        return events_.text();
    }

    /// A value string that mostly matches the text, or a part of it: escaped, its case changed, with wildcards put in.
    /// Never a bare `*`, and valid UTF-8.
    std::string pattern_from(const std::string& text, bool part) {
        if (random_.chance(15)) { return valid(events_.text()); } // taken raw: escapes and wildcards as they come
        characters from = to_characters(random_.chance(50) ? events_.swapped_case(text) : text);
        if (part && !from.empty()) {
            const std::size_t start = random_.below(from.size());
            from = from.substr(start, 1 + random_.below(from.size() - start));
        }
        std::string made;
        for (std::size_t at = 0; at < from.size(); ++at) {
            const char32_t c = from[at];
            if (c >= invalid_byte || random_.chance(4)) {
                made += '?';
            } else if (random_.chance(4)) {
                made += '*';
                at += random_.below(4);
            } else if (c == U'*' || c == U'?') {
                made += std::string{"\\"} + static_cast<char>(c);
            } else if (c == U'\\') {
                made += random_.chance(80) ? "\\\\" : "\\";
            } else {
                made += to_bytes(characters(1, c));
            }
        }
        if (random_.chance(5)) { made += '*'; }
        if (random_.chance(3)) { made += '\\'; }
        return made;
    }

    static std::string valid(const std::string& text) {
        std::string made;
        for (const char32_t c : to_characters(text)) { made += c >= invalid_byte ? "?" : to_bytes(characters(1, c)); }
        return made;
    }

    random_source& random_;       // NOLINT(cppcoreguidelines-avoid-const-or-ref-data-members): lives for one case
    event_maker& events_;         // NOLINT(cppcoreguidelines-avoid-const-or-ref-data-members): as above
    const nlohmann::json& event_; // NOLINT(cppcoreguidelines-avoid-const-or-ref-data-members): as above
};

/// A random rule with six events: the one its values are taken from, four variants of it, and an unrelated one.
inline random_case make_case(std::mt19937_64& generator) {
    random_source random{generator};
    event_maker events{random};
    random_case made;
    made.events.push_back(events.event());
    for (int variants = 0; variants < 4; ++variants) { made.events.push_back(events.variant(made.events.front())); }
    made.events.push_back(events.event());
    made.detection = rule_maker{random, events, made.events.front()}.detection();
    made.rule_yaml = conformance::rule_yaml("random", made.detection);
    return made;
}

} // namespace reference
