// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/adapt/json_limits.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_map.hpp>

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// Reads events from `nlohmann::json`, or from JSON texts with its parser. Needs nothing to be linked.
///
/// Fills rows as `simdjson_reader` does, several times slower; for programs that hold events as `nlohmann::json`
/// already or cannot link simdjson. Throws nothing, with `JSON_NOEXCEPTION` or without. One reader and one event per
/// thread.
class nlohmann_reader {
public:
    /// For events over `fields`, which `map` brings to the names that rules use.
    explicit nlohmann_reader(std::shared_ptr<const field_table> fields, const field_map& map = {},
                             json_limits limits = {});
    nlohmann_reader(const nlohmann_reader&) = delete;
    nlohmann_reader& operator=(const nlohmann_reader&) = delete;
    /// One that was moved from can only be destroyed or assigned to.
    nlohmann_reader(nlohmann_reader&& other) noexcept;
    nlohmann_reader& operator=(nlohmann_reader&& other) noexcept;
    ~nlohmann_reader();

    /// Fills `event` from a document, whose texts it refers to: they must live and stay as they are until the event is
    /// read anew.
    ///
    /// What nlohmann has dropped before cannot be seen: all but one value of a repeated key, and the digits of integers
    /// above 64 bits, which are doubles. Binary values count as objects: present, and no test holds. On an error,
    /// `bad_json` if the document is no object, `json_too_deep`, or `foreign_event` if the event is over other fields
    /// than the reader, the event is empty. O(document).
    result<void> read(const nlohmann::json& document, dynamic_event& event);
    result<void> read(const nlohmann::ordered_json& document, dynamic_event& event);

    /// Fills `event` from one JSON text, which it copies: nothing refers to `line` afterwards.
    ///
    /// Rows and errors are those of `simdjson_reader`, repairs included: no value of a repeated key is dropped, and
    /// large integers keep their spelling. O(|line|).
    result<void> read_text(std::string_view line, dynamic_event& event);

private:
    class reading;

    std::unique_ptr<reading> reading_;
};

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/adapt/nlohmann.ipp>
#endif
