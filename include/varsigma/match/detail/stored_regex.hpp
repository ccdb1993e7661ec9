// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/lazy.hpp>
#include <varsigma/literals/detail/literal_search.hpp>
#include <varsigma/pattern/default_regex.hpp>
#include <varsigma/pattern/detail/pattern_store.hpp>
#include <varsigma/pattern/regex.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE::detail {

/// An expression that is compiled, at the latest when it is first asked; none if it cannot be.
using needed_regex = lazy<std::optional<default_regex>>;

/// Holds one that is compiled already.
[[nodiscard]] inline needed_regex compiled_regex(default_regex made) {
    return needed_regex{std::make_unique<const std::optional<default_regex>>(std::move(made))};
}

/// The test of a regular expression. A view: its parts lie in a `pattern_store`, and what is compiled beside it.
class regex_test {
public:
    regex_test(std::string_view text, regex_flags flags, regex_limits limits, const needed_regex& compiled,
               const pattern_store& store, std::span<const store_place> required) noexcept
        : text_(text), flags_(flags), limits_(limits), compiled_(&compiled), store_(&store), required_(required) {}

    /// The expression, or null if it cannot be compiled. Compiles it at the first call of all threads.
    [[nodiscard]] const default_regex* expression() const {
        const auto& held = compiled_->get([&] {
            auto made = default_regex::compile(text_, flags_, limits_);
            return std::make_unique<const std::optional<default_regex>>(
                made ? std::optional<default_regex>{*std::move(made)} : std::nullopt);
        });
        return held ? &*held : nullptr;
    }

    /// As `default_regex::search`; an expression that cannot be compiled matches nothing.
    [[nodiscard]] bool search(std::string_view text, std::string& buffer) const {
        const auto* const compiled = expression();
        return compiled != nullptr && compiled->search(text, buffer);
    }

    /// Compiles it, and lets it build ahead what it otherwise builds while it searches.
    void warm_up(std::string& buffer) const {
        const auto* const compiled = expression();
        if (compiled == nullptr) { return; }
        compiled->warm_up(buffer);
        for (const auto place : required_) {
            static_cast<void>(compiled->search(store_->needle_at(place).text, buffer));
        }
    }

    /// Of so many folded texts one stands in every match, once it is folded; none if that cannot be told.
    [[nodiscard]] std::size_t required_count() const noexcept { return required_.size(); }
    [[nodiscard]] needle required(std::size_t at) const noexcept { return store_->needle_at(required_[at]); }

    /// Whether one of them stands in a folded text, or there are none.
    [[nodiscard]] bool may_match(std::string_view folded) const noexcept {
        for (const auto place : required_) {
            if (store_->needle_at(place).stands_in(folded)) { return true; }
        }
        return required_.empty();
    }

private:
    std::string_view text_;
    regex_flags flags_;
    regex_limits limits_;
    const needed_regex* compiled_;
    const pattern_store* store_;
    std::span<const store_place> required_;
};

} // namespace VARSIGMA_NAMESPACE::detail
