// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/load/detail/arena.hpp>
#include <varsigma/load/detail/damaged_text.hpp>
#include <varsigma/load/detail/dash_lines.hpp>
#include <varsigma/load/detail/report.hpp>
#include <varsigma/load/detail/source_text.hpp>
#include <varsigma/load/detail/syntax_advice.hpp>
#include <varsigma/load/detail/unread_document.hpp>
#include <varsigma/load/detail/yaml_events.hpp>
#include <varsigma/load/detail/yaml_merge_key.hpp>
#include <varsigma/load/detail/yaml_node.hpp>
#include <varsigma/load/limits.hpp>
#include <varsigma/rule/detail/rule_findings.hpp>
#include <varsigma/text/utf8.hpp>

#include <yaml.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::yaml {

/// A document of a file, as far as it could be read.
struct document {
    const node* root = nullptr;
    source_position position; ///< of its first node

    /// False if errors were reported about it (duplicate keys, unknown tags and anchors): then it must not be used, but
    /// what follows it in the file can.
    bool sound = true;

    /// False if it could not be read to its end (a syntax error, a limit): then it is not sound either, and its root is
    /// the map that `unread_document` gives.
    bool whole = true;
};

/// Reads the documents of a YAML text one after the other, into `memory`. UTF-16 is taken as well, see `decoded_text`.
///
/// Faults spoil their document only: behind a syntax error, and a document beyond a limit, reading goes on at the next
/// line `---`. Limits of the whole text, and a text that is none, end it: `next` gives nothing more and `failed` is
/// true; what came before stays good. Characters that YAML does not allow are read as U+FFFD: with an error where they
/// decide about the document, which it spoils, and with a warning elsewhere. Everything is reported once, with its
/// position. No document, whatever its aliases, weighs more than the limits. The text, the arena and the reporter have
/// to outlive the reader. O(size of the text).
class document_reader {
public:
    /// \param decides where characters that YAML does not allow spoil a document; null for all of it but comments
    document_reader(std::string_view text, arena& memory, reporter& report, const limits& allowed = {},
                    decides_about decides = nullptr)
        : text_(decoded_text(text, memory)),
          rest_(text_),
          memory_(&memory),
          report_(&report),
          limits_(allowed),
          decides_(decides),
          unprintable_(first_unprintable(text_)),
          columns_(text_),
          damage_(text_, is_damaged()) {
        // enough for nearly every rule
        constexpr std::size_t usual = 64;
        levels_.reserve(usual / 4);
        pending_.reserve(2 * usual);
        entries_.reserve(usual / 2);
        if (is_damaged() && is_binary(text_)) {
            refuse();
        } else if (directive_count(text_) > limits_.directives) {
            fail(diagnostic_code::yaml_too_large, {},
                 "more than " + std::to_string(limits_.directives) + " lines begin with %");
        } else {
            source_.start(text_, is_damaged());
        }
    }

    /// The next document that is not empty, or nothing.
    [[nodiscard]] std::optional<document> next() {
        while (!failed_ && !ended_) {
            const auto* event = source_.next();
            if (event == nullptr) {
                if (may_begin({})) return break_off();
                break;
            }
            // libyaml goes on with events of no type once the stream has ended
            if (event->type == YAML_STREAM_END_EVENT || event->type == YAML_NO_EVENT) {
                ended_ = true;
                damage_.pass(text_.size());
                damage_.tell(nullptr, decides_, *report_);
                break;
            }
            if (event->type != YAML_DOCUMENT_START_EVENT) continue;
            if (!may_begin(position(*event))) break;
            begin_ = offset_of(event->start_mark, begin_);
            if (event->data.document_start.implicit == 0) first_line_ = event->end_mark.line + 1;
            const auto found = read_document();
            if (!found || !is_empty(*found)) return found;
        }
        return std::nullopt;
    }

    /// Whether the text was given up: it is none, or a limit of all its documents was reached. The rest of it, the
    /// document at hand included, is lost.
    [[nodiscard]] bool failed() const noexcept { return failed_; }

