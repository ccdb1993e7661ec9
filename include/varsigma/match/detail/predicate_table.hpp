// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/detail/key_table.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/match/detail/predicate_store.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// The identity of a predicate as bytes, for interning: what goes in decides what counts as equal.
class predicate_key {
public:
    /// Begins the key of another predicate, in the same memory.
    predicate_key& begin(slot field, char kind) {
        bytes_.clear();
        return add(field).add(kind);
    }

    template <class T>
    requires std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T> predicate_key&
    add(const T& part) {
        char bytes[sizeof part];
        std::memcpy(bytes, &part, sizeof part);
        bytes_.append(bytes, sizeof part);
        return *this;
    }
    predicate_key& add(const number& part) { return add(part.which()).add(part.bits()); }
    /// Precondition: nothing follows.
    predicate_key& add(const numeral& part) {
        if (part.is_number()) { return add(part.as_number()); }
        append_text(part, bytes_); // begins with a digit or a sign, as no kind of a number does
        return *this;
    }
    predicate_key& add_text(std::string_view part) {
        bytes_.append(part);
        return *this;
    }

    [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }

private:
    std::string bytes_;
};

/// All predicates of a set of rules, each once.
class predicate_table : public predicate_store {
public:
    using predicate_store::predicate_store;

    /// The predicate's id; `make()` gives its test or an error, and is called only if the key is new.
    template <class Make>
    [[nodiscard]] result<predicate_id> intern(const predicate_key& key, slot field, Make make) {
        const auto [number, is_new] = keys_.add(key.bytes());
        if (is_new) { ids_.push_back(none); }
        if (ids_[number] == none) {
            result<new_test> made = make();
            if (!made) { return std::move(made).error(); }
            ids_[number] = add(field, *std::move(made));
        }
        return ids_[number];
    }

    /// Drops what only interning needs.
    void finish() {
        keys_ = {};
        ids_ = {};
        predicate_store::finish();
    }

private:
    static constexpr predicate_id none = ~predicate_id{0};

    key_table keys_;
    std::vector<predicate_id> ids_; // by the number of their key; none if it could not be made
};

} // namespace VARSIGMA_NAMESPACE::detail
