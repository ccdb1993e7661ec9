// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/data_needed.hpp>
#include <varsigma/convert/detail/data_needed_event_id.hpp>
#include <varsigma/convert/detail/data_needed_tree.hpp>
#include <varsigma/convert/detail/page_text.hpp>
#include <varsigma/convert/page_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/detail/casefold.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

// What the rules of one file say of themselves, put together for a page about all of them.

namespace VARSIGMA_NAMESPACE::detail {

/// What each rule's list holds, in the order of the rules, each text once. O(size).
[[nodiscard]] inline std::vector<std::string> joined_lists(std::span<const detection_rule> rules,
                                                           std::vector<std::string> rule_metadata::*list) {
    std::vector<std::string> joined;
    std::unordered_set<std::string_view> seen; // in the rules
    for (const auto& rule : rules) {
        for (const auto& text : rule.metadata.*list) {
            if (seen.insert(text).second) { joined.push_back(text); }
        }
    }
    return joined;
}

/// What a page says of its rules: tags, references and false positives of all of them, the highest level, the rest as
/// the first says it. The description ends with the titles of the others, where they differ: rules of one file mostly
/// share theirs. O(size).
[[nodiscard]] inline rule_metadata page_metadata(std::span<const detection_rule> rules) {
    if (rules.empty()) { return {}; }
    auto about = rules.front().metadata;
    about.tags = joined_lists(rules, &rule_metadata::tags);
    about.references = joined_lists(rules, &rule_metadata::references);
    about.falsepositives = joined_lists(rules, &rule_metadata::falsepositives);
    std::unordered_set<std::string_view> titles{{}, rules.front().metadata.title};
    std::string others;
    for (const auto& rule : rules) {
        about.level = std::max(about.level, rule.metadata.level);
        if (titles.insert(rule.metadata.title).second) {
            others.append(others.empty() ? "Also in this file: " : "; ").append(rule.metadata.title);
        }
    }
    if (!others.empty()) { about.description.append(about.description.empty() ? "" : "\n").append(others); }
    return about;
}

// What a rule's tags say of MITRE ATT&CK: `attack.execution`, `attack.t1218.007`.

struct attack_tactic {
    std::string_view word; ///< as tags write it, with `-` between words
    std::string_view id;
    std::string_view name;
};

/// The tactics of the matrix "Enterprise", with the name that TA0005 had until version 18.
/// Source: Sigma specification, appendix "Tags"; https://attack.mitre.org/tactics/enterprise/.
inline constexpr std::array attack_tactics{
    attack_tactic{"reconnaissance", "TA0043", "Reconnaissance"},
    attack_tactic{"resource-development", "TA0042", "Resource Development"},
    attack_tactic{"initial-access", "TA0001", "Initial Access"},
    attack_tactic{"execution", "TA0002", "Execution"},
    attack_tactic{"persistence", "TA0003", "Persistence"},
    attack_tactic{"privilege-escalation", "TA0004", "Privilege Escalation"},
    attack_tactic{"stealth", "TA0005", "Stealth"},
    attack_tactic{"defense-evasion", "TA0005", "Defense Evasion"},
    attack_tactic{"defense-impairment", "TA0112", "Defense Impairment"},
    attack_tactic{"credential-access", "TA0006", "Credential Access"},
    attack_tactic{"discovery", "TA0007", "Discovery"},
    attack_tactic{"lateral-movement", "TA0008", "Lateral Movement"},
    attack_tactic{"collection", "TA0009", "Collection"},
    attack_tactic{"command-and-control", "TA0011", "Command and Control"},
    attack_tactic{"exfiltration", "TA0010", "Exfiltration"},
    attack_tactic{"impact", "TA0040", "Impact"},
};

/// Before the numbers of groups, software, data sources, mitigations and campaigns, none of which a page names. All of
/// them have four digits: `c0001` is a campaign, `c2` is not.
inline constexpr std::array<std::string_view, 5> attack_number_letters{"g", "s", "ds", "m", "c"};

/// What stands behind `attack.` in lower case, with `-` for `_`; nothing for another tag.
[[nodiscard]] inline std::optional<std::string> attack_word(std::string_view tag) {
    constexpr std::string_view prefix = "attack.";
    std::string word;
    for (const char byte : tag) { word += byte == '_' ? '-' : fold_ascii(byte); }
    if (!word.starts_with(prefix) || word.size() == prefix.size()) { return std::nullopt; }
    return word.substr(prefix.size());
}

/// Whether a text is the letters and then that many digits.
[[nodiscard]] constexpr bool is_numbered(std::string_view text, std::string_view letters, std::size_t digits) noexcept {
    if (!text.starts_with(letters) || text.size() != letters.size() + digits) { return false; }
    const auto number = text.substr(letters.size());
    return std::all_of(number.begin(), number.end(), [](char byte) { return is_digit(byte); });
}

/// `t1218`, `t1218.007`.
[[nodiscard]] constexpr bool is_technique(std::string_view word) noexcept {
    const auto dot = word.find('.');
    return is_numbered(word.substr(0, dot), "t", 4) && (dot == word.npos || is_numbered(word.substr(dot + 1), {}, 3));
}

/// Whether a technique is meant, there or not: `t1218`, `t1`, `t1059.001.002`.
[[nodiscard]] constexpr bool means_technique(std::string_view word) noexcept {
    if (word.size() < 2 || word[0] != 't' || !is_digit(word[1])) { return false; }
    return std::all_of(word.begin() + 1, word.end(), [](char byte) { return is_digit(byte) || byte == '.'; });
}

[[nodiscard]] inline std::string in_capitals(std::string_view word) {
    std::string capitals;
    for (const char byte : word) {
        capitals += byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - ('a' - 'A')) : byte;
    }
    return capitals;
}

