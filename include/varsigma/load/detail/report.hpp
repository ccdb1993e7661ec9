// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/build_mode.hpp>
#include <varsigma/core/diagnostic.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace VARSIGMA_NAMESPACE::yaml {

/// Collects what is to be said about one file.
///
/// Refers to the list and to the file's name, which have to outlive it.
class reporter {
public:
    reporter(diagnostics& findings, std::string_view file) noexcept : findings_(&findings), file_(file) {}

    void error(diagnostic_code code, source_position position, std::string message, std::string suggestion = {}) {
        ++errors_;
        add(severity::error, code, position, std::move(message), std::move(suggestion));
    }

    void warning(diagnostic_code code, source_position position, std::string message, std::string suggestion = {}) {
        add(severity::warning, code, position, std::move(message), std::move(suggestion));
    }

    /// How many errors were reported here so far: to see whether a part was read without any.
    [[nodiscard]] std::size_t errors() const noexcept { return errors_; }

    [[nodiscard]] std::string_view file() const noexcept { return file_; }
    [[nodiscard]] diagnostics& findings() noexcept { return *findings_; }

private:
    void add(severity level, diagnostic_code code, source_position position, std::string message,
             std::string suggestion) {
        findings_->push_back({code, level, std::string{file_}, position, std::move(message), std::move(suggestion)});
    }

    diagnostics* findings_;
    std::string_view file_;
    std::size_t errors_ = 0;
};

} // namespace VARSIGMA_NAMESPACE::yaml