    /// `node_weight` of all documents so far.
    [[nodiscard]] std::size_t weight() const noexcept { return weight_; }

private:
    struct level {
        node* container;
        std::size_t first; // of its children in `pending_`
        bool is_flow;      // between brackets
    };

    [[nodiscard]] bool is_damaged() const noexcept { return unprintable_ != text_.size(); }

    /// Counts a document; false if there are too many.
    [[nodiscard]] bool may_begin(source_position at) {
        if (documents_++ < limits_.documents) return true;
        fail(diagnostic_code::yaml_too_large, at, "more than " + std::to_string(limits_.documents) + " documents");
        return false;
    }

    /// The place of a mark in `rest_`, in bytes; `unknown` if it lies before those asked for earlier.
    [[nodiscard]] std::size_t offset_of(const yaml_mark_t& mark, std::size_t unknown) noexcept {
        return std::min(columns_.offset(mark.index).value_or(unknown), rest_.size());
    }

    /// After a syntax error: says what it is, and gives up the document.
    std::optional<document> break_off() {
        report_syntax_error();
        if (failed_) return std::nullopt;
        return give_up(source_.parser().problem_mark.line);
    }

    /// Gives up the document at hand, of which the line with that number could not be read, and goes on behind it.
    document give_up(std::size_t line) {
        auto next = find_separator(rest_, std::max(line, first_line_));
        // directives belong to the document behind them
        const bool is_directive = !inside_ && line_of(rest_, line).starts_with('%');
        if (next && is_directive) next = find_separator(rest_, next->number + 1);
        const auto size = next ? next->offset : rest_.size();
        document lost;
        lost.root = unread_document(rest_.substr(begin_, size - begin_), *memory_);
        lost.sound = false;
        lost.whole = false;
        rest_.remove_prefix(size);
        columns_.remove_prefix(size);
        damage_.pass(text_.size() - rest_.size());
        damage_.tell(nullptr, decides_, *report_);
        lost_line_.reset();
        begin_ = 0;
        first_line_ = 1;
        inside_ = false;
        ended_ = !next;
        if (next) {
            lines_before_ += next->number;
            source_.start(rest_, is_damaged());
        }
        return lost;
    }

    static bool is_empty(const document& found) noexcept {
        const auto& root = *found.root;
        return found.sound && root.kind == node_kind::scalar && root.tag == scalar_tag::plain && root.text.empty();
    }

    std::optional<document> read_document() {
        levels_.clear();
        pending_.clear();
        anchors_.clear();
        defined_anchors_.clear();
        used_anchors_.clear();
        document_weight_ = 0;
        inside_ = true;
        const auto errors = report_->errors();
        for (;;) {
            const auto* event = source_.next();
            if (event == nullptr) return break_off();
            switch (event->type) {
            case YAML_SCALAR_EVENT: add_scalar(*event); break;
            case YAML_ALIAS_EVENT: add_alias(*event); break;
            case YAML_SEQUENCE_START_EVENT: open(*event, node_kind::sequence); break;
            case YAML_MAPPING_START_EVENT: open(*event, node_kind::mapping); break;
            case YAML_SEQUENCE_END_EVENT: close_sequence(); break;
            case YAML_MAPPING_END_EVENT: close_mapping(); break;
            case YAML_DOCUMENT_END_EVENT: return end_document(*event, errors);
            default: break;
            }
            if (failed_) return std::nullopt;
            if (lost_line_) return give_up(*lost_line_);
        }
    }

    document end_document(const yaml_event_t& event, std::size_t errors_before) {
        inside_ = false;
        report_unused_anchors();
        document found;
        found.root = pending_.empty() ? memory_->make<node>() : pending_.front();
        found.position = found.root->position;
        begin_ = offset_of(event.start_mark, begin_);
        damage_.pass(text_.size() - rest_.size() + begin_);
        damage_.tell(found.root, decides_, *report_);
        found.sound = report_->errors() == errors_before;
        return found;
    }

