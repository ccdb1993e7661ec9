// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/adapt/detail/json_escape.hpp>
#include <varsigma/adapt/detail/json_repair.hpp>
#include <varsigma/adapt/detail/json_row.hpp>
#include <varsigma/adapt/detail/nlohmann_sax.hpp>
#include <varsigma/adapt/json_limits.hpp>
#include <varsigma/adapt/nlohmann.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/dynamic_event.hpp>
#include <varsigma/event/field_map.hpp>
#include <varsigma/event/field_resolver.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/event/value.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

class nlohmann_reader::reading {
public:
    reading(std::shared_ptr<const field_table> fields, const field_map& map, json_limits limits)
        : fields_(std::move(fields)), resolver_(*fields_, map), limits_(limits) {}

    template <class Json>
    result<void> read_document(const Json& document, dynamic_event& event) {
        begin(event);
        if (!event.is_over(*fields_)) { return end(event, detail::json_failure::foreign); }
        if (!document.is_object()) { return end(event, detail::json_failure::not_object); }
        detail::json_row row{resolver_, memory_, event.row()};
        return end(event, walk(document, row, {}, 0));
    }

    result<void> read_text(std::string_view line, dynamic_event& event) {
        begin(event);
        auto failure = event.is_over(*fields_) ? read_valid(line, event.row()) : detail::json_failure::foreign;
        if (failure == detail::json_failure::not_json && repair_json(line, repaired_)) {
            event.row().clear();
            event.set_repaired(true);
            failure = read_valid(repaired_, event.row());
        }
        return end(event, failure);
    }

private:
    static void begin(dynamic_event& event) {
        event.row().clear();
        event.set_repaired(false);
    }

    static result<void> end(dynamic_event& event, detail::json_failure failure) {
        if (failure != detail::json_failure::none) {
            event.row().clear();
            event.set_repaired(false);
            return detail::to_diagnostic(failure);
        }
        event.row().seal();
        return {};
    }

    [[nodiscard]] detail::json_failure read_valid(std::string_view text, event_row& row) {
        std::size_t size = text.size();
        text = detail::without_byte_order_mark(text, size);
        numbers_.clear();
        auto failure = parse(text, row);
        if (failure == detail::json_failure::not_json && numbers_.take_from(text, without_numbers_)) {
            row.clear();
            failure = parse(without_numbers_, row);
        }
        return failure;
    }

    [[nodiscard]] detail::json_failure parse(std::string_view text, event_row& row) {
        // nlohmann skips another byte order mark, takes NUL for the end and ignores what follows it
        if (text.substr(0, 1) == "\xEF" || text.find('\0') != std::string_view::npos) {
            return detail::json_failure::not_json;
        }
        detail::nlohmann_sax sax{detail::json_row{resolver_, memory_, row}, levels_, numbers_, limits_.max_depth};
        if (nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &sax)) {
            return detail::json_failure::none;
        }
        return sax.failure();
    }

    template <class Json>
    [[nodiscard]] detail::json_failure walk(const Json& found, detail::json_row& row, const detail::json_place& place,
                                            std::size_t depth) const {
        using detail::json_failure;
        switch (found.type()) {
        case nlohmann::json::value_t::object: {
            if (depth == limits_.max_depth) { return json_failure::too_deep; }
            const auto inside = row.enter_object(place);
            for (auto member = found.begin(); member != found.end(); ++member) {
                const auto failure = walk(*member, row, row.at_key(inside, member.key()), depth + 1);
                if (failure != json_failure::none) { return failure; }
            }
            break;
        }
        case nlohmann::json::value_t::array: {
            if (depth == limits_.max_depth) { return json_failure::too_deep; }
            if (found.empty()) { row.add_empty_array(place); }
            const auto of_elements = detail::json_row::of_elements(place);
            for (const auto& element : found) {
                if (const auto failure = walk(element, row, of_elements, depth + 1); failure != json_failure::none) {
                    return failure;
                }
            }
            break;
        }
        case nlohmann::json::value_t::string:
            row.add(place, value::of(std::string_view{found.template get_ref<const typename Json::string_t&>()}));
            break;
        case nlohmann::json::value_t::boolean: row.add(place, value::of(found.template get<bool>())); break;
        case nlohmann::json::value_t::number_integer:
            row.add(place, value::of(found.template get<std::int64_t>()));
            break;
        case nlohmann::json::value_t::number_unsigned:
            row.add(place, value::of(found.template get<std::uint64_t>()));
            break;
        case nlohmann::json::value_t::number_float: row.add(place, value::of(found.template get<double>())); break;
        case nlohmann::json::value_t::null: row.add_null(place); break;
        case nlohmann::json::value_t::binary: static_cast<void>(row.enter_object(place)); break;
        case nlohmann::json::value_t::discarded: return json_failure::not_json;
        }
        return json_failure::none;
    }

    std::shared_ptr<const field_table> fields_;
    field_resolver resolver_;
    field_resolver::scratch memory_;
    json_limits limits_;
    std::vector<detail::nlohmann_sax::level> levels_; // kept for their memory, as are the texts below
    detail::set_aside_numbers numbers_;
    std::string repaired_;
    std::string without_numbers_;
};

VARSIGMA_INLINE nlohmann_reader::nlohmann_reader(std::shared_ptr<const field_table> fields, const field_map& map,
                                                 json_limits limits)
    : reading_(std::make_unique<reading>(std::move(fields), map, limits)) {}
VARSIGMA_INLINE nlohmann_reader::nlohmann_reader(nlohmann_reader&& other) noexcept = default;
VARSIGMA_INLINE nlohmann_reader& nlohmann_reader::operator=(nlohmann_reader&& other) noexcept = default;
VARSIGMA_INLINE nlohmann_reader::~nlohmann_reader() = default;

VARSIGMA_INLINE result<void> nlohmann_reader::read(const nlohmann::json& document, dynamic_event& event) {
    return reading_->read_document(document, event);
}

VARSIGMA_INLINE result<void> nlohmann_reader::read(const nlohmann::ordered_json& document, dynamic_event& event) {
    return reading_->read_document(document, event);
}

VARSIGMA_INLINE result<void> nlohmann_reader::read_text(std::string_view line, dynamic_event& event) {
    return reading_->read_text(line, event);
}

} // namespace VARSIGMA_NAMESPACE
