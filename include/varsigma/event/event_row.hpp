// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/reusable_vector.hpp>
#include <varsigma/event/detail/text_arena.hpp>
#include <varsigma/event/field_origin.hpp>
#include <varsigma/event/slot.hpp>
#include <varsigma/event/value.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// One event as rules see it: a value for each field that they read, and all values for keywords.
///
/// Filled by a reader (of an own struct, of JSON), then sealed, then matched; and used again for the next event, so
/// that after the first few events nothing is allocated. Text is referred to, not copied: it must live until the row is
/// cleared, or be kept in `texts()`. One row per thread.
class event_row {
public:
    explicit event_row(std::size_t fields = 0);
    event_row(const event_row&) = delete; // lists refer to the row's own memory
    event_row& operator=(const event_row&) = delete;
    event_row(event_row&& other) noexcept;
    event_row& operator=(event_row&& other) noexcept;
    ~event_row();

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

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// The memory that it keeps from event to event.
    [[nodiscard]] std::size_t bytes() const noexcept;

    // --- for readers -------------------------------------------------------------------------------------------------

    /// Forgets the event, keeps the memory.
    void clear() noexcept;

    /// Begins an object of a nested event, for readers that walk one from its top; gives its number.
    ///
    /// `parent` is the number of the object around it, 0 if there is none, and `depth` how many parts (what dots
    /// separate) the keys have that lead to it from the top. Amortised O(1).
    std::uint32_t enter_object(std::uint32_t parent, std::uint32_t depth);

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
    void put_array(slot field, field_origin origin = own_name, std::uint32_t object = 0, std::uint32_t depth = 0);

    /// Adds a plain value that is searched by keywords.
    void put_value(value found) { values_.add(found); }

    void set_raw_text(std::string_view text) noexcept { raw_text_ = text; }

    /// Memory for texts that would not outlive the reading: unescaped, or made by an accessor.
    [[nodiscard]] text_arena& texts() noexcept { return texts_; }

    /// Ends the filling: decides what each field holds, and lists get their final place. O(values), times the depth of
    /// the objects in which values of one field stand.
    void seal() {
        if (has_chains_) { settle_all(); }
    }

    /// How many steps up from object to object sealing took so far, in all events: what nested values cost.
    [[nodiscard]] std::uint64_t steps_up() const noexcept;

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

    /// What only some events need: lists, and which of several values count. Defined where it is used, so that filling a
    /// row costs no container.
    class memory;

    void settle_all();

    void put_further(field_state& cell, slot field, value found, field_origin origin, bool in_list,
                     std::uint32_t object, std::uint32_t depth);

    field_state* cells_ = nullptr; // in the memory; as many as there are fields
    std::size_t size_ = 0;
    detail::reusable_vector<slot> present_;
    detail::reusable_vector<value> values_;
    text_arena texts_;
    std::string_view raw_text_;
    bool has_chains_ = false;
    std::unique_ptr<memory> memory_; // none if moved from
};

} // namespace VARSIGMA_NAMESPACE

#ifdef VARSIGMA_COMPILED
extern template void varsigma::detail::reusable_vector<varsigma::slot>::grow();
extern template void varsigma::detail::reusable_vector<varsigma::value>::grow();
#else
#include <varsigma/event/event_row.ipp>
#endif
