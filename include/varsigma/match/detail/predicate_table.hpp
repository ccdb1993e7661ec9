// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/flat_array.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/literals/detail/pattern_shape.hpp>
#include <varsigma/match/detail/predicate.hpp>
#include <varsigma/match/detail/stored_regex.hpp>
#include <varsigma/match/detail/value_test.hpp>
#include <varsigma/pattern/default_regex.hpp>
#include <varsigma/pattern/detail/pattern_checker.hpp>
#include <varsigma/pattern/detail/pattern_store.hpp>
#include <varsigma/pattern/glob_automaton.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/rule/detail/interpretation.hpp>
#include <varsigma/text/detail/cidr.hpp>
#include <varsigma/text/detail/symbol.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/numeral.hpp>
#include <varsigma/text/timestamp.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// The kinds of tests, in the order of the alternatives of `value_test`.
enum class stored_kind : std::uint8_t {
    null,
    presence,
    boolean,
    number,
    text,
    regex,
    network,
    reference,
    time,
};

/// A predicate as it lies in a file: plain numbers. Its texts and tables lie in a `pattern_store`.
struct stored_predicate {
    static constexpr std::uint8_t open_before = 1; // the forms of references to fields
    static constexpr std::uint8_t open_after = 2;
    static constexpr std::uint8_t ignore_case = 1; // the forms of expressions
    static constexpr std::uint8_t multi_line = 2;
    static constexpr std::uint8_t dot_all = 4;
    static constexpr std::uint8_t spelled = 3; // the kind of a number that only its text says
    static_assert(spelled > static_cast<std::uint8_t>(number::kind::real));

    slot field = no_slot;
    std::uint8_t kind = 0;    // a `stored_kind`
    std::uint8_t form = 0;    // of a text its shape, of numbers and times the relation, of expressions their flags
    std::uint8_t mode = 0;    // of texts and references the case, of times the part
    std::uint8_t numeric = 0; // the kind of the number, or `spelled`
    stored_text text;         // of a number that is spelled, too
    std::uint32_t detail = 0; // rare byte; what is required; number of an expression or a network; other field
    store_place extras = 0;   // of a text; of an expression what is required
    std::uint64_t bits = 0;   // of the number

    [[nodiscard]] bool has_form(std::uint8_t flag) const noexcept { return (form & flag) != 0; }

    // What the parts mean, of a kind that has them.
    [[nodiscard]] comparison relation() const noexcept { return static_cast<comparison>(form); }
    [[nodiscard]] bool is_spelled() const noexcept { return numeric == spelled; }
    /// Precondition: it is not spelled.
    [[nodiscard]] number bound() const noexcept {
        switch (static_cast<number::kind>(numeric)) {
        case number::kind::real: return number{std::bit_cast<double>(bits)};
        case number::kind::unsigned_integer: return number{bits};
        case number::kind::signed_integer: break;
        }
        return number{static_cast<std::int64_t>(bits)};
    }
    [[nodiscard]] stored_glob glob() const noexcept {
        const auto shape = static_cast<pattern_shape::kind>(form);
        return {.literal = text,
                .rare = shape == pattern_shape::kind::general ? 0 : detail,
                .extras = extras,
                .form = shape,
                .mode = static_cast<case_mode>(mode)};
    }
    [[nodiscard]] regex_flags flags() const noexcept {
        return {.ignore_case = has_form(ignore_case), .multi_line = has_form(multi_line), .dot_all = has_form(dot_all)};
    }

    void set_flags(regex_flags flags) noexcept {
        form = static_cast<std::uint8_t>((flags.ignore_case ? ignore_case : 0) | (flags.multi_line ? multi_line : 0) |
                                         (flags.dot_all ? dot_all : 0));
    }
    void set_bound(comparison relation, stored_text bound) noexcept {
        form = static_cast<std::uint8_t>(relation);
        numeric = spelled;
        text = bound;
    }
    void set_bound(comparison relation, number bound) noexcept {
        form = static_cast<std::uint8_t>(relation);
        numeric = static_cast<std::uint8_t>(bound.which());
        bits = bound.bits();
    }
};

/// A network as it lies in a file: its upper half, its lower half, the length of its prefix.
inline constexpr std::uint32_t network_words = 3;

