// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/data_needed.hpp>
#include <varsigma/convert/detail/page_rows.hpp>
#include <varsigma/convert/detail/page_style.hpp>
#include <varsigma/convert/detail/page_text.hpp>
#include <varsigma/convert/detail/page_yaml.hpp>
#include <varsigma/convert/page_html.hpp>
#include <varsigma/convert/page_options.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/severity_level.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Writes the page of one file. Every text goes through `seen`, `html_code` or `yaml_marker`.
class html_page {
public:
    html_page(std::span<const detection_rule> rules, const page_options& options)
        : rules_(rules), about_(page_metadata(rules)), options_(options) {}

    [[nodiscard]] std::string write() {
        const auto rows = page_rows(rules_, options_);
        const auto title = rows.front().items.empty() ? "Untitled rule" : seen(rows.front().items.front().text);
        head(title);
        html_ += "<p class=\"kind\">Detection rule</p>\n<h1 dir=\"auto\">" + title + "</h1>\n";
        badges();
        contents();
        table(rows);
        html_ += "<h2>" + seen(page_rules_heading) + "</h2>\n";
        source();
        for (std::size_t at = 0; at < options_.queries.size(); ++at) { section(options_.queries[at], at + 1); }
        html_ += "</main>\n<p id=\"spoken\" class=\"unseen\" role=\"status\"></p>\n<script>";
        html_.append(page_script).append("</script>\n</body>\n</html>\n");
        return std::move(html_);
    }

private:
    [[nodiscard]] static std::string seen(std::string_view text) { return html_text(shown_text(text)); }

    [[nodiscard]] static std::string place(std::size_t number) { return "text-" + std::to_string(number); }

    void head(const std::string& title) {
        html_ += "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '";
        html_.append(page_style_digest).append("'; script-src '").append(page_script_digest);
        html_ += "'; base-uri 'none'; form-action 'none'\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                 "<meta name=\"color-scheme\" content=\"light dark\">\n"
                 "<meta name=\"referrer\" content=\"no-referrer\">\n<title>" +
                 title + "</title>\n<style>";
        html_.append(page_style).append("</style>\n</head>\n<body>\n<main>\n");
    }

    void badges() {
        html_ += "<ul class=\"badges\" aria-label=\"In short\">\n";
        if (about_.level != severity_level::none) {
            const std::string level{name(about_.level)};
            html_ += "<li class=\"level " + level + "\">Severity: " + level + "</li>\n";
        }
        if (about_.status != rule_status::none) { html_ += "<li>" + std::string{name(about_.status)} + "</li>\n"; }
        std::unordered_set<std::string> said;
        for (const auto& rule : rules_) {
            const auto source = seen(source_text(rule.source, " / ", "any log"));
            if (said.insert(source).second) { html_ += "<li dir=\"auto\">" + source + "</li>\n"; }
        }
        html_ += "</ul>\n";
    }

    void contents() {
        if (options_.queries.empty()) { return; }
        html_ += "<nav aria-label=\"On this page\">\n<ul>\n<li><a href=\"#" + place(0) + "\">" +
                 seen(page_rule_heading) + "</a></li>\n";
        for (std::size_t at = 0; at < options_.queries.size(); ++at) {
            html_ += "<li><a href=\"#" + place(at + 1) + "\">" + seen(options_.queries[at].heading) + "</a></li>\n";
        }
        html_ += "</ul>\n</nav>\n";
    }

    /// A table stays one for screen readers where narrow windows lay it out as blocks: hence the roles.
    void table(const std::vector<page_row>& rows) {
        html_ +=
            "<div class=\"card\">\n<table role=\"table\" aria-label=\"About the rule\">\n<tbody role=\"rowgroup\">\n";
        for (const auto& row : rows) {
            html_ +=
                "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">" + seen(row.label) + "</th><td role=\"cell\">";
            cell(row);
            html_ += "</td></tr>\n";
        }
        html_ += "</tbody>\n</table>\n</div>\n";
    }

    void cell(const page_row& row) {
        if (row.items.empty()) {
            html_ += "<p class=\"none\">" + seen(row.if_empty.empty() ? row.none : row.if_empty) + "</p>";
            return;
        }
        if (!row.is_list) {
            html_ += "<p dir=\"auto\">" + link(row.items.front()) + "</p>";
            return;
        }
        html_ += "<ul>";
        for (const auto& item : row.items) { html_ += "<li dir=\"auto\">" + link(item) + "</li>"; }
        html_ += "</ul>";
    }

    [[nodiscard]] static std::string link(const page_link& to) {
        if (to.target.empty()) { return seen(to.text); }
        return "<a href=\"" + html_text(to.target) + "\" rel=\"noopener noreferrer\">" + seen(to.text) + "</a>";
    }

    void source() {
        begin_text(0, page_rule_heading, !options_.source.empty());
        if (options_.source.empty()) {
            html_ += "<p class=\"empty\">" + seen(page_without_source) + "</p>\n";
        } else {
            code(0, yaml_marker{}.mark(options_.source), true);
            notes({}, options_.source);
        }
        html_ += "</section>\n";
    }

    void section(const page_section& shown, std::size_t number) {
        const auto text = section_text(shown);
        begin_text(number, shown.heading, !text.empty());
        if (!text.empty()) { code(number, html_code(text), false); }
        notes(shown.notes, text);
        html_ += "</section>\n";
    }

    void begin_text(std::size_t number, std::string_view heading, bool can_be_copied) {
        const auto id = place(number);
        const auto title = seen(heading);
        html_ += "<section class=\"card text\" id=\"" + id + "\" aria-labelledby=\"" + id +
                 "-title\">\n<header><h3 id=\"" + id + "-title\">" + title + "</h3>";
        if (can_be_copied) {
            html_ += "<button type=\"button\" id=\"" + id + "-copy\" data-copies=\"" + id +
                     "-code\" aria-labelledby=\"" + id + "-copy " + id + "-title\" hidden>Copy</button>";
        }
        html_ += "</header>\n";
    }

    /// `keeps_lines`: long lines are not broken, since indentation means something. What does not fit is reached by
    /// scrolling, also with the keyboard: hence the place in the order of tabs.
    void code(std::size_t number, const std::string& marked, bool keeps_lines) {
        const auto id = place(number);
        html_ += keeps_lines ? "<pre class=\"lines\"" : "<pre";
        html_ += " dir=\"ltr\" translate=\"no\" tabindex=\"0\" role=\"group\" aria-labelledby=\"" + id +
                 "-title\"><code id=\"" + id + "-code\">" + marked + "</code></pre>\n";
    }

    void notes(const std::vector<std::string>& said, std::string_view text) {
        std::string list;
        const auto add = [&](std::string_view note) {
            if (!note.empty()) { list += "<li dir=\"auto\">" + seen(note) + "</li>\n"; }
        };
        for (const auto& note : said) { add(note); }
        add(concealed_note(text));
        if (!list.empty()) { html_ += "<ul class=\"notes\">\n" + list + "</ul>\n"; }
    }

    std::span<const detection_rule> rules_; // lives for one page, as do the options
    rule_metadata about_;
    const page_options& options_;
    std::string html_;
};

} // namespace VARSIGMA_NAMESPACE::detail

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE std::string to_page_html(std::span<const detection_rule> rules, const page_options& options) {
    return detail::html_page{rules, options}.write();
}

VARSIGMA_INLINE std::string to_page_html(const detection_rule& rule, const page_options& options) {
    return to_page_html({&rule, 1}, options);
}

} // namespace VARSIGMA_NAMESPACE
