// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/detail/rule_number.hpp>
#include <varsigma/rule/detail/value_problem.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/number.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

// Rules as the source of static rules (static_rules/static_rule.hpp): C++ that means what the rules mean.

namespace VARSIGMA_NAMESPACE {

namespace detail {

/// A string literal of C++. What is not printable ASCII is written in octal, which ends after three digits.
[[nodiscard]] inline std::string cpp_literal(std::string_view text) {
    std::string written{'"'};
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        if (byte == '"' || byte == '\\') {
            written += '\\';
            written += byte;
        } else if (code >= 0x20 && code < 0x7F) {
            written += byte;
        } else {
            written += '\\';
            for (const unsigned shift : {6U, 3U, 0U}) { written += static_cast<char>('0' + (code >> shift & 7U)); }
        }
    }
    return written + '"';
}

/// Writes the parts of one rule.
class static_rule_writer {
public:
    [[nodiscard]] std::string write(const detection_rule& rule) {
        std::string condition;
        for (const auto& each : rule.conditions) {
            if (!condition.empty()) { condition += " or "; }
            condition += rule.conditions.size() == 1 ? each.text : '(' + each.text + ')';
        }
        std::string written = "varsigma::static_rule<" + cpp_literal(condition);
        for (const auto& each : rule.selections) {
            written += ",\n    varsigma::selection<" + cpp_literal(each.name);
            if (each.body.form == detection_form::all_of && !each.body.children.empty()) {
                for (const auto& child : each.body.children) { written += ", " + write(child); }
            } else {
                written += ", " + write(each.body);
            }
            written += '>';
        }
        return written + '>';
    }

    /// Whether it wrote regular expressions, and comparisons of two fields: they need headers of their own.
    [[nodiscard]] bool uses_regex() const noexcept { return uses_regex_; }
    [[nodiscard]] bool uses_fieldref() const noexcept { return uses_fieldref_; }

    /// The first value that has no counterpart as a constant, if there is one.
    [[nodiscard]] const rule_value* inexpressible() const noexcept { return inexpressible_; }

private:
    [[nodiscard]] std::string write(const detection& part) {
        if (part.form == detection_form::item) { return write(part.item); }
        std::string written = part.form == detection_form::all_of ? "varsigma::all_of<" : "varsigma::any_of<";
        std::string_view separator;
        for (const auto& child : part.children) {
            written.append(separator).append(write(child));
            separator = ", ";
        }
        return written + '>';
    }

    [[nodiscard]] std::string write(const detection_item& item) {
        const auto meaning = interpret(item.modifiers).meaning;
        uses_regex_ = uses_regex_ || meaning.kind == test_kind::regex;
        uses_fieldref_ = uses_fieldref_ || meaning.kind == test_kind::field;
        auto modifiers = item.modifiers;
        modifiers.remove(modifier::expand); // placeholders have their values already
        std::string written = "varsigma::where<" + cpp_literal(key_text(item.field, modifiers));
        for (const auto& value : item.values) { written += ", " + write(meaning, item.is_keyword(), value); }
        return written + '>';
    }

    [[nodiscard]] std::string write(const interpretation& meaning, bool is_keyword, const rule_value& value) {
        switch (value.kind) {
        case value_kind::null: return "nullptr";
        case value_kind::boolean: return value.boolean ? "true" : "false";
        case value_kind::text: return cpp_literal(value.text);
        case value_kind::number: break;
        }
        if (meaning.kind == test_kind::regex) { return cpp_literal(value.text); }
        std::string spelling;
        const auto exact = numeral_of(value.view(), spelling);
        auto text = number_text_of(value.view());
        if (meaning.kind == test_kind::value && plain_test_of(meaning, value.kind, is_keyword) == plain_test::text) {
            return cpp_literal(text); // the compiler cannot write every number
        }
        if (!exact.is_number()) { // no constant says it
            inexpressible_ = &value;
            return text;
        }
        switch (exact.as_number().which()) {
        case number::kind::signed_integer:
            if (exact.as_number().as_signed() == std::numeric_limits<std::int64_t>::min()) {
                return "-9223372036854775807LL - 1"; // there are no negative literals
            }
            return text + "LL";
        case number::kind::unsigned_integer: return text + "ULL";
        case number::kind::real: break;
        }
        if (!is_digit(text.back())) { inexpressible_ = &value; } // infinite, or none
        return text.find_first_of(".e") == text.npos ? text + ".0" : text;
    }

