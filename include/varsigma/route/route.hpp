// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/logsource.hpp>
#include <varsigma/event/rule_logsource.hpp>
#include <varsigma/text/detail/casefold.hpp>

#include <algorithm>
#include <concepts>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// Other names that the fields of a rule have in some events: name in the rule, name in the event.
using field_aliases = std::span<const std::pair<std::string_view, std::string_view>>;

/// The values of one attribute of an event's logsource; an event can have several, none, or an unknown one.
struct source_attribute {
    std::vector<std::string_view> values;
    bool unknown = false; ///< the one who describes the events did not say: matches anything

    /// Whether a rule that names `wanted` (empty: names nothing) may see the event.
    [[nodiscard]] bool admits(std::string_view wanted) const noexcept {
        return wanted.empty() || unknown || contains(wanted);
    }
    [[nodiscard]] bool contains(std::string_view wanted) const noexcept {
        return std::any_of(values.begin(), values.end(),
                           [wanted](std::string_view value) { return equals_folded(value, wanted); });
    }
};

/// Where a kind of event comes from, and so which rules see it. The texts are constants or outlive the route.
struct route {
    struct category_names {
        std::string_view category;
        field_aliases aliases;
    };

    source_attribute product;
    source_attribute category;
    source_attribute service;
    std::vector<category_names> aliases; ///< for the rules that name the category

    /// Everything that `source` names; what it leaves out is unknown, and what is `sources::none` is not there.
    [[nodiscard]] static route of(logsource source) { return of(std::span{&source, 1}); }

    /// Everything that any of the sources names (an array, a span), for events that are of all of them; unknown is what
    /// one leaves out, and all of no source.
    template <std::convertible_to<std::span<const logsource>> Sources>
    [[nodiscard]] static route of(const Sources& sources) {
        const std::span<const logsource> given{sources};
        const auto attribute = [&](std::string_view logsource::*which) {
            source_attribute made{{}, given.empty()};
            for (const auto& source : given) {
                const auto value = source.*which;
                made.unknown = made.unknown || value.empty();
                if (!value.empty() && value != sources::none && !made.contains(value)) { made.values.push_back(value); }
            }
            return made;
        };
        return {attribute(&logsource::product), attribute(&logsource::category), attribute(&logsource::service), {}};
    }

    /// Whether a rule sees such events: each attribute that it names must be among the event's. Case does not matter.
    [[nodiscard]] bool admits(const rule_logsource& rule) const noexcept {
        return product.admits(rule.product) && category.admits(rule.category) && service.admits(rule.service);
    }

    /// The names that fields have for this rule.
    [[nodiscard]] field_aliases aliases_for(const rule_logsource& rule) const noexcept {
        if (rule.category.empty()) { return {}; }
        for (const auto& names : aliases) {
            if (equals_folded(names.category, rule.category)) { return names.aliases; }
        }
        return {};
    }
};

} // namespace VARSIGMA_NAMESPACE
