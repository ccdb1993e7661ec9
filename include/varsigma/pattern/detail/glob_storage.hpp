// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/literal_search.hpp>
#include <varsigma/pattern/detail/bounded_list.hpp>
#include <varsigma/pattern/detail/dash.hpp>
#include <varsigma/text/detail/symbol.hpp>
#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <array>
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

// The automaton behind patterns with inner stars, `?`, dash classes or invalid bytes: a non-deterministic one whose
// states are the bits of machine words (Shift-And: Baeza-Yates and Gonnet 1992; wildcards: Navarro and Raffinot 2002).
//
// State i means that the first i symbols that are no stars have been read; a star is a loop on the state it stands at.
// One character moves every state at once: D' = ((D << 1) & accepts[class]) | (D & loops).

namespace VARSIGMA_NAMESPACE {

/// The most symbols other than `*` that a pattern of the kind `general` may have. The tables grow with the square of it
/// (2 MiB at the limit), and the state of a running match has to fit on the stack (512 bytes at the limit).
inline constexpr std::size_t max_glob_symbols = 4095;

namespace detail {

inline constexpr std::size_t glob_word_bits = 64;
inline constexpr std::size_t max_glob_words = (max_glob_symbols + glob_word_bits) / glob_word_bits;

/// The class of each ASCII character.
using ascii_classes = std::array<std::uint8_t, 128>;

/// The tables of one pattern. `Characters` is a list of characters, `Words` one of `std::uint64_t`: vectors at run
/// time, bounded lists at compile time, views of a store; `Ascii` is `ascii_classes`, or a pointer to the first of
/// them.
template <class Characters, class Words, class Ascii = ascii_classes>
struct glob_tables {
    /// Class of each ASCII character; capital letters have that of the small ones if the pattern is folded. Class 0 is
    /// every character that the pattern does not name.
    Ascii ascii{};
    /// The other characters that the pattern names, in ascending order; their classes are `first_other` and up.
    Characters others;
    /// Per class, `words` words: bit i is set if a character of the class leads into state i.
    Words accepts;
    /// Bit i is set if a star loops on state i.
    Words loops;
    std::uint32_t first_other = 1;
    std::uint32_t words = 1;
    std::uint32_t goal = 0; ///< the last state: the number of symbols that are no stars

    [[nodiscard]] constexpr bool loops_at(std::size_t state) const noexcept {
        return (loops[state / glob_word_bits] >> (state % glob_word_bits) & 1U) != 0;
    }

    /// The row of `accepts` for a character. O(log m), O(1) for ASCII.
    [[nodiscard]] constexpr const std::uint64_t* row(char32_t character) const noexcept {
        std::size_t index = 0;
        if (character < 0x80) {
            index = ascii[character];
        } else {
            const auto* const place = std::lower_bound(others.data(), others.data() + others.size(), character);
            if (place != others.data() + others.size() && *place == character) {
                index = first_other + static_cast<std::size_t>(place - others.data());
            }
        }
        return accepts.data() + index * words;
    }
};

/// Lists the distinct characters that `pattern` names under `mode`, in ascending order. O(m log m).
template <class Characters>
constexpr void collect_characters(std::span<const symbol> pattern, case_mode mode, Characters& characters) {
    bool dash_class = false;
    for (const symbol element : pattern) {
        if (is_literal(element)) characters.push_back(comparable(character(element), mode));
        dash_class = dash_class || element == symbol::any_dash;
    }
    if (dash_class) {
        for (const char32_t dash : dashes) { characters.push_back(dash); }
    }
    std::sort(characters.data(), characters.data() + characters.size());
    const auto* const end = std::unique(characters.data(), characters.data() + characters.size());
    characters.resize(static_cast<std::size_t>(end - characters.data()));
}

/// Fills empty tables for `pattern`. O(m + classes * m / 64).
/// Precondition: at most `max_glob_symbols` symbols other than `*`.
template <class Characters, class Words>
constexpr void build_glob_tables(std::span<const symbol> pattern, case_mode mode,
                                 glob_tables<Characters, Words>& tables) {
    Characters& others = tables.others;
    collect_characters(pattern, mode, others);
    const std::size_t classes = others.size() + 1;
    std::size_t small = 0;
    for (; small < others.size() && others[small] < 0x80; ++small) {
        tables.ascii[others[small]] = static_cast<std::uint8_t>(small + 1);
    }
    if (mode == case_mode::folded) {
        for (std::size_t letter = 0; letter < 26; ++letter) { tables.ascii['A' + letter] = tables.ascii['a' + letter]; }
    }
    std::copy(others.data() + small, others.data() + others.size(), others.data());
    others.resize(others.size() - small);
    tables.first_other = static_cast<std::uint32_t>(small + 1);

    const auto stars = static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), symbol::any_run));
    tables.goal = static_cast<std::uint32_t>(pattern.size() - stars);
    const std::size_t words = tables.goal / glob_word_bits + 1;
    tables.words = static_cast<std::uint32_t>(words);
    tables.loops.resize(words);
    tables.accepts.resize(classes * words);
    const auto accept = [&tables](char32_t one, std::size_t state) {
        const auto offset = static_cast<std::size_t>(tables.row(one) - tables.accepts.data());
        tables.accepts[offset + state / glob_word_bits] |= std::uint64_t{1} << state % glob_word_bits;
    };
    Words anything;
    anything.resize(words);
    std::size_t state = 0;
    for (const symbol element : pattern) {
        if (element == symbol::any_run) {
            tables.loops[state / glob_word_bits] |= std::uint64_t{1} << state % glob_word_bits;
            continue;
        }
        ++state;
        if (element == symbol::any_one) {
            anything[state / glob_word_bits] |= std::uint64_t{1} << state % glob_word_bits;
        } else if (element == symbol::any_dash) {
            for (const char32_t dash : dashes) { accept(dash, state); }
        } else {
            accept(comparable(character(element), mode), state);
        }
    }
    for (std::size_t index = 0; index < tables.accepts.size(); ++index) {
        tables.accepts[index] |= anything[index % words];
    }
}

