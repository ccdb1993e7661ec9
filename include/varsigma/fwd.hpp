// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>

// Names only, for headers that pass things on. Declare them by this header and not by yourself: where they lie depends on
// the version and on how the library is built.

namespace VARSIGMA_NAMESPACE {

template <class Event>
struct event_traits;

template <class... Events>
class rule_set;
template <class Event>
class rule;
template <class... Events>
class shared_rules;

class hit;
class hits;
class rule_list;
struct rule_set_statistics;
struct explanation;

struct detection_rule;
struct filter_rule;
struct correlation_rule;
struct collection;
class placeholders;

struct diagnostic;
template <class T>
class result;

class dynamic_event;
class event_row;
class field_table;
class field_map;
class router;
struct logsource;
class text_sink;

struct compile_options;
struct bundle_options;
class bundle;

class simdjson_reader;
class nlohmann_reader;

namespace yaml {

struct options;
class loader;

} // namespace yaml
} // namespace VARSIGMA_NAMESPACE
