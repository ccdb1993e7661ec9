// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/adapt/json_escape.hpp>
#include <varsigma/adapt/json_failure.hpp>
#include <varsigma/adapt/json_limits.hpp>
#include <varsigma/adapt/json_number.hpp>
#include <varsigma/adapt/json_repair.hpp>
#include <varsigma/adapt/json_row.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_map.hpp>
#include <varsigma/event/field_resolver.hpp>
#include <varsigma/event/field_table.hpp>

#include <simdjson.h>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace varsigma {
namespace detail {

[[nodiscard]] constexpr bool is_json_space(char byte) noexcept {
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/// Walks one document of simdjson's on-demand parser, once, from front to back.
///
/// Of simdjson it needs the places of the tokens, which its first stage finds with vector instructions and with the
/// validity of UTF-8 checked; texts and numbers are read here, so that their meaning does not depend on its version, nor
/// their speed on the instruction set for which the embedder compiles.
class simdjson_walk {
public:
    simdjson_walk(json_row row, std::size_t max_depth) noexcept : row_(row), max_depth_(max_depth) {}

    [[nodiscard]] json_failure object(simdjson::ondemand::object object, const json_place& place, std::size_t depth) {
        row_.enter_object(place);
        for (auto next : object) {
            if (next.error() != simdjson::SUCCESS) { return json_failure::not_json; }
            auto&& field = std::move(next).value_unsafe(); // in place: a copy would wait for the stores just made
            const char* const begin = field.key().raw();
            std::string_view key{begin,
                                 static_cast<std::size_t>(end_of_key(field.value().raw_json_token().data()) - begin)};
            if (std::memchr(key.data(), '\\', key.size()) != nullptr && !unescape(key)) {
                return json_failure::not_json;
            }
            if (const auto failure = value(field.value(), row_.at_key(place, key), depth);
                failure != json_failure::none) {
                return failure;
            }
        }
        return json_failure::none;
    }

private:
    [[nodiscard]] json_failure value(simdjson::ondemand::value& found, const json_place& place, std::size_t depth) {
        std::string_view token = found.raw_json_token();
        while (!token.empty() && is_json_space(token.back())) { // a token goes on to the next one
            token.remove_suffix(1);
        }
        if (token.empty()) { return json_failure::not_json; }
        switch (token.front()) {
        case '"': return text(found, token, place);
        case '{':
        case '[': return depth == max_depth_ ? json_failure::too_deep : container(found, token.front(), place, depth);
        case 't': return token == "true" ? add(place, varsigma::value::of(true)) : json_failure::not_json;
        case 'f': return token == "false" ? add(place, varsigma::value::of(false)) : json_failure::not_json;
        case 'n':
            if (token != "null") { return json_failure::not_json; }
            row_.add_null(place);
            return json_failure::none;
        default: {
            const auto number = json_number(token);
            return number ? add(place, *number) : json_failure::not_json;
        }
        }
    }

    [[nodiscard]] json_failure text(simdjson::ondemand::value& found, std::string_view token, const json_place& place) {
        // this takes the token; one that was only looked at would be skipped by simdjson, and `"a":"b":1` with it
        simdjson::ondemand::raw_json_string taken;
        if (found.get_raw_json_string().get(taken) != simdjson::SUCCESS || token.size() < 2 || token.back() != '"') {
            return json_failure::not_json;
        }
        token = token.substr(1, token.size() - 2);
        if (std::memchr(token.data(), '\\', token.size()) != nullptr && !unescape(token)) {
            return json_failure::not_json;
        }
        return add(place, varsigma::value::of(token));
    }

    [[nodiscard]] json_failure container(simdjson::ondemand::value& found, char bracket, const json_place& place,
                                         std::size_t depth) {
        if (bracket == '{') {
            simdjson::ondemand::object inner;
            return found.get_object().get(inner) == simdjson::SUCCESS ? object(inner, place, depth + 1)
                                                                      : json_failure::not_json;
        }
        simdjson::ondemand::array inner;
        if (found.get_array().get(inner) != simdjson::SUCCESS) { return json_failure::not_json; }
        const auto of_elements = row_.enter_array(place);
        for (auto next : inner) {
            if (next.error() != simdjson::SUCCESS) { return json_failure::not_json; }
            // NOLINTNEXTLINE(performance-move-const-arg): trivial to copy in some of simdjson's variants only
            auto&& element = std::move(next).value_unsafe();
            if (const auto failure = value(element, of_elements, depth + 1); failure != json_failure::none) {
                return failure;
            }
        }
        return json_failure::none;
    }

    [[nodiscard]] json_failure add(const json_place& place, varsigma::value plain) {
        row_.add(place, plain);
        return json_failure::none;
    }

    /// The closing quote of the key before the value at `value`: between them is a colon, and there may be blanks.
    [[nodiscard]] static const char* end_of_key(const char* value) noexcept {
        const char* at = value - 1;
        while (is_json_space(*at)) { --at; }
        --at;
        while (is_json_space(*at)) { --at; }
        return at;
    }

    [[nodiscard]] bool unescape(std::string_view& text) {
        const auto room = text.size() + unescape_slack;
        char* const begin = row_.texts().allocate(room);
        const char* const end = unescape_json(text, begin);
        if (end == nullptr) { return false; }
        text = {begin, static_cast<std::size_t>(end - begin)};
        row_.texts().shrink(room - text.size());
        return true;
    }

    json_row row_;
    std::size_t max_depth_;
};

} // namespace detail

/// Reads events from JSON with simdjson's on-demand parser. Needs `libsimdjson`.
///
/// One object per event. Every value at a field that rules read (nested ones by their dotted names, arrays by their
/// elements, see `field_resolver`) goes into the row, and every text, number and boolean at any depth counts as a value
/// for keywords. If an object repeats a key, all of its values count, as a list. Integers are exact in 64 bits, larger
/// ones keep their spelling. A byte order mark is skipped. Text that is not valid is repaired (`repair_json`), the event
/// flagged, and never lost.
///
/// Once it has seen a few events of usual size it allocates nothing. One reader and one event per thread. Requirements:
/// lines below 4 GiB. Depending on the compiler's flags simdjson is a different type in each translation unit: give all
/// of a program the same ones.
class simdjson_reader {
public:
    /// For events over `fields`, which `map` brings to the names that rules use.
    explicit simdjson_reader(std::shared_ptr<const field_table> fields, const field_map& map = {},
                             json_limits limits = {})
        : fields_(std::move(fields)), resolver_(*fields_, map), limits_(limits) {}

