// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/known_keys.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/value_reader.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/suggest.hpp>

#include <array>
#include <charconv>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::yaml {

namespace detail {

struct text_key {
    std::string_view word;
    std::string rule_metadata::*member;
    strictness how = strictness::lenient;
};

inline constexpr std::array text_keys{
    text_key{"title", &rule_metadata::title},
    text_key{"id", &rule_metadata::id},
    text_key{"name", &rule_metadata::name},
    text_key{"description", &rule_metadata::description},
    text_key{"author", &rule_metadata::author},
    text_key{"date", &rule_metadata::date},
    text_key{"modified", &rule_metadata::modified},
    text_key{"license", &rule_metadata::license},
    text_key{"taxonomy", &rule_metadata::taxonomy, strictness::exact}, // decides what the fields mean
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

/// The words of a fixed set, one after the other.
template <class Words>
[[nodiscard]] std::string enumerate(const Words& words) {
    std::string listed;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (at != 0) listed += at + 1 == words.size() ? " or " : ", ";
        listed += name(words[at]);
    }
    return listed;
}

/// The word of a fixed set that `value` is, its case aside; the set's zero if it is none. Warns of both.
template <class Words>
[[nodiscard]] typename Words::value_type read_word(const node& value, std::string_view what, const Words& words,
                                                   reporter& report) {
    if (value.kind != node_kind::scalar) {
        report.warning(diagnostic_code::wrong_type, value.position, wrong_kind(what, "text", value), "it is left out");
        return {};
    }
    for (const auto word : words) {
        if (name(word) == value.text) return word;
        if (spelling_distance(name(word), value.text) != 0) continue;
        report.warning(diagnostic_code::unknown_level, value.position,
                       std::string{what} + ' ' + varsigma::quoted(value.text) + " is taken as " +
                           varsigma::quoted(name(word)),
                       "write it in lower case");
        return word;
    }
    const auto near = closest(value.text, words, [](auto word) { return name(word); });
    report.warning(diagnostic_code::unknown_level, value.position,
                   "unknown " + std::string{what} + ' ' + varsigma::quoted(value.text) +
                       ", the rule counts as having none",
                   near.empty() ? "write " + enumerate(words) : did_you_mean(near));
    return {};
}

inline void read_related(const node& value, reporter& report, rule_metadata& metadata) {
    if (value.kind != node_kind::sequence) {
        report.warning(diagnostic_code::wrong_type, value.position, wrong_kind("related", "a list", value),
                       "it is left out");
        return;
    }
    for (const auto* item : value.items) {
        const auto* id = item->find("id");
        const auto* type = item->find("type");
        if (id == nullptr || type == nullptr) {
            report.warning(diagnostic_code::wrong_type, item->position, "an entry of related is a map with id and type",
                           "the entry is left out");
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
        if (const auto text = read_text(value, key, known.how, report)) metadata.*known.member = *text;
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
/// allowed. Whatever is wrong is a warning, but errors for a `taxonomy` that is no text and a `sigma-version` of 3 or
/// later. Keys that are near one of `required` are not spoken of where that is missing: whoever needs it says so.
/// Precondition: a map. O(size).
[[nodiscard]] inline rule_metadata read_metadata(const node& root, std::span<const std::string_view> required,
                                                 reporter& report) {
    rule_metadata metadata;
    const auto missing = missing_keys(root, required);
    for (const auto& entry : root.entries) {
        if (!is_null(*entry.value) && detail::read_metadata_entry(entry, report, metadata)) continue;
        if (misspelt_key(entry.key->text, missing).empty()) {
            check_key(*entry.key, detail::top_level_keys, true, report);
        }
    }
    if (metadata.title.empty()) report.warning(diagnostic_code::missing_key, root.position, "the rule has no title");
    return metadata;
}

} // namespace VARSIGMA_NAMESPACE::yaml