    [[nodiscard]] source_position position(const yaml_mark_t& mark) noexcept {
        return columns_.at(mark.index, lines_before_ + mark.line, mark.column);
    }
    [[nodiscard]] source_position position(const yaml_event_t& event) noexcept { return position(event.start_mark); }

    void add_scalar(const yaml_event_t& event) {
        const auto& scalar = event.data.scalar;
        auto* made = memory_->make<node>();
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libyaml writes bytes as unsigned
        made->text = memory_->copy(std::string_view{reinterpret_cast<const char*>(scalar.value), scalar.length});
        made->position = position(event);
        if (is_damaged()) damage_.pass(text_.size() - rest_.size() + offset_of(event.start_mark, 0));
        made->text_position = text_position(event, *made);
        made->weight = static_cast<std::uint32_t>(node_weight(made->text));
        made->double_quoted = scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
        if (scalar.style == YAML_PLAIN_SCALAR_STYLE) warn_of_hidden_text(event, *made);
        if (scalar.plain_implicit != 0) {
            made->tag = scalar_tag::plain;
        } else if (scalar.quoted_implicit != 0 || scalar.tag == nullptr) {
            made->tag = scalar_tag::text;
        } else {
            read_tag(detail::view(scalar.tag), *made);
        }
        if (scalar.anchor != nullptr) define(detail::view(scalar.anchor), *made);
        if (is_damaged()) damage_.give(*made, text_.size() - rest_.size() + offset_of(event.end_mark, 0));
        charge(made->weight, made->position);
        pending_.push_back(made);
    }

    /// Unquoted text of which YAML keeps less than its author wrote, or another thing.
    void warn_of_hidden_text(const yaml_event_t& event, const node& scalar) {
        const auto begin = columns_.offset(event.start_mark.index);
        if (!begin) return;
        const bool is_empty = event.data.scalar.length == 0;
        const auto tag = detail::view(event.data.scalar.tag);
        if (!is_empty && (tag.empty() || tag == "!") && rest_[*begin] == '!') {
            report_->warning(diagnostic_code::unquoted_text, scalar.position,
                             "the '!' belongs to YAML and not to the text", write_in_quotes);
        }
        const bool is_tight =
            !is_empty && is_dash_without_blank(rest_.substr(*begin)) && is_below_key(scalar.position.line);
        if (is_tight) {
            report_->warning(diagnostic_code::unquoted_text, scalar.position,
                             varsigma::quoted(scalar.text) + " is one text and no list, as no blank follows the dash",
                             "write a blank behind the dash of an item, or the text in quotes");
        }
        if (is_tight || (!is_empty && event.end_mark.line == event.start_mark.line)) return;
        const auto end = columns_.offset(event.end_mark.index);
        if (!end) return;
        if (is_empty) {
            const auto rest = rest_.substr(std::min(rest_.find_first_not_of(" \t", *end), rest_.size()));
            constexpr std::string_view of_comments = "# \t\r\n"; // what follows the first # of one
            if (rest.size() > 1 && rest.front() == '#' && of_comments.find(rest[1]) == std::string_view::npos) {
                report_->warning(diagnostic_code::unquoted_text, scalar.position,
                                 "there is no value, as what begins with '#' is a comment", write_in_quotes);
            }
        } else if (has_line_with_dash(rest_.substr(*begin, *end - *begin), is_in_list())) {
            report_->warning(
                diagnostic_code::unquoted_text, scalar.position,
                "the text goes on over a line that begins with a dash, which so is no item of a list",
                "indent the dash as those of the other items, with a blank behind it, or write the text in "
                "quotes");
        }
    }

    /// Whether what is read next stands below its key and not behind it. `line` counts from 1.
    [[nodiscard]] bool is_below_key(std::size_t line) const noexcept {
        if (levels_.empty() || levels_.back().is_flow || levels_.back().container->kind != node_kind::mapping)
            return false;
        const bool is_value = (pending_.size() - levels_.back().first) % 2 != 0;
        return is_value && pending_.back()->position.line < line;
    }