/// The states that are active while a text is read; one word in a register if that is enough.
template <class Tables, std::size_t Words>
class glob_states {
public:
    explicit constexpr glob_states(const Tables& tables) noexcept : tables_(tables) {
        for (std::size_t word = 1; word < tables.words; ++word) { states_[word] = 0; }
        states_[0] = 1;
    }

    [[nodiscard]] constexpr bool has(std::size_t state) const noexcept {
        return (states_[state / glob_word_bits] >> (state % glob_word_bits) & 1U) != 0;
    }

    /// Reads one character; false if no state is left.
    constexpr bool read(const std::uint64_t* accepts) noexcept {
        std::uint64_t alive = 0;
        // from the highest word down, so that each still finds what the one below it held
        for (std::size_t word = tables_.words; word-- != 0;) {
            const std::uint64_t carried = word == 0 ? 0 : states_[word - 1] >> (glob_word_bits - 1);
            states_[word] = ((states_[word] << 1 | carried) & accepts[word]) | (states_[word] & tables_.loops[word]);
            alive |= states_[word];
        }
        return alive != 0;
    }

private:
    const Tables& tables_;
    std::array<std::uint64_t, Words> states_;
};

template <class Tables>
class glob_states<Tables, 1> {
public:
    explicit constexpr glob_states(const Tables& tables) noexcept : loops_(tables.loops[0]) {}

    [[nodiscard]] constexpr bool has(std::size_t state) const noexcept { return (states_ >> state & 1U) != 0; }

    constexpr bool read(const std::uint64_t* accepts) noexcept {
        states_ = (states_ << 1 & *accepts) | (states_ & loops_);
        return states_ != 0;
    }

private:
    std::uint64_t loops_;
    std::uint64_t states_ = 1;
};

/// Reads `text` until `goal` (not 0) is reached for the first time, or with `whole` until the end, and returns how far
/// it read if the goal was active there, else `not_found`. Allocation-free, O(text * words).
template <bool Fold, std::size_t Words, class Tables>
[[nodiscard]] constexpr std::size_t run_glob(const Tables& tables, std::string_view text, std::size_t goal,
                                             bool whole) noexcept {
    glob_states<Tables, Words> states{tables};
    const char* first = text.data();
    const char* const last = first + text.size();
    while (first != last) {
        const auto byte = static_cast<unsigned char>(*first);
        const std::uint64_t* accepts = tables.accepts.data();
        if (byte < 0x80) {
            ++first;
            accepts += std::size_t{tables.ascii[byte]} * (Words == 1 ? 1 : tables.words);
        } else {
            const utf8::decoded next = utf8::decode(first, last);
            first += next.length;
            accepts = tables.row(Fold ? fold(next.character) : next.character);
        }
        if (!states.read(accepts)) return not_found;
        if (!whole && states.has(goal)) return static_cast<std::size_t>(first - text.data());
    }
    return whole && states.has(goal) ? text.size() : not_found;
}

template <bool Fold, class Tables>
[[nodiscard]] constexpr std::size_t run_glob(const Tables& tables, std::string_view text, std::size_t goal,
                                             bool whole) noexcept {
    return tables.words == 1 ? run_glob<Fold, 1>(tables, text, goal, whole)
                             : run_glob<Fold, max_glob_words>(tables, text, goal, whole);
}

/// Where a general pattern stands in `text`: see `basic_glob_automaton::find`. Runs the automaton at most twice.
template <bool Fold, class Tables>
[[nodiscard]] constexpr std::size_t glob_end(const Tables& tables, std::string_view text) noexcept {
    return run_glob<Fold>(tables, text, tables.goal, !tables.loops_at(tables.goal));
}

/// The offset where the part before the first inner star begins. Precondition: the pattern matches and ends at `end`.
template <bool Fold, class Tables>
[[nodiscard]] constexpr std::size_t glob_begin(const Tables& tables, std::string_view text, std::size_t end) noexcept {
    if (!tables.loops_at(0)) return 0;
    std::size_t segment = 1;
    while (segment < tables.goal && !tables.loops_at(segment)) { ++segment; }
    // the leftmost place is one from which the rest still matches, for what follows may begin anywhere behind it
    if (segment != tables.goal) end = run_glob<Fold>(tables, text, segment, false);
    return end - tail_length(text.substr(0, end), segment);
}

} // namespace detail

} // namespace VARSIGMA_NAMESPACE

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