/// Checks predicates that were read, one after the other: that nothing of them is out of range, and that what they
/// refer to lies as adding lays it, each part belonging to one predicate (`pattern_checker`). O(what is stored) for all
/// together.
class predicate_checker {
public:
    predicate_checker(const pattern_store& patterns, std::span<const std::uint64_t> networks,
                      std::size_t fields) noexcept
        : store_(patterns), patterns_(patterns), networks_(networks), fields_(fields) {}

    /// Whether the next one can be used.
    [[nodiscard]] bool accepts(const stored_predicate& stored) noexcept {
        if (!is_field(stored.field)) { return false; }
        switch (static_cast<stored_kind>(stored.kind)) {
        case stored_kind::null:
        case stored_kind::presence: return true;
        case stored_kind::boolean: return stored.form <= 1;
        case stored_kind::number: return has_bound(stored);
        case stored_kind::text: return has_text(stored);
        case stored_kind::regex: return has_regex(stored);
        case stored_kind::network: return has_network(stored);
        case stored_kind::reference:
            return is_field(stored.detail) && stored.detail != any_field &&
                   stored.form <= (stored_predicate::open_before | stored_predicate::open_after) && has_mode(stored);
        case stored_kind::time: return stored.mode <= static_cast<std::uint8_t>(time_part::year) && has_bound(stored);
        }
        return false;
    }

    /// Whether nothing is stored that no predicate has.
    [[nodiscard]] bool at_end() const noexcept { return patterns_.at_end() && seen_networks_ == networks_.size(); }

    /// How many expressions there were.
    [[nodiscard]] std::uint32_t regexes() const noexcept { return regexes_; }

private:
    [[nodiscard]] bool is_field(slot field) const noexcept {
        return field < fields_ || field == any_field || field == no_slot;
    }
    [[nodiscard]] bool has_bound(const stored_predicate& stored) noexcept {
        if (stored.form > static_cast<std::uint8_t>(comparison::lte)) { return false; }
        if (!stored.is_spelled()) { return stored.numeric <= static_cast<std::uint8_t>(number::kind::real); }
        if (!patterns_.has_text(stored.text)) { return false; }
        const auto read = numeral::of_json(store_.text(stored.text));
        return read && !read->is_number();
    }
    [[nodiscard]] static bool has_mode(const stored_predicate& stored) noexcept {
        return stored.mode <= static_cast<std::uint8_t>(case_mode::exact);
    }

    [[nodiscard]] bool has_text(const stored_predicate& stored) noexcept {
        constexpr auto general = static_cast<std::uint8_t>(pattern_shape::kind::general);
        return stored.form <= general && has_mode(stored) && patterns_.has_glob(stored.glob()) &&
               (stored.form != general || stored.detail == not_stored || patterns_.has_needle(stored.detail));
    }

    [[nodiscard]] bool has_regex(const stored_predicate& stored) noexcept {
        if (stored.detail != regexes_++ || !patterns_.has_text(stored.text) || !store_.has_list(stored.extras)) {
            return false;
        }
        for (const auto place : store_.list(stored.extras)) { // they lie before the list
            if (!patterns_.has_needle(place)) { return false; }
        }
        return patterns_.has_list(stored.extras) &&
               stored.form <=
                   (stored_predicate::ignore_case | stored_predicate::multi_line | stored_predicate::dot_all);
    }

    [[nodiscard]] bool has_network(const stored_predicate& stored) noexcept {
        if (stored.detail != seen_networks_ || networks_.size() - seen_networks_ < network_words) { return false; }
        seen_networks_ += network_words;
        return networks_[stored.detail + 2] <= 128;
    }

    const pattern_store& store_;
    pattern_checker patterns_;
    std::span<const std::uint64_t> networks_;
    std::size_t fields_;
    std::size_t seen_networks_ = 0;
    std::uint32_t regexes_ = 0;
};

/// All predicates of a set of rules, each once, in flat arrays, so that they can be used where they lie in a file. Reading
/// gives views. Made by `predicate_builder`, or read out of a bundle.
class predicate_table {
public:
    explicit predicate_table(regex_limits limits = {}) noexcept : limits_(limits) { limits_.memory = limits_.budget(); }

    [[nodiscard]] std::size_t size() const noexcept { return records_.size(); }
    [[nodiscard]] slot field(predicate_id id) const noexcept { return records_[id].field; }

