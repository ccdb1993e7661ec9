// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

/// A header that declares an array of bytes, in a namespace.
[[nodiscard]] inline std::string bundle_header(std::string_view name_space, std::size_t rules) {
    const std::string begin{name_space};
    return "// Written when the program is built: a bundle of Sigma rules.\n"
           "#pragma once\n\n"
           "#include <cstddef>\n"
           "#include <span>\n\n"
           "namespace " +
           begin +
           " {\n\n"
           "inline constexpr std::size_t rule_count = " +
           std::to_string(rules) +
           ";\n\n"
           "/// For `varsigma::rule_set<...>::from_bundle`; constant, and there as long as the program.\n"
           "[[nodiscard]] std::span<const std::byte> bundle() noexcept;\n\n"
           "} // namespace " +
           begin + '\n';
}

/// What defines it. As text: compilers read that much faster than a list of numbers.
[[nodiscard]] inline std::string bundle_definition(std::string_view name_space, std::string_view header,
                                                   std::span<const std::byte> bundle) {
    constexpr std::size_t bytes_of_line = 4096;
    std::string text = "// Written when the program is built.\n"
                       "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n#include \"";
    text.append(header).append("\"\n\nnamespace ").append(name_space).append(" {\nnamespace {\n\n");
    text += "alignas(64) constexpr char bytes[] =";
    for (std::size_t at = 0; at < bundle.size(); ++at) {
        if (at % bytes_of_line == 0) { text += at == 0 ? "\n\"" : "\"\n\""; }
        const auto byte = static_cast<unsigned char>(bundle[at]);
        const char letter = static_cast<char>(byte);
        if (byte >= ' ' && byte < 0x7F && letter != '"' && letter != '\\' &&
            letter != '?') { // `?` could begin a trigraph
            text += letter;
        } else {
            text += '\\';
            for (const unsigned shift : {6U, 3U, 0U}) { text += static_cast<char>('0' + (byte >> shift & 7U)); }
        }
    }
    text += "\";\n\n} // namespace\n\n"
            "std::span<const std::byte> bundle() noexcept {\n"
            "    return std::as_bytes(std::span{bytes}.first<sizeof bytes - 1>());\n"
            "}\n\n} // namespace ";
    return text.append(name_space).append("\n");
}
