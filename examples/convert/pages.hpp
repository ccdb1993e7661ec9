// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "options.hpp"
#include "settings.hpp"
#include "text_output.hpp"

#include <varsigma/convert/page.hpp>
#include <varsigma/convert/page_queries.hpp>
#include <varsigma/convert/target_names.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/rule/document.hpp>

#include <filesystem>
#include <fstream>
#include <span>
#include <sstream>
#include <string>
#include <utility>

namespace convert {

/// Writes pages, one about the rules of each file.
class page_writer {
public:
    /// `chosen` and `out` outlive this.
    page_writer(const options& chosen, text_output& out) : chosen_(chosen), out_(out) {
        const settings with{chosen};
        queries_.kibana = with.kibana;
        queries_.watcher = with.watcher;
        queries_.graylog = with.graylog;
        if (chosen.profile == varsigma::query_profile::sigmac_2019) {
            queries_.form = varsigma::page_text_form::python_repr; // as pages were then
        }
    }

    /// A page about these rules of one file. What is wrong otherwise is an error in the list.
    void write(std::span<const varsigma::detection_rule> rules, varsigma::diagnostics& found) {
        const std::filesystem::path file{rules.front().origin.file};
        varsigma::page_options options;
        if (std::ifstream stream{file, std::ios::binary}) {
            std::ostringstream text;
            text << stream.rdbuf();
            options.source = std::move(text).str();
        }
        options.queries = varsigma::page_queries(rules, queries_);
        options.derived_data = chosen_.derived;
        const bool html = chosen_.to == target::html;
        const auto page = html ? varsigma::to_page_html(rules, options) : varsigma::to_page_markdown(rules, options);
        if (chosen_.folder.empty()) {
            if (html && std::exchange(printed_, true)) {
                if (!std::exchange(said_, true)) { report(rules, "more pages of HTML need a folder, --folder", found); }
                return;
            }
            out_.write(page);
            return;
        }
        const auto place =
            std::filesystem::path{chosen_.folder} / (names_.take(file.stem().string()) + (html ? ".html" : ".md"));
        std::ofstream stream{place, std::ios::binary};
        stream << page;
        if (!stream.flush()) { report(rules, place.string() + " cannot be written", found); }
    }

private:
    static void report(std::span<const varsigma::detection_rule> rules, std::string message,
                       varsigma::diagnostics& found) {
        found.push_back({varsigma::diagnostic_code::file_unreadable,
                         varsigma::severity::error,
                         rules.front().origin.file,
                         {},
                         std::move(message),
                         {}});
    }

    const options& chosen_;
    text_output& out_;
    varsigma::page_query_options queries_;
    varsigma::target_names names_; // of files, for which the same is wanted: that none replaces another
    bool printed_ = false;
    bool said_ = false; // that only the first page was printed
};

} // namespace convert
