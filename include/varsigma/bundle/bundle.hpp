// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/bundle/bundle_options.hpp>
#include <varsigma/bundle/detail/bundle_owner.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/rule/rule_list.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A bundle is a rule set as bytes, to be used where they lie: a file that is mapped into memory, an array in the
// program.

namespace VARSIGMA_NAMESPACE {
namespace detail {

class opened_bundle;

} // namespace detail

/// What is in a bundle, for those who want to look into it without having the types of its events.
class bundle {
public:
    /// Opens and checks a bundle. The bytes begin at a multiple of 8 and outlive it. O(size).
    [[nodiscard]] static result<bundle> open(std::span<const std::byte> bytes, const bundle_options& options = {}) {
        return open_kept({bytes, nullptr}, options);
    }
    /// The same of bytes that are handed over with what they lie in: a mapped file, a vector. On an error that is gone.
    template <bundle_owner Owner>
    [[nodiscard]] static result<bundle> open(Owner&& owner, const bundle_options& options = {}) {
        return open_kept(detail::kept(std::forward<Owner>(owner)), options);
    }
    /// It would not outlive the bundle.
    template <detail::lends_bytes_only Owner>
    static result<bundle> open(Owner&&, const bundle_options& = {}) = delete;

    bundle(const bundle&) = delete;
    bundle& operator=(const bundle&) = delete;
    /// One that was moved from can only be destroyed or assigned to.
    bundle(bundle&& other) noexcept;
    bundle& operator=(bundle&& other) noexcept;
    ~bundle();

    [[nodiscard]] const rule_list& rules() const noexcept;
    /// What loading (if a collection was saved) and compiling had found.
    [[nodiscard]] const varsigma::diagnostics& diagnostics() const noexcept;
    /// The types of events that it was made for, by name, in their order.
    [[nodiscard]] const std::vector<std::string>& events() const noexcept;
    /// The fields that its rules read.
    [[nodiscard]] std::shared_ptr<const field_table> fields() const noexcept;
    /// The version of the library that made it.
    [[nodiscard]] std::string_view library() const noexcept;

private:
    [[nodiscard]] static result<bundle> open_kept(detail::kept_bytes kept, const bundle_options& options);

    explicit bundle(detail::opened_bundle opened);

    std::unique_ptr<const detail::opened_bundle> opened_;
};

} // namespace VARSIGMA_NAMESPACE

#ifndef VARSIGMA_COMPILED
#include <varsigma/bundle/bundle.ipp>
#endif
