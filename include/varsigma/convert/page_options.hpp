// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/event/rule_logsource.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// A text of the page and where it leads: to the web, or to a place relative to the page. Another target, or none: no
/// link.
struct page_link {
    std::string text;
    std::string target;

    friend bool operator==(const page_link&, const page_link&) = default;
};

/// One line of the caller's table of the logs that he has described: a page names those that a rule needs.
///
/// A rule needs it if each attribute of its logsource that the rule names is that of the line (case aside), the rule
/// can match an event with this id, as far as that can be told without regular expressions, and it reads one of the
/// fields, as keywords do.
struct page_data_source {
    rule_logsource source = {}; ///< everything that such events are: an attribute left out is one that they lack
    std::string event_id = {};  ///< decimal; empty: whatever it is
    std::vector<std::string> fields = {}; ///< what this log is there for; empty: for every rule
    page_link shown = {};
};

/// One line of the caller's table of the tests that set a technique off.
struct page_trigger {
    std::string technique; ///< `T1218.007`
    page_link shown;
};

/// How a section's text is shown.
enum class page_text_form : std::uint8_t {
    plain,       ///< as it is
    python_repr, ///< as Python writes bytes, on one line: `\n` for a line break, every backslash twice, `\'`
};

/// A section behind the rule: its query for one target.
struct page_section {
    std::string heading = {};
    std::string text = {};               ///< if empty, only the notes stand there
    std::vector<std::string> notes = {}; ///< what has to be said of the text, a sentence each
    page_text_form form = page_text_form::plain;
};

/// What a page shows besides what its rules say. All texts may come from strangers, but for the targets of links.
struct page_options {
    std::string source = {}; ///< the file as it was; if empty, the page says that it is not there
    std::vector<page_section> queries = {};
    std::vector<page_data_source> data_sources = {};
    std::vector<page_trigger> triggers = {};
    bool derived_data = false; ///< Data Needed also says what `data_needed` derives from the rule
};

} // namespace VARSIGMA_NAMESPACE
