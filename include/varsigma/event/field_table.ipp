// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/event/slot.hpp>

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace VARSIGMA_NAMESPACE {

struct field_table::names {
    std::deque<std::string> all; // addresses stay: the map's keys are views of these
    std::unordered_map<std::string_view, slot> slots;
};

VARSIGMA_INLINE field_table::field_table() : names_(std::make_unique<names>()) {}
VARSIGMA_INLINE field_table::field_table(field_table&& other) noexcept = default;
VARSIGMA_INLINE field_table& field_table::operator=(field_table&& other) noexcept = default;
VARSIGMA_INLINE field_table::~field_table() = default;

VARSIGMA_INLINE slot field_table::add(std::string_view name) {
    if (const auto known = find(name)) { return *known; }
    const auto next = static_cast<slot>(names_->all.size());
    names_->slots.emplace(names_->all.emplace_back(name), next);
    return next;
}

VARSIGMA_INLINE std::optional<slot> field_table::find(std::string_view name) const {
    if (names_ == nullptr) { return std::nullopt; }
    const auto known = names_->slots.find(name);
    if (known == names_->slots.end()) { return std::nullopt; }
    return known->second;
}

VARSIGMA_INLINE std::string_view field_table::name(slot which) const noexcept {
    return names_->all[which];
}

VARSIGMA_INLINE std::size_t field_table::size() const noexcept {
    return names_ != nullptr ? names_->all.size() : 0;
}

} // namespace VARSIGMA_NAMESPACE
