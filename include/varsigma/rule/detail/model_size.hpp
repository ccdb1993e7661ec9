// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/condition.hpp>
#include <varsigma/rule/detail/model_layout.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/modifier.hpp>
#include <varsigma/text/number.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// How large a rule is: the words that its model takes in an archive, and the bytes of its texts. The measure by which
/// it is decided what a rule may cost; of a rule in an archive it can be read off (`model_archive::checked_sizes`).
class model_sizer {
public:
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

    void word(std::uint32_t /*value*/) noexcept { ++size_; }
    void flag(bool /*truth*/) noexcept { ++size_; }
    template <class Enumeration>
    void choice(Enumeration /*chosen*/, Enumeration /*last*/) noexcept {
        ++size_;
    }
    void text(std::string_view text) noexcept { size_ += 2 + text.size(); }
    void numeric(number /*value*/) noexcept { size_ += 3; }
    void chain(const modifier_chain& modifiers) noexcept { size_ += 1 + modifiers.size(); }
    void tree(const condition& /*whole*/) noexcept {}
    template <class Part, class Each>
    void list(const std::vector<Part>& parts, Each each) {
        ++size_;
        for (const auto& part : parts) { each(part); }
    }
    template <class Part, class Held>
    void optional(const std::optional<Part>& part, Held held) {
        ++size_;
        if (part) { held(*part); }
    }
    template <class Inside>
    void nested(Inside inside) {
        inside();
    }

private:
    std::uint64_t size_ = 0;
};

/// The size of a rule. O(rule).
[[nodiscard]] inline std::uint64_t model_size(const detection_rule& rule) {
    model_sizer sizer;
    lay_out(sizer, rule);
    return sizer.size();
}

/// How many nodes of expressions one event may make a rule of that size visit, at the most: every value of a rule takes
/// nine words at least and is four nodes at most, so only a condition that names its selections again and again comes
/// near.
[[nodiscard]] constexpr std::uint64_t most_visited(std::uint64_t model_size) noexcept {
    constexpr std::uint64_t of_any_rule = 1024;
    return of_any_rule + model_size;
}

} // namespace VARSIGMA_NAMESPACE::detail
