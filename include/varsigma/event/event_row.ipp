// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/reusable_vector.hpp>
#include <varsigma/event/event_row.hpp>
#include <varsigma/event/field_origin.hpp>
#include <varsigma/event/slot.hpp>
#include <varsigma/event/value.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

class event_row::memory {
public:
    explicit memory(std::size_t fields) : cells_(fields) {}

    [[nodiscard]] field_state* cells() noexcept { return cells_.data(); }

    void clear() noexcept {
        links_.clear();
        objects_.clear();
        elements_.clear();
    }

    [[nodiscard]] std::size_t bytes() const noexcept {
        return sizeof *this + cells_.capacity() * sizeof(field_state) + links_.capacity() * sizeof(arrival) +
               objects_.capacity() * sizeof(object_place) + elements_.capacity() * sizeof(value) +
               (arrived_.capacity() + all_arrived_.capacity() + nearest_.capacity() + latest_.capacity()) *
                   sizeof(std::uint32_t);
    }

    [[nodiscard]] std::uint64_t steps_up() const noexcept { return steps_up_; }

    std::uint32_t enter_object(std::uint32_t parent, std::uint32_t depth) {
        objects_.push_back({parent, depth});
        return static_cast<std::uint32_t>(objects_.size());
    }

    void link_to(field_state& cell, value found, field_origin origin, bool in_list, std::uint32_t object,
                 std::uint32_t depth);

    void settle_all(std::span<const slot> present);

private:
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

    /// Leaves in `arrived_`, latest first, what counts of a field's values.
    void keep_what_counts();

    /// Puts the objects back that stand in one array with a value that counts.
    void keep_arrays_whole();

    /// Takes away what stands under a shorter key of an object in which another value of the same origin stands under a
    /// longer one.
    ///
    /// In the order of the event, what is inside an open object is at the end of what came so far; all of it that is
    /// left came under keys of one length. So the latest value that is left speaks for all before it.
    void prefer_longest_keys();

    enum class which : std::uint8_t { neither, first, second };

    /// Which of two values of one origin stands under the longer key of the innermost object around both.
    [[nodiscard]] which longer_key(const arrival& first, const arrival& second) noexcept;

    /// Makes a list of values that all count, in their order, and puts it at `end` of the elements. The new end.
    std::size_t settle_alike(field_state& cell, std::size_t end);

    /// Makes a field's value of what is left in `arrived_`; lists are put at `end` of the elements. The new end.
    std::size_t settle(field_state& cell, std::size_t end);

    static constexpr std::uint32_t hidden_link = ~std::uint32_t{0};

    std::vector<field_state> cells_;
    std::vector<arrival> links_;        // values in the order of their arrival, chained backwards by field
    std::vector<object_place> objects_; // by their numbers, less one
    std::vector<value> elements_;
    std::vector<std::uint32_t>
        arrived_; // of the field that is being sealed, latest first: indices into links_, plus one
    std::vector<std::uint32_t> all_arrived_;
    std::vector<std::uint32_t>
        nearest_; // by object: the value that counts which was met last; index into links_, plus one
    std::vector<std::uint32_t> latest_; // of each origin's values that are left: index into links_, plus one
    std::uint64_t steps_up_ = 0;
};

VARSIGMA_INLINE event_row::event_row(std::size_t fields) : size_(fields), memory_(std::make_unique<memory>(fields)) {
    cells_ = memory_->cells();
}

VARSIGMA_INLINE event_row::event_row(event_row&& other) noexcept
    : cells_(std::exchange(other.cells_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      present_(std::move(other.present_)),
      values_(std::move(other.values_)),
      texts_(std::move(other.texts_)),
      raw_text_(std::exchange(other.raw_text_, {})),
      has_chains_(std::exchange(other.has_chains_, false)),
      memory_(std::move(other.memory_)) {}

VARSIGMA_INLINE event_row& event_row::operator=(event_row&& other) noexcept {
    cells_ = std::exchange(other.cells_, nullptr);
    size_ = std::exchange(other.size_, 0);
    present_ = std::move(other.present_);
    values_ = std::move(other.values_);
    texts_ = std::move(other.texts_);
    raw_text_ = std::exchange(other.raw_text_, {});
    has_chains_ = std::exchange(other.has_chains_, false);
    memory_ = std::move(other.memory_);
    return *this;
}

VARSIGMA_INLINE event_row::~event_row() = default;

VARSIGMA_INLINE void event_row::clear() noexcept {
    for (const auto field : present_.view()) { cells_[field] = {}; }
    present_.clear();
    values_.clear();
    texts_.clear();
    raw_text_ = {};
    has_chains_ = false;
    if (memory_ != nullptr) { memory_->clear(); }
}

VARSIGMA_INLINE std::size_t event_row::bytes() const noexcept {
    return (memory_ != nullptr ? memory_->bytes() : 0) + present_.bytes() + values_.bytes() + texts_.capacity();
}

VARSIGMA_INLINE std::uint64_t event_row::steps_up() const noexcept {
    return memory_ != nullptr ? memory_->steps_up() : 0;
}

VARSIGMA_INLINE std::uint32_t event_row::enter_object(std::uint32_t parent, std::uint32_t depth) {
    return memory_->enter_object(parent, depth);
}

VARSIGMA_INLINE void event_row::put_array(slot field, field_origin origin, std::uint32_t object, std::uint32_t depth) {
    put_further(cells_[field], field, {}, origin, true, object, depth);
}

VARSIGMA_INLINE void event_row::settle_all() {
    memory_->settle_all(present_.view());
}

VARSIGMA_INLINE void event_row::put_further(field_state& cell, slot field, value found, field_origin origin,
                                            bool in_list, std::uint32_t object, std::uint32_t depth) {
    if (cell.held == holding::nothing) {
        present_.add(field);
        cell.last = 0;
        cell.depth = 0;
    } else if (cell.held == holding::one) {
        const auto object_of_one = std::exchange(cell.last, 0);
        const auto depth_of_one = std::exchange(cell.depth, 0);
        memory_->link_to(cell, cell.content, cell.origin, false, object_of_one, depth_of_one);
    }
    cell.held = holding::chain;
    has_chains_ = true;
    memory_->link_to(cell, found, origin, in_list, object, depth);
}

VARSIGMA_INLINE void event_row::memory::settle_all(std::span<const slot> present) {
    elements_.resize(links_.size()); // once, so that views of it stay
    std::size_t end = 0;
    for (const auto field : present) {
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

VARSIGMA_INLINE void event_row::memory::link_to(field_state& cell, value found, field_origin origin, bool in_list,
                                                std::uint32_t object, std::uint32_t depth) {
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

VARSIGMA_INLINE void event_row::memory::keep_what_counts() {
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

VARSIGMA_INLINE void event_row::memory::keep_arrays_whole() {
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

VARSIGMA_INLINE void event_row::memory::prefer_longest_keys() {
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

VARSIGMA_INLINE event_row::memory::which event_row::memory::longer_key(const arrival& first,
                                                                       const arrival& second) noexcept {
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

VARSIGMA_INLINE std::size_t event_row::memory::settle_alike(field_state& cell, std::size_t end) {
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

VARSIGMA_INLINE std::size_t event_row::memory::settle(field_state& cell, std::size_t end) {
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

} // namespace VARSIGMA_NAMESPACE

#ifdef VARSIGMA_COMPILED
template void varsigma::detail::reusable_vector<varsigma::slot>::grow();
template void varsigma::detail::reusable_vector<varsigma::value>::grow();
#endif
