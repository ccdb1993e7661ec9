// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/refilled.hpp>
#include <varsigma/event/field_origin.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/event/text_arena.hpp>
#include <varsigma/event/value.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// One event as rules see it: a value for each field that they read, and all values for keywords.
///
/// Filled by a reader (of an own struct, of JSON), then sealed, then matched; and used again for the next event, so
/// that after the first few events nothing is allocated. Text is referred to, not copied: it must live until the row is
/// cleared, or be kept in `texts()`. One row per thread.
class event_row {
public:
    explicit event_row(std::size_t fields = 0) : cells_(fields) {}
    event_row(const event_row&) = delete; // lists refer to the row's own memory
    event_row& operator=(const event_row&) = delete;
    event_row(event_row&&) noexcept = default;
    event_row& operator=(event_row&&) noexcept = default;
    ~event_row() = default;

    /// The value of a field; `missing` if the event has none. Precondition: sealed, and the field is of the row's
    /// table.
    [[nodiscard]] const value& operator[](slot field) const noexcept { return cells_[field].content; }

    /// The same, but of several values the first, by the order that `put` describes, unless it was found in an array:
    /// what the event's route goes by.
    [[nodiscard]] const value& first(slot field) const noexcept {
        const auto& cell = cells_[field];
        return cell.is_several ? cell.content.as_list().front() : cell.content;
    }

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
               objects_.capacity() * sizeof(object_place) + (elements_.capacity() * sizeof(value)) + values_.bytes() +
               (arrived_.capacity() + all_arrived_.capacity() + nearest_.capacity() + latest_.capacity()) *
                   sizeof(std::uint32_t) +
               texts_.capacity();
    }

    // --- for readers -------------------------------------------------------------------------------------------------

    /// Forgets the event, keeps the memory.
    void clear() noexcept {
        for (const auto field : present_.view()) { cells_[field] = {}; }
        present_.clear();
        links_.clear();
        objects_.clear();
        elements_.clear();
        values_.clear();
        texts_.clear();
        raw_text_ = {};
    }

    /// Begins an object of a nested event, for readers that walk one from its top; gives its number.
    ///
    /// `parent` is the number of the object around it, 0 if there is none, and `depth` how many parts (what dots
    /// separate) the keys have that lead to it from the top. Amortised O(1).
    std::uint32_t enter_object(std::uint32_t parent, std::uint32_t depth) {
        objects_.push_back({parent, depth});
        return static_cast<std::uint32_t>(objects_.size());
    }

    /// Adds `found` to a field. What comes of several values is decided when the row is sealed:
    ///
    /// - Objects are no values: they count only if nothing else was found, or as elements of an array that holds
    ///   values.
    /// - What came under the field's own name hides what came by a field map.
    /// - Of values with the same origin, those under the longest key of an object hide those under its shorter keys:
    ///   `object` is the object in which the value stands, by its number, and `depth` is how many parts the keys have
    ///   that lead to the value from the top.
    /// - What is left becomes a list if it is more than one value, or if `in_list` says of one that it was found in an
    ///   array (or below one); first what lines of a field map name, then what they lift, each in the order of the
    ///   event.
    ///
    /// Precondition: `found` is no list. Amortised O(1).
    void put(slot field, value found, field_origin origin = own_name, bool in_list = false, std::uint32_t object = 0,
             std::uint32_t depth = 0) {
        auto& cell = cells_[field];
        if (cell.held == holding::nothing && !in_list) { // by far most
            present_.add(field);
            cell.content = found; // each by itself: copying a whole cell would wait for the stores that made it
            cell.origin = origin;
            cell.last = object;
            cell.depth = depth;
            cell.held = holding::one;
            return;
        }
        put_further(cell, field, found, origin, in_list, object, depth);
    }

    /// Notes that a field holds an array, so that it is present even if the array is empty. What counts besides is as
    /// described for `put`.
    void put_array(slot field, field_origin origin = own_name, std::uint32_t object = 0, std::uint32_t depth = 0) {
        put_further(cells_[field], field, {}, origin, true, object, depth);
    }

    /// Adds a plain value that is searched by keywords.
    void put_value(value found) { values_.add(found); }

    void set_raw_text(std::string_view text) noexcept { raw_text_ = text; }

    /// Memory for texts that would not outlive the reading: unescaped, or made by an accessor.
    [[nodiscard]] text_arena& texts() noexcept { return texts_; }

    /// Ends the filling: decides what each field holds, and lists get their final place. O(values), times the depth of
    /// the objects in which values of one field stand.
    void seal() {
        if (links_.empty()) { return; }
        elements_.resize(links_.size()); // once, so that views of it stay
        std::size_t end = 0;
        for (const auto field : present_.view()) {
            auto& cell = cells_[field];
            if (cell.held != holding::chain) { continue; }
            if (!cell.differ) {
                end = settle_alike(cell, end);
                continue;
            }
            arrived_.clear();
            for (auto link = cell.last; link != 0; link = links_[link - 1].previous) { arrived_.push_back(link); }
            keep_what_counts();
            end = settle(cell, end);
        }
    }

    /// How many steps up from object to object sealing took so far, in all events: what nested values cost.
    [[nodiscard]] std::uint64_t steps_up() const noexcept { return steps_up_; }

