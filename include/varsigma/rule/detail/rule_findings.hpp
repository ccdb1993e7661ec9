// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/printable.hpp>
#include <varsigma/rule/detection.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/modifier.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE {

/// `'text'`, as messages name things of a rule; of a long text only the beginning, cut between characters.
[[nodiscard]] inline std::string quoted(std::string_view text) {
    constexpr std::size_t longest = 80;
    const auto size = cut_between_characters(text, longest);
    std::string written = "'";
    written += text.substr(0, size);
    if (size != text.size()) written += "...";
    written += '\'';
    return written;
}

/// The key of an item as a rule writes it: `CommandLine|contains|all`.
[[nodiscard]] inline std::string key_text(std::string_view field, const modifier_chain& modifiers) {
    std::string written{field};
    for (const auto next : modifiers) {
        written += '|';
        written += name(next);
    }
    return written;
}

/// `position` if it is known, else `fallback`.
[[nodiscard]] constexpr source_position known_or(source_position position, source_position fallback) noexcept {
    return position.line != 0 ? position : fallback;
}

/// What is found about one rule: adds the file to each diagnostic and remembers whether the rule has to be rejected.
///
/// Refers to the origin and the list; both outlive it.
class rule_findings {
public:
    rule_findings(const rule_origin& origin, diagnostics& into) noexcept : origin_(&origin), into_(&into) {}

    void error(diagnostic_code code, source_position position, std::string message, std::string suggestion = {}) {
        rejected_ = true;
        add(code, severity::error, position, std::move(message), std::move(suggestion));
    }

    void warn(diagnostic_code code, source_position position, std::string message, std::string suggestion = {}) {
        add(code, severity::warning, position, std::move(message), std::move(suggestion));
    }

    /// Whether there was an error.
    [[nodiscard]] bool rejected() const noexcept { return rejected_; }

    /// Whether one more suggestion may be searched for: a rule that is wrong throughout gets its first ones only, as
    /// each may look at everything that has a name.
    [[nodiscard]] bool may_suggest() noexcept {
        constexpr std::size_t most = 8;
        suggestions_ += suggestions_ < most + 1 ? 1U : 0U;
        return suggestions_ <= most;
    }

private:
    void add(diagnostic_code code, severity level, source_position position, std::string message,
             std::string suggestion) {
        into_->push_back({code, level, origin_->file, known_or(position, origin_->position), std::move(message),
                          std::move(suggestion)});
    }

    const rule_origin* origin_;
    diagnostics* into_;
    bool rejected_ = false;
    std::size_t suggestions_ = 0;
};

/// The same for one item of a selection: each message begins with where it is, `'F|re' in selection 'sel': …`.
///
/// Refers to everything it is given. A position that is not known becomes the item's, else the selection's.
class item_findings {
public:
    item_findings(rule_findings& found, const named_detection& within, const detection_item& item) noexcept
        : found_(&found), within_(&within), item_(&item) {}

    void error(diagnostic_code code, source_position position, std::string_view reason,
               std::string suggestion = {}) const {
        found_->error(code, place(position), message(reason), std::move(suggestion));
    }

    void warn(diagnostic_code code, source_position position, std::string_view reason,
              std::string suggestion = {}) const {
        found_->warn(code, place(position), message(reason), std::move(suggestion));
    }

    /// As `rule_findings::may_suggest`.
    [[nodiscard]] bool may_suggest() const noexcept { return found_->may_suggest(); }

private:
    [[nodiscard]] source_position place(source_position position) const noexcept {
        return known_or(known_or(position, item_->position), within_->position);
    }

    [[nodiscard]] std::string message(std::string_view reason) const {
        const std::string key = key_text(item_->field, item_->modifiers);
        std::string text = key.empty() ? std::string{"keywords"} : varsigma::quoted(key);
        text += " in selection ";
        text += varsigma::quoted(within_->name);
        text += ": ";
        text += reason;
        return text;
    }

    rule_findings* found_;
    const named_detection* within_;
    const detection_item* item_;
};

} // namespace VARSIGMA_NAMESPACE
