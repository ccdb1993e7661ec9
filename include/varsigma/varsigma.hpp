// SPDX-License-Identifier: BSL-1.0
#pragma once

// What most programs need: descriptions of events, rule sets, what matched, and what is said about rules.
//
// A file that only describes events includes varsigma/event/event_traits.hpp, one that only looks at hits
// varsigma/match/hit.hpp; both cost next to nothing. Not included here, since few files of a program want them:
//
//   varsigma/load/yaml.hpp             rules from YAML                      varsigma::yaml
//   varsigma/load/field_map.hpp        names of event fields from YAML      varsigma::yaml
//   varsigma/load/placeholders.hpp     values of placeholders from YAML     varsigma::yaml
//   varsigma/load/mapped_file.hpp      files in memory, for bundles         POSIX
//   varsigma/adapt/simdjson.hpp        events from JSON text                varsigma::simdjson
//   varsigma/adapt/nlohmann.hpp        events from nlohmann::json           varsigma::nlohmann_json
//   varsigma/static_rules/static_rule.hpp, static_rule_set.hpp   rules as types
//   varsigma/static_rules/static_regex.hpp, static_fieldref.hpp  the same with `re` and `fieldref`
//   varsigma/bundle/bundle.hpp         what is in a bundle
//   varsigma/bundle/bundle_container.hpp   signatures of bundles
//   varsigma/bundle/described_bundle.hpp  bundles for types that the program does not have
//   varsigma/explain/explain.hpp       why a rule matches that is in no set
//   varsigma/rule/validate.hpp         checks rules that are made by hand
//   varsigma/pattern/wildcard_pattern.hpp, pattern_literal.hpp, glob_automaton.hpp   value strings against texts
//   varsigma/pattern/re2_engine.hpp    the engine of regular expressions
//   varsigma/literals/literal_index.hpp   many literals in one text
//   varsigma/convert/lucene.hpp, graylog.hpp, data_needed.hpp, page.hpp   queries, needs and pages
//   varsigma/convert/kibana.hpp, xpack_watcher.hpp   the same as JSON      varsigma::convert_json

#include <varsigma/bundle/bundle_options.hpp>
#include <varsigma/compile/compile_options.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/core/version.hpp>
#include <varsigma/event/describes_event.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/enum_names.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/event/sources.hpp>
#include <varsigma/event/text_sink.hpp>
#include <varsigma/explain/explanation.hpp>
#include <varsigma/match/findings_summary.hpp>
#include <varsigma/match/hit.hpp>
#include <varsigma/match/statistics.hpp>
#include <varsigma/route/router.hpp>
#include <varsigma/rule.hpp>
#include <varsigma/rule/collection.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/rule_list.hpp>
#include <varsigma/rule_set.hpp>
#include <varsigma/shared_rules.hpp>