private:
    enum class holding : std::uint8_t {
        nothing,
        one,   // a value that is no list so far: the cell has all of it
        chain, // what the links say
    };

    struct field_state {
        value content;
        field_origin origin = own_name; // of one value
        std::uint32_t last = 0;         // index into links_, plus one; of one value: its object
        std::uint32_t depth = 0;        // of one value; with a chain: how many values it has
        holding held = holding::nothing;
        bool differ = false;     // only with a chain: some may not count, or not in this order
        bool is_several = false; // a list whose first value was found in no array
    };

    struct arrival {
        value content; // missing: marks an array
        std::uint32_t previous = 0;
        std::uint32_t object = 0;
        field_origin origin = own_name;
        std::uint32_t depth : 30 = 0;
        std::uint32_t in_list : 1 = 0;
        std::uint32_t counts : 1 = 0; // when it has been sealed

        [[nodiscard]] bool is_mark() const noexcept { return content.is_missing(); }
        [[nodiscard]] bool is_object() const noexcept { return content.type() == value_type::object; }
    };

    struct object_place {
        std::uint32_t parent = 0;
        std::uint32_t depth = 0;
    };

    void put_further(field_state& cell, slot field, value found, field_origin origin, bool in_list,
                     std::uint32_t object, std::uint32_t depth) {
        if (cell.held == holding::nothing) {
            present_.add(field);
            cell.last = 0;
            cell.depth = 0;
        } else if (cell.held == holding::one) {
            const auto object_of_one = std::exchange(cell.last, 0);
            const auto depth_of_one = std::exchange(cell.depth, 0);
            link_to(cell, cell.content, cell.origin, false, object_of_one, depth_of_one);
        }
        cell.held = holding::chain;
        link_to(cell, found, origin, in_list, object, depth);
    }

    void link_to(field_state& cell, value found, field_origin origin, bool in_list, std::uint32_t object,
                 std::uint32_t depth) {
        if (found.type() == value_type::object) {
            cell.differ = true;
        } else if (cell.last != 0) {
            const auto& latest = links_[cell.last - 1];
            cell.differ = cell.differ || latest.origin != origin || latest.object != object || latest.depth != depth;
        }
        auto& link = links_.emplace_back(); // filled in place: pushing a copy would wait for the stores that made it
        link.content = found;
        link.previous = cell.last;
        link.object = object;
        link.origin = origin;
        link.depth = depth & ~(std::uint32_t{3} << 30U);
        link.in_list = in_list ? 1 : 0;
        cell.last = static_cast<std::uint32_t>(links_.size());
        cell.depth += link.is_mark() ? 0U : 1U;
    }

    /// Leaves in `arrived_`, latest first, what counts of a field's values.
    void keep_what_counts() {
        bool any_own = false;
        bool any_mapped = false;
        bool any_in_array = false;
        for (const auto link : arrived_) {
            const auto& found = links_[link - 1];
            if (found.is_object()) {
                any_in_array = any_in_array || found.in_list != 0;
            } else {
                (found.origin == own_name ? any_own : any_mapped) = true;
            }
        }
        if (!any_own && !any_mapped) { return; }
        if (any_in_array) { all_arrived_ = arrived_; }
        std::erase_if(arrived_, [&](std::uint32_t link) {
            const auto& found = links_[link - 1];
            return found.is_object() || (any_own && found.origin != own_name);
        });
        prefer_longest_keys();
        if (any_in_array) { keep_arrays_whole(); }
    }

    /// Puts the objects back that stand in one array with a value that counts.
    void keep_arrays_whole() {
        for (const auto link : arrived_) { links_[link - 1].counts = 1; }
        nearest_.resize(objects_.size() + 1);
        const auto look = [&](auto at, auto end) {
            // what an array holds itself, not in its objects, stands side by side
            for (; at != end; ++at) {
                auto& found = links_[*at - 1];
                auto& nearest = nearest_[found.object];
                if (!found.is_object()) {
                    if (found.counts != 0) { nearest = *at; }
                } else if (found.in_list != 0 && nearest != 0) {
                    const auto& value_there = links_[nearest - 1];
                    found.counts |= value_there.origin == found.origin && value_there.depth == found.depth ? 1U : 0U;
                }
            }
            for (const auto link : all_arrived_) { nearest_[links_[link - 1].object] = 0; }
        };
        look(all_arrived_.begin(), all_arrived_.end());
        look(all_arrived_.rbegin(), all_arrived_.rend());
        arrived_ = all_arrived_;
        std::erase_if(arrived_, [&](std::uint32_t link) { return links_[link - 1].counts == 0; });
    }

    /// Takes away what stands under a shorter key of an object in which another value of the same origin stands under a
    /// longer one.
    ///
    /// In the order of the event, what is inside an open object is at the end of what came so far; all of it that is
    /// left came under keys of one length. So the latest value that is left speaks for all before it.
    void prefer_longest_keys() {
        for (auto left = arrived_.size(); left != 0; --left) {
            const auto link = arrived_[left - 1];
            auto& found = links_[link - 1];
            const auto number = detail::number_of(found.origin);
            if (latest_.size() <= number) { latest_.resize(number + std::size_t{1}); }
            auto& latest = latest_[number];
            bool hidden = false;
            while (latest != 0) {
                const auto longer = longer_key(links_[latest - 1], found);
                hidden = longer == which::first;
                if (longer != which::second) { break; }
                latest = std::exchange(links_[latest - 1].previous, hidden_link);
            }
            found.previous = hidden ? hidden_link : latest;
            if (!hidden) { latest = link; }
        }
        for (const auto link : arrived_) { latest_[detail::number_of(links_[link - 1].origin)] = 0; }
        std::erase_if(arrived_, [&](std::uint32_t link) { return links_[link - 1].previous == hidden_link; });
    }

    enum class which : std::uint8_t { neither, first, second };

    /// Which of two values of one origin stands under the longer key of the innermost object around both.
    [[nodiscard]] which longer_key(const arrival& first, const arrival& second) noexcept {
        auto left = first.object;
        auto right = second.object;
        std::uint32_t left_depth = first.depth;
        std::uint32_t right_depth = second.depth;
        while (left != right) { // objects are numbered as they are met: those inside have higher numbers
            ++steps_up_;
            auto& inner = left > right ? left : right;
            (left > right ? left_depth : right_depth) = objects_[inner - 1].depth;
            inner = objects_[inner - 1].parent;
        }
        const auto from = detail::preference_depth(first.origin);
        const auto depth = left == 0 ? 0 : objects_[left - 1].depth;
        if (from == detail::no_preference || depth < from || left_depth == right_depth) { return which::neither; }
        return left_depth > right_depth ? which::first : which::second;
    }

    /// Makes a list of values that all count, in their order, and puts it at `end` of the elements. The new end.
    std::size_t settle_alike(field_state& cell, std::size_t end) {
        const std::size_t count = cell.depth;
        auto at = end + count;
        for (auto link = cell.last; link != 0; link = links_[link - 1].previous) {
            const auto& found = links_[link - 1];
            if (!found.is_mark()) { elements_[--at] = found.content; }
            cell.is_several = found.in_list == 0; // at last: of the first
        }
        cell.content = value::of(std::span<const value>{elements_}.subspan(end, count));
        return end + count;
    }

    /// Makes a field's value of what is left in `arrived_`; lists are put at `end` of the elements. The new end.
    std::size_t settle(field_state& cell, std::size_t end) {
        bool is_list = arrived_.size() > 1;
        for (const auto link : arrived_) { is_list = is_list || links_[link - 1].in_list != 0; }
        if (!is_list) {
            cell.content = links_[arrived_.front() - 1].content;
            return end;
        }
        const auto begin = end;
        bool any_lifted = false;
        std::uint32_t first = 0;
        const auto take = [&](bool lifted) {
            for (auto left = arrived_.size(); left != 0; --left) {
                const auto link = arrived_[left - 1];
                const auto& found = links_[link - 1];
                if (detail::is_lifted(found.origin) != lifted) {
                    any_lifted = true;
                    continue;
                }
                if (first == 0) { first = link; }
                if (!found.is_mark()) { elements_[end++] = found.content; }
            }
        };
        take(false);
        if (any_lifted) { take(true); }
        cell.content = value::of(std::span<const value>{elements_}.subspan(begin, end - begin));
        cell.is_several = links_[first - 1].in_list == 0;
        return end;
    }

    static constexpr std::uint32_t hidden_link = ~std::uint32_t{0};

    std::vector<field_state> cells_;
    detail::refilled<slot> present_;
    std::vector<arrival> links_;        // values in the order of their arrival, chained backwards by field
    std::vector<object_place> objects_; // by their numbers, less one
    std::vector<value> elements_;
    std::vector<std::uint32_t>
        arrived_; // of the field that is being sealed, latest first: indices into links_, plus one
    std::vector<std::uint32_t> all_arrived_;
    std::vector<std::uint32_t>
        nearest_; // by object: the value that counts which was met last; index into links_, plus one
    std::vector<std::uint32_t> latest_; // of each origin's values that are left: index into links_, plus one
    detail::refilled<value> values_;
    std::uint64_t steps_up_ = 0;
    text_arena texts_;
    std::string_view raw_text_;
};

} // namespace VARSIGMA_NAMESPACE
