// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/detail/member_kind.hpp>

#include <span> // for the concepts of ranges
#include <type_traits>
#include <utility>

// How a field gets at its value: from the event to a member, and from there perhaps further, through whatever leads
// there.

namespace VARSIGMA_NAMESPACE {

class text_sink; // text_sink.hpp: only for who writes to one

namespace detail {

template <class Pointer>
struct class_of_member {
    using type = void;
};
template <class Member, class Class>
struct class_of_member<Member Class::*> {
    using type = Class;
};

/// Whether a member or a function can be asked of a `T` itself; unlike `std::invoke` not of what only leads to one, as
/// that may be empty.
template <auto Access, class T>
[[nodiscard]] constexpr bool find_taken() noexcept {
    using access = std::remove_cv_t<decltype(Access)>;
    if constexpr (std::is_member_pointer_v<access>) {
        if constexpr (std::is_base_of_v<typename class_of_member<access>::type, T>) {
            return std::is_invocable_v<access, const T&>;
        } else {
            return false;
        }
    } else {
        return std::is_invocable_v<const access&, const T&>;
    }
}
template <auto Access, class T>
concept takes = find_taken<Access, T>() && !std::is_void_v<std::invoke_result_t<decltype(Access), const T&>>;

/// Whether it is a function that writes text.
template <auto Access, class T>
concept writes_from = !takes<Access, T> && !std::is_member_pointer_v<std::remove_cv_t<decltype(Access)>> &&
                      (std::is_invocable_r_v<bool, decltype(Access), const T&, text_sink&> ||
                       (std::is_invocable_v<decltype(Access), const T&, text_sink&> &&
                        std::is_void_v<std::invoke_result_t<decltype(Access), const T&, text_sink&>>));

/// What a step gives of `from`, as `std::invoke` would, whose header costs more than all others here.
template <auto Access, class T>
requires takes<Access, T>
[[nodiscard]] constexpr decltype(auto) taken_from(const T& from) {
    using access = std::remove_cv_t<decltype(Access)>;
    if constexpr (std::is_member_object_pointer_v<access>) {
        return (from.*Access);
    } else if constexpr (std::is_member_function_pointer_v<access>) {
        return (from.*Access)();
    } else {
        return Access(from);
    }
}

/// Where the steps end that begin at a `T`.
///
/// `type` is what is found there, without const and reference; void if a step does not fit. `lasts`: it lives as long
/// as what the first step began at; `is_list`: there may be several.
template <class T, bool Lasts, bool IsList, auto... Steps>
struct access_end {
    using type = T;
    static constexpr bool lasts = Lasts;
    static constexpr bool is_list = IsList;
};
template <bool Lasts, bool IsList>
struct no_access {
    using type = void;
    static constexpr bool lasts = Lasts;
    static constexpr bool is_list = IsList;
};

template <class T, bool Lasts, bool IsList, auto Step, auto... More>
[[nodiscard]] constexpr auto find_end() noexcept {
    if constexpr (takes<Step, T>) {
        using result = std::invoke_result_t<decltype(Step), const T&>;
        return access_end < std::remove_cvref_t<result>, Lasts && std::is_reference_v<result>, IsList, More... > {};
    } else if constexpr (writes_from<Step, T>) {
        using end =
            std::conditional_t<sizeof...(More) == 0, access_end<written_text, false, IsList>, no_access<false, IsList>>;
        return end{};
    } else if constexpr (std::ranges::input_range<const T&> && std::is_void_v<unit_of<T>>) {
        using element = std::ranges::range_reference_t<const T&>;
        if constexpr (std::is_same_v<std::remove_cvref_t<element>, T>) {
            return no_access<false, true>{};
        } else {
            return access_end < std::remove_cvref_t<element>, Lasts && std::is_reference_v<element>, true, Step,
                   More... > {};
        }
    } else if constexpr (pointer_like<T>) {
        using target = decltype(*std::declval<const T&>());
        if constexpr (std::is_same_v<std::remove_cvref_t<target>, T>) {
            return no_access<false, IsList>{};
        } else {
            return access_end < std::remove_cvref_t<target>, Lasts && std::is_reference_v<target>, IsList, Step,
                   More... > {};
        }
    } else {
        return no_access<Lasts, IsList>{};
    }
}
template <class T, bool Lasts, bool IsList, auto Step, auto... More>
struct access_end<T, Lasts, IsList, Step, More...> : decltype(find_end<T, Lasts, IsList, Step, More...>()) {};

/// The type of event that a member or function is of, if that shows: void of generic and overloaded functions.
template <class Access>
struct access_input {
    using type = void;
};
template <class Member, class Class>
struct access_input<Member Class::*> {
    using type = Class;
};
template <class Result, class Input, class... More>
struct access_input<Result (*)(Input, More...)> {
    using type = std::remove_cvref_t<Input>;
};
template <class Result, class Input, class... More>
struct access_input<Result (*)(Input, More...) noexcept> {
    using type = std::remove_cvref_t<Input>;
};
template <class Function>
struct input_of_call {
    using type = void;
};
template <class Result, class Functor, class Input, class... More>
struct input_of_call<Result (Functor::*)(Input, More...) const> {
    using type = std::remove_cvref_t<Input>;
};
template <class Result, class Functor, class Input, class... More>
struct input_of_call<Result (Functor::*)(Input, More...) const noexcept> {
    using type = std::remove_cvref_t<Input>;
};
template <class Access>
requires requires {
    &Access::operator();
}
struct access_input<Access> : input_of_call<decltype(&Access::operator())> {};

/// Goes the steps from `from`, and gives what is found to `use.template operator()<Keep>(member, in_list)`: `Keep` says
/// that it is a temporary. Nothing is given where a pointer or optional on the way is empty.
template <bool Keep, auto Step, auto... More, class T, class Texts, class Use>
constexpr void follow(const T& from, Texts& texts, bool in_list, Use& use) {
    if constexpr (takes<Step, T>) {
        constexpr bool keep = Keep || !std::is_reference_v<std::invoke_result_t<decltype(Step), const T&>>;
        const auto& member = taken_from<Step>(from);
        if constexpr (sizeof...(More) == 0) {
            use.template operator()<keep>(member, in_list);
        } else {
            follow<keep, More...>(member, texts, in_list, use);
        }
    } else if constexpr (writes_from<Step, T>) {
        typename Texts::sink out{texts};
        if constexpr (std::is_void_v<std::invoke_result_t<decltype(Step), const T&, text_sink&>>) {
            Step(from, static_cast<text_sink&>(out));
        } else {
            if (!Step(from, static_cast<text_sink&>(out))) { return; }
        }
        use.written(out.view(), in_list);
    } else if constexpr (std::ranges::input_range<const T&>) {
        constexpr bool keep = Keep || makes_temporaries<T>;
        for (const auto& element : from) { follow<keep, Step, More...>(element, texts, true, use); }
    } else {
        constexpr bool keep = Keep || !std::is_reference_v<decltype(*from)>;
        if (from) { follow<keep, Step, More...>(*from, texts, in_list, use); }
    }
}

} // namespace detail
} // namespace VARSIGMA_NAMESPACE
