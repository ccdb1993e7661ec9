// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/text/number.hpp>

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// What a field of an event can be.
enum class value_type : std::uint8_t {
    missing, ///< the event has no such field
    null,    ///< the field is there and holds null
    boolean,
    number,
    numeral, ///< a number as the event spells it, which neither 64 bits nor a double say exactly
    text,
    time,   ///< a point in time, in UTC
    list,   ///< an array; nested arrays are flattened into it
    object, ///< there, but no test on values holds
};

/// A view of one field's value: 16 bytes, trivially copyable, owning nothing.
///
/// Text and list elements must outlive the view. Texts and lists are shorter than 4 GiB: longer ones are cut.
class value {
public:
    /// A missing value.
    constexpr value() noexcept = default;

    [[nodiscard]] static constexpr value of_null() noexcept { return value{value_type::null}; }
    [[nodiscard]] static constexpr value of_object() noexcept { return value{value_type::object}; }
    [[nodiscard]] static constexpr value of(bool truth) noexcept {
        value made{value_type::boolean};
        made.payload_.truth = truth;
        return made;
    }
    [[nodiscard]] static constexpr value of(std::int64_t integer) noexcept {
        value made{value_type::number};
        made.representation_ = representation::integer;
        made.payload_.integer = integer;
        return made;
    }
    [[nodiscard]] static constexpr value of(std::uint64_t integer) noexcept {
        value made{value_type::number};
        made.representation_ = representation::natural;
        made.payload_.natural = integer;
        return made;
    }
    [[nodiscard]] static constexpr value of(double real) noexcept {
        value made{value_type::number};
        made.representation_ = representation::real;
        made.payload_.real = real;
        return made;
    }
    [[nodiscard]] static constexpr value of(std::string_view text) noexcept {
        value made{value_type::text};
        made.payload_.text = text.data();
        made.size_ = clamp(text.size());
        return made;
    }
    /// A number of a JSON text that no `number` says exactly: `digits` is its spelling there, or its shortest decimal
    /// text.
    [[nodiscard]] static constexpr value of_numeral(std::string_view digits) noexcept {
        value made = of(digits);
        made.type_ = value_type::numeral;
        return made;
    }
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    [[nodiscard]] static constexpr value of_time(std::int64_t nanoseconds) noexcept {
        value made{value_type::time};
        made.payload_.integer = nanoseconds;
        return made;
    }
    /// Elements are no lists themselves.
    [[nodiscard]] static constexpr value of(std::span<const value> elements) noexcept {
        value made{value_type::list};
        made.payload_.elements = elements.data();
        made.size_ = clamp(elements.size());
        return made;
    }

    [[nodiscard]] constexpr value_type type() const noexcept { return type_; }
    [[nodiscard]] constexpr bool is_missing() const noexcept { return type_ == value_type::missing; }

    /// Precondition for each: the type is the one that the name says.
    [[nodiscard]] constexpr bool as_boolean() const noexcept {
        assert(type_ == value_type::boolean);
        return payload_.truth;
    }
    [[nodiscard]] constexpr number as_number() const noexcept {
        assert(type_ == value_type::number);
        switch (representation_) {
        case representation::integer: return number{payload_.integer};
        case representation::natural: return number{payload_.natural};
        case representation::real: break;
        }
        return number{payload_.real};
    }
    /// Of `text` and `numeral`.
    [[nodiscard]] constexpr std::string_view as_text() const noexcept {
        assert(type_ == value_type::text || type_ == value_type::numeral);
        return {payload_.text, size_};
    }
    [[nodiscard]] constexpr std::int64_t as_time() const noexcept {
        assert(type_ == value_type::time);
        return payload_.integer;
    }
    [[nodiscard]] constexpr std::span<const value> as_list() const noexcept {
        assert(type_ == value_type::list);
        return {payload_.elements, size_};
    }

private:
    enum class representation : std::uint8_t { integer, natural, real };

    union payload {
        std::int64_t integer = 0;
        std::uint64_t natural;
        double real;
        bool truth;
        const char* text;
        const value* elements;
    };

    constexpr explicit value(value_type type) noexcept : type_(type) {}

    static constexpr std::uint32_t clamp(std::size_t size) noexcept {
        return size > ~std::uint32_t{0} ? ~std::uint32_t{0} : static_cast<std::uint32_t>(size);
    }

    payload payload_;
    std::uint32_t size_ = 0;
    value_type type_ = value_type::missing;
    representation representation_ = representation::integer;
    [[maybe_unused]] std::uint16_t unused_ = 0; // no padding at the end: copied as two whole words, in registers
};

} // namespace VARSIGMA_NAMESPACE
