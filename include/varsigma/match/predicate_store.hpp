// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/flat_array.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/match/predicate.hpp>
#include <varsigma/match/stored_regex.hpp>
#include <varsigma/match/value_test.hpp>
#include <varsigma/pattern/default_regex.hpp>
#include <varsigma/pattern/glob_automaton.hpp>
#include <varsigma/pattern/pattern_shape.hpp>
#include <varsigma/pattern/pattern_store.hpp>
#include <varsigma/pattern/regex.hpp>
#include <varsigma/pattern/symbol.hpp>
#include <varsigma/rule/interpretation.hpp>
#include <varsigma/text/cidr.hpp>
#include <varsigma/text/number.hpp>
#include <varsigma/text/timestamp.hpp>

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

namespace varsigma::detail {

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

/// Predicates in flat arrays, by id, so that they can be used where they lie in a file. Reading gives views, which live until
/// something is added.
class predicate_store {
public:
    explicit predicate_store(regex_limits limits = {}) noexcept : limits_(limits) {}

    predicate_id add(slot field, new_test made) {
        record stored;
        stored.field = field;
        stored.kind = static_cast<std::uint8_t>(made.index());
        std::visit([&](auto& test) { write(std::move(test), stored); }, made);
        records_.push_back(stored);
        return static_cast<predicate_id>(records_.size() - 1);
    }

    void finish() {
        records_.shrink_to_fit();
        networks_.shrink_to_fit();
        patterns_.finish();
    }

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
        case stored_kind::number: return visit(number_test{relation_of(stored), number_of(stored)});
        case stored_kind::text: return visit(text_of(stored));
        case stored_kind::regex: return visit(regex_of(stored));
        case stored_kind::network: return visit(network_of(stored));
        case stored_kind::reference: return visit(reference_of(stored));
        case stored_kind::time: break;
        }
        return visit(time_test{static_cast<time_part>(stored.mode), relation_of(stored), number_of(stored)});
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
    /// Whether what was read can be used, and names no field from `fields` on. Makes room for the expressions, which are
    /// compiled when they are needed. O(size).
    [[nodiscard]] bool complete(std::size_t fields) {
        std::uint32_t regexes = 0;
        for (const auto& each : records_) {
            if (!is_field(each.field, fields) || !is_sound(each, fields, regexes)) { return false; }
        }
        regexes_.resize(regexes);
        return true;
    }

private:
    /// In the order of the alternatives of `value_test`.
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
    static_assert(std::variant_size_v<value_test> == std::size_t{8} + 1);
    static_assert(std::variant_size_v<new_test> == std::variant_size_v<value_test>);

    struct record {
        slot field = no_slot;
        std::uint8_t kind = 0;
        std::uint8_t form = 0;    // of a text its shape, of numbers and times the relation, of expressions their flags
        std::uint8_t mode = 0;    // of texts and references the case, of times the part
        std::uint8_t numeric = 0; // the kind of the number
        stored_text text;
        std::uint32_t detail = 0; // rare byte; what is required; number of an expression or a network; other field
        store_place extras = 0;   // of a text; of an expression what is required
        std::uint64_t bits = 0;   // of the number
    };

    static constexpr std::uint8_t open_before = 1;
    static constexpr std::uint8_t open_after = 2;
    static constexpr std::uint8_t ignore_case = 1;
    static constexpr std::uint8_t multi_line = 2;
    static constexpr std::uint8_t dot_all = 4;

    // --- writing -----------------------------------------------------------------------------------------------------

