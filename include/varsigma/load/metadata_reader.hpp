// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/logsource.hpp>
#include <varsigma/load/known_keys.hpp>
#include <varsigma/load/report.hpp>
#include <varsigma/load/value_reader.hpp>
#include <varsigma/load/yaml_node.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/rule_findings.hpp>
#include <varsigma/rule/suggest.hpp>

#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace varsigma::yaml {

namespace detail {

struct text_key {
    std::string_view word;
    std::string rule_metadata::*member;
};

inline constexpr std::array text_keys{
    text_key{"title", &rule_metadata::title},       text_key{"id", &rule_metadata::id},
    text_key{"name", &rule_metadata::name},         text_key{"description", &rule_metadata::description},
    text_key{"author", &rule_metadata::author},     text_key{"date", &rule_metadata::date},
    text_key{"modified", &rule_metadata::modified}, text_key{"license", &rule_metadata::license},
    text_key{"taxonomy", &rule_metadata::taxonomy},
};

struct list_key {
    std::string_view word;
    std::vector<std::string> rule_metadata::*member;
    bool single; // whether the specification allows one text instead of a list
};

inline constexpr std::array list_keys{
    list_key{"references", &rule_metadata::references, false},
    list_key{"tags", &rule_metadata::tags, false},
    list_key{"falsepositives", &rule_metadata::falsepositives, true},
    list_key{"fields", &rule_metadata::fields, false},
    list_key{"scope", &rule_metadata::scope, false},
};

/// Every key that the specification defines at the top of a document.
inline constexpr std::array<std::string_view, 23> top_level_keys{
    "title",    "id",         "name",   "description",    "author", "date",        "modified",      "license",
    "taxonomy", "references", "tags",   "falsepositives", "fields", "scope",       "related",       "level",
    "status",   "logsource",  "action", "detection",      "filter", "correlation", "sigma-version",
};

inline constexpr std::array levels{severity_level::informational, severity_level::low, severity_level::medium,
                                   severity_level::high, severity_level::critical};
inline constexpr std::array statuses{rule_status::stable, rule_status::test, rule_status::experimental,
                                     rule_status::deprecated, rule_status::unsupported};

/// The word of a fixed set that `value` is; the set's zero, with a warning, if it is none.
template <class Words>
[[nodiscard]] typename Words::value_type read_word(const node& value, std::string_view what, const Words& words,
                                                   reporter& report) {
    if (value.kind != node_kind::scalar) {
        report.error(diagnostic_code::wrong_type, value.position, wrong_kind(what, "text", value));
        return {};
    }
    for (const auto word : words) {
        if (name(word) == value.text) return word;
    }
    report.warning(diagnostic_code::unknown_level, value.position,
                   "unknown " + std::string{what} + ' ' + varsigma::quoted(value.text),
                   did_you_mean(closest(value.text, words, [](auto word) { return name(word); })));
    return {};
}

inline void read_related(const node& value, reporter& report, rule_metadata& metadata) {
    if (value.kind != node_kind::sequence) {
        report.error(diagnostic_code::wrong_type, value.position, wrong_kind("related", "a list", value));
        return;
    }
    for (const auto* item : value.items) {
        const auto* id = item->find("id");
        const auto* type = item->find("type");
        if (id == nullptr || type == nullptr) {
            report.error(diagnostic_code::wrong_type, item->position, "an entry of related is a map with id and type");
            continue;
        }
        const auto id_text = read_text(*id, "id", strictness::lenient, report);
        const auto type_text = read_text(*type, "type", strictness::lenient, report);
        if (id_text && type_text) metadata.related.emplace_back(*id_text, *type_text);
    }
}

/// Rejects what a later specification may have given another meaning.
inline void check_version(const node& value, reporter& report) {
    constexpr unsigned first_unknown = 3;
    unsigned major = 0;
    const auto* const last = value.text.data() + value.text.size();
    const auto [end, failure] = std::from_chars(value.text.data(), last, major);
    if (value.kind != node_kind::scalar || failure != std::errc{} || (end != last && *end != '.')) {
        report.error(diagnostic_code::unsupported_version, value.position, "sigma-version is not a version number");
    } else if (major >= first_unknown) {
        report.error(diagnostic_code::unsupported_version, value.position,
                     "version " + varsigma::quoted(value.text) + " of the specification is newer than this library");
    }
}

[[nodiscard]] inline bool read_metadata_entry(const map_entry& entry, reporter& report, rule_metadata& metadata) {
    const auto key = entry.key->text;
    const auto& value = *entry.value;
    for (const auto& known : text_keys) {
        if (known.word != key) continue;
        if (const auto text = read_text(value, key, strictness::lenient, report)) metadata.*known.member = *text;
        return true;
    }
    for (const auto& known : list_keys) {
        if (known.word != key) continue;
        read_texts(value, key, known.single, strictness::lenient, report, metadata.*known.member);
        return true;
    }
    if (key == "level") {
        metadata.level = read_word(value, key, levels, report);
    } else if (key == "status") {
        metadata.status = read_word(value, key, statuses, report);
    } else if (key == "related") {
        read_related(value, report, metadata);
    } else if (key == "sigma-version") {
        check_version(value, report);
    } else {
        return false;
    }
    return true;
}

} // namespace detail