/// The techniques that the tags mean, in capitals, each once: `T1218.007`.
[[nodiscard]] inline std::vector<std::string> techniques_of(const std::vector<std::string>& tags) {
    std::vector<std::string> techniques;
    for (const auto& tag : tags) {
        const auto word = attack_word(tag);
        if (!word || !means_technique(*word)) { continue; }
        auto technique = in_capitals(*word);
        if (std::find(techniques.begin(), techniques.end(), technique) == techniques.end()) {
            techniques.push_back(std::move(technique));
        }
    }
    return techniques;
}

/// `T1218.007`, with a link to its page; what cannot be a technique's number leads nowhere.
[[nodiscard]] inline page_link technique_link(std::string_view technique) {
    std::string path{technique};
    path.front() = fold_ascii(path.front());
    if (!is_technique(path)) { return {std::string{technique}, {}}; }
    path.front() = technique.front();
    std::replace(path.begin(), path.end(), '.', '/');
    return {std::string{technique}, "https://attack.mitre.org/techniques/" + path};
}

/// The tactics that the tags name, each once, by the name that comes first: `TA0002: Execution` with a link. A word
/// that is neither a tactic nor a number of something else stands as it is written, without a link.
[[nodiscard]] inline std::vector<page_link> tactics_of(const std::vector<std::string>& tags) {
    std::vector<page_link> tactics;
    for (const auto& tag : tags) {
        const auto word = attack_word(tag);
        if (!word || means_technique(*word)) { continue; }
        const bool is_number = std::any_of(attack_number_letters.begin(), attack_number_letters.end(),
                                           [&](std::string_view letters) { return is_numbered(*word, letters, 4); });
        if (is_number) { continue; }
        page_link link{tag.substr(std::string_view{"attack."}.size()), {}};
        for (const auto& known : attack_tactics) {
            if (*word == known.word || in_capitals(*word) == known.id) {
                link.text = std::string{known.id} + ": " + std::string{known.name};
                link.target = "https://attack.mitre.org/tactics/" + std::string{known.id};
                break;
            }
        }
        const bool is_new = std::none_of(tactics.begin(), tactics.end(), [&](const page_link& other) {
            return link.target.empty() ? other.text == link.text : other.target == link.target;
        });
        if (is_new) { tactics.push_back(std::move(link)); }
    }
    return tactics;
}

