// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/field_presence.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/rule/detail/suggest_field.hpp>
#include <varsigma/rule/suggest.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// For fields that a type of event lacks, those of its fields that were probably meant. What was found once is
/// remembered. Refers to the table and to the names.
class field_suggestions {
public:
    /// How many different absent fields are looked at, each of which may be compared with every name: far above those of
    /// all published rules. Hostile rules can name any number.
    static constexpr std::size_t most_looked_at = 4'096;

    field_suggestions(const field_table& fields, const field_presence& present) : fields_(fields) {
        names_.reserve(present.size());
        for (const auto& [name, values] : present) { names_.push_back(name); }
        std::sort(names_.begin(), names_.end()); // the same words for the same rules
    }

    /// `did you mean 'image' for 'Image'`, of the first absent fields that are near to one; empty if none is.
    [[nodiscard]] std::string for_fields(std::span<const slot> absent) {
        constexpr std::size_t most = 8; // that are looked at: each may be compared with every name
        std::string text;
        for (const auto field : absent.first(std::min(absent.size(), most))) {
            const auto near = nearest(field);
            if (near.empty()) { continue; }
            text += text.empty() ? did_you_mean(near) : ", '" + std::string{near} + '\'';
            text.append(" for '").append(fields_.name(field)).append("'");
        }
        return text;
    }

private:
    [[nodiscard]] std::string_view nearest(slot field) {
        if (const auto known = known_.find(field); known != known_.end()) { return known->second; }
        if (known_.size() == most_looked_at) { return {}; }
        return known_.emplace(field, closest_field(fields_.name(field), names_)).first->second;
    }

    const field_table& fields_;
    std::vector<std::string_view> names_;
    std::unordered_map<slot, std::string_view> known_;
};

} // namespace VARSIGMA_NAMESPACE::detail
