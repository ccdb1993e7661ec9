// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/event/rule_logsource.hpp>
#include <varsigma/rule/aggregation.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/severity_level.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// How far a rule has been tried. `none` where the rule does not say.
enum class rule_status : std::uint8_t { none, stable, test, experimental, deprecated, unsupported };

[[nodiscard]] constexpr std::string_view name(rule_status status) noexcept {
    switch (status) {
    case rule_status::none: return "";
    case rule_status::stable: return "stable";
    case rule_status::test: return "test";
    case rule_status::experimental: return "experimental";
    case rule_status::deprecated: return "deprecated";
    case rule_status::unsupported: return "unsupported";
    }
    return "";
}

/// The status that a word names, as rules write it: in lower case; or nothing, for an empty word too.
[[nodiscard]] constexpr std::optional<rule_status> parse_rule_status(std::string_view word) noexcept {
    for (const auto status : {rule_status::stable, rule_status::test, rule_status::experimental,
                              rule_status::deprecated, rule_status::unsupported}) {
        if (name(status) == word) { return status; }
    }
    return std::nullopt;
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, rule_status status) {
    return out << name(status);
}

/// What every kind of rule says about itself. Texts are empty where the rule says nothing.
struct rule_metadata {
    std::string title;
    std::string id;
    std::string name; ///< by which filters and correlations may call the rule
    std::string description;
    std::string author;
    std::string date;
    std::string modified;
    std::string license;
    std::string taxonomy;
    severity_level level = severity_level::none;
    rule_status status = rule_status::none;
    std::vector<std::string> references;
    std::vector<std::string> tags;
    std::vector<std::string> falsepositives;
    std::vector<std::string> fields;
    std::vector<std::string> scope;
    std::vector<std::pair<std::string, std::string>> related; ///< id and kind of relation
};

/// Where a document was read.
struct rule_origin {
    std::string file; ///< as it was given to the loader; empty for text in memory
    source_position position;
};

/// A rule that looks at one event. Source: Sigma specification 2.1.0, "Sigma rules".
///
/// Everything needed to match is checked when it is loaded; a rule built by hand is checked by `validate`.
struct detection_rule {
    rule_metadata metadata;
    rule_origin origin;
    rule_logsource source;
    std::vector<named_detection> selections; ///< in the order of the document
    std::vector<condition> conditions;       ///< alternatives; at least one
    std::string timeframe;                   ///< as written
    std::optional<aggregation> aggregate;    ///< of the deprecated pipe; such a rule means a correlation

    detection_rule();
    detection_rule(const detection_rule& other);
    detection_rule& operator=(const detection_rule& other);
    detection_rule(detection_rule&& other) noexcept;
    detection_rule& operator=(detection_rule&& other) noexcept;
    ~detection_rule();

    /// The selection of that name, or null. O(number of selections).
    [[nodiscard]] const named_detection* find_selection(std::string_view name) const noexcept;
};

/// Exceptions for other rules. Source: Sigma specification 2.1.0, "Sigma filters".
struct filter_rule {
    rule_metadata metadata;
    rule_origin origin;
    rule_logsource source;
    std::vector<std::string> rules; ///< ids or names; empty means every rule
    std::vector<named_detection> selections;
    std::vector<condition> conditions;
};

enum class correlation_type : std::uint8_t {
    event_count,
    value_count,
    temporal,
    temporal_ordered,
    value_sum,
    value_avg,
    value_percentile,
    value_median,
};

namespace detail {

inline constexpr std::array<std::string_view, 8> correlation_type_words{"event_count",      "value_count", "temporal",
                                                                        "temporal_ordered", "value_sum",   "value_avg",
                                                                        "value_percentile", "value_median"};

} // namespace detail

/// The word for a type of correlation, as rules have it.
[[nodiscard]] constexpr std::string_view name(correlation_type type) noexcept {
    return detail::correlation_type_words[static_cast<std::size_t>(type)];
}

/// The type that a word names, or nothing.
[[nodiscard]] constexpr std::optional<correlation_type> parse_correlation_type(std::string_view word) noexcept {
    for (std::size_t at = 0; at < detail::correlation_type_words.size(); ++at) {
        if (detail::correlation_type_words[at] == word) { return static_cast<correlation_type>(at); }
    }
    return std::nullopt;
}

/// Whether a correlation or a filter that names `reference` means the rule: its id, or its name.
[[nodiscard]] inline bool is_called(const rule_metadata& about, std::string_view reference) noexcept {
    return !reference.empty() && (about.id == reference || about.name == reference);
}

/// One side of a correlation's condition: `gte: 10`.
struct correlation_bound {
    std::string relation; ///< gt, gte, lt, lte, eq or neq
    number threshold;
};

/// A field that has other names in the events of some rules.
struct correlation_alias {
    std::string name;
    std::vector<std::pair<std::string, std::string>> fields; ///< rule, and the field's name there
};

/// A rule over the detections of other rules. Source: Sigma specification 2.1.0, "Sigma correlations".
struct correlation_rule {
    rule_metadata metadata;
    rule_origin origin;
    correlation_type type = correlation_type::event_count;
    std::vector<std::string> rules; ///< ids or names
    std::vector<std::string> group_by;
    std::vector<std::string> fields; ///< of the condition, for the types that look at values
    std::string timespan;            ///< as written: `10m`
    std::vector<correlation_bound> bounds;
    std::string extended_condition; ///< over rule names, for the temporal types; may be empty
    std::optional<number> percentile;
    std::vector<correlation_alias> aliases;
    bool generate = false;
};

} // namespace VARSIGMA_NAMESPACE

#ifdef VARSIGMA_COMPILED
extern template class std::vector<varsigma::detection_rule>;
#else
#include <varsigma/rule/document.ipp>
#endif
