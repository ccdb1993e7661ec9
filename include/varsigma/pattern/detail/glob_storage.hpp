// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/pattern/detail/bounded_list.hpp>
#include <varsigma/pattern/detail/dash.hpp>
#include <varsigma/pattern/detail/glob_tables.hpp>
#include <varsigma/text/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Where the parts of a compiled pattern live: on the heap, in an object with room for any pattern of some length, or in
// one with room for exactly its own.

namespace VARSIGMA_NAMESPACE::detail {

/// What only some patterns need: the borders of a literal that repeats itself, or the tables of a general pattern.
template <class Borders, class Tables>
struct glob_extras {
    Borders borders;
    Tables tables;
};

/// A value on the heap, or none. Copies deeply.
template <class T>
class boxed {
public:
    boxed() = default;
    boxed(const boxed& other) : held_(other.held_ ? std::make_unique<T>(*other.held_) : nullptr) {}
    boxed(boxed&&) noexcept = default;
    boxed& operator=(const boxed& other) {
        *this = boxed{other};
        return *this;
    }
    boxed& operator=(boxed&&) noexcept = default;
    ~boxed() = default;

    void put(T&& value) { held_ = std::make_unique<T>(std::move(value)); }
    [[nodiscard]] bool present() const noexcept { return held_ != nullptr; }
    /// Precondition: `present()`.
    [[nodiscard]] const T& get() const noexcept { return *held_; }

private:
    std::unique_ptr<T> held_;
};

/// The same, kept in the object itself.
template <class T>
class in_place {
public:
    constexpr void put(T&& value) noexcept {
        held_ = value;
        present_ = true;
    }
    [[nodiscard]] constexpr bool present() const noexcept { return present_; }
    [[nodiscard]] constexpr const T& get() const noexcept { return held_; }

private:
    T held_{};
    bool present_ = false;
};

struct heap_storage {
    static constexpr std::size_t capacity = static_cast<std::size_t>(-1);
    using text = std::string;
    using extras =
        glob_extras<std::vector<std::uint32_t>, glob_tables<std::vector<char32_t>, std::vector<std::uint64_t>>>;
    using extras_holder = boxed<extras>;
};

template <std::size_t Capacity>
struct fixed_storage {
    static_assert(Capacity <= max_glob_symbols, "a pattern is limited to max_glob_symbols at compile time");
    static constexpr std::size_t capacity = Capacity;
    static constexpr std::size_t characters = Capacity + dashes.size();
    static constexpr std::size_t words = Capacity / glob_word_bits + 1;

    using text = bounded_list<char, utf8::max_length * Capacity>;
    using extras = glob_extras<
        bounded_list<std::uint32_t, utf8::max_length * Capacity>,
        glob_tables<bounded_list<char32_t, characters>, bounded_list<std::uint64_t, (characters + 1) * words>>>;
    using extras_holder = in_place<extras>;
};

/// For literals only: no room for the tables of a general pattern.
template <std::size_t Capacity>
struct fixed_literal_storage {
    static constexpr std::size_t capacity = Capacity;

    using text = bounded_list<char, utf8::max_length * Capacity>;
    using extras = glob_extras<bounded_list<std::uint32_t, utf8::max_length * Capacity>,
                               glob_tables<bounded_list<char32_t, 0>, bounded_list<std::uint64_t, 0>>>;
    using extras_holder = in_place<extras>;
};

/// A value in the object itself, or none; costs nothing to make if there is none.
template <class T>
class optional_extras {
public:
    void put(T&& value) noexcept { held_.emplace(std::move(value)); }
    [[nodiscard]] bool present() const noexcept { return held_.has_value(); }
    /// Precondition: `present()`.
    [[nodiscard]] const T& get() const noexcept { return *held_; }

private:
    std::optional<T> held_;
};

/// All parts lie elsewhere (`pattern_store`).
struct view_storage {
    using text = std::string_view;
    using tables = glob_tables<std::span<const std::uint32_t>, std::span<const std::uint64_t>, const std::uint8_t*>;
    using extras = glob_extras<std::span<const std::uint32_t>, tables>;
    using extras_holder = optional_extras<extras>;
};

/// How much of each part one pattern takes; a template argument.
struct glob_sizes {
    std::size_t text = 0;
    std::size_t borders = 0;
    std::size_t characters = 0;
    std::size_t accepts = 0;
    std::size_t loops = 0;

    [[nodiscard]] constexpr bool has_extras() const noexcept { return borders != 0 || loops != 0; }
};

/// In place of extras that a pattern does not have.
template <class T>
class not_held {
public:
    [[nodiscard]] static constexpr bool present() noexcept { return false; }
    [[nodiscard]] static constexpr const T& get() noexcept { return nothing; }

private:
    static constexpr T nothing{};
};

/// Room for exactly one pattern, which has been compiled elsewhere.
template <glob_sizes Sizes>
struct fitted_storage {
    using text = bounded_list<char, Sizes.text>;
    using extras =
        glob_extras<bounded_list<std::uint32_t, Sizes.borders>,
                    glob_tables<bounded_list<char32_t, Sizes.characters>, bounded_list<std::uint64_t, Sizes.accepts>>>;
    using extras_holder = std::conditional_t<Sizes.has_extras(), in_place<extras>, not_held<extras>>;
};

} // namespace VARSIGMA_NAMESPACE::detail
