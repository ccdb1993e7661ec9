// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/source_text.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/text/utf8.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::yaml {

/// Whether what stands under `key` in the map under `section`, a key of a document, decides about the document's
/// meaning; an empty `key` asks about the section if it holds no map. Else it only describes.
using decides_about = bool (*)(std::string_view section, std::string_view key);

/// Whether it is no text at all, but some other kind of file: it holds NUL, or more than half of its characters cannot
/// stand in YAML. O(n).
[[nodiscard]] constexpr bool is_binary(std::string_view text) noexcept {
    const char* const last = text.data() + text.size();
    std::size_t damaged = 0;
    std::size_t characters = 0;
    for (const char* at = text.data(); at != last; ++characters) {
        if (*at == '\0') return true;
        const auto next = utf8::decode(at, last);
        if (!is_printable(next.character)) ++damaged;
        at += next.length;
    }
    return damaged > characters / 2;
}

namespace detail {

/// What the character at the beginning of `text`, which cannot stand in YAML, is, and what to do about it.
struct damage_words {
    std::string_view what;
    std::string_view advice;
};

[[nodiscard]] inline damage_words words_for_damage(std::string_view text) noexcept {
    const auto found = utf8::decode(text.data(), text.data() + text.size());
    if (!found.valid) return {"invalid UTF-8", "save the file as UTF-8"};
    if (found.character == 0xFEFF) return {"a byte order mark within a line", "remove it"};
    return {"a control character", "remove it, or write it as an escape between double quotes"};
}

/// The characters of a text that cannot stand in YAML, taken in the order of the text as its documents are read: told
/// once for what decides about a document, as an error, and once for the rest of it, as a warning. O(size of the text)
/// for all.
class damage_tracker {
public:
    /// Looks for nothing if `is_damaged` is false.
    damage_tracker(std::string_view text, bool is_damaged) noexcept : text_(text), at_(is_damaged ? 0 : text.size()) {
        if (is_damaged) find();
    }

    /// What is before `end` belongs to no node: to comments and to what was not read.
    void pass(std::size_t end) noexcept { take(end, beside_); }

    /// What is before `end` belongs to a scalar.
    void give(const node& scalar, std::size_t end) {
        places found;
        take(end, found);
        if (found.count != 0) nodes_.emplace_back(&scalar, found);
    }

    /// Tells what was found since the last call, in a document with that root; null for one that was not read as a
    /// whole.
    void tell(const node* root, decides_about decides, reporter& report) {
        places decisive;
        if (!nodes_.empty()) {
            std::unordered_set<const node*> deciding;
            if (root != nullptr) collect(*root, decides, deciding);
            for (const auto& [scalar, found] : nodes_) add(found, deciding.contains(scalar) ? decisive : beside_);
        }
        if (decisive.count != 0) {
            const auto words = words_for_damage(text_.substr(decisive.offset));
            report.error(diagnostic_code::damaged_text, decisive.first,
                         std::string{words.what} + " in what decides about matches" + more(decisive),
                         std::string{words.advice});
        }
        if (beside_.count != 0) {
            const auto words = words_for_damage(text_.substr(beside_.offset));
            report.warning(diagnostic_code::damaged_text, beside_.first,
                           std::string{words.what} + ", which is read as U+FFFD" + more(beside_),
                           std::string{words.advice});
        }
        nodes_.clear();
        beside_ = {};
    }

private:
    struct places {
        std::size_t offset = 0; // of the first
        source_position first;
        std::size_t count = 0;
    };

    static std::string more(const places& found) {
        if (found.count == 1) return {};
        return "; it and others of its kind stand at " + std::to_string(found.count) + " places of the document";
    }

    static void add(const places& found, places& all) noexcept {
        if (all.count == 0 || found.offset < all.offset) {
            all.offset = found.offset;
            all.first = found.first;
        }
        all.count += found.count;
    }

    void take(std::size_t end, places& found) noexcept {
        while (at_ < end && at_ < text_.size()) {
            add({at_, position_, 1}, found);
            step();
            find();
        }
    }

    void step() noexcept {
        const char* const last = text_.data() + text_.size();
        const auto next = utf8::decode(text_.data() + at_, last);
        at_ += next.length;
        position_.column += static_cast<unsigned>(next.length);
        if (ends_line(next.character, text_.data() + at_, last)) position_ = {position_.line + 1, 1};
    }

    void find() noexcept {
        const char* const last = text_.data() + text_.size();
        while (at_ < text_.size() && is_printable(utf8::decode(text_.data() + at_, last).character)) step();
    }

    /// Adds the scalars that decide about a document. O(what the document weighs).
    static void collect(const node& root, decides_about decides, std::unordered_set<const node*>& deciding) {
        if (decides == nullptr || root.kind != node_kind::mapping) {
            collect_all(root, deciding);
            return;
        }
        for (const auto& [section, body] : root.entries) {
            if (body->kind != node_kind::mapping) {
                if (decides(section->text, {})) collect_all(*body, deciding);
                continue;
            }
            for (const auto& [key, value] : body->entries) {
                if (!decides(section->text, key->text)) continue;
                deciding.insert(key);
                collect_all(*value, deciding);
            }
        }
    }

    /// Recursive, but no deeper than documents may be.
    static void collect_all(const node& below, std::unordered_set<const node*>& deciding) {
        if (!deciding.insert(&below).second) return; // shared by aliases
        for (const auto* item : below.items) collect_all(*item, deciding);
        for (const auto& [key, value] : below.entries) {
            deciding.insert(key);
            collect_all(*value, deciding);
        }
    }

    std::string_view text_;
    std::size_t at_; // of the next one
    source_position position_{1, 1};
    places beside_; // of what no node that decides holds
    std::vector<std::pair<const node*, places>> nodes_;
};

} // namespace detail
} // namespace VARSIGMA_NAMESPACE::yaml