    [[nodiscard]] bool is_in_list() const noexcept {
        return !levels_.empty() && !levels_.back().is_flow && levels_.back().container->kind == node_kind::sequence;
    }

    void define(std::string_view anchor, const node& meant) {
        anchors_[std::string{anchor}] = &meant;
        defined_anchors_.emplace_back(memory_->copy(anchor), &meant);
    }

    /// Where text is meant, `&name` takes itself out of it.
    void report_unused_anchors() {
        for (const auto& [name, meant] : defined_anchors_) {
            if (used_anchors_.contains(meant)) continue;
            report_->warning(diagnostic_code::unquoted_text, meant->position,
                             varsigma::quoted("&" + std::string{name}) + " is an anchor that no alias uses",
                             "remove it, or write the text in quotes");
        }
    }

    /// Columns inside a text can be told only if its spelling has no escapes, no folding and no tag.
    static source_position text_position(const yaml_event_t& event, const node& scalar) noexcept {
        const auto style = event.data.scalar.style;
        const bool block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
        if (block) { return {scalar.position.line + 1, 0}; }
        const std::size_t quote = style == YAML_PLAIN_SCALAR_STYLE ? 0 : 1;
        const auto spelt = event.end_mark.index - event.start_mark.index;
        const bool as_read = spelt == scalar.text.size() + 2 * quote || spelt == utf8::length(scalar.text) + 2 * quote;
        const auto column = as_read ? scalar.position.column + static_cast<std::uint32_t>(quote) : 0;
        return {scalar.position.line, column};
    }

    void read_tag(std::string_view tag, node& tagged) {
        static constexpr std::string_view prefix = "tag:yaml.org,2002:";
        const auto word = tag.starts_with(prefix) ? tag.substr(prefix.size()) : std::string_view{};
        if (word == "str" || word == "timestamp") {
            tagged.tag = scalar_tag::text;
        } else if (word == "null") {
            tagged.tag = scalar_tag::null;
        } else if (word == "bool") {
            tagged.tag = scalar_tag::boolean;
        } else if (word == "int") {
            tagged.tag = scalar_tag::integer;
        } else if (word == "float") {
            tagged.tag = scalar_tag::real;
        } else {
            unknown_tag(tag, tagged.position);
        }
    }

    void unknown_tag(std::string_view tag, source_position at) {
        report_->error(diagnostic_code::wrong_type, at, "unknown tag " + varsigma::quoted(tag),
                       "write a text that begins with '!' in quotes");
    }

    void add_alias(const yaml_event_t& event) {
        const auto name = detail::view(event.data.alias.anchor);
        const auto at = position(event);
        const auto known = anchors_.find(std::string{name});
        const node* target = nullptr;
        if (known == anchors_.end()) {
            report_->error(diagnostic_code::yaml_syntax, at,
                           "no anchor before this alias has the name " + varsigma::quoted(name),
                           "write a text that begins with '*' in quotes");
        } else if (is_open(*known->second)) {
            report_->error(diagnostic_code::yaml_syntax, at,
                           "the alias " + varsigma::quoted(name) + " stands inside its own node");
        } else {
            target = known->second;
            used_anchors_.insert(target);
        }
        if (target == nullptr) target = memory_->make<node>();
        if (levels_.size() + target->height > limits_.depth) {
            fail_too_deep(at);
            return;
        }
        charge(target->weight, at);
        pending_.push_back(target);
    }

    // containers have their weight once they are closed
    static bool is_open(const node& candidate) noexcept { return candidate.weight == 0; }

