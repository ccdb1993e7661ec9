// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/compile/detail/key_table.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/match/detail/predicate.hpp>
#include <varsigma/match/detail/predicate_table.hpp>
#include <varsigma/match/detail/stored_regex.hpp>
#include <varsigma/match/detail/value_test.hpp>
#include <varsigma/pattern/default_regex.hpp>
#include <varsigma/pattern/detail/pattern_store.hpp>
#include <varsigma/pattern/glob_automaton.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/numeral.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// A text test that is not stored yet.
struct new_text_test {
    glob_automaton pattern;
    std::string required; ///< empty for none
};

/// A test of a regular expression that is not stored yet.
struct new_regex_test {
    default_regex expression;
    std::string text;
    regex_flags flags;
    std::vector<std::string> required;
};

using new_test = std::variant<null_test, presence_test, boolean_test, number_test, new_text_test, new_regex_test,
                              network_test, reference_test, time_test>;

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

/// Makes the predicates of a set of rules, each once. What was read of it lives until something is added.
class predicate_builder : public predicate_table {
public:
    using predicate_table::predicate_table;

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

    /// The predicates that were made, and nothing that only making them needs.
    [[nodiscard]] predicate_table take() && {
        records_.shrink_to_fit();
        networks_.shrink_to_fit();
        patterns_.finish();
        return static_cast<predicate_table&&>(*this);
    }

private:
    static_assert(std::variant_size_v<new_test> == std::variant_size_v<value_test>);
    static constexpr predicate_id none = ~predicate_id{0};

    predicate_id add(slot field, new_test made) {
        record stored;
        stored.field = field;
        stored.kind = static_cast<std::uint8_t>(made.index());
        std::visit([&](auto& test) { write(std::move(test), stored); }, made);
        records_.push_back(stored);
        return static_cast<predicate_id>(records_.size() - 1);
    }

    static void write(null_test /*test*/, record& /*out*/) noexcept {}
    static void write(presence_test /*test*/, record& /*out*/) noexcept {}
    static void write(boolean_test test, record& out) noexcept { out.form = test.expected ? 1 : 0; }
    void write(number_test test, record& out) { write_bound(test.relation, test.bound, out); }
    void write(time_test test, record& out) {
        out.mode = static_cast<std::uint8_t>(test.part);
        write_bound(test.relation, test.bound, out);
    }
    void write_bound(comparison relation, const numeral& bound, record& out) {
        if (bound.is_number()) {
            out.set_bound(relation, bound.as_number());
        } else {
            out.set_bound(relation, patterns_.add(bound.spelling()));
        }
    }
    static void write(reference_test test, record& out) noexcept {
        out.detail = test.other;
        out.form = static_cast<std::uint8_t>((test.open_before ? record::open_before : 0) |
                                             (test.open_after ? record::open_after : 0));
        out.mode = static_cast<std::uint8_t>(test.mode);
    }
    void write(const network_test& test, record& out) {
        out.detail = static_cast<std::uint32_t>(networks_.size());
        const auto& [network, prefix_length] = test.network;
        networks_.append(std::array<std::uint64_t, network_words>{network.high, network.low, prefix_length});
    }
    void write(const new_text_test& test, record& out) {
        const auto stored = patterns_.add(test.pattern);
        out.form = static_cast<std::uint8_t>(stored.form);
        out.mode = static_cast<std::uint8_t>(stored.mode);
        out.text = stored.literal;
        out.extras = stored.extras;
        if (stored.form == pattern_shape::kind::general) {
            out.detail = test.required.empty() ? not_stored : patterns_.add_needle(test.required);
        } else {
            out.detail = stored.rare;
        }
    }
    void write(new_regex_test test, record& out) {
        out.set_flags(test.flags);
        out.text = patterns_.add(test.text);
        out.detail = static_cast<std::uint32_t>(regexes_.size());
        std::vector<store_place> required;
        for (const auto& each : test.required) { required.push_back(patterns_.add_needle(each)); }
        out.extras = patterns_.add_list(required);
        regexes_.push_back(compiled_regex(std::move(test.expression)));
    }

    key_table keys_;
    std::vector<predicate_id> ids_; // by the number of their key; none if it could not be made
};

} // namespace VARSIGMA_NAMESPACE::detail
