// SPDX-License-Identifier: BSL-1.0
#pragma once

// The bodies of the library's functions, for programs that define VARSIGMA_COMPILED: exactly one of their files includes
// this. The optional parts have files of their own: `varsigma/yaml/src.hpp`.

#ifndef VARSIGMA_COMPILED
#error "define VARSIGMA_COMPILED in all files of the program that include the library, this one among them"
#endif

#include <varsigma/bundle/bundle.ipp>
#include <varsigma/bundle/described_bundle.ipp>
#include <varsigma/core/diagnostic.ipp>
#include <varsigma/core/printable.ipp>
#include <varsigma/detail/rule_engine.ipp>
#include <varsigma/event/detail/text_arena.ipp>
#include <varsigma/event/event_row.ipp>
#include <varsigma/event/field_table.ipp>
#include <varsigma/explain/explain.ipp>
#include <varsigma/explain/explanation.ipp>
#include <varsigma/match/findings_summary.ipp>
#include <varsigma/match/hit.ipp>
#include <varsigma/route/router.ipp>
#include <varsigma/rule/collection.ipp>
#include <varsigma/rule/detail/logic.ipp>
#include <varsigma/rule/document.ipp>
#include <varsigma/rule/rule_list.ipp>
#include <varsigma/rule/validate.ipp>
#include <varsigma/static_rules/static_fieldref.ipp>
#include <varsigma/static_rules/static_regex.ipp>
#include <varsigma/text/number.ipp>
