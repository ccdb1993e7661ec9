// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/text_arena.hpp>
#include <varsigma/text/detail/code_units.hpp>
#include <varsigma/text/number.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE {

/// Where an accessor writes the text of a field, in the memory of the row that is filled:
///
///     varsigma::field<"Owner", [](const event& of, varsigma::text_sink& out) { out.append(of.domain).append("\\").append(of.user); }>
///
/// What has been written when the accessor returns is the field's text, and lives as long as the row holds the event.
/// An accessor that returns `false` says that there is no such field. Once the row has met texts of this size, nothing
/// is allocated. Static rules ask without a row: there, 1 KiB of the stack comes first, and the heap for longer texts.
///
/// One thread's, as the row is. Appending is amortised O(1) a byte.
class text_sink {
public:
    explicit constexpr text_sink(text_arena& memory) noexcept : arena_(&memory) {}
    text_sink(const text_sink&) = delete;
    text_sink& operator=(const text_sink&) = delete;
    text_sink(text_sink&&) = delete;
    text_sink& operator=(text_sink&&) = delete;
    constexpr ~text_sink() {
        if (arena_ != nullptr) {
            arena_->shrink(room_ - size_);
        } else {
            delete[] owned_;
        }
    }

    /// Text of any encoding, as UTF-8; half a surrogate pair becomes U+FFFD. May be a part of what
    /// has been written here.
    constexpr text_sink& append(std::string_view text) { return append_units(text.data(), text.size()); }
    constexpr text_sink& append(std::u8string_view text) { return append_units(text.data(), text.size()); }
    constexpr text_sink& append(std::u16string_view text) { return append_units(text.data(), text.size()); }
    constexpr text_sink& append(std::u32string_view text) { return append_units(text.data(), text.size()); }
    constexpr text_sink& append(std::wstring_view text) { return append_units(text.data(), text.size()); }

    /// A Unicode code point; what is none becomes U+FFFD.
    constexpr text_sink& append_character(char32_t character) { return append_units(&character, 1); }

    /// A number by its shortest decimal text, as rules see numbers.
    template <std::integral Integer>
    requires(!character_unit<Integer> && !std::same_as<Integer, bool>) text_sink& append_number(Integer integer) {
        char digits[number_text_size]; // what the writer takes
        if constexpr (std::signed_integral<Integer>) {
            return append(to_text(number{std::int64_t{integer}}, digits));
        } else {
            return append(to_text(number{std::uint64_t{integer}}, digits));
        }
    }
    text_sink& append_number(double real) {
        char digits[number_text_size];
        return append(to_text(number{real}, digits));
    }

    /// One byte of UTF-8, so that whatever writes to strings can write here.
    constexpr void push_back(char byte) {
        const char* const left = reserve(1);
        begin_[size_] = byte;
        ++size_;
        delete[] left;
    }

    /// Forgets what has been written.
    constexpr void clear() noexcept { size_ = 0; }

    /// What has been written so far. Valid until more is written.
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {begin_, size_}; }

    /// Units of one encoding.
    template <character_unit Unit>
    constexpr text_sink& append_units(const Unit* units, std::size_t count) {
        const char* const left = reserve(count * most_bytes_per_unit<Unit>);
        char* const out = begin_ + size_;
        size_ += static_cast<std::size_t>(write_utf8(units, units + count, out) - out);
        delete[] left; // now, since the units may lie there
        return *this;
    }

protected:
    /// Over memory that outlives the sink, and the heap when that is full.
    explicit constexpr text_sink(std::span<char> room) noexcept : begin_(room.data()), room_(room.size()) {}

private:
    /// Makes room for so many bytes more, behind what is written. What the text has left is to be deleted, if there is
    /// anything; until then it can be read.
    [[nodiscard]] constexpr const char* reserve(std::size_t bytes) {
        return room_ - size_ < bytes ? grow(bytes) : nullptr;
    }

    [[nodiscard]] constexpr const char* grow(std::size_t bytes) {
        constexpr std::size_t smallest = 64;
        auto wanted = size_ + bytes;
        for (const auto least : {2 * room_, smallest}) { wanted = wanted < least ? least : wanted; }
        char* const wider = arena_ != nullptr ? arena_->allocate(wanted) : new char[wanted];
        std::char_traits<char>::copy(wider, begin_, size_);
        begin_ = wider;
        room_ = wanted;
        return arena_ != nullptr ? nullptr : std::exchange(owned_, wider); // an arena keeps it
    }

    text_arena* arena_ = nullptr;
    char* owned_ = nullptr; // without an arena: what `begin_` is, once the first room was full
    char* begin_ = nullptr;
    std::size_t size_ = 0;
    std::size_t room_ = 0;
};

namespace detail {

/// Room for texts that are asked about at once and then forgotten.
struct passing_room {
    // not defaulted, or the room would be cleared
    // NOLINTNEXTLINE(modernize-use-equals-default,cppcoreguidelines-pro-type-member-init): written before it is read
    constexpr passing_room() noexcept {}

    std::array<char, 1024> bytes;
};

/// A sink whose text is gone with it.
class passing_sink : private passing_room, public text_sink {
public:
    constexpr passing_sink() noexcept : text_sink(std::span<char>{passing_room::bytes}) {}
    passing_sink(const passing_sink&) = delete;
    passing_sink& operator=(const passing_sink&) = delete;
    passing_sink(passing_sink&&) = delete;
    passing_sink& operator=(passing_sink&&) = delete;
    constexpr ~passing_sink() = default;
};

} // namespace detail
} // namespace VARSIGMA_NAMESPACE
