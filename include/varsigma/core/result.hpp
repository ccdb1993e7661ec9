// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>

#include <cassert>
#include <utility>
#include <variant>

namespace VARSIGMA_NAMESPACE {

/// A type that gives views of what it holds and says so by a constant of this name: of a temporary one they would be
/// gone at once.
template <class T>
concept lends_memory = requires {
    requires T::lends_memory;
};

/// A value, or the diagnostic that says why there is none.
///
/// The same type in every build mode and with every standard library (never an alias of `std::expected`), usable with
/// `-fno-exceptions`. Nothing throws: asking for the wrong side is a bug in the caller and is caught by `assert`.
template <class T>
class [[nodiscard]] result {
public:
    using value_type = T;

    result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    result(diagnostic error) : state_(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    /// The value. Precondition: `has_value()`.
    [[nodiscard]] T& value() & noexcept { return *checked<0>(); }
    [[nodiscard]] const T& value() const& noexcept { return *checked<0>(); }
    [[nodiscard]] T&& value() && noexcept { return std::move(*checked<0>()); }
    [[nodiscard]] T& operator*() & noexcept { return value(); }
    [[nodiscard]] const T& operator*() const& noexcept { return value(); }
    [[nodiscard]] T&& operator*() && noexcept { return std::move(*this).value(); }
    [[nodiscard]] T* operator->() & noexcept { return checked<0>(); }
    [[nodiscard]] const T* operator->() const& noexcept { return checked<0>(); }
    [[nodiscard]] T* operator->() && noexcept {
        static_assert(!lends_memory<T>, "this value lends its memory and is gone at once: keep it first");
        return checked<0>();
    }

    /// The diagnostic. Precondition: `!has_value()`.
    [[nodiscard]] const diagnostic& error() const& noexcept { return *checked<1>(); }
    [[nodiscard]] diagnostic&& error() && noexcept { return std::move(*checked<1>()); }

    /// The value, or `fallback` if there is none.
    template <class U>
    [[nodiscard]] T value_or(U&& fallback) const& {
        return has_value() ? value() : static_cast<T>(std::forward<U>(fallback));
    }

private:
    // std::get_if and not std::get: that one drags exceptions in
    template <std::size_t Index>
    [[nodiscard]] auto checked() noexcept {
        auto* held = std::get_if<Index>(&state_);
        assert(held != nullptr);
        if (held == nullptr) { __builtin_unreachable(); } // the caller's contract, told to the optimiser
        return held;
    }
    template <std::size_t Index>
    [[nodiscard]] auto checked() const noexcept {
        const auto* held = std::get_if<Index>(&state_);
        assert(held != nullptr);
        if (held == nullptr) { __builtin_unreachable(); } // the caller's contract, told to the optimiser
        return held;
    }

    std::variant<T, diagnostic> state_;
};

/// Success without a value, or the diagnostic that says what failed.
template <>
class [[nodiscard]] result<void> {
public:
    using value_type = void;

    result() = default;
    result(diagnostic error) : error_(std::move(error)), failed_(true) {}

    [[nodiscard]] bool has_value() const noexcept { return !failed_; }
    explicit operator bool() const noexcept { return has_value(); }

    /// The diagnostic. Precondition: `!has_value()`.
    [[nodiscard]] const diagnostic& error() const& noexcept {
        assert(failed_);
        return error_;
    }

private:
    diagnostic error_;
    bool failed_ = false;
};

} // namespace VARSIGMA_NAMESPACE
