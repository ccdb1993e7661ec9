// SPDX-License-Identifier: BSL-1.0
#pragma once

// A page about the rules of one file, for people: in Markdown, or as one HTML file. Needs nothing but the standard
// library; page_queries.hpp makes the sections of the queries, and needs what their converters need.
#include <varsigma/convert/page_html.hpp>
#include <varsigma/convert/page_markdown.hpp>
#include <varsigma/convert/page_options.hpp>
