// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/detail/page_rows.hpp>
#include <varsigma/convert/page.hpp>
#include <varsigma/convert/page_queries.hpp>

#include "../support/data.hpp"
#include "../support/loading.hpp"
#include "page_reading.hpp"
#include "recorded_texts.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

// The data is not part of the project: without it this test counts as skipped.

TEST_CASE("pages of the published rules hold what the files hold") {
    const auto folder = varsigma_tests::corpus_data("sigmahq/rules");
    if (!folder) { return; }
    std::size_t pages = 0;
    std::size_t tactics = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{*folder}) {
        if (entry.path().extension() != ".yml") { continue; }
        varsigma::page_options options;
        options.source = varsigma_tests::text_of(entry.path());
        options.derived_data = true;
        const auto rules = varsigma_tests::load_text(options.source).rules;
        if (rules.empty()) { continue; }
        options.queries = varsigma::page_queries(rules);
        CAPTURE(entry.path().string());

        const auto markdown = to_page_markdown(rules, options);
        std::size_t at = 0;
        for (int line = 0; line < 12; ++line) {
            const auto end = markdown.find('\n', at);
            CHECK(varsigma_tests::bars({markdown.data() + at, end - at}) == 3);
            at = end + 1;
        }
        CHECK(markdown.substr(at).starts_with("\n\n## "));

        // every tag that names a tactic is known, or it would stand there without a link
        for (const auto& tactic : varsigma::detail::tactics_of(rules.front().metadata.tags)) {
            CHECK_FALSE(tactic.target.empty());
            ++tactics;
        }

        if (pages++ % 10 != 0) { continue; } // reading HTML again takes its time
        const auto html = varsigma_tests::without_own(to_page_html(rules, options));
        static_cast<void>(varsigma_tests::text_of_html(html));
        CHECK(varsigma_tests::text_of_html(varsigma_tests::code_of(html, 0)) == options.source);
        for (std::size_t query = 0; query < options.queries.size(); ++query) {
            CHECK(varsigma_tests::text_of_html(varsigma_tests::code_of(html, query + 1)) ==
                  options.queries[query].text);
        }
    }
    MESSAGE(pages << " pages, " << tactics << " links to tactics");
    CHECK(pages > 0);
}