    static void write(null_test /*test*/, record& /*out*/) noexcept {}
    static void write(presence_test /*test*/, record& /*out*/) noexcept {}
    static void write(boolean_test test, record& out) noexcept { out.form = test.expected ? 1 : 0; }
    static void write(number_test test, record& out) noexcept { write_bound(test.relation, test.bound, out); }
    static void write(time_test test, record& out) noexcept {
        out.mode = static_cast<std::uint8_t>(test.part);
        write_bound(test.relation, test.bound, out);
    }
    static void write(reference_test test, record& out) noexcept {
        out.detail = test.other;
        out.form = static_cast<std::uint8_t>((test.open_before ? open_before : 0) | (test.open_after ? open_after : 0));
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
            out.detail = test.required.empty() ? not_stored : patterns_.add_sought(test.required);
        } else {
            out.detail = stored.rare;
        }
    }
    void write(new_regex_test test, record& out) {
        out.form =
            static_cast<std::uint8_t>((test.flags.ignore_case ? ignore_case : 0) |
                                      (test.flags.multi_line ? multi_line : 0) | (test.flags.dot_all ? dot_all : 0));
        out.text = patterns_.add(test.text);
        out.detail = static_cast<std::uint32_t>(regexes_.size());
        std::vector<store_place> required;
        for (const auto& each : test.required) { required.push_back(patterns_.add_sought(each)); }
        out.extras = patterns_.add_list(required);
        regexes_.push_back(compiled_regex(std::move(test.expression)));
    }

    static void write_bound(comparison relation, number bound, record& out) noexcept {
        out.form = static_cast<std::uint8_t>(relation);
        out.numeric = static_cast<std::uint8_t>(bound.which());
        out.bits =
            bound.which() == number::kind::real ? std::bit_cast<std::uint64_t>(bound.as_real()) : bound.as_unsigned();
    }

    // --- reading -----------------------------------------------------------------------------------------------------

    [[nodiscard]] static comparison relation_of(const record& stored) noexcept {
        return static_cast<comparison>(stored.form);
    }
    [[nodiscard]] static number number_of(const record& stored) noexcept {
        switch (static_cast<number::kind>(stored.numeric)) {
        case number::kind::real: return number{std::bit_cast<double>(stored.bits)};
        case number::kind::unsigned_integer: return number{stored.bits};
        case number::kind::signed_integer: break;
        }
        return number{static_cast<std::int64_t>(stored.bits)};
    }
    [[nodiscard]] static stored_glob glob_of(const record& stored) noexcept {
        const auto form = static_cast<pattern_shape::kind>(stored.form);
        return {.literal = stored.text,
                .rare = form == pattern_shape::kind::general ? 0 : stored.detail,
                .extras = stored.extras,
                .form = form,
                .mode = static_cast<case_mode>(stored.mode)};
    }
    [[nodiscard]] text_test text_of(const record& stored) const noexcept {
        const auto glob = glob_of(stored);
        if (glob.form != pattern_shape::kind::general || stored.detail == not_stored) {
            return {patterns_.glob(glob), std::nullopt};
        }
        return {patterns_.glob(glob), patterns_.sought(stored.detail)};
    }
    [[nodiscard]] regex_test regex_of(const record& stored) const noexcept {
        return {patterns_.text(stored.text),
                regex_flags{(stored.form & ignore_case) != 0, (stored.form & multi_line) != 0,
                            (stored.form & dot_all) != 0},
                limits_,
                regexes_[stored.detail],
                patterns_,
                patterns_.list(stored.extras)};
    }
    [[nodiscard]] network_test network_of(const record& stored) const noexcept {
        return {{{networks_[stored.detail], networks_[stored.detail + 1]},
                 static_cast<std::uint8_t>(networks_[stored.detail + 2])}};
    }
    [[nodiscard]] static reference_test reference_of(const record& stored) noexcept {
        return {stored.detail, (stored.form & open_before) != 0, (stored.form & open_after) != 0,
                static_cast<case_mode>(stored.mode)};
    }

    // --- checking ----------------------------------------------------------------------------------------------------

    [[nodiscard]] static bool is_field(slot field, std::size_t fields) noexcept {
        return field < fields || field == any_field || field == no_slot;
    }

    [[nodiscard]] bool is_sound(const record& stored, std::size_t fields, std::uint32_t& regexes) const noexcept {
        const auto has_bound = [&] {
            return stored.form <= static_cast<std::uint8_t>(comparison::lte) &&
                   stored.numeric <= static_cast<std::uint8_t>(number::kind::real);
        };
        switch (static_cast<stored_kind>(stored.kind)) {
        case stored_kind::null:
        case stored_kind::presence: return true;
        case stored_kind::boolean: return stored.form <= 1;
        case stored_kind::number: return has_bound();
        case stored_kind::text:
            return stored.form <= static_cast<std::uint8_t>(pattern_shape::kind::general) &&
                   stored.mode <= static_cast<std::uint8_t>(case_mode::exact) && patterns_.has_glob(glob_of(stored)) &&
                   (glob_of(stored).form != pattern_shape::kind::general || stored.detail == not_stored ||
                    patterns_.has_sought(stored.detail));
        case stored_kind::regex: {
            if (stored.detail != regexes++ || !patterns_.has_text(stored.text) || !patterns_.has_list(stored.extras)) {
                return false;
            }
            for (const auto place : patterns_.list(stored.extras)) {
                if (!patterns_.has_sought(place)) { return false; }
            }
            return stored.form <= (ignore_case | multi_line | dot_all);
        }
        case stored_kind::network:
            return std::uint64_t{stored.detail} + network_words <= networks_.size() &&
                   networks_[stored.detail + 2] <= 128;
        case stored_kind::reference:
            return is_field(stored.detail, fields) && stored.detail != any_field &&
                   stored.form <= (open_before | open_after) &&
                   stored.mode <= static_cast<std::uint8_t>(case_mode::exact);
        case stored_kind::time: return stored.mode <= static_cast<std::uint8_t>(time_part::year) && has_bound();
        }
        return false;
    }

    static constexpr std::size_t network_words = 3; // upper half, lower half, length of the prefix

    regex_limits limits_;
    flat_array<record> records_;
    flat_array<std::uint64_t> networks_;
    pattern_store patterns_;
    std::vector<needed_regex> regexes_;
};

} // namespace varsigma::detail
