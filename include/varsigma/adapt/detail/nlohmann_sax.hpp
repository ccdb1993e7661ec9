// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/adapt/detail/json_number.hpp>
#include <varsigma/adapt/detail/json_row.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/value.hpp>
#include <varsigma/text/detail/ascii.hpp>
#include <varsigma/text/number.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE::detail {

/// Numbers that no double holds (`1e400`, an integer of 400 digits), which nlohmann takes for malformed. They are set
/// aside in order, and a number that it accepts takes their place in the text.
class set_aside_numbers {
public:
    /// Copies `text` to `out` without such numbers, and tells whether there were any. O(n).
    bool take_from(std::string_view text, std::string& out) {
        out.clear();
        numbers_.clear();
        bool any = false;
        for (std::size_t at = 0; at < text.size();) {
            if (text[at] == '"') {
                const auto end = end_of_string(text, at);
                out += text.substr(at, end - at);
                at = end;
                continue;
            }
            if (!is_digit(text[at]) && text[at] != '-') {
                out += text[at++];
                continue;
            }
            auto end = text.find_first_not_of("+-.0123456789Ee", at);
            end = end == std::string_view::npos ? text.size() : end;
            const auto token = text.substr(at, end - at);
            const auto parsed = parse_json_number(token);
            const bool infinite = parsed && parsed->which() == number::kind::real && is_infinite(parsed->as_real());
            if (infinite || token == stand_in) { // the stand-in itself is set aside, so that each one is ours
                numbers_.emplace_back(token);
                out += stand_in;
                any = any || infinite;
            } else {
                out += token;
            }
            at = end;
        }
        return any;
    }

    void clear() noexcept { numbers_.clear(); }
    void rewind() noexcept { next_ = 0; }

    /// The spelling in the original text of a number that nlohmann has read as `token`.
    [[nodiscard]] std::string_view original(std::string_view token) noexcept {
        return token == stand_in && next_ < numbers_.size() ? std::string_view{numbers_[next_++]} : token;
    }

private:
    static constexpr std::string_view stand_in = "0.5e0";

    [[nodiscard]] static constexpr bool is_infinite(double real) noexcept { return real - real != 0; }

    [[nodiscard]] static std::size_t end_of_string(std::string_view text, std::size_t at) noexcept {
        for (++at; at < text.size(); ++at) {
            if (text[at] == '\\') {
                ++at;
            } else if (text[at] == '"') {
                return at + 1;
            }
        }
        return text.size();
    }

    std::vector<std::string> numbers_;
    std::size_t next_ = 0;
};

/// What nlohmann's parser tells of a text, put into a row; no document is built and nothing recurs.
class nlohmann_sax {
public:
    using text_type = nlohmann::json::string_t;

    /// Where the walk stands: one for each open array or object.
    struct level {
        json_object object;  // if it is one
        json_place elements; // of an array
        bool is_array = false;
        bool is_empty = true; // so far
    };

    nlohmann_sax(json_row row, std::vector<level>& levels, set_aside_numbers& numbers, std::size_t max_depth) noexcept
        : row_(row), levels_(levels), numbers_(numbers), max_depth_(max_depth) {
        levels_.clear();
        numbers_.rewind();
    }

    /// Why the parser stopped, if it did.
    [[nodiscard]] json_failure failure() const noexcept { return failure_; }

    bool null() {
        if (!begin_value()) { return false; }
        row_.add_null(next_);
        return true;
    }
    bool boolean(bool truth) { return add(value::of(truth)); }
    bool number_integer(std::int64_t integer) { return add(value::of(integer)); }
    bool number_unsigned(std::uint64_t integer) { return add(value::of(integer)); }
    bool number_float(double /*rounded*/, const text_type& token) {
        // nlohmann rounds larger integers to a double: the token still has all digits
        spelling_ = token;
        if (const auto point = spelling_.find_first_not_of("+-0123456789Ee"); point != text_type::npos) {
            spelling_[point] = '.'; // it has put the C locale's decimal point there
        }
        const auto read = json_number(numbers_.original(spelling_), row_.texts());
        if (!read) { return fail(json_failure::not_json); }
        return add(read->type() == value_type::numeral ? value::of_numeral(row_.texts().keep(read->as_text())) : *read);
    }
    bool string(text_type& text) { return add(value::of(row_.texts().keep(text))); }
    bool binary(nlohmann::json::binary_t& /*bytes*/) { return fail(json_failure::not_json); } // JSON texts have none

    bool start_object(std::size_t /*size*/) {
        if (levels_.size() == max_depth_) { return fail(json_failure::too_deep); }
        if (!levels_.empty()) { static_cast<void>(begin_value()); }
        levels_.push_back({row_.enter_object(next_), {}, false});
        return true;
    }
    bool key(text_type& key) {
        next_ = row_.at_key(levels_.back().object, key);
        return true;
    }
    bool end_object() {
        levels_.pop_back();
        return true;
    }

    bool start_array(std::size_t /*size*/) {
        if (!begin_value()) { return false; }
        if (levels_.size() == max_depth_) { return fail(json_failure::too_deep); }
        levels_.push_back({{}, json_row::of_elements(next_), true});
        return true;
    }
    bool end_array() {
        if (levels_.back().is_empty) { row_.add_empty_array(levels_.back().elements); }
        levels_.pop_back();
        return true;
    }

    template <class Exception>
    bool parse_error(std::size_t /*position*/, const std::string& /*token*/, const Exception& /*error*/) {
        return fail(json_failure::not_json);
    }

private:
    bool add(value plain) {
        if (!begin_value()) { return false; }
        row_.add(next_, plain);
        return true;
    }

    /// Finds the place of the value that comes now. None may stand at the top but the event's object.
    bool begin_value() {
        if (levels_.empty()) { return fail(json_failure::not_object); }
        if (auto& around = levels_.back(); around.is_array) {
            around.is_empty = false;
            next_ = around.elements;
        }
        return true;
    }

    bool fail(json_failure why) {
        failure_ = why;
        return false;
    }

    json_row row_;
    std::vector<level>& levels_;
    set_aside_numbers& numbers_;
    std::size_t max_depth_;
    text_type spelling_;
    json_place next_; // of the value that comes next
    json_failure failure_ = json_failure::none;
};

} // namespace VARSIGMA_NAMESPACE::detail
