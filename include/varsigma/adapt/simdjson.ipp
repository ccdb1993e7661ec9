// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/adapt/detail/json_escape.hpp>
#include <varsigma/adapt/detail/json_key_memory.hpp>
#include <varsigma/adapt/detail/json_repair.hpp>
#include <varsigma/adapt/detail/json_row.hpp>
#include <varsigma/adapt/detail/json_walk.hpp>
#include <varsigma/adapt/json_limits.hpp>
#include <varsigma/adapt/simdjson.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_map.hpp>
#include <varsigma/event/field_resolver.hpp>
#include <varsigma/event/field_table.hpp>

#include <simdjson.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE {

class simdjson_reader::reading {
public:
    reading(std::shared_ptr<const field_table> fields, const field_map& map, json_limits limits)
        : fields_(std::move(fields)), resolver_(*fields_, map), limits_(limits) {}

    result<void> read(std::string_view line, std::size_t capacity, dynamic_event& event) {
        auto& row = event.row();
        row.clear();
        event.set_repaired(false);
        auto failure = event.is_over(*fields_) ? read_valid(line, capacity, row) : detail::json_failure::foreign;
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
        line = detail::without_byte_order_mark(line, capacity);
        if (line.empty() || !make_room(line.size())) { return detail::json_failure::not_json; }
        if (capacity < line.size() + simdjson::SIMDJSON_PADDING) { line = padded_copy(line, row.texts()); }
        // NOLINTNEXTLINE(*-reinterpret-cast): bytes as simdjson names them
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(line.data());
        if (tokens_->stage1(bytes, line.size(), simdjson::stage1_mode::regular) != simdjson::SUCCESS) {
            return detail::json_failure::not_json;
        }
        detail::json_walk walk{detail::json_row{resolver_, memory_, row}, keys_, limits_.max_depth};
        return walk.read(line, {tokens_->structural_indexes.get(), tokens_->n_structural_indexes});
    }

    /// Whether texts of this size can be read.
    [[nodiscard]] bool make_room(std::size_t size) {
        if (tokens_ != nullptr && size <= tokens_->capacity()) { return true; }
        constexpr std::size_t smallest = 4096;
        constexpr std::size_t depth = 1; // of the second stage, which is not used
        const auto larger = std::max(std::min(size + size / 2, simdjson::SIMDJSON_MAXSIZE_BYTES), smallest);
        if (size > larger) { return false; }
        const auto& simd = simdjson::get_active_implementation();
        return simd->create_dom_parser_implementation(larger, depth, tokens_) == simdjson::SUCCESS;
    }

    [[nodiscard]] static std::string_view padded_copy(std::string_view line, text_arena& texts) {
        char* const copy = texts.allocate(line.size() + simdjson::SIMDJSON_PADDING);
        if (!line.empty()) { std::memcpy(copy, line.data(), line.size()); }
        std::memset(copy + line.size(), ' ', simdjson::SIMDJSON_PADDING);
        return {copy, line.size()};
    }

    std::shared_ptr<const field_table> fields_;
    field_resolver resolver_;
    field_resolver::scratch memory_;
    json_limits limits_;
    detail::json_key_memory keys_;
    std::unique_ptr<simdjson::internal::dom_parser_implementation> tokens_; // its first stage finds them
    std::string repaired_;
};

static_assert(simdjson_reader::padding >= simdjson::SIMDJSON_PADDING);

VARSIGMA_INLINE simdjson_reader::simdjson_reader(std::shared_ptr<const field_table> fields, const field_map& map,
                                                 json_limits limits)
    : reading_(std::make_unique<reading>(std::move(fields), map, limits)) {}
VARSIGMA_INLINE simdjson_reader::simdjson_reader(simdjson_reader&& other) noexcept = default;
VARSIGMA_INLINE simdjson_reader& simdjson_reader::operator=(simdjson_reader&& other) noexcept = default;
VARSIGMA_INLINE simdjson_reader::~simdjson_reader() = default;

VARSIGMA_INLINE result<void> simdjson_reader::read(std::string_view line, std::size_t capacity, dynamic_event& event) {
    return reading_->read(line, capacity, event);
}

} // namespace VARSIGMA_NAMESPACE