    void open(const yaml_event_t& event, node_kind kind) {
        auto* made = memory_->make<node>();
        made->kind = kind;
        made->position = position(event);
        made->weight = 0;
        const bool list = kind == node_kind::sequence;
        const auto& start = event.data;
        const auto tag = detail::view(list ? start.sequence_start.tag : start.mapping_start.tag);
        if (!tag.empty() && tag != "!" && tag != (list ? "tag:yaml.org,2002:seq" : "tag:yaml.org,2002:map")) {
            unknown_tag(tag, made->position);
        }
        const auto* anchor = list ? start.sequence_start.anchor : start.mapping_start.anchor;
        if (anchor != nullptr) define(detail::view(anchor), *made);
        const bool is_flow = list ? start.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
                                  : start.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
        levels_.push_back({made, pending_.size(), is_flow});
        if (levels_.size() > limits_.depth) {
            fail_too_deep(made->position);
            return;
        }
        charge(1, made->position);
    }

    void close_sequence() {
        const auto [container, first, is_flow] = levels_.back();
        const auto children = std::span{pending_}.subspan(first);
        container->items = memory_->copy(std::span<const node* const>{children});
        finish(*container, children);
    }

    void close_mapping() {
        const auto [container, first, is_flow] = levels_.back();
        const auto children = std::span{pending_}.subspan(first);
        entries_.clear();
        keys_.clear();
        bool merges = false;
        for (std::size_t at = 0; at + 1 < children.size(); at += 2) {
            const auto* key = children[at];
            if (key->kind != node_kind::scalar) {
                report_->error(diagnostic_code::wrong_type, key->position, "a key cannot be a list or a map");
                continue;
            }
            if (keys_.find(key->text) != keys_.size()) {
                report_->error(diagnostic_code::duplicate_key, key->position,
                               "the key " + varsigma::quoted(key->text) + " stands twice in one map");
                continue;
            }
            keys_.add(key->text);
            merges = merges || is_merge_key(*key);
            entries_.push_back({key, children[at + 1]});
        }
        if (merges) entries_ = merged_entries(entries_, *report_);
        container->entries = memory_->copy(std::span<const map_entry>{entries_});
        finish(*container, children);
    }

    void finish(node& container, std::span<const node* const> children) {
        // a merged map weighs no more than the maps it was merged from
        std::size_t weight = 1;
        std::uint16_t height = 0;
        for (const auto* child : children) {
            weight += child->weight;
            height = std::max(height, child->height);
        }
        container.weight = static_cast<std::uint32_t>(weight);
        container.height = static_cast<std::uint16_t>(height + 1);
        pending_.resize(levels_.back().first);
        levels_.pop_back();
        pending_.push_back(&container);
    }

    void charge(std::size_t weight, source_position at) {
        document_weight_ += weight;
        weight_ += weight;
        if (document_weight_ > limits_.nodes) {
            lose(diagnostic_code::yaml_too_large, at,
                 "the document has more than " + std::to_string(limits_.nodes) +
                     " nodes, counting what aliases repeat");
        } else if (weight_ > limits_.file_nodes) {
            fail(diagnostic_code::yaml_too_large, at,
                 "the file has more than " + std::to_string(limits_.file_nodes) +
                     " nodes, counting what aliases repeat");
        }
    }

    void fail_too_deep(source_position at) {
        lose(diagnostic_code::yaml_too_deep, at, "nested deeper than " + std::to_string(limits_.depth) + " levels");
    }

    /// Marks the document at hand as one that is not read further.
    void lose(diagnostic_code code, source_position at, std::string message) {
        if (failed_ || lost_line_) return;
        lost_line_ = at.line - 1 - lines_before_;
        report_->error(code, at, std::move(message), "the rest of the document was not read");
    }

    /// Gives up the text.
    void fail(diagnostic_code code, source_position at, std::string message, std::string advice = {}) {
        if (failed_) return;
        failed_ = true;
        if (documents_ != 0) {
            if (!advice.empty()) advice += "; ";
            advice += "the rest of the file was not read";
        }
        report_->error(code, at, std::move(message), std::move(advice));
    }

    /// Gives up what is no text.
    void refuse() {
        const auto words = detail::words_for_damage(text_.substr(unprintable_));
        fail(diagnostic_code::not_text, position_of(text_, unprintable_), "not a text: " + std::string{words.what},
             std::string{words.advice} + ", if this is a rule at all");
    }

