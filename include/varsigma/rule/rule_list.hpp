// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/rule/severity_level.hpp>

#include <compare>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string_view>
#include <vector>

namespace VARSIGMA_NAMESPACE {

struct detection_rule;

namespace detail {

class model_archive;

} // namespace detail

/// The rules of a set, by number: their models as they were given, or out of a bundle.
///
/// A rule of a bundle is read when it is first asked for, which allocates, and kept. Const use is safe from any number
/// of threads; references live as long as the list, wherever that is moved to. One that was moved from is empty. What
/// looks into models includes `varsigma/rule/document.hpp`.
class rule_list {
public:
    class iterator;

    rule_list() noexcept;
    explicit rule_list(std::vector<detection_rule> rules);
    explicit rule_list(detail::model_archive archived);
    rule_list(const rule_list&) = delete;
    rule_list& operator=(const rule_list&) = delete;
    rule_list(rule_list&& other) noexcept;
    rule_list& operator=(rule_list&& other) noexcept;
    ~rule_list();

    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }

    /// Precondition of all: `number < size()`.
    [[nodiscard]] const detection_rule& operator[](std::size_t number) const;

    // The same as from the model, but without reading one out of a bundle: these allocate nothing.
    [[nodiscard]] std::string_view title(std::size_t number) const noexcept;
    [[nodiscard]] std::string_view id(std::size_t number) const noexcept;
    [[nodiscard]] severity_level level(std::size_t number) const noexcept;

    [[nodiscard]] iterator begin() const noexcept;
    [[nodiscard]] iterator end() const noexcept;
    [[nodiscard]] const detection_rule& front() const { return (*this)[0]; }

    /// The models for a bundle. O(size).
    [[nodiscard]] detail::model_archive to_archive() const;

private:
    class models;

    std::unique_ptr<const models> models_; // null: none
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

#ifndef VARSIGMA_COMPILED
#include <varsigma/rule/rule_list.ipp>
#endif
