// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/detail/lazy.hpp>
#include <varsigma/rule/detail/model_archive.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/rule_list.hpp>

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

class rule_list::models {
public:
    explicit models(std::vector<detection_rule> rules) noexcept : given_(std::move(rules)) {}
    explicit models(detail::model_archive archived)
        : archived_(std::move(archived)), read_(archived_.size()), is_archived_(true) {}

    [[nodiscard]] std::size_t size() const noexcept { return is_archived_ ? archived_.size() : given_.size(); }

    [[nodiscard]] const detection_rule& at(std::size_t number) const {
        if (!is_archived_) { return given_[number]; }
        return read_[number].get([&] { return std::make_unique<const detection_rule>(archived_.read(number)); });
    }
    [[nodiscard]] std::string_view title(std::size_t number) const noexcept {
        return is_archived_ ? archived_.title(number) : std::string_view{given_[number].metadata.title};
    }
    [[nodiscard]] std::string_view id(std::size_t number) const noexcept {
        return is_archived_ ? archived_.id(number) : std::string_view{given_[number].metadata.id};
    }
    [[nodiscard]] severity_level level(std::size_t number) const noexcept {
        return is_archived_ ? archived_.level(number) : given_[number].metadata.level;
    }
    [[nodiscard]] detail::model_archive to_archive() const {
        return is_archived_ ? archived_ : detail::model_archive{given_};
    }

private:
    std::vector<detection_rule> given_;
    detail::model_archive archived_;
    std::vector<detail::lazy<detection_rule>> read_; // of those archived
    bool is_archived_ = false;
};

VARSIGMA_INLINE rule_list::rule_list() noexcept = default;
VARSIGMA_INLINE rule_list::rule_list(std::vector<detection_rule> rules)
    : models_(std::make_unique<const models>(std::move(rules))) {}
VARSIGMA_INLINE rule_list::rule_list(detail::model_archive archived)
    : models_(std::make_unique<const models>(std::move(archived))) {}
VARSIGMA_INLINE rule_list::rule_list(rule_list&& other) noexcept = default;
VARSIGMA_INLINE rule_list& rule_list::operator=(rule_list&& other) noexcept = default;
VARSIGMA_INLINE rule_list::~rule_list() = default;

VARSIGMA_INLINE std::size_t rule_list::size() const noexcept {
    return models_ != nullptr ? models_->size() : 0;
}

VARSIGMA_INLINE const detection_rule& rule_list::operator[](std::size_t number) const {
    return models_->at(number);
}

VARSIGMA_INLINE std::string_view rule_list::title(std::size_t number) const noexcept {
    return models_->title(number);
}

VARSIGMA_INLINE std::string_view rule_list::id(std::size_t number) const noexcept {
    return models_->id(number);
}

VARSIGMA_INLINE severity_level rule_list::level(std::size_t number) const noexcept {
    return models_->level(number);
}

VARSIGMA_INLINE detail::model_archive rule_list::to_archive() const {
    return models_ != nullptr ? models_->to_archive() : detail::model_archive{std::vector<detection_rule>{}};
}

} // namespace VARSIGMA_NAMESPACE