    void report_syntax_error() {
        const auto& parser = source_.parser();
        if (parser.error == YAML_MEMORY_ERROR) {
            fail(diagnostic_code::yaml_too_large, {}, "libyaml ran out of memory");
            return;
        }
        const auto& mark = parser.problem_mark;
        syntax_error error;
        error.problem = parser.problem != nullptr ? parser.problem : "not well-formed YAML";
        error.context = parser.context != nullptr ? parser.context : "";
        error.at = {mark.line, mark.column};
        error.begin = {parser.context_mark.line, parser.context_mark.column};
        error.lines_before = lines_before_;
        if (inside_ && report_unclosed(error, mark)) return;
        std::string message{error.problem};
        if (!error.context.empty()) {
            message.append(" ").append(error.context);
            if (parser.context_mark.line != mark.line) {
                message += " that begins in line " + std::to_string(lines_before_ + parser.context_mark.line + 1);
            }
        }
        report_->error(diagnostic_code::yaml_syntax, position(mark), std::move(message), syntax_advice(rest_, error));
    }

    /// Whether that line begins the document behind the one at hand.
    [[nodiscard]] bool is_separator(std::size_t line) const noexcept {
        if (line < first_line_) return false;
        const auto next = find_separator(rest_, line);
        return next && next->number == line;
    }

    /// Says at its beginning what was not closed before the document's end. False if there is nothing of that kind.
    [[nodiscard]] bool report_unclosed(const syntax_error& error, const yaml_mark_t& mark) {
        const bool is_last = offset_of(mark, 0) == rest_.size();
        if (!is_last && !is_separator(mark.line)) return false;
        if (!is_last && error.context.find("quoted scalar") != std::string_view::npos) {
            const auto column = byte_column(line_of(rest_, error.begin.line), error.begin.column);
            report_->error(diagnostic_code::yaml_syntax,
                           {static_cast<std::uint32_t>(lines_before_ + error.begin.line) + 1,
                            static_cast<std::uint32_t>(column) + 1},
                           "the quote is not closed before the end of the document", syntax_advice(rest_, error));
            return true;
        }
        if (levels_.empty() || !levels_.back().is_flow) return false;
        const auto& open = *levels_.back().container;
        report_->error(diagnostic_code::yaml_syntax, open.position,
                       "the bracket is not closed before the end of the document",
                       std::string{unclosed_advice(open.kind == node_kind::sequence)});
        return true;
    }

    static constexpr const char* write_in_quotes = "write the text in quotes";

    std::string_view text_;
    std::string_view
        rest_; // what libyaml reads: all, or from the separator on behind the last document that was given up
    arena* memory_;
    reporter* report_;
    limits limits_;
    decides_about decides_;
    std::size_t unprintable_; // the first such character
    column_counter columns_;  // of `rest_`
    detail::damage_tracker damage_;
    detail::event_source source_;
    std::vector<level> levels_;
    std::vector<const node*> pending_; // nodes that are read and wait for the end of their container
    std::vector<map_entry> entries_;
    key_positions keys_;
    std::unordered_map<std::string, const node*> anchors_;
    std::vector<std::pair<std::string_view, const node*>> defined_anchors_; // all of a document, in their order
    std::unordered_set<const node*> used_anchors_;                          // what aliases of the document mean
    std::size_t documents_ = 0;
    std::size_t document_weight_ = 0;
    std::size_t weight_ = 0;
    std::size_t lines_before_ = 0;         // of `rest_`
    std::size_t begin_ = 0;                // of the document at hand, in `rest_`
    std::size_t first_line_ = 0;           // of `rest_`, where the separator behind that document may stand
    std::optional<std::size_t> lost_line_; // of `rest_`, if the document at hand has to be given up there
    bool failed_ = false;
    bool ended_ = false;
    bool inside_ = false;
};

} // namespace VARSIGMA_NAMESPACE::yaml
