// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/adapt/json_limits.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_map.hpp>

#include <cstddef>
#include <memory>
#include <string_view>

namespace VARSIGMA_NAMESPACE {

/// Reads events from JSON with simdjson. Needs `libsimdjson`.
///
/// One object per event. Every value at a field that rules read (nested ones by their dotted names, arrays by their
/// elements, see `field_resolver`) goes into the row, and every text, number and boolean at any depth counts as a value
/// for keywords. If an object repeats a key, all of its values count, as a list. Integers are exact in 64 bits, larger
/// ones keep their spelling. A byte order mark is skipped. Text that is not valid is repaired (`repair_json`), the
/// event flagged, and never lost.
///
/// Once it has seen a few events of usual size it allocates nothing. One reader and one event per thread. Requirements:
/// lines below 4 GiB.
///
/// Of simdjson it needs where the tokens are, and that the text is valid UTF-8: its first stage, for which the library
/// chooses the code at run time, by the processor. So neither the type nor its speed depends on the instruction set for
/// which the embedder compiles, nor the meaning of texts and numbers on simdjson's version.
class simdjson_reader {
public:
    /// For events over `fields`, which `map` brings to the names that rules use.
    explicit simdjson_reader(std::shared_ptr<const field_table> fields, const field_map& map = {},
                             json_limits limits = {});
    simdjson_reader(const simdjson_reader&) = delete;
    simdjson_reader& operator=(const simdjson_reader&) = delete;
    /// One that was moved from can only be destroyed or assigned to.
    simdjson_reader(simdjson_reader&& other) noexcept;
    simdjson_reader& operator=(simdjson_reader&& other) noexcept;
    ~simdjson_reader();

    /// How many bytes are to be readable behind a line that is read without a copy: `simdjson::SIMDJSON_PADDING`.
    static constexpr std::size_t padding = 64;

    /// Fills `event` from one JSON text, which it copies: nothing refers to `line` afterwards.
    ///
    /// On an error, `bad_json`, `json_too_deep`, or `foreign_event` if the event is over other fields than the reader,
    /// the event is empty. O(|line|).
    result<void> read(std::string_view line, dynamic_event& event) { return read(line, line.size(), event); }

    /// The same without a copy, if `capacity` bytes can be read at `line.data()` and that is at least `padding` more
    /// than its length; what is there does not matter.
    ///
    /// Texts without escapes then refer to the line, which must live and stay as it is until the event is read anew.
    result<void> read(std::string_view line, std::size_t capacity, dynamic_event& event);

private:
    class reading;

    std::unique_ptr<reading> reading_;
};

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/adapt/simdjson.ipp>
#endif