// The cell "Data Needed" of a page.

/// What one rule of a page needs. Refers to the rule.
struct page_need {
    explicit page_need(const detection_rule& rule) : needed(data_needed(rule)), tree(rule) {}

    needed_data needed;
    need_tree tree;
};

/// Whether the rule needs the log of this line.
[[nodiscard]] inline bool needs_source(const page_need& rule, const page_data_source& line) {
    const auto& needed = rule.needed;
    const auto fits = [](std::string_view wanted, std::string_view is) {
        return wanted.empty() || equals_folded(wanted, is);
    };
    if (needed.never_matches || !fits(needed.source.product, line.source.product) ||
        !fits(needed.source.category, line.source.category) || !fits(needed.source.service, line.source.service)) {
        return false;
    }
    if (!line.event_id.empty() && !can_match_with_id(rule.tree, line.event_id)) { return false; }
    return line.fields.empty() || needed.whole_event || // which every field is part of
           std::any_of(needed.fields.begin(), needed.fields.end(), [&](const needed_field& field) {
               return std::find(line.fields.begin(), line.fields.end(), field.name) != line.fields.end();
           });
}

/// The lines of the table that one of the rules needs, in the table's order.
[[nodiscard]] inline std::vector<page_link> sources_needed(std::span<const page_need> rules,
                                                           std::span<const page_data_source> table) {
    std::vector<page_link> lines;
    for (const auto& line : table) {
        const bool is_needed =
            std::any_of(rules.begin(), rules.end(), [&](const page_need& rule) { return needs_source(rule, line); });
        if (is_needed && std::find(lines.begin(), lines.end(), line.shown) == lines.end()) {
            lines.push_back(line.shown);
        }
    }
    return lines;
}

/// The names of the fields of that need, joined by commas; without the event id if that is told apart.
[[nodiscard]] inline std::string fields_in_words(const needed_data& needed, field_need need) {
    std::string names;
    for (const auto& field : needed.fields) {
        const bool is_told = field.name == event_id_field && !needed.event_ids.empty();
        if (field.need == need && !is_told) { names.append(names.empty() ? "" : ", ").append(field.name); }
    }
    return names;
}

/// What a rule needs, in words: `windows, security, EventID 4688: CommandLine; for exceptions ParentImage`.
[[nodiscard]] inline std::string data_in_words(const needed_data& needed) {
    if (needed.never_matches) { return "nothing: the rule can never match"; }
    auto text = source_text(needed.source, ", ", "any log");
    std::string ids;
    for (const auto& id : needed.event_ids) { ids.append(ids.empty() ? "" : " or ").append(id); }
    if (!ids.empty()) { text += ", " + std::string{event_id_field} + ' ' + ids; }
    std::string fields;
    const auto add = [&](std::string_view words, const std::string& names) {
        if (!names.empty()) { fields.append(fields.empty() ? "" : "; ").append(words).append(names); }
    };
    constexpr std::string_view everything = "every value of the event";
    const bool is_exception = needed.whole_event_need == field_need::exception;
    add({}, fields_in_words(needed, field_need::required));
    add("for some cases ", fields_in_words(needed, field_need::alternative));
    if (needed.whole_event && !is_exception) { add({}, std::string{everything}); }
    auto exceptions = fields_in_words(needed, field_need::exception);
    if (needed.whole_event && is_exception) { exceptions.append(exceptions.empty() ? "" : ", ").append(everything); }
    add("for exceptions ", exceptions);
    if (!fields.empty()) { text += ": " + fields; }
    return needed.source.definition.empty() ? text : text + ". " + needed.source.definition;
}

