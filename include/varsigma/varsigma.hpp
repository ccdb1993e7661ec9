// SPDX-License-Identifier: BSL-1.0
#pragma once

// The table of contents: everything that needs only the standard library and RE2 (or, with VARSIGMA_WITHOUT_RE2
// defined, only the standard library: then rules with regular expressions are rejected).
//
// Optional, each with a CMake target of its own:
//   varsigma/load/yaml.hpp        rules from YAML                      varsigma::yaml
//   varsigma/load/field_map.hpp   names of event fields from YAML      varsigma::yaml
//   varsigma/load/placeholders.hpp values of placeholders from YAML    varsigma::yaml
//   varsigma/load/mapped_file.hpp files in memory, for bundles         none, but POSIX
//   varsigma/convert/kibana.hpp   rules as saved searches              varsigma::convert_json
//   varsigma/convert/xpack_watcher.hpp   rules as watches              varsigma::convert_json
// Not included either, since few programs want them: queries (varsigma/convert/lucene.hpp, graylog.hpp), what data
// rules need (data_needed.hpp), and pages (page.hpp).
//   varsigma/adapt/simdjson.hpp   events from JSON text                varsigma::simdjson
//   varsigma/adapt/nlohmann.hpp   events from nlohmann::json           varsigma::nlohmann_json

// what went wrong, and how it is said
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/diagnostic_code.hpp>
#include <varsigma/core/fixed_string.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/core/version.hpp>

// value strings, regular expressions, and many literals at once
#include <varsigma/literals/literal_index.hpp>
#include <varsigma/pattern/default_regex.hpp>
#include <varsigma/pattern/glob_automaton.hpp>
#include <varsigma/pattern/pattern_literal.hpp>
#ifndef VARSIGMA_WITHOUT_RE2
#include <varsigma/pattern/re2.hpp>
#include <varsigma/pattern/re2_engine.hpp>
#endif
#include <varsigma/pattern/sigma_string.hpp>
#include <varsigma/pattern/wildcard_pattern.hpp>

// events: your own structs, and those whose fields are known only when they are read
#include <varsigma/event/describes_event.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/enum_names.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/field.hpp>
#include <varsigma/event/field_map.hpp>
#include <varsigma/event/field_selector.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/event/rule_logsource.hpp>
#include <varsigma/event/sources.hpp>
#include <varsigma/event/text_sink.hpp>

// what rules say
#include <varsigma/rule/collection.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/expansion_budget.hpp>
#include <varsigma/rule/lint.hpp>
#include <varsigma/rule/pattern_budget.hpp>
#include <varsigma/rule/placeholders.hpp>
#include <varsigma/rule/regex_warning.hpp>
#include <varsigma/rule/validate.hpp>
#include <varsigma/rule/value_doubt.hpp>

// what rules do
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/match/findings_summary.hpp>
#include <varsigma/match/hit.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule.hpp>
#include <varsigma/rule/rule_list.hpp>
#include <varsigma/rule_set.hpp>
#include <varsigma/shared_rules.hpp>

// what else can be done with compiled rules
#include <varsigma/bundle/bundle.hpp>
#include <varsigma/bundle/bundle_frame.hpp>
#include <varsigma/bundle/described_bundle.hpp>
#include <varsigma/explain/explain.hpp>

// rules as types
#include <varsigma/static_rules/static_model.hpp>
#include <varsigma/static_rules/static_rule.hpp>
#include <varsigma/static_rules/static_rule_set.hpp>
#include <varsigma/static_rules/static_rule_source.hpp>
