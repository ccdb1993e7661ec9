// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/explain/explanation.hpp>
#include <varsigma/rule_set.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace scan {

/// Says why rules match, for those that the user asked about.
class explainer {
public:
    using rule_set = varsigma::rule_set<varsigma::dynamic_event>;

    /// Asks about the rules with that id, title, name or printed name; `asked` empty: about none.
    explainer(const rule_set& rules, const std::vector<std::string>& names, std::string_view asked)
        : rules_(&rules), wanted_(rules.rules().size()) {
        if (asked.empty()) { return; }
        for (std::size_t index = 0; index < wanted_.size(); ++index) {
            const auto& about = rules.rules()[index].metadata;
            wanted_[index] = about.id == asked || about.title == asked || about.name == asked || names[index] == asked;
            any_ = any_ || wanted_[index];
        }
    }

    /// Whether there is such a rule at all.
    [[nodiscard]] bool any() const noexcept { return any_; }

    /// The explanation, a line for each part of the rule; empty if nobody asked.
    [[nodiscard]] std::string explain(std::size_t rule, const varsigma::dynamic_event& event,
                                      rule_set::scratch& scratch) const {
        if (!wanted_[rule]) { return {}; }
        return render(rules_->explain(rule, event, scratch));
    }

private:
    const rule_set* rules_;
    std::vector<bool> wanted_; // by rule
    bool any_ = false;
};

} // namespace scan
