// SPDX-License-Identifier: BSL-1.0
#include <varsigma/core/diagnostic.hpp>

#include <doctest/doctest.h>

#include <iterator>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

namespace {

using varsigma::diagnostic;
using varsigma::diagnostic_code;
using varsigma::severity;

constexpr diagnostic_code all_codes[] = {
#define VARSIGMA_TEST_ENTRY(entry) diagnostic_code::entry,
    VARSIGMA_DIAGNOSTIC_CODES(VARSIGMA_TEST_ENTRY)
#undef VARSIGMA_TEST_ENTRY
};

diagnostic sample() {
    diagnostic finding;
    finding.code = diagnostic_code::unknown_modifier;
    finding.file = "rules/a.yml";
    finding.position = {.line = 12, .column = 9};
    finding.message = "`contain` is no modifier";
    finding.suggestion = "did you mean `contains`?";
    return finding;
}

TEST_CASE("every code has a name of its own, in snake case") {
    std::set<std::string_view> names;
    for (const auto code : all_codes) {
        const auto text = name(code);
        INFO(text);
        CHECK_FALSE(text.empty());
        CHECK(text != "unknown");
        CHECK(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos);
        CHECK(names.insert(text).second);
    }
    CHECK(names.size() == std::size(all_codes));
}

TEST_CASE("a code outside the enumeration has a name too") {
    const auto first_free = static_cast<diagnostic_code>(std::size(all_codes));
    CHECK(name(first_free) == "unknown");
    CHECK(name(static_cast<diagnostic_code>(255)) == "unknown");
    static_assert(std::size(all_codes) < 255);
}

TEST_CASE("names are usable in constant expressions") {
    static_assert(name(diagnostic_code::bad_cidr) == "bad_cidr");
    static_assert(name(diagnostic_code{}) == "file_unreadable");
}

TEST_CASE("render gives the form that compilers use") {
    CHECK(render(sample()) ==
          "rules/a.yml:12:9: error: `contain` is no modifier; did you mean `contains`? [unknown_modifier]");
}

TEST_CASE("render leaves out what is not known") {
    auto finding = sample();

    SUBCASE("no suggestion") {
        finding.suggestion.clear();
        CHECK(render(finding) == "rules/a.yml:12:9: error: `contain` is no modifier [unknown_modifier]");
    }
    SUBCASE("no column") {
        finding.position.column = 0;
        finding.suggestion.clear();
        CHECK(render(finding) == "rules/a.yml:12: error: `contain` is no modifier [unknown_modifier]");
    }
    SUBCASE("a column without a line says nothing") {
        finding.position.line = 0;
        finding.suggestion.clear();
        CHECK(render(finding) == "rules/a.yml: error: `contain` is no modifier [unknown_modifier]");
    }
    SUBCASE("no file") {
        finding.file.clear();
        finding.suggestion.clear();
        CHECK(render(finding) == "<rule>:12:9: error: `contain` is no modifier [unknown_modifier]");
    }
    SUBCASE("nothing but the code") {
        CHECK(render(diagnostic{}) == "<text>: error:  [file_unreadable]");
    }
}

TEST_CASE("render says what is meant where no file is") {
    const auto subject = [](diagnostic_code code) {
        diagnostic finding;
        finding.code = code;
        const auto text = render(finding);
        return text.substr(0, text.find(':'));
    };
    CHECK(subject(diagnostic_code::yaml_syntax) == "<text>");
    CHECK(subject(diagnostic_code::wrong_type) == "<text>"); // field maps and placeholders have it, too
    CHECK(subject(diagnostic_code::unknown_modifier) == "<rule>");
    CHECK(subject(diagnostic_code::never_matches) == "<rule>");
    CHECK(subject(diagnostic_code::needs_mapping) == "<rule>");
    CHECK(subject(diagnostic_code::routing_conditions) == "<routing>");
    for (const auto code : {diagnostic_code::bad_json, diagnostic_code::json_too_deep, diagnostic_code::repaired_text,
                            diagnostic_code::foreign_event}) {
        CHECK(subject(code) == "<event>");
    }
    for (const auto code : {diagnostic_code::bad_bundle, diagnostic_code::bundle_version,
                            diagnostic_code::bundle_refused, diagnostic_code::bundle_mismatch}) {
        CHECK(subject(code) == "<bundle>");
    }
}

TEST_CASE("render tells warnings from errors") {
    auto finding = sample();
    finding.level = severity::warning;
    finding.suggestion.clear();
    CHECK(render(finding) == "rules/a.yml:12:9: warning: `contain` is no modifier [unknown_modifier]");
}

TEST_CASE("render keeps the largest positions") {
    diagnostic finding;
    finding.position = {.line = 4294967295U, .column = 4294967295U};
    CHECK(render(finding) == "<text>:4294967295:4294967295: error:  [file_unreadable]");
}

TEST_CASE("render shows what a terminal would obey") {
    auto finding = sample();
    finding.file = "rules/\x1b[2Ja\n.yml";
    finding.message = "`\u202Econtain\u200B` is no modifier";
    finding.suggestion = "did you mean \xFF?";
    CHECK(render(finding) == R"(rules/\u{1b}[2Ja\u{a}.yml:12:9: error: `\u{202e}contain\u{200b}` is no modifier; )"
                             R"(did you mean \xff? [unknown_modifier])");
}

TEST_CASE("a diagnostic is an error unless it says otherwise") {
    CHECK(diagnostic{}.level == severity::error);
}

TEST_CASE("diagnostics are equal if every part is") {
    CHECK(sample() == sample());
    auto other = sample();
    SUBCASE("code") {
        other.code = diagnostic_code::modifier_chain;
    }
    SUBCASE("level") {
        other.level = severity::warning;
    }
    SUBCASE("file") {
        other.file += 'x';
    }
    SUBCASE("line") {
        ++other.position.line;
    }
    SUBCASE("column") {
        ++other.position.column;
    }
    SUBCASE("message") {
        other.message.clear();
    }
    SUBCASE("suggestion") {
        other.suggestion.clear();
    }
    CHECK(other != sample());
}

TEST_CASE("diagnostics are written to streams as they are rendered, codes and severities as their names") {
    std::ostringstream out;
    out << sample() << '|' << sample().code << '|' << severity::warning << '|' << severity::error;
    CHECK(out.str() == render(sample()) + '|' + std::string{name(sample().code)} + "|warning|error");
}

TEST_CASE("a code is found by its name, and by nothing else") {
    CHECK(varsigma::parse_diagnostic_code("unknown_modifier") == varsigma::diagnostic_code::unknown_modifier);
    CHECK(varsigma::parse_diagnostic_code("Unknown_modifier") == std::nullopt);
    CHECK(varsigma::parse_diagnostic_code("") == std::nullopt);
}

TEST_CASE("count counts one severity") {
    varsigma::diagnostics findings;
    CHECK_FALSE(has_errors(findings));
    CHECK(count(findings, severity::error) == 0);
    CHECK(count(findings, severity::warning) == 0);
    findings.assign(3, sample());
    findings[1].level = severity::warning;
    CHECK(count(findings, severity::error) == 2);
    CHECK(count(findings, severity::warning) == 1);
    CHECK(has_errors(findings));
    for (auto& each : findings) { each.level = severity::warning; }
    CHECK_FALSE(has_errors(findings));
}

} // namespace