/// A row of a page's table: what both forms of a page show, in the same order.
struct page_row {
    std::string_view label;
    bool is_list = false;
    std::vector<page_link> items = {}; ///< of a text, one or none; targets are encoded already, or empty
    std::string_view if_empty = {};    ///< what stands there then, if anything does
    std::string_view none = {};        ///< and otherwise in HTML, where a cell is not empty
};

/// The triggers of the techniques, in the table's order.
[[nodiscard]] inline std::vector<page_link> triggers_of(const std::vector<std::string>& techniques,
                                                        std::span<const page_trigger> table) {
    std::vector<page_link> lines;
    for (const auto& line : table) {
        for (const auto& technique : techniques) {
            if (equals_folded(line.technique, technique)) { lines.push_back(line.shown); }
        }
    }
    return lines;
}

/// The table of the page about the rules of one file: what they say of themselves, put together, and the data that each
/// needs.
[[nodiscard]] inline std::vector<page_row> page_rows(std::span<const detection_rule> rules,
                                                     const page_options& options) {
    const auto about = page_metadata(rules);
    const auto text = [](std::string_view label, std::string_view content) {
        page_row row{label};
        row.none = "not stated";
        if (!content.empty()) { row.items.push_back({std::string{content}, {}}); }
        return row;
    };
    const auto list = [](std::string_view label, std::vector<page_link> links) {
        page_row row{label, true, std::move(links)};
        row.none = "none named"; // a rule that names no false positives may well have some
        for (auto& link : row.items) { link.target = page_address(link.target); }
        return row;
    };

    const std::vector<page_need> needs(rules.begin(), rules.end());
    auto data = sources_needed(needs, options.data_sources);
    if (options.derived_data) {
        for (const auto& rule : needs) { data.push_back({data_in_words(rule.needed), {}}); }
    }
    auto data_row = list("Data Needed", std::move(data));
    if (options.data_sources.empty() && !options.derived_data) { data_row.none = "not described"; }

    const auto techniques = techniques_of(about.tags);
    std::vector<page_link> technique_links;
    technique_links.reserve(techniques.size());
    for (const auto& technique : techniques) { technique_links.push_back(technique_link(technique)); }
    auto triggers = list("Trigger", triggers_of(techniques, options.triggers));
    triggers.if_empty = "There is no Trigger for this technique yet.";

    std::vector<page_link> false_positives;
    for (const auto& each : about.falsepositives) { false_positives.push_back({each, {}}); }
    std::vector<page_link> references;
    for (const auto& each : about.references) { references.push_back({each, web_address(each)}); }

    page_row reference_row{"References", true, std::move(references)};
    reference_row.none = "none named";

    return {text("Title", about.title),
            text("Description", about.description),
            list("ATT&CK Tactic", tactics_of(about.tags)),
            list("ATT&CK Technique", std::move(technique_links)),
            std::move(data_row),
            std::move(triggers),
            text("Severity Level", name(about.level)),
            list("False Positives", std::move(false_positives)),
            text("Development Status", name(about.status)),
            std::move(reference_row),
            text("Author", about.author)};
}

/// The heading of the part with the rule and its queries, and what stands there for a rule that was not handed over.
inline constexpr std::string_view page_rules_heading = "Detection Rules";
inline constexpr std::string_view page_rule_heading = "Sigma rule";
inline constexpr std::string_view page_without_source = "The text of the rule was not handed over to this page.";

/// The text of a section as it is shown.
[[nodiscard]] inline std::string section_text(const page_section& section) {
    return section.form == page_text_form::python_repr ? repr_text(section.text) : section.text;
}

/// What has to be said of a text of which something is not seen; empty if there is nothing.
[[nodiscard]] inline std::string concealed_note(std::string_view text) {
    const auto names = concealed_names(text);
    return names.empty()
               ? names
               : "The text holds characters that are not seen, or that change the order of others: " + names + ".";
}

} // namespace VARSIGMA_NAMESPACE::detail
