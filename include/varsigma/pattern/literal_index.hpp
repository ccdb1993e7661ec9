// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/pattern/gram_filter.hpp>
#include <varsigma/pattern/literal_trie.hpp>
#include <varsigma/pattern/pattern_shape.hpp>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace varsigma {

/// Many literals, looked for in one pass over a text.
///
/// Literals and texts are compared byte by byte: fold both beforehand where case does not matter. Built once, then const
/// and safe from any thread; finding allocates nothing. O(n) in the text, plus a comparison for each literal that shares
/// its rarest four bytes with the text.
class literal_index {
public:
    /// The shortest literal that can be looked for anywhere in a text.
    static constexpr std::size_t shortest_inner = detail::gram_filter::gram_size;

    /// Adds a literal under an id, which need not be unique. `form` is one of `equals`, `startswith`, `endswith` and
    /// `contains`. Precondition: not empty, and at least `shortest_inner` bytes if the form is `contains`.
    void add(pattern_shape::kind form, std::string_view literal, std::uint32_t id) {
        assert(!literal.empty());
        switch (form) {
        case pattern_shape::kind::equals:
            whole_[std::string{literal}].push_back(id);
            longest_whole_ = std::max(longest_whole_, literal.size());
            break;
        case pattern_shape::kind::startswith: prefixes_.add(literal, id); break;
        case pattern_shape::kind::endswith: suffixes_.add(literal, id); break;
        case pattern_shape::kind::contains: inner_.add(literal, id); break;
        case pattern_shape::kind::everything:
        case pattern_shape::kind::general: assert(false); break;
        }
    }

    /// Ends the adding.
    void build() {
        prefixes_.build();
        suffixes_.build();
        inner_.build();
    }

    /// Calls `found(id)` for every literal that `text` holds in the literal's form, at least once each.
    template <class Found>
    void find(std::string_view text, Found found) const {
        if (text.size() <= longest_whole_) {
            if (const auto known = whole_.find(text); known != whole_.end()) {
                for (const auto id : known->second) { found(id); }
            }
        }
        prefixes_.find(text, found);
        suffixes_.find(text, found);
        inner_.find(text, found);
    }

private:
    struct text_hash {
        using is_transparent = void;
        [[nodiscard]] std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>{}(text);
        }
    };

    std::unordered_map<std::string, std::vector<std::uint32_t>, text_hash, std::equal_to<>> whole_;
    std::size_t longest_whole_ = 0; // longer texts need not be hashed
    detail::literal_trie<false> prefixes_;
    detail::literal_trie<true> suffixes_;
    detail::gram_filter inner_;
};

} // namespace varsigma
