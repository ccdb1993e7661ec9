// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/literals/detail/literal_tables.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/text/detail/simd_level.hpp>
#include <varsigma/text/utf8.hpp>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// A text to look for folded literals in.
struct indexed_text {
    std::string_view text; ///< ASCII in any case, or folded
    bool ascii = false;    ///< whether it is ASCII; if not it is folded
};

/// Many literals, looked for in one pass over a text.
///
/// Literals are folded; they are found in texts as if these were folded too. Built once, then const and safe from any
/// thread; finding allocates nothing. O(n) in the text, plus a comparison for each literal that shares its rarest bytes
/// with a place of the text: of a literal that repeats itself that can be many, so that long ones are best cut.
class literal_index {
public:
    /// The shortest literal that can be looked for anywhere in a text.
    static constexpr std::size_t shortest_inner = 2;

    /// Adds a folded literal under an id, which need not be unique. `form` is one of `equals`, `startswith`, `endswith`
    /// and `contains`. Precondition: not empty, at least `shortest_inner` bytes if the form is `contains`, and `build`
    /// was not called.
    void add(pattern_shape::kind form, std::string_view folded_literal, std::uint32_t id) {
        assert(folded_literal.size() >= (form == pattern_shape::kind::contains ? shortest_inner : 1));
        if (!added_) { added_ = std::make_unique<additions>(); }
        const auto first = static_cast<std::uint32_t>(added_->texts.size());
        shortest_ = std::min(shortest_, static_cast<std::uint32_t>(folded_literal.size()));
        added_->literals.push_back({first, static_cast<std::uint32_t>(folded_literal.size()), id, form});
        added_->texts += folded_literal;
    }

    /// Ends the adding. Once; without it nothing is found. O(total length).
    void build(simd_level level = best_simd_level()) {
        if (!added_) { return; }
        detail::literals_by_form ascii;
        detail::literals_by_form others;
        for (const auto& each : added_->literals) {
            const auto text = std::string_view{added_->texts}.substr(each.text, each.length);
            (utf8::is_ascii(text) ? ascii : others).add(each.form, {text, each.id});
        }
        ascii_.build(ascii, level);
        if (!others.empty()) {
            others_ = std::make_unique<other_tables>();
            others_->build(others, level);
        }
        added_.reset();
    }

    /// Calls `found(id)` for every literal that `text` holds in the literal's form, at least once each.
    template <class Found>
    void find(indexed_text text, Found found) const {
        ascii_.find(text.text, found);
        if (!text.ascii && others_) { others_->find(text.text, found); }
    }

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.ascii_, self.others_, self.shortest_);
    }
    /// Whether what was read can be used, and no id is `limit` or more. O(size).
    [[nodiscard]] bool is_sound(std::uint32_t limit) const noexcept {
        return ascii_.is_sound(limit) && (!others_ || others_->is_sound(limit));
    }
    /// After reading: the instructions to search with. Precondition: `is_supported(level)`.
    void use(simd_level level) {
        ascii_.use(level);
        if (others_) { others_->use(level); }
    }

    /// Shorter texts hold none of the literals.
    [[nodiscard]] std::size_t shortest() const noexcept { return shortest_; }

    /// The memory it takes, itself aside.
    [[nodiscard]] std::size_t bytes() const noexcept {
        return ascii_.bytes() + (others_ ? sizeof *others_ + others_->bytes() : 0);
    }

private:
    using other_tables = detail::literal_tables<detail::literal_kind::any>;
    struct addition {
        std::uint32_t text;
        std::uint32_t length;
        std::uint32_t id;
        pattern_shape::kind form;
    };
    struct additions {
        std::string texts;
        std::vector<addition> literals;
    };

    detail::literal_tables<detail::literal_kind::ascii> ascii_;
    std::unique_ptr<other_tables> others_; // for literals that are not ASCII, which no ASCII text holds
    std::unique_ptr<additions> added_;     // until it is built
    std::uint32_t shortest_ = std::numeric_limits<std::uint32_t>::max();
};

} // namespace VARSIGMA_NAMESPACE
