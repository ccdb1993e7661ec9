// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/convert/detail/page_style.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <regex>
#include <string>
#include <string_view>
#include <utility>

/// Reads pages again, as little of them as tests need.
namespace varsigma_tests {

/// How many `|` of a line part cells: those with an even number of backslashes in front.
[[nodiscard]] inline std::size_t bars(std::string_view line) {
    std::size_t count = 0;
    std::size_t backslashes = 0;
    for (const char byte : line) {
        count += byte == '|' && backslashes % 2 == 0 ? 1U : 0U;
        backslashes = byte == '\\' ? backslashes + 1 : 0;
    }
    return count;
}

/// The same for readers that take every `\|` for a bar of the text, whatever stands before the backslash.
[[nodiscard]] inline std::size_t bars_of_simple_readers(std::string_view line) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        count += line[at] == '|' && (at == 0 || line[at - 1] != '\\') ? 1U : 0U;
    }
    return count;
}

/// A line of Markdown without the links in it: `[text](target)`.
[[nodiscard]] inline std::string without_links(std::string_view line) {
    const auto end_of = [&](std::size_t at, char closing) { // the place of the first that stands for itself
        while (at < line.size() && line[at] != closing) { at += line[at] == '\\' ? 2U : 1U; }
        return at;
    };
    std::string rest;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '\\') {
            rest += line.substr(at, 2);
            ++at;
            continue;
        }
        if (line[at] == '[') {
            const auto middle = end_of(at + 1, ']');
            if (middle + 1 < line.size() && line[middle + 1] == '(') {
                at = end_of(middle + 2, ')');
                continue;
            }
        }
        rest += line[at];
    }
    return rest;
}

/// Where GitHub would begin to read an address in a line of Markdown, links aside; empty if nowhere.
/// Source: GitHub Flavored Markdown 0.29, section 6.9.
[[nodiscard]] inline std::string address_in(std::string_view line) {
    static const std::regex beginnings{
        R"((?:https?|ftp)://|www\.|(?:mailto|xmpp):|[A-Za-z0-9+._:-](?:\\?@|&#64;)[A-Za-z0-9])", std::regex::icase};
    const auto rest = without_links(line);
    std::smatch found;
    return std::regex_search(rest, found, beginnings) ? found.str() : std::string{};
}

/// What is left of a page if everything that the library writes as markup is taken out: the text between, entities
/// resolved. Fails if there is markup of another form.
[[nodiscard]] inline std::string text_of_html(std::string_view html) {
    static const std::regex known{
        "</"
        "?(?:html|head|body|main|title|style|script|h1|h2|h3|p|ul|li|nav|div|table|tbody|tr|th|td|section|header|pre|"
        "code|button|"
        "span|a)>"
        "|<!DOCTYPE html>|<html lang=\"en\">|<meta [a-z-]+=\"[^\"<>]*\"(?: content=\"[^\"<>]*\")?>"
        "|<p class=\"(?:kind|none|empty)\">|<p dir=\"auto\">|<h1 dir=\"auto\">|<li dir=\"auto\">|<li class=\"level "
        "[a-z]+\">"
        "|<ul class=\"badges\" aria-label=\"In short\">|<ul class=\"notes\">|<nav aria-label=\"On this page\">|<div "
        "class=\"card\">"
        "|<table role=\"table\" aria-label=\"About the rule\">|<tbody role=\"rowgroup\">|<tr role=\"row\">|<td "
        "role=\"cell\">"
        "|<th role=\"rowheader\" scope=\"row\">|<a href=\"#text-[0-9]+\">"
        "|<a href=\"[^\"'<>`\\s|\\\\]+\" rel=\"noopener noreferrer\">"
        "|<section class=\"card text\" id=\"text-[0-9]+\" aria-labelledby=\"text-[0-9]+-title\">|<h3 "
        "id=\"text-[0-9]+-title\">"
        "|<button type=\"button\" id=\"text-[0-9]+-copy\" data-copies=\"text-[0-9]+-code\" "
        "aria-labelledby=\"text-[0-9]+-copy text-[0-9]+-title\" hidden>"
        "|<pre(?: class=\"lines\")? dir=\"ltr\" translate=\"no\" tabindex=\"0\" role=\"group\" "
        "aria-labelledby=\"text-[0-9]+-title\">"
        "|<code id=\"text-[0-9]+-code\">|<span class=\"[ksnlcpd]\">|<span class=\"u\" data-u=\"U\\+[0-9A-F]{4,6}\">"
        "|<p id=\"spoken\" class=\"unseen\" role=\"status\">",
        std::regex::optimize};
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> entities{
        {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&#13;", "\r"}}};
    std::string text;
    while (!html.empty()) {
        if (html.front() == '<') {
            const auto tag = html.substr(0, html.find('>') + 1);
            if (!std::regex_match(tag.begin(), tag.end(), known)) {
                FAIL("unknown markup ", std::string{tag});
                return text;
            }
            html.remove_prefix(tag.size());
        } else if (html.front() == '&') {
            const auto* const entity = std::find_if(entities.begin(), entities.end(),
                                                    [&](const auto& each) { return html.starts_with(each.first); });
            if (entity == entities.end()) {
                FAIL("unknown entity ", std::string{html.substr(0, 10)});
                return text;
            }
            text += entity->second;
            html.remove_prefix(entity->first.size());
        } else {
            const auto length = std::min(html.size(), html.find_first_of("<&"));
            CHECK(html.substr(0, length).find('>') == html.npos);
            text += html.substr(0, length);
            html.remove_prefix(length);
        }
    }
    return text;
}

/// The page without the style and the script, which stand there once, to the letter.
[[nodiscard]] inline std::string without_own(std::string html) {
    for (const auto own : {varsigma::detail::page_style, varsigma::detail::page_script}) {
        const auto at = html.find(own);
        REQUIRE(at != html.npos);
        html.erase(at, own.size());
    }
    return html;
}

[[nodiscard]] inline std::string code_of(const std::string& html, std::size_t number) {
    const auto opening = "<code id=\"text-" + std::to_string(number) + "-code\">";
    const auto begin = html.find(opening);
    if (begin == html.npos) { return {}; }
    return html.substr(begin + opening.size(), html.find("</code>", begin) - begin - opening.size());
}

} // namespace varsigma_tests
