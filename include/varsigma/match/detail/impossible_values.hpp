// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/readable_member.hpp>
#include <varsigma/event/field_table.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// What rules ask of members that none of their values is, in words.

namespace VARSIGMA_NAMESPACE::detail {

/// What a rule asks of one field in vain.
struct impossible_values {
    slot field = no_slot;
    std::vector<std::string> items; ///< the first of them, as the rule has them: `Port|gt: 70000`
    std::size_t more = 0;           ///< how many are not among `items`
    member_values held;             ///< what the field's values can be
};

/// The values of a member, as messages name them: `whole numbers from 0 to 255`. Precondition: they are of few kinds
/// (`is_limited`).
[[nodiscard]] inline std::string text_of(const member_values& held) {
    std::string text;
    const auto add = [&](field_content which, std::string_view name) {
        if (has(held.content, which)) { text.append(text.empty() ? "" : " or ").append(name); }
    };
    add(field_content::names, "names");
    add(field_content::booleans, "true and false");
    if (has(held.content, field_content::reals)) {
        add(field_content::reals, "numbers");
    } else {
        add(field_content::integers, "whole numbers from " + std::to_string(held.integers.lowest) + " to " +
                                         std::to_string(held.integers.highest));
    }
    return text;
}

/// `` `Port: 70000`, `Port: -1` and 3 more - the member holds whole numbers from 0 to 65535 ``
[[nodiscard]] inline std::string text_of(const impossible_values& asked) {
    std::string text;
    for (const auto& item : asked.items) { text.append(text.empty() ? "`" : ", `").append(item).append("`"); }
    if (asked.more != 0) { text += " and " + std::to_string(asked.more) + " more"; }
    return text + " - the member holds " + text_of(asked.held);
}

} // namespace VARSIGMA_NAMESPACE::detail
