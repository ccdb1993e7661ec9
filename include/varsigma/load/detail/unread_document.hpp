// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/arena.hpp>
#include <varsigma/load/detail/yaml_node.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

namespace VARSIGMA_NAMESPACE::yaml {
namespace detail {

/// The action that ends at once the effect of an earlier global document, as far as the lines of a document tell that
/// it was meant to have one: `global`, `reset`, or nothing. O(n).
[[nodiscard]] constexpr std::string_view written_action(std::string_view text) noexcept {
    constexpr std::string_view key = "action";
    constexpr std::string_view before = " \t\r\n\"'{,";
    const auto skip = [](std::string_view from, std::string_view skipped) {
        return from.substr(std::min(from.find_first_not_of(skipped), from.size()));
    };
    for (auto at = text.find(key); at != std::string_view::npos; at = text.find(key, at + key.size())) {
        if (at != 0 && before.find(text[at - 1]) == std::string_view::npos) continue;
        auto rest = skip(text.substr(at + key.size()), "\"' \t");
        if (!rest.starts_with(':')) continue;
        rest = skip(rest.substr(1), "\"' \t");
        for (const std::string_view action : {"global", "reset"}) {
            if (rest.starts_with(action)) return action;
        }
    }
    return {};
}

} // namespace detail

/// What stands for a document that could not be read, whose lines are `text`: an empty map, or one with the action
/// `global` or `reset` if the lines name it, since the documents behind it depend on that. O(n).
[[nodiscard]] inline const node* unread_document(std::string_view text, arena& memory) {
    auto* root = memory.make<node>();
    root->kind = node_kind::mapping;
    const auto action = detail::written_action(text);
    if (action.empty()) return root;
    auto* key = memory.make<node>();
    key->text = "action";
    auto* value = memory.make<node>();
    value->text = action;
    const map_entry entry{key, value};
    root->entries = memory.copy(std::span{&entry, std::size_t{1}});
    return root;
}

} // namespace VARSIGMA_NAMESPACE::yaml
