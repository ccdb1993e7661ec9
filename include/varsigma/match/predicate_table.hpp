// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/match/predicate.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace varsigma::detail {

/// The identity of a predicate as bytes, for interning: what goes in decides what counts as equal.
class predicate_key {
public:
    predicate_key(slot field, char kind) {
        add(field);
        add(kind);
    }

    template <class T>
    requires std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T> predicate_key&
    add(const T& part) {
        char bytes[sizeof part];
        std::memcpy(bytes, &part, sizeof part);
        bytes_.append(bytes, sizeof part);
        return *this;
    }
    predicate_key& add(const number& part) {
        add(part.which());
        add(part.as_unsigned());
        double real = part.which() == number::kind::real ? part.as_real() : 0;
        std::uint64_t bits = 0;
        std::memcpy(&bits, &real, sizeof bits);
        return add(bits);
    }
    predicate_key& add_text(std::string_view part) {
        bytes_.append(part);
        return *this;
    }

    [[nodiscard]] std::string take() && { return std::move(bytes_); }

private:
    std::string bytes_;
};

/// All predicates of a set of rules, each once.
class predicate_table {
public:
    /// The predicate's id; `make()` gives its test and is called only if the key is new.
    template <class Make>
    predicate_id intern(predicate_key key, slot field, Make make) {
        const auto next = static_cast<predicate_id>(predicates_.size());
        const auto [known, is_new] = ids_.try_emplace(std::move(key).take(), next);
        if (is_new) { predicates_.push_back({field, make()}); }
        return known->second;
    }

    [[nodiscard]] const predicate& operator[](predicate_id id) const noexcept { return predicates_[id]; }
    [[nodiscard]] std::size_t size() const noexcept { return predicates_.size(); }

    /// Drops what only interning needs.
    void finish() {
        ids_ = {};
        predicates_.shrink_to_fit();
    }

private:
    std::vector<predicate> predicates_;
    std::unordered_map<std::string, predicate_id> ids_;
};

} // namespace varsigma::detail
