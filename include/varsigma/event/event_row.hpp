// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/field_table.hpp>
#include <varsigma/event/refilled.hpp>
#include <varsigma/event/text_arena.hpp>
#include <varsigma/event/value.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace varsigma {

/// One event as rules see it: a value for each field that they read, and all values for keywords.
///
/// Filled by a reader (of an own struct, of JSON), then sealed, then matched; and used again for the next event, so that
/// after the first few events nothing is allocated. Text is referred to, not copied: it must live until the row is
/// cleared, or be kept in `texts()`. One row per thread.
class event_row {
public:
    explicit event_row(std::size_t fields = 0) : cells_(fields) {}
    event_row(const event_row&) = delete; // lists refer to the row's own memory
    event_row& operator=(const event_row&) = delete;
    event_row(event_row&&) noexcept = default;
    event_row& operator=(event_row&&) noexcept = default;
    ~event_row() = default;

    /// The value of a field; `missing` if the event has none. Precondition: sealed, and the field is of the row's table.
    [[nodiscard]] const value& operator[](slot field) const noexcept { return cells_[field].content; }

    /// Every plain value of the event, nested ones included, in no particular order: what keywords search.
    [[nodiscard]] std::span<const value> values() const noexcept { return values_.view(); }

    /// The log line that the event was made from, if there is one; keywords search it as well.
    [[nodiscard]] std::string_view raw_text() const noexcept { return raw_text_; }

    /// The fields that have a value. Precondition: sealed.
    [[nodiscard]] std::span<const slot> present() const noexcept { return present_.view(); }

    [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }

    /// The memory that it keeps from event to event.
    [[nodiscard]] std::size_t bytes() const noexcept {
        return cells_.capacity() * sizeof(field_state) + links_.capacity() * sizeof(arrival) + present_.bytes() +
               (elements_.capacity() * sizeof(value)) + values_.bytes() + open_.capacity() * sizeof(std::uint32_t) +
               texts_.capacity();
    }

    // --- for readers -------------------------------------------------------------------------------------------------

    /// Forgets the event, keeps the memory.
    void clear() noexcept {
        for (const auto field : present_.view()) { cells_[field] = {}; }
        present_.clear();
        links_.clear();
        elements_.clear();
        values_.clear();
        texts_.clear();
        raw_text_ = {};
        objects_ = 0;
    }

    /// Begins an object of a nested event, with `level` other objects around it; for readers that walk one from its top.
    void enter_object(std::uint32_t level) {
        if (open_.size() <= level) { open_.resize(level + std::size_t{1}); }
        open_[level] = ++objects_;
    }

    /// Adds `found` to a field.
    ///
    /// The lowest `rank` wins and replaces what came with higher ones. Values of one rank become a list, as do values for
    /// which `in_list` says that they were found in an array (or below one). But where an object itself gives the field a
    /// value, what objects inside it say of the field does not count, be it before or after: `level` is that of the object
    /// entered last in which the value stands. Precondition: `found` is no list. Amortised O(1).
    void put(slot field, value found, std::uint32_t rank = 0, bool in_list = false, std::uint32_t level = 0) {
        auto& cell = cells_[field];
        if (cell.held == holding::nothing && !in_list) { // by far most
            present_.add(field);
            cell.content = found; // each by itself: copying a whole cell would wait for the stores that made it
            cell.rank = rank;
            cell.last = level;
            cell.count = open_[level];
            cell.held = holding::one;
            return;
        }
        put_further(field, found, rank, in_list, level);
    }

    /// Notes that a field holds an array, so that it is present even if the array is empty.
    void put_array(slot field, std::uint32_t rank = 0, std::uint32_t level = 0) {
        if (auto* cell = cell_for(field, rank, true, level)) { link_to(*cell, {}, level, open_[level]); }
    }

    /// Adds a plain value that is searched by keywords.
    void put_value(value found) { values_.add(found); }

    void set_raw_text(std::string_view text) noexcept { raw_text_ = text; }

    /// Memory for texts that would not outlive the reading: unescaped, or made by an accessor.
    [[nodiscard]] text_arena& texts() noexcept { return texts_; }

