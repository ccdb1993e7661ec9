// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/arena.hpp>
#include <varsigma/load/detail/document_kind.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/load/detail/yaml_scalar.hpp>
#include <varsigma/load/detail/yaml_tree.hpp>
#include <varsigma/load/limits.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/rule/suggest.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::yaml {

/// Carries out `action: global`, `reset` and `repeat` over the documents of one file.
///
/// A global document is merged into each ordinary one after it and wins: maps merge recursively, anything else is
/// replaced, keys of the document keep their place and new ones follow. `repeat` merges its own document into a copy of
/// the previous rule. Correlations and filters never take part. Where a document that others build upon could not be
/// read, those are rejected as well, since they would mean something else without it.
/// Source: Sigma specification 1.0, "Rule collections".
class document_merger {
public:
    /// What became of a document.
    struct outcome {
        const node* rule = nullptr; ///< the merged document, a map; null if there is none to read
        bool rejected = false;      ///< an error was reported
    };

    /// Merged nodes are made in `memory`. Everything given has to outlive the merger.
    document_merger(arena& memory, reporter& report, const limits& allowed) noexcept
        : memory_(&memory), report_(&report), limits_(allowed) {}

    /// Whether the document is one with a rule, or was meant to be; not a global one or a reset, which only change
    /// others.
    [[nodiscard]] static bool is_rule(const node& root) noexcept {
        if (root.kind != node_kind::mapping) return true;
        const auto* action = root.find("action");
        const bool apart = root.find("correlation") != nullptr || root.find("filter") != nullptr;
        return apart || action == nullptr || !(has_word(*action, "global") || has_word(*action, "reset"));
    }

    [[nodiscard]] outcome take(const document& read) {
        const auto& root = *read.root;
        if (root.kind != node_kind::mapping) {
            if (read.sound) {
                report_->error(diagnostic_code::not_a_rule, read.position, "a rule is a map of keys and values");
            }
            return {nullptr, true};
        }
        const auto* action = root.find("action");
        const bool apart = stands_apart(root);
        if (!read.sound) {
            spoil(action, apart);
            return {nullptr, true};
        }
        if (action == nullptr) { return apart ? outcome{&root, false} : take_rule(root); }
        if (apart) {
            report_->error(diagnostic_code::action_conflict, action->position,
                           "correlations and filters take no part in actions");
            return {nullptr, true};
        }
        if (has_word(*action, "global")) return take_global(root);
        if (has_word(*action, "reset")) return take_reset(root);
        if (has_word(*action, "repeat")) return take_repeat(root, *action);
        report_unknown(*action);
        spoil(nullptr, false);
        return {nullptr, true};
    }

    /// Withdraws the last document, a global one (or a reset) that turned out not to be acceptable.
    void reject_last() noexcept {
        global_ = nullptr;
        global_state_ = base::lost;
    }

    /// To be called after the last document: reports a global document that nothing followed.
    void finish() {
        if (global_ != nullptr && !global_used_) {
            report_->warning(diagnostic_code::action_conflict, global_->position,
                             "no document follows this global one");
        }
    }

private:
    /// The state of a document that others build upon.
    enum class base : std::uint8_t { absent, usable, lost };

    static bool has_word(const node& action, std::string_view word) noexcept {
        return action.kind == node_kind::scalar && action.text == word;
    }

    void report_unknown(const node& action) {
        static constexpr std::array<std::string_view, 3> words{"global", "reset", "repeat"};
        if (action.kind != node_kind::scalar) {
            report_->error(diagnostic_code::unknown_action, action.position, "action is global, reset or repeat");
            return;
        }
        report_->error(diagnostic_code::unknown_action, action.position,
                       "unknown action " + varsigma::quoted(action.text) + ", it is global, reset or repeat",
                       did_you_mean(closest(action.text, words, [](std::string_view word) { return word; })));
    }

    /// A document was rejected: remembers for whom that matters.
    void spoil(const node* action, bool apart) noexcept {
        if (apart) return;
        if (action != nullptr && (has_word(*action, "global") || has_word(*action, "reset"))) {
            reject_last();
        } else {
            previous_ = nullptr;
            previous_state_ = base::lost;
        }
    }

    outcome lost(source_position at, std::string_view which) {
        report_->error(diagnostic_code::action_conflict, at,
                       "the " + std::string{which} + " that this document builds upon was rejected");
        previous_ = nullptr;
        previous_state_ = base::lost;
        return {nullptr, true};
    }

