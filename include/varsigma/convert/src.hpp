// SPDX-License-Identifier: BSL-1.0
#pragma once

// The bodies of what makes queries and pages of rules, as `varsigma/src.hpp` has those of the rest.

#ifndef VARSIGMA_COMPILED
#error "define VARSIGMA_COMPILED in all files of the program that include the library, this one among them"
#endif

#include <varsigma/convert/graylog.ipp>
#include <varsigma/convert/lucene.ipp>
#include <varsigma/convert/page_html.ipp>
#include <varsigma/convert/page_markdown.ipp>
