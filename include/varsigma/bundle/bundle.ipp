// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/bundle/bundle.hpp>
#include <varsigma/bundle/bundle_options.hpp>
#include <varsigma/bundle/detail/bundle_owner.hpp>
#include <varsigma/bundle/detail/opened_bundle.hpp>
#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>
#include <varsigma/core/result.hpp>
#include <varsigma/event/field_table.hpp>
#include <varsigma/rule/rule_list.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace VARSIGMA_NAMESPACE {

VARSIGMA_INLINE bundle::bundle(detail::opened_bundle opened)
    : opened_(std::make_unique<const detail::opened_bundle>(std::move(opened))) {}
VARSIGMA_INLINE bundle::bundle(bundle&& other) noexcept = default;
VARSIGMA_INLINE bundle& bundle::operator=(bundle&& other) noexcept = default;
VARSIGMA_INLINE bundle::~bundle() = default;

VARSIGMA_INLINE result<bundle> bundle::open_kept(detail::kept_bytes kept, const bundle_options& options) {
    auto opened = detail::opened_bundle::open(std::move(kept), options);
    if (!opened) { return std::move(opened).error(); }
    return bundle{std::move(*opened)};
}

VARSIGMA_INLINE const rule_list& bundle::rules() const noexcept {
    return opened_->parts().rules;
}

VARSIGMA_INLINE const varsigma::diagnostics& bundle::diagnostics() const noexcept {
    return opened_->parts().diagnostics;
}

VARSIGMA_INLINE const std::vector<std::string>& bundle::events() const noexcept {
    return opened_->events();
}

VARSIGMA_INLINE std::shared_ptr<const field_table> bundle::fields() const noexcept {
    return opened_->parts().fields;
}

VARSIGMA_INLINE std::string_view bundle::library() const noexcept {
    return opened_->library();
}

} // namespace VARSIGMA_NAMESPACE
