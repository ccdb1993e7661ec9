// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/event/field_table.hpp>
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

    /// The value of a field; `missing` if the event has none. Precondition: sealed, and the field is of the row's table.
    [[nodiscard]] const value& operator[](slot field) const noexcept { return cells_[field].content; }

    /// Every plain value of the event, nested ones included, in no particular order: what keywords search.
    [[nodiscard]] std::span<const value> values() const noexcept { return values_; }

    /// The log line that the event was made from, if there is one; keywords search it as well.
    [[nodiscard]] std::string_view raw_text() const noexcept { return raw_text_; }

    /// The fields that have a value. Precondition: sealed.
    [[nodiscard]] std::span<const slot> present() const noexcept { return present_; }

    [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }

    // --- for readers -------------------------------------------------------------------------------------------------

    /// Forgets the event, keeps the memory.
    void clear() noexcept {
        for (const auto field : present_) { cells_[field] = {}; }
        present_.clear();
        links_.clear();
        elements_.clear();
        values_.clear();
        texts_.clear();
        raw_text_ = {};
    }

    /// Adds `found` to a field.
    ///
    /// The lowest `rank` wins and replaces what came with higher ones. Values of one rank become a list, as do values for
    /// which `in_list` says that they were found in an array (or below one). Precondition: `found` is no list.
    void put(slot field, value found, std::uint32_t rank = 0, bool in_list = false) {
        if (auto* cell = cell_for(field, rank, in_list)) {
            cell->in_list = cell->in_list || cell->content.type() != value_type::missing;
            auto& link =
                links_.emplace_back(); // filled in place: pushing a copy would wait for the stores that made it
            link.content = found;
            link.previous = cell->last;
            cell->last = static_cast<std::uint32_t>(links_.size());
            ++cell->count;
            cell->content = found;
        }
    }

    /// Notes that a field holds an array, so that it is present even if the array is empty.
    void put_array(slot field, std::uint32_t rank = 0) { cell_for(field, rank, true); }

    /// Adds a plain value that is searched by keywords.
    void put_value(value found) { values_.push_back(found); }

    void set_raw_text(std::string_view text) noexcept { raw_text_ = text; }

    /// Memory for texts that would not outlive the reading: unescaped, or made by an accessor.
    [[nodiscard]] text_arena& texts() noexcept { return texts_; }

    /// Ends the filling: lists get their final place.
    void seal() {
        std::size_t needed = 0;
        for (const auto field : present_) { needed += cells_[field].in_list ? cells_[field].count : 0; }
        elements_.resize(needed); // once, so that views of it stay
        std::size_t end = needed;
        for (const auto field : present_) {
            auto& cell = cells_[field];
            if (!cell.in_list) { continue; }
            const auto count = static_cast<std::size_t>(cell.count);
            auto at = end;
            for (auto link = cell.last; link != 0; link = links_[link - 1].previous) {
                elements_[--at] = links_[link - 1].content;
            }
            cell.content = value::of(std::span<const value>{elements_}.subspan(at, count));
            end = at;
        }
    }

private:
    struct field_state {
        value content;
        std::uint32_t rank = 0;
        std::uint32_t last = 0; // index into links_, plus one
        std::uint32_t count = 0;
        bool touched = false;
        bool in_list = false;
    };

    struct arrival {
        value content;
        std::uint32_t previous = 0;
    };

    /// The cell, ready for another value of this rank; null if a better rank is there already.
    field_state* cell_for(slot field, std::uint32_t rank, bool in_list) {
        auto& cell = cells_[field];
        if (!cell.touched) {
            present_.push_back(field);
        } else if (rank > cell.rank) {
            return nullptr;
        }
        if (!cell.touched || rank < cell.rank) {
            cell = {};
            cell.touched = true;
            cell.rank = rank;
        }
        cell.in_list = cell.in_list || in_list;
        return &cell;
    }

    std::vector<field_state> cells_;
    std::vector<slot> present_;
    std::vector<arrival> links_; // values in the order of their arrival, chained backwards by field
    std::vector<value> elements_;
    std::vector<value> values_;
    text_arena texts_;
    std::string_view raw_text_;
};

} // namespace varsigma