    outcome take_rule(const node& root) {
        if (global_state_ == base::lost) return lost(root.position, "global document");
        const node* rule = &root;
        if (global_state_ == base::usable) {
            global_used_ = true;
            rule = merge_documents(root, *global_, true);
        }
        return remember(rule);
    }

    outcome take_global(const node& root) {
        if (global_ != nullptr) {
            report_->warning(diagnostic_code::action_overrides, root.position,
                             "this global document replaces the one in line " + std::to_string(global_->position.line));
        }
        global_ = &root;
        global_state_ = base::usable;
        global_used_ = false;
        return {};
    }

    outcome take_reset(const node& root) {
        if (root.entries.size() > 1) {
            report_->warning(diagnostic_code::action_conflict, root.position,
                             "a reset document has no effect but to end the global one; its other keys are ignored");
        }
        global_ = nullptr;
        global_state_ = base::absent;
        return {};
    }

    outcome take_repeat(const node& root, const node& action) {
        if (previous_state_ == base::lost) return lost(root.position, "previous rule");
        if (previous_state_ == base::absent) {
            report_->error(diagnostic_code::action_conflict, action.position,
                           "there is no rule before this one to repeat");
            return {nullptr, true};
        }
        return remember(merge_documents(*previous_, root, false));
    }

    outcome remember(const node* rule) noexcept {
        previous_ = rule;
        previous_state_ = rule == nullptr ? base::lost : base::usable;
        return {rule, rule == nullptr};
    }

    /// `winner` over `document`; null if they cannot be merged or the result is too large.
    const node* merge_documents(const node& document, const node& winner, bool warns) {
        const auto errors = report_->errors();
        const auto* merged = merge(document, winner, warns, true);
        if (report_->errors() != errors) return nullptr;
        merged_weight_ += merged->weight;
        if (merged->weight > limits_.nodes || merged_weight_ > limits_.file_nodes) {
            report_->error(diagnostic_code::yaml_too_large, document.position,
                           "once merged, the documents have more nodes than the limit");
            return nullptr;
        }
        return merged;
    }

    /// Recursive, but no deeper than documents may be.
    const node* merge(const node& document, const node& winner, bool warns, bool at_top) {
        std::vector<map_entry> entries;
        key_positions positions;
        const auto put = [&](const map_entry& entry) {
            if (at_top && entry.key->text == "action") return;
            const auto at = positions.find(entry.key->text);
            if (at == positions.size()) {
                positions.add(entry.key->text);
                entries.push_back(entry);
            } else {
                entries[at].value = merge_values(*entry.key, *entries[at].value, *entry.value, warns);
            }
        };
        for (const auto& entry : document.entries) put(entry);
        for (const auto& entry : winner.entries) put(entry);

        auto* merged = memory_->make<node>();
        merged->kind = node_kind::mapping;
        // of a repeated rule the place of its own document, of others that of the rule
        merged->position = at_top && !warns ? winner.position : document.position;
        merged->entries = memory_->copy(std::span<const map_entry>{entries});
        std::size_t weight = 1;
        std::uint16_t height = 0;
        for (const auto& entry : entries) {
            weight += entry.key->weight + entry.value->weight;
            height = std::max(height, entry.value->height);
        }
        merged->weight = static_cast<std::uint32_t>(weight);
        merged->height = static_cast<std::uint16_t>(height + 1);
        return merged;
    }

    const node* merge_values(const node& key, const node& document, const node& winner, bool warns) {
        if (document.kind == node_kind::mapping && winner.kind == node_kind::mapping) {
            return merge(document, winner, warns, false);
        }
        if (document.kind != node_kind::scalar && winner.kind != node_kind::scalar && document.kind != winner.kind) {
            report_->error(diagnostic_code::action_conflict, document.position,
                           varsigma::quoted(key.text) + " is a map in one document and a list in the other");
            return &winner;
        }
        const bool same = document.kind == node_kind::scalar && winner.kind == node_kind::scalar &&
                          document.text == winner.text && document.tag == winner.tag;
        if (warns && !same) {
            report_->warning(diagnostic_code::action_overrides, document.position,
                             "the global document in line " + std::to_string(global_->position.line) +
                                 " replaces the value of " + varsigma::quoted(key.text));
        }
        return &winner;
    }

    arena* memory_;
    reporter* report_;
    limits limits_;
    const node* global_ = nullptr;
    const node* previous_ = nullptr;
    std::size_t merged_weight_ = 0;
    base global_state_ = base::absent;
    base previous_state_ = base::absent;
    bool global_used_ = false;
};

} // namespace VARSIGMA_NAMESPACE::yaml
