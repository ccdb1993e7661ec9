// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "file_text.hpp"

#include <yaml.h>

#include <cstddef>
#include <filesystem>
#include <string>

/// Has libyaml read the tokens of one text, and do nothing with them.
[[nodiscard]] inline std::size_t count_tokens(const std::string& text) {
    yaml_parser_t parser;
    if (yaml_parser_initialize(&parser) == 0) { return 0; }
    // the type that libyaml wants; it is what a text's bytes are
    yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    std::size_t tokens = 0;
    for (bool more = true; more; ++tokens) {
        yaml_token_t token;
        more = yaml_parser_scan(&parser, &token) != 0 && token.type != YAML_STREAM_END_TOKEN;
        yaml_token_delete(&token);
    }
    yaml_parser_delete(&parser);
    return tokens;
}

/// Finds the files of rules at `path` (a file, or all below a folder), reads each and has libyaml tokenise it: what
/// loading cannot do without.
[[nodiscard]] inline std::size_t tokenise_files(const std::filesystem::path& path) {
    std::size_t tokens = 0;
    std::string text;
    for (const auto& file : rule_files(path)) {
        read_text(file, text);
        tokens += count_tokens(text);
    }
    return tokens;
}