/// What a document says about itself. Keys without a value (null) count as absent; keys of the author's own are
/// allowed. Errors for lists and maps where text must stand and the other way round, and for a `sigma-version` of 3 or
/// later; anything else is a warning. Precondition: a map. O(size).
[[nodiscard]] inline rule_metadata read_metadata(const node& root, reporter& report) {
    rule_metadata metadata;
    for (const auto& entry : root.entries) {
        if (is_null(*entry.value)) {
            check_key(*entry.key, detail::top_level_keys, true, report);
        } else if (!detail::read_metadata_entry(entry, report, metadata)) {
            check_key(*entry.key, detail::top_level_keys, true, report);
        }
    }
    if (metadata.title.empty()) report.warning(diagnostic_code::missing_key, root.position, "the rule has no title");
    return metadata;
}

/// The value under `key`; null, with an error, if there is none.
[[nodiscard]] inline const node* require(const node& map, std::string_view key, reporter& report) {
    const auto* value = map.find(key);
    if (value == nullptr || is_null(*value)) {
        report.error(diagnostic_code::missing_key, map.position, "the key " + varsigma::quoted(key) + " is missing");
        return nullptr;
    }
    return value;
}

/// The log source of a document. Errors: it is missing, no map, or an attribute is no text; warnings for other
/// attributes, and for a log source that names none and so applies to every log.
[[nodiscard]] inline rule_logsource read_logsource(const node& root, reporter& report) {
    static constexpr std::array<std::string_view, 4> words{"product", "category", "service", "definition"};
    rule_logsource source;
    const auto* value = require(root, "logsource", report);
    if (value == nullptr) return source;
    if (value->kind != node_kind::mapping) {
        report.error(diagnostic_code::wrong_type, value->position, wrong_kind("logsource", "a map", *value));
        return source;
    }
    const std::array members{&source.product, &source.category, &source.service, &source.definition};
    bool complete = true;
    for (const auto& entry : value->entries) {
        check_key(*entry.key, words, false, report);
        for (std::size_t at = 0; at < words.size(); ++at) {
            if (entry.key->text != words[at] || is_null(*entry.value)) continue;
            const bool prose = words[at] == "definition";
            const auto text =
                read_text(*entry.value, words[at], prose ? strictness::lenient : strictness::exact, report);
            if (text) *members[at] = *text;
            complete = complete && text;
        }
    }
    if (complete && source.empty()) {
        report.warning(diagnostic_code::missing_key, value->position,
                       "logsource names no product, category or service, so the rule applies to every log");
    }
    return source;
}

} // namespace varsigma::yaml
