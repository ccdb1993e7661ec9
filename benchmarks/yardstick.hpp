// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <simdjson.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// The measure of everything else: simdjson's on-demand parser over all fields of an event, at any depth, with keys and
/// texts unescaped and numbers converted. Nothing is kept but a checksum, so that nothing can be left out.
class yardstick {
public:
    /// False if the event cannot be read. `capacity` bytes can be read at the text, its length and simdjson's padding.
    bool parse(std::string_view text, std::size_t capacity) {
        if (parser_.capacity() < text.size() && parser_.allocate(std::max<std::size_t>(2 * text.size(), 4096)) != 0) {
            return false;
        }
        simdjson::ondemand::document document;
        simdjson::ondemand::object top;
        return parser_.iterate(text.data(), text.size(), capacity).get(document) == simdjson::SUCCESS &&
               document.get_object().get(top) == simdjson::SUCCESS && walk(top);
    }

    [[nodiscard]] std::uint64_t checksum() const noexcept { return checksum_; }

private:
    bool walk(simdjson::ondemand::object object) {
        for (auto field : object) {
            std::string_view key;
            simdjson::ondemand::value value;
            if (field.unescaped_key().get(key) != simdjson::SUCCESS || field.value().get(value) != simdjson::SUCCESS) {
                return false;
            }
            note(key);
            if (!walk(value)) { return false; }
        }
        return true;
    }

    bool walk(simdjson::ondemand::value value) {
        simdjson::ondemand::json_type type{};
        if (value.type().get(type) != simdjson::SUCCESS) { return false; }
        switch (type) {
        case simdjson::ondemand::json_type::string: {
            std::string_view text;
            if (value.get_string().get(text) != simdjson::SUCCESS) { return false; }
            note(text);
            return true;
        }
        case simdjson::ondemand::json_type::number: {
            simdjson::ondemand::number number;
            if (value.get_number().get(number) == simdjson::SUCCESS) {
                checksum_ += number.is_double()  ? (number.get_double() != 0 ? 1U : 0U)
                             : number.is_int64() ? static_cast<std::uint64_t>(number.get_int64())
                                                 : number.get_uint64();
            }
            return true; // one that no 64-bit type holds is passed over
        }
        case simdjson::ondemand::json_type::boolean: {
            bool truth = false;
            if (value.get_bool().get(truth) != simdjson::SUCCESS) { return false; }
            checksum_ += truth ? 1U : 0U;
            return true;
        }
        case simdjson::ondemand::json_type::object: {
            simdjson::ondemand::object inner;
            return value.get_object().get(inner) == simdjson::SUCCESS && walk(inner);
        }
        case simdjson::ondemand::json_type::array: {
            simdjson::ondemand::array inner;
            if (value.get_array().get(inner) != simdjson::SUCCESS) { return false; }
            for (auto next : inner) {
                simdjson::ondemand::value element;
                if (next.get(element) != simdjson::SUCCESS || !walk(element)) { return false; }
            }
            return true;
        }
        case simdjson::ondemand::json_type::null: break;
        }
        return true;
    }

    void note(std::string_view text) noexcept {
        checksum_ += text.size() + (text.empty() ? 0U : static_cast<unsigned char>(text.back()));
    }

    simdjson::ondemand::parser parser_;
    std::uint64_t checksum_ = 0;
};