    /// Ends the filling: lists get their final place.
    void seal() {
        if (links_.empty()) { return; }
        std::size_t needed = 0;
        for (const auto field : present_.view()) { needed += cells_[field].in_list ? cells_[field].count : 0; }
        elements_.resize(needed); // once, so that views of it stay
        std::size_t end = needed;
        for (const auto field : present_.view()) {
            auto& cell = cells_[field];
            if (!cell.in_list) { continue; }
            const auto count = static_cast<std::size_t>(cell.count);
            auto at = end;
            for (auto link = cell.last; link != 0; link = links_[link - 1].previous) {
                if (!links_[link - 1].is_mark()) { elements_[--at] = links_[link - 1].content; }
            }
            cell.content = value::of(std::span<const value>{elements_}.subspan(at, count));
            end = at;
        }
    }

private:
    enum class holding : std::uint8_t {
        nothing,
        one,   // a value that is no list so far: the cell has all of it
        chain, // what the links say
    };

    struct field_state {
        value content;
        std::uint32_t rank = 0;
        std::uint32_t last = 0;  // index into links_, plus one; of one value: its level
        std::uint32_t count = 0; // of links, marks aside; of one value: its object's number
        holding held = holding::nothing;
        bool in_list = false; // only with a chain
    };

    struct arrival {
        value content; // missing: marks an array
        std::uint32_t previous = 0;
        std::uint32_t level = 0;  // of the object in which it stood
        std::uint32_t object = 0; // that object's number

        [[nodiscard]] bool is_mark() const noexcept { return content.is_missing(); }
    };

    void put_further(slot field, value found, std::uint32_t rank, bool in_list, std::uint32_t level) {
        if (auto* cell = cell_for(field, rank, in_list, level)) {
            cell->in_list = cell->in_list || cell->count != 0;
            link_to(*cell, found, level, open_[level]);
            ++cell->count;
            cell->content = found;
        }
    }

    void link_to(field_state& cell, value found, std::uint32_t level, std::uint32_t object) {
        auto& link = links_.emplace_back(); // filled in place: pushing a copy would wait for the stores that made it
        link.content = found;
        link.previous = cell.last;
        link.level = level;
        link.object = object;
        cell.last = static_cast<std::uint32_t>(links_.size());
    }

    /// The cell, with a chain ready for another value of this rank and level; null if a better one is there already.
    field_state* cell_for(slot field, std::uint32_t rank, bool in_list, std::uint32_t level) {
        auto& cell = cells_[field];
        const bool is_new = cell.held == holding::nothing;
        if (is_new) {
            present_.add(field);
        } else if (rank > cell.rank) {
            return nullptr;
        }
        if (cell.held == holding::one) {
            const auto one_level = cell.last;
            const auto one_object = cell.count;
            cell.held = holding::chain;
            cell.last = 0;
            cell.count = 1;
            link_to(cell, cell.content, one_level, one_object);
        }
        if (is_new || rank < cell.rank) {
            cell = {};
            cell.held = holding::chain;
            cell.rank = rank;
        } else if (cell.last != 0 && links_[cell.last - 1].level != level) {
            const auto& latest = links_[cell.last - 1];
            if (latest.level < level && open_[latest.level] == latest.object) { return nullptr; }
            drop_inside(cell, open_[level]);
        }
        cell.in_list = cell.in_list || in_list;
        return &cell;
    }

    /// Takes away what came from inside an open object: objects are numbered as they are met, so that whatever has a
    /// higher number than it stands in it.
    void drop_inside(field_state& cell, std::uint32_t object) noexcept {
        for (; cell.last != 0 && links_[cell.last - 1].object > object; cell.last = links_[cell.last - 1].previous) {
            cell.count -= links_[cell.last - 1].is_mark() ? 0U : 1U;
        }
        if (cell.last == 0) {
            cell.content = {};
            cell.in_list = false;
        }
    }

    std::vector<field_state> cells_;
    detail::refilled<slot> present_;
    std::vector<arrival> links_; // values in the order of their arrival, chained backwards by field
    std::vector<value> elements_;
    detail::refilled<value> values_;
    std::vector<std::uint32_t> open_ = std::vector<std::uint32_t>(1); // by level: the number of the object entered last
    std::uint32_t objects_ = 0;                                       // how many were entered
    text_arena texts_;
    std::string_view raw_text_;
};

} // namespace varsigma
