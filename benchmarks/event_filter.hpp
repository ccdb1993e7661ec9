// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "event_lines.hpp"

#include <varsigma/text/detail/casefold.hpp>

#include <simdjson.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// Which Windows events of a file are wanted: all, or those of one kind. Looks at the top of each event's JSON.
class event_filter {
public:
    /// By the name of a kind: empty for all; nothing if it is not known.
    [[nodiscard]] static std::optional<event_filter> of(std::string_view name) {
        if (name.empty()) { return event_filter{kind::all}; }
        if (name == "process_creation") { return event_filter{kind::process_creation}; }
        if (name == "script_block") { return event_filter{kind::script_block}; }
        return std::nullopt;
    }

    [[nodiscard]] bool takes_all() const noexcept { return kind_ == kind::all; }

    [[nodiscard]] bool operator()(event_lines::line line) const {
        std::string id;
        std::string channel;
        simdjson::ondemand::document document;
        simdjson::ondemand::object top;
        if (parser_->iterate(line.text.data(), line.text.size(), line.capacity).get(document) != simdjson::SUCCESS ||
            document.get_object().get(top) != simdjson::SUCCESS) {
            return false;
        }
        for (auto field : top) {
            std::string_view key;
            if (field.unescaped_key().get(key) != simdjson::SUCCESS) { return false; }
            if (key == "EventID") {
                id = plain(field.value());
            } else if (key == "Channel") {
                channel = plain(field.value());
            }
        }
        switch (kind_) {
        case kind::all: return true;
        case kind::process_creation:
            return (id == "1" && varsigma::equals_folded(channel, "Microsoft-Windows-Sysmon/Operational")) ||
                   (id == "4688" && varsigma::equals_folded(channel, "Security"));
        case kind::script_block: return id == "4104";
        }
        return false;
    }

private:
    enum class kind : std::uint8_t { all, process_creation, script_block };

    explicit event_filter(kind wanted) : kind_(wanted) {}

    /// A text or number as it is spelt.
    static std::string plain(simdjson::simdjson_result<simdjson::ondemand::value> found) {
        std::string_view token;
        if (found.raw_json_token().get(token) != simdjson::SUCCESS) { return {}; }
        token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
        if (token.size() >= 2 && token.front() == '"') { token = token.substr(1, token.size() - 2); }
        return std::string{token};
    }

    kind kind_;
    std::unique_ptr<simdjson::ondemand::parser> parser_ = std::make_unique<simdjson::ondemand::parser>();
};