    /// Calls `visit(test)` with one of the alternatives of `value_test`, and gives what that gives.
    template <class Visit>
    [[nodiscard]] decltype(auto) visit(predicate_id id, Visit visit) const {
        const auto& stored = records_[id];
        switch (static_cast<stored_kind>(stored.kind)) {
        case stored_kind::null: return visit(null_test{});
        case stored_kind::presence: return visit(presence_test{});
        case stored_kind::boolean: return visit(boolean_test{stored.form != 0});
        case stored_kind::number: return visit(number_test{stored.relation(), bound_of(stored)});
        case stored_kind::text: return visit(text_of(stored));
        case stored_kind::regex: return visit(regex_of(stored));
        case stored_kind::network: return visit(network_of(stored));
        case stored_kind::reference: return visit(reference_of(stored));
        case stored_kind::time: break;
        }
        return visit(time_test{static_cast<time_part>(stored.mode), stored.relation(), bound_of(stored)});
    }

    [[nodiscard]] predicate operator[](predicate_id id) const {
        return {records_[id].field, visit(id, [](auto test) { return value_test{std::move(test)}; })};
    }

    /// RE2's programs not included.
    [[nodiscard]] std::size_t bytes() const noexcept {
        return records_.bytes() + networks_.bytes() + patterns_.bytes() + regexes_.capacity() * sizeof(needed_regex);
    }

    [[nodiscard]] regex_limits limits() const noexcept { return limits_; }

    /// Compiles all regular expressions; false if one cannot be.
    [[nodiscard]] bool compile_expressions() const {
        bool all = true;
        for (predicate_id id = 0; id < records_.size(); ++id) {
            visit(id, [&](const auto& test) {
                if constexpr (std::is_same_v<std::remove_cvref_t<decltype(test)>, regex_test>) {
                    all = test.expression() != nullptr && all;
                }
            });
        }
        return all;
    }

    // --- bundles -----------------------------------------------------------------------------------------------------

    template <class Self, class Layout>
    static void lay_out(Self& self, Layout& layout) {
        layout(self.limits_.memory, self.records_, self.networks_, self.patterns_);
    }
    /// Whether what was read can be used, and names no field from `fields` on. Makes room for the expressions, which
    /// are compiled when they are needed. O(size).
    [[nodiscard]] bool complete(std::size_t fields) {
        predicate_checker checker{patterns_, networks_.view(), fields};
        if (limits_.memory <= 0 ||
            !std::all_of(records_.begin(), records_.end(), [&](const record& each) { return checker.accepts(each); }) ||
            !checker.at_end()) {
            return false;
        }
        regexes_.resize(checker.regexes());
        return true;
    }

private:
    friend class predicate_builder;

    static_assert(std::variant_size_v<value_test> == static_cast<std::size_t>(stored_kind::time) + 1);

    using record = stored_predicate;

    [[nodiscard]] numeral bound_of(const record& stored) const noexcept {
        return stored.is_spelled() ? numeral::spelled(patterns_.text(stored.text)) : numeral{stored.bound()};
    }
    [[nodiscard]] text_test text_of(const record& stored) const noexcept {
        const auto glob = stored.glob();
        if (glob.form != pattern_shape::kind::general || stored.detail == not_stored) {
            return {patterns_.glob(glob), std::nullopt};
        }
        return {patterns_.glob(glob), patterns_.needle_at(stored.detail)};
    }
    [[nodiscard]] regex_test regex_of(const record& stored) const noexcept {
        return {patterns_.text(stored.text), stored.flags(), limits_,
                regexes_[stored.detail],     patterns_,      patterns_.list(stored.extras)};
    }
    [[nodiscard]] network_test network_of(const record& stored) const noexcept {
        return {{{networks_[stored.detail], networks_[stored.detail + 1]},
                 static_cast<std::uint8_t>(networks_[stored.detail + 2])}};
    }
    [[nodiscard]] static reference_test reference_of(const record& stored) noexcept {
        return {stored.detail, stored.has_form(record::open_before), stored.has_form(record::open_after),
                static_cast<case_mode>(stored.mode)};
    }

    regex_limits limits_;
    flat_array<record> records_;
    flat_array<std::uint64_t> networks_;
    pattern_store patterns_;
    std::vector<needed_regex> regexes_;
};

} // namespace VARSIGMA_NAMESPACE::detail