    const rule_value* inexpressible_ = nullptr;
    bool uses_regex_ = false;
    bool uses_fieldref_ = false;
};

/// `MsiExec Web Install` as `msiexec_web_install_rule`, which is no keyword.
[[nodiscard]] inline std::string identifier_of(const detection_rule& rule) {
    std::string name;
    for (const char byte : rule.metadata.title) {
        const char small = fold_ascii(byte);
        const bool is_kept = is_digit(small) || (small >= 'a' && small <= 'z');
        if (is_kept) {
            name += small;
        } else if (!name.empty() && name.back() != '_') {
            name += '_';
        }
    }
    if (!name.empty() && name.back() != '_') { name += '_'; }
    if (name.empty() || is_digit(name.front())) { name = "n" + name; }
    return name + "rule";
}

/// The source of a rule's type, by a writer that knows afterwards what it has written.
[[nodiscard]] inline result<std::string> write_static_rule(const detection_rule& rule, static_rule_writer& writer) {
    diagnostic error;
    error.file = rule.origin.file;
    error.position = rule.origin.position;
    if (rule.aggregate) {
        error.code = diagnostic_code::not_evaluated;
        error.message = "a rule with an aggregation cannot be a type";
        return error;
    }
    auto written = writer.write(rule);
    if (const auto* value = writer.inexpressible()) {
        error.code = diagnostic_code::value_kind;
        error.position = value->position;
        error.message = "the number '" + value->text + "' cannot be a constant";
        return error;
    }
    return written;
}

} // namespace detail

/// The rule as the source of a type: `varsigma::static_rule<"selection", varsigma::selection<…>>`.
///
/// In: a rule that `validate` has accepted. Out: source that needs `varsigma/static_rules/static_rule.hpp`, and what that
/// says of regular expressions and comparisons of fields. What a static rule cannot be is an error at its place: an
/// aggregation (`not_evaluated`), a number that no constant is, infinite or of too many digits (`value_kind`). O(size of
/// the rule).
[[nodiscard]] inline result<std::string> to_static_rule(const detection_rule& rule) {
    detail::static_rule_writer writer;
    return detail::write_static_rule(rule, writer);
}

/// A header with all of the rules as types that carry title, id, level, tags and logsource, in the namespace of that
/// name, and with `rules`, a `static_rule_set` of them in their order.
///
/// Types are called as the rules' titles, in small letters and with `_rule` behind (a number where that is taken). The
/// errors are appended to `found`; the header is then empty. O(size of the rules).
[[nodiscard]] inline std::string to_static_rules(std::span<const detection_rule> rules, std::string_view name,
                                                 diagnostics& found) {
    bool uses_fieldref = false;
    bool uses_regex = false;
    std::string header = "#include <array>\n#include <string_view>\n\nnamespace " + std::string{name} + " {\n";
    std::string list;
    std::unordered_set<std::string> names;
    bool failed = rules.empty();
    for (const auto& rule : rules) {
        detail::static_rule_writer writer;
        auto type = detail::write_static_rule(rule, writer);
        uses_fieldref = uses_fieldref || writer.uses_fieldref();
        uses_regex = uses_regex || writer.uses_regex();
        if (!type) {
            found.push_back(std::move(type).error());
            failed = true;
            continue;
        }
        const auto wanted = detail::identifier_of(rule);
        auto identifier = wanted;
        for (std::size_t number = 2; !names.insert(identifier).second; ++number) {
            identifier = wanted + '_' + std::to_string(number);
        }
        const auto& [product, category, service, definition] = rule.source;
        header += "\nstruct " + identifier + " : " + *type + " {\n";
        header += "    static constexpr std::string_view title = " + detail::cpp_literal(rule.metadata.title) + ";\n";
        header += "    static constexpr std::string_view id = " + detail::cpp_literal(rule.metadata.id) + ";\n";
        header +=
            "    static constexpr varsigma::severity_level level = varsigma::severity_level::" +
            std::string{rule.metadata.level == severity_level::none ? "none" : varsigma::name(rule.metadata.level)} +
            ";\n";
        header += "    static constexpr std::array<std::string_view, " + std::to_string(rule.metadata.tags.size()) +
                  "> tags{";
        std::string_view separator;
        for (const auto& tag : rule.metadata.tags) {
            header.append(separator).append(detail::cpp_literal(tag));
            separator = ", ";
        }
        header += "};\n    static constexpr varsigma::logsource source{.product = " + detail::cpp_literal(product) +
                  ", .category = " + detail::cpp_literal(category) + ", .service = " + detail::cpp_literal(service) +
                  "};\n};\n";
        list += (list.empty() ? "\n    " : ",\n    ") + identifier;
    }
    if (failed) { return {}; }
    std::string includes = "// Made from Sigma rules; changes will be lost.\n#pragma once\n\n";
    if (uses_fieldref) { includes += "#include <varsigma/static_rules/static_fieldref.hpp>\n"; }
    if (uses_regex) { includes += "#include <varsigma/static_rules/static_regex.hpp>\n"; }
    includes +=
        "#include <varsigma/static_rules/static_rule.hpp>\n#include <varsigma/static_rules/static_rule_set.hpp>\n\n";
    return includes + header + "\nusing rules = varsigma::static_rule_set<" + list + ">;\n\n} // namespace " +
           std::string{name} + '\n';
}

} // namespace VARSIGMA_NAMESPACE
