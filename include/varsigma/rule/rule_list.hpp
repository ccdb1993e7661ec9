// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/on_need.hpp>
#include <varsigma/rule/document.hpp>
#include <varsigma/rule/model_archive.hpp>

#include <compare>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

/// The rules of a set, by number: their models as they were given, or out of a bundle.
///
/// A rule of a bundle is read when it is first asked for, which allocates, and kept. Const use is safe from any number
/// of threads; references live as long as the list.
class rule_list {
public:
    class iterator;

    rule_list() = default;
    explicit rule_list(std::vector<detection_rule> rules) noexcept : given_(std::move(rules)) {}
    explicit rule_list(detail::model_archive archived)
        : archived_(std::move(archived)), read_(archived_.size()), is_archived_(true) {}

    [[nodiscard]] std::size_t size() const noexcept { return is_archived_ ? archived_.size() : given_.size(); }
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }

    /// Precondition of all: `number < size()`.
    [[nodiscard]] const detection_rule& operator[](std::size_t number) const {
        if (!is_archived_) { return given_[number]; }
        return read_[number].get([&] { return std::make_unique<const detection_rule>(archived_.read(number)); });
    }

    // The same as from the model, but without reading one out of a bundle: these allocate nothing.
    [[nodiscard]] std::string_view title(std::size_t number) const noexcept {
        return is_archived_ ? archived_.title(number) : std::string_view{given_[number].metadata.title};
    }
    [[nodiscard]] std::string_view id(std::size_t number) const noexcept {
        return is_archived_ ? archived_.id(number) : std::string_view{given_[number].metadata.id};
    }
    [[nodiscard]] severity_level level(std::size_t number) const noexcept {
        return is_archived_ ? archived_.level(number) : given_[number].metadata.level;
    }

    [[nodiscard]] iterator begin() const noexcept;
    [[nodiscard]] iterator end() const noexcept;
    [[nodiscard]] const detection_rule& front() const { return (*this)[0]; }

    /// The models for a bundle. O(size).
    [[nodiscard]] detail::model_archive to_archive() const {
        return is_archived_ ? archived_ : detail::model_archive{given_};
    }

private:
    std::vector<detection_rule> given_;
    detail::model_archive archived_;
    std::vector<detail::on_need<detection_rule>> read_; // of those archived
    bool is_archived_ = false;
};

/// Goes through the models.
class rule_list::iterator {
public:
    using value_type = detection_rule;
    using difference_type = std::ptrdiff_t;
    using reference = const detection_rule&;
    using pointer = const detection_rule*;
    using iterator_category = std::forward_iterator_tag;

    iterator() = default;
    iterator(const rule_list& rules, std::size_t number) noexcept : rules_(&rules), number_(number) {}

    [[nodiscard]] reference operator*() const { return (*rules_)[number_]; }
    [[nodiscard]] pointer operator->() const { return &(*rules_)[number_]; }
    iterator& operator++() noexcept {
        ++number_;
        return *this;
    }
    iterator operator++(int) noexcept {
        const auto before = *this;
        ++number_;
        return before;
    }

    friend bool operator==(const iterator&, const iterator&) = default;

private:
    const rule_list* rules_ = nullptr;
    std::size_t number_ = 0;
};

inline rule_list::iterator rule_list::begin() const noexcept {
    return {*this, 0};
}
inline rule_list::iterator rule_list::end() const noexcept {
    return {*this, size()};
}

} // namespace VARSIGMA_NAMESPACE