    /// Fills `event` from one JSON text, which it copies: nothing refers to `line` afterwards.
    ///
    /// On an error, `bad_json` or `json_too_deep`, the event is empty. Precondition: the event is over the reader's
    /// fields. O(|line|).
    result<void> read(std::string_view line, dynamic_event& event) { return read(line, line.size(), event); }

    /// The same without a copy, if `capacity` bytes can be read at `line.data()` and that is at least
    /// `simdjson::SIMDJSON_PADDING` (64) more than its length, and what follows is a line break, blank or NUL (what else
    /// follows does not matter).
    ///
    /// Texts without escapes then refer to the line, which must live and stay as it is until the event is read anew.
    result<void> read(std::string_view line, std::size_t capacity, dynamic_event& event) {
        assert(event.fields() == fields_);
        auto& row = event.row();
        row.clear();
        event.set_repaired(false);
        auto failure = read_valid(line, capacity, row);
        if (failure == detail::json_failure::not_json && repair_json(line, repaired_)) {
            row.clear();
            event.set_repaired(true);
            failure = read_valid(repaired_, repaired_.size(), row);
        }
        if (failure != detail::json_failure::none) {
            row.clear();
            event.set_repaired(false);
            return detail::to_diagnostic(failure);
        }
        row.seal();
        return {};
    }

private:
    [[nodiscard]] detail::json_failure read_valid(std::string_view line, std::size_t capacity, event_row& row) {
        using simdjson::SUCCESS;
        line = detail::without_byte_order_mark(line, capacity);
        // simdjson looks at the first byte behind a text that ends too early: that must not complete it
        if (capacity < line.size() + simdjson::SIMDJSON_PADDING || !ends_line(*(line.data() + line.size()))) {
            line = padded_copy(line, row.texts());
            capacity = line.size() + simdjson::SIMDJSON_PADDING;
        }
        if (parser_.capacity() < line.size()) {
            constexpr std::size_t smallest = 4096;
            constexpr std::size_t root_levels = 8; // simdjson counts a little more than brackets
            if (parser_.allocate(std::max(line.size() + line.size() / 2, smallest), limits_.max_depth + root_levels) !=
                SUCCESS) {
                return detail::json_failure::not_json;
            }
        }
        simdjson::ondemand::document document;
        if (parser_.iterate(line, capacity).get(document) != SUCCESS) { return detail::json_failure::not_json; }
        simdjson::ondemand::object object;
        if (const auto error = document.get_object().get(object); error != SUCCESS) {
            return error == simdjson::INCORRECT_TYPE ? detail::json_failure::not_object
                                                     : detail::json_failure::not_json;
        }
        detail::simdjson_walk walk{detail::json_row{resolver_, row}, limits_.max_depth};
        const auto failure = walk.object(object, {}, 1);
        if (failure == detail::json_failure::none && document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
            return detail::json_failure::not_json; // something follows the object
        }
        return failure;
    }

    [[nodiscard]] static constexpr bool ends_line(char byte) noexcept {
        return detail::is_json_space(byte) || byte == '\0';
    }

    [[nodiscard]] static std::string_view padded_copy(std::string_view line, text_arena& texts) {
        char* const copy = texts.allocate(line.size() + simdjson::SIMDJSON_PADDING);
        if (!line.empty()) { std::memcpy(copy, line.data(), line.size()); }
        std::memset(copy + line.size(), ' ', simdjson::SIMDJSON_PADDING);
        return {copy, line.size()};
    }

    std::shared_ptr<const field_table> fields_;
    field_resolver resolver_;
    json_limits limits_;
    simdjson::ondemand::parser parser_;
    std::string repaired_;
};

} // namespace varsigma
