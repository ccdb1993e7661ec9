// SPDX-License-Identifier: BSL-1.0
#include <varsigma/convert/detail/page_rows.hpp>
#include <varsigma/convert/detail/page_text.hpp>
#include <varsigma/convert/page.hpp>
#include <varsigma/convert/page_queries.hpp>
#include <varsigma/load/yaml.hpp>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

// make_pages FOLDER: writes pages there, and pages.json, which says what a browser should find in them.

namespace {

using nlohmann::json;

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// Everything that a stranger might try, in a rule that loads.
constexpr std::string_view hostile =
    R"(title: "</title><script>alert(1)</script> | <img src=x onerror=alert(2)> \u202Egnp.exe"
description: |
    First line | with a pipe, a `code`, *stars*, _under_ and [link](javascript:alert(3))
    second line & <b>bold</b> שלום עולם
status: experimental
author: "Mallory \"><svg onload=alert(4)>"
references:
    - javascript:alert(5)
    - JaVaScRiPt:alert(6)
    - "https://example.org/a\"onmouseover=alert(7)?a=1&copy=2|x"
    - https://example.org/a-very-long-path-without-any-place-to-break-it-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
    - "data:text/html,<script>alert(8)</script>"
    - https://user@example.org/ with a blank
tags: [attack.execution, attack.t1059.001, attack.stealth, "attack.<script>alert(9)</script>", attack.g0016]
falsepositives: ["</li></ul></td></tr></table><script>alert(10)</script>", "a\nb"]
level: critical
logsource: {product: windows, category: "</li><script>alert(11)</script>"}
detection:
    selection:
        CommandLine|contains: ["</code></pre><script>alert(12)</script>", "\u202Etxt.exe\u200B\r\nx", '```']
        Number: 17   # a comment with <!-- inside
        On: true
        "Quoted Key": 'it''s'
    filter: {Image: null, ParentImage|endswith: [a, 'b']}
    condition: selection and not filter
)";

class page_maker {
public:
    explicit page_maker(std::filesystem::path folder) : folder_(std::move(folder)) {}

    void make(const std::string& name, const std::string& source, varsigma::page_options options = {}) {
        const auto rules = varsigma::yaml::load_text(source).rules;
        options.queries = varsigma::page_queries(rules);
        options.derived_data = true;
        std::ofstream{folder_ / (name + ".html"), std::ios::binary} << to_page_html(rules, options);
        std::ofstream{folder_ / (name + ".md"), std::ios::binary} << to_page_markdown(rules, options);

        json page{{"file", name + ".html"}};
        page["is_long"] = source.size() > 10'000;
        const auto rows = varsigma::detail::page_rows(rules, options);
        page["title"] = rows.front().items.empty() ? "Untitled rule"
                                                   : varsigma::detail::shown_text(rows.front().items.front().text);
        page["links"] = json::array();
        for (const auto& row : rows) {
            page["rows"].push_back(row.label);
            for (const auto& item : row.items) {
                if (!item.target.empty()) { page["links"].push_back(item.target); }
            }
        }
        page["copies"] = json::object();
        if (!options.source.empty()) { page["copies"]["text-0-code"] = options.source; }
        for (std::size_t at = 0; at < options.queries.size(); ++at) {
            const auto& text = options.queries[at].text;
            if (!text.empty()) { page["copies"]["text-" + std::to_string(at + 1) + "-code"] = text; }
        }
        pages_.push_back(page);
    }

    void finish() const { std::ofstream{folder_ / "pages.json"} << pages_.dump(1) << '\n'; }

private:
    std::filesystem::path folder_;
    json pages_ = json::array();
};

} // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::cerr << "usage: make_pages FOLDER (in the project's root)\n";
        return 2;
    }
    std::filesystem::create_directories(arguments[1]);
    page_maker pages{arguments[1]};
    for (const char* const name :
         {"msiexec_web_install", "proc_creation_win_encoded_download", "win_security_failed_remote_logon"}) {
        const auto source = text_of("examples/rules/" + std::string{name} + ".yml");
        varsigma::page_options options;
        options.source = source;
        options.data_sources = {{{"windows", "process_creation", "security", {}},
                                 "4688",
                                 {},
                                 {"DN_0001_4688_windows_process_creation", "../data/DN_0001.md"}}};
        options.triggers = {{"T1218.007", {"A package from a local web server", "https://example.org/tests/1"}}};
        pages.make(name, source, options);
    }
    varsigma::page_options options;
    options.source = hostile;
    pages.make("hostile", options.source, options);
    std::string values;
    for (int line = 0; line < 300; ++line) { values += "            - 'value " + std::to_string(line) + "'\n"; }
    options.source = "title: Long\nlogsource: {category: c}\ndetection:\n    s:\n        A|contains:\n" + values +
                     "        B|startswith: '" + std::string(2'000, 'x') + "'\n    condition: s\n";
    pages.make("long", options.source, options);
    pages.make("without_source", std::string{"title: T\nlogsource: {category: c}\n"
                                             "detection: {s: {A|fieldref: B}, condition: s}\n"});
    pages.finish();
    return 0;
}
