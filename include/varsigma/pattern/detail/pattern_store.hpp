// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/literals/detail/literal_rarity.hpp>
#include <varsigma/literals/detail/literal_search.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/pattern/detail/glob_storage.hpp>
#include <varsigma/pattern/glob_automaton.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// A glob whose parts lie in a `pattern_store`.
using glob_view = basic_glob_automaton<view_storage>;

/// A place in a `pattern_store`.
using store_place = std::uint32_t;
inline constexpr store_place not_stored = ~store_place{0};

/// Where a text lies in a `pattern_store`.
struct stored_text {
    store_place first = 0;
    std::uint32_t size = 0;
};

/// Where a glob lies in a `pattern_store`.
struct stored_glob {
    stored_text literal;
    std::uint32_t rare = 0;
    store_place extras = not_stored; ///< borders, or the tables of a general pattern
    pattern_shape::kind form = pattern_shape::kind::equals;
    case_mode mode = case_mode::folded;
};

/// The patterns and texts of all rules, one after the other in three arrays, and known by their places in these. What
/// is read of it are views; they live until something is added.
class pattern_store {
public:
    // --- adding ------------------------------------------------------------------------------------------------------

    stored_text add(std::string_view text) {
        const stored_text made{place_in(texts_), static_cast<std::uint32_t>(text.size())};
        texts_.append(text);
        return made;
    }

    /// A literal to be looked for.
    store_place add_needle(std::string_view literal) {
        const auto text = add(literal);
        std::vector<std::uint32_t> borders(literal.size());
        compute_borders(literal, borders);
        const auto made = place_in(words_);
        words_.append(std::array{text.first, text.size, static_cast<std::uint32_t>(rare_byte(literal))});
        add_list(borders);
        return made;
    }

    stored_glob add(const glob_automaton& compiled) {
        stored_glob made;
        made.form = compiled.form();
        made.mode = compiled.mode();
        made.literal = add(compiled.literal());
        made.rare = compiled.rare();
        if (compiled.form() == pattern_shape::kind::general) {
            made.extras = add_tables(compiled.tables());
        } else if (!compiled.borders().empty()) {
            made.extras = add_list(compiled.borders());
        }
        return made;
    }

    /// Numbers of any meaning.
    store_place add_list(std::span<const std::uint32_t> list) {
        const auto made = place_in(words_);
        words_.push_back(static_cast<std::uint32_t>(list.size()));
        words_.append(list);
        return made;
    }

    /// Gives back what only adding needs.
    void finish() {
        texts_.shrink_to_fit();
        words_.shrink_to_fit();
        states_.shrink_to_fit();
    }

    // --- reading: the place is one that adding gave, or one that was checked (`pattern_checker`) ----------------------

    [[nodiscard]] std::string_view text(stored_text at) const noexcept { return {texts_.data() + at.first, at.size}; }

    [[nodiscard]] std::span<const std::uint32_t> list(store_place at) const noexcept {
        return {words_.data() + at + 1, words_[at]};
    }

    [[nodiscard]] needle needle_at(store_place at) const noexcept {
        return {text({words_[at], words_[at + 1]}), list(at + 3), words_[at + 2]};
    }

    [[nodiscard]] glob_view glob(const stored_glob& at) const noexcept {
        // apart, since it is the usual case and extras are large, be there any or not
        if (at.extras == not_stored) { return {text(at.literal), at.rare, at.form, at.mode}; }
        view_storage::extras_holder extras;
        extras.put(at.form == pattern_shape::kind::general ? view_storage::extras{{}, tables(at.extras)}
                                                           : view_storage::extras{list(at.extras), {}});
        return {text(at.literal), extras, at.rare, at.form, at.mode};
    }

    // --- bundles -----------------------------------------------------------------------------------------------------

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.texts_, self.words_, self.states_);
    }
    /// Whether a list begins there, of whatever was read (`pattern_checker`).
    [[nodiscard]] bool has_list(store_place at) const noexcept {
        return at < words_.size() && words_.size() - at - 1 >= words_[at];
    }

    [[nodiscard]] std::size_t bytes() const noexcept { return texts_.bytes() + words_.bytes() + states_.bytes(); }

private:
    friend class pattern_checker;

    /// How the tables of a general pattern begin.
    struct tables_head {
        std::uint32_t goal;
        std::uint32_t words;
        std::uint32_t first_other;
        std::uint32_t states; // a place
        ascii_classes ascii;
    };
    static constexpr std::size_t head_words = sizeof(tables_head) / sizeof(std::uint32_t);

    template <class Array>
    [[nodiscard]] static store_place place_in(const Array& array) noexcept {
        return static_cast<store_place>(array.size());
    }

    template <class Tables>
    store_place add_tables(const Tables& tables) {
        const auto made = place_in(words_);
        const tables_head head{tables.goal, tables.words, tables.first_other, place_in(states_), tables.ascii};
        std::array<std::uint32_t, head_words> as_words{};
        std::memcpy(as_words.data(), &head, sizeof head);
        words_.append(as_words);
        add_list(std::vector<std::uint32_t>(tables.others.begin(), tables.others.end()));
        states_.append(tables.accepts);
        states_.append(tables.loops);
        return made;
    }

    [[nodiscard]] view_storage::tables tables(store_place at) const noexcept {
        const auto head = head_at(at);
        view_storage::tables made;
        made.ascii = reinterpret_cast<const std::uint8_t*>(words_.data() + at) + offsetof(tables_head, ascii);
        made.others = list(at + store_place{head_words});
        const auto accepts = (head.first_other + made.others.size()) * head.words;
        made.accepts = states_.view().subspan(head.states, accepts);
        made.loops = states_.view().subspan(head.states + accepts, head.words);
        made.first_other = head.first_other;
        made.words = head.words;
        made.goal = head.goal;
        return made;
    }

    [[nodiscard]] tables_head head_at(store_place at) const noexcept {
        tables_head head{};
        std::memcpy(&head, words_.data() + at, sizeof head);
        return head;
    }

    flat_array<char> texts_;
    flat_array<std::uint32_t> words_;
    flat_array<std::uint64_t> states_;
};

} // namespace VARSIGMA_NAMESPACE::detail
