// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/fixed_string.hpp>
#include <varsigma/event/detail/named_field.hpp>
#include <varsigma/event/event_traits.hpp>
#include <varsigma/event/text_sink.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/match/detail/value_test.hpp>
#include <varsigma/static_rules/detail/static_regex.hpp>
#include <varsigma/static_rules/detail/static_test.hpp>
#include <varsigma/text/detail/casefold.hpp>
#include <varsigma/text/detail/symbol.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace VARSIGMA_NAMESPACE::detail {

/// A field whose text is folded once for all that is asked of it: room on the stack, and whose text it holds.
template <fixed_string Name>
class folded_field {
public:
    // not defaulted, or a tuple of these would clear the room
    // NOLINTNEXTLINE(modernize-use-equals-default,cppcoreguidelines-pro-type-member-init): written before it is read
    constexpr folded_field() noexcept {}

    /// The folded form of `text`, which is not changed while this object lives; nothing if it is too long to be kept.
    [[nodiscard]] std::optional<std::string_view> of(std::string_view text) noexcept {
        if (text.size() > longest) { return std::nullopt; }
        if (!known_ || text.data() != text_.data() || text.size() != text_.size()) {
            size_ = fold_text_into(text, room_.data()).size;
            text_ = text;
            known_ = true;
        }
        return std::string_view{room_.data(), size_};
    }

private:
    static constexpr std::size_t longest = 1024;

    std::string_view text_;
    std::size_t size_ = 0;
    bool known_ = false;
    std::array<char, folded_capacity(longest)> room_;
};

/// Texts of an event that need not be kept, as each is asked about at once; it is only noted whether one is a
/// temporary.
struct passing_texts {
    /// Where a text is made, which is a temporary as well.
    class sink : public passing_sink {
    public:
        explicit constexpr sink(passing_texts& of) noexcept { of.is_temporary = true; }
        sink(const sink&) = delete;
        sink& operator=(const sink&) = delete;
        sink(sink&&) = delete;
        sink& operator=(sink&&) = delete;
        constexpr ~sink() = default;
    };

    bool is_temporary = false;

    constexpr std::string_view keep(std::string_view text) noexcept {
        is_temporary = true;
        return text;
    }
};

/// One event while static rules ask about it: the counterpart of `evaluator`. Here missing fields and lists get their
/// meaning. On the stack, for one thread and one call.
///
/// \tparam Folded `folded_field`s, for the fields of which much is asked
template <class Event, class... Folded>
class static_event {
public:
    explicit constexpr static_event(const Event& event) noexcept : event_(event) {}

    /// Whether a value of an item holds, of which `Key` is the `static_key`; the item's `neq` aside.
    template <class Key, rule_constant Value>
    [[nodiscard]] constexpr bool holds() {
        constexpr auto& test = static_test<Key, Value>;
        using test_type = std::remove_cvref_t<decltype(test)>;
        if constexpr (Key::is_keyword) {
            return holds_for_keyword(test);
        } else if constexpr (std::is_same_v<test_type, presence_test>) {
            return is_present<Key::field>() == static_symbols<Key, Value>::held.view().boolean;
        } else if constexpr (std::is_same_v<test_type, null_test>) {
            return is_null<Key::field>();
        } else if constexpr (std::is_same_v<test_type, static_reference<Key, Value>>) {
            return refers<Key::field, test_type::name>(test_type::test);
        } else if constexpr (named_field<Event, Key::field>::is_plain) {
            const value found = read_field<Key::field>(event_);
            return !found.is_missing() && holds_for_one<Key::field>(test, found, false);
        } else {
            return holds_for_any<Key::field>(test);
        }
    }

private:
    template <fixed_string Name, class Visit>
    constexpr void visit(Visit visit) {
        visit_field<Name>(event_, texts_, visit);
    }

    template <fixed_string Name>
    [[nodiscard]] constexpr bool is_present() {
        bool is_there = false;
        visit<Name>([&](const value& /*found*/, bool /*in_list*/) { is_there = true; });
        return is_there;
    }

    template <fixed_string Name>
    [[nodiscard]] constexpr bool is_null() {
        bool has_value = false;
        bool has_null = false;
        visit<Name>([&](const value& found, bool /*in_list*/) {
            has_value = has_value || !found.is_missing();
            has_null = has_null || holds_for(null_test{}, found);
        });
        return has_null || !has_value;
    }

    template <fixed_string Name, class Test>
    [[nodiscard]] constexpr bool holds_for_any(const Test& test) {
        bool any = false;
        texts_.is_temporary = false;
        visit<Name>([&](const value& found, bool in_list) {
            any = any || (!found.is_missing() && holds_for_one<Name>(test, found, in_list || texts_.is_temporary));
        });
        return any;
    }

    /// Of a value that is there. One that `is_passing` may be another one next time at the same address.
    template <fixed_string Name, class Test>
    [[nodiscard]] constexpr bool holds_for_one(const Test& test, const value& found, bool is_passing) {
        using kept = folded_field<Name>;
        if constexpr ((std::is_same_v<kept, Folded> || ...) && static_text_test<Test>) {
            if constexpr (Test::reads_all) {
                if (!is_passing && !std::is_constant_evaluated() && found.type() == value_type::text) {
                    if (const auto folded = std::get<kept>(folded_).of(found.as_text())) {
                        return test.matches_folded(*folded);
                    }
                }
            }
        }
        return holds_for(test, found);
    }

    template <class Test>
    [[nodiscard]] constexpr bool holds_for_keyword(const Test& test) {
        bool any = false;
        visit_all_fields(event_, texts_, [&](const value& found, bool /*in_list*/) {
            any = any || (!found.is_missing() && holds_for(test, found));
        });
        if constexpr (has_raw_text<Event>) {
            with_raw_text(event_, [&](std::string_view text, auto /*lasts*/) {
                any = any || (!text.empty() && holds_for(test, value::of(text)));
            });
        }
        return any;
    }

    template <fixed_string Name, fixed_string Other>
    [[nodiscard]] bool refers(const reference_test& wanted) {
        return static_comparison<Event>::template holds<Name, Other>(wanted, event_);
    }

    const Event& event_;
    passing_texts texts_;
    [[no_unique_address]] std::tuple<Folded...> folded_;
};

} // namespace VARSIGMA_NAMESPACE::detail
