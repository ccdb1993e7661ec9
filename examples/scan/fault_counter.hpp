// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "event_place.hpp"

#include <varsigma/core/diagnostic_code.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scan {

/// Counts what is malformed, by its cause. There are a few causes only, whatever the input.
class fault_counter {
public:
    struct entry {
        std::string cause;
        varsigma::diagnostic_code code{};
        std::uint64_t count = 0;
        event_place first;
    };

    void add(std::string_view cause, varsigma::diagnostic_code code, const event_place& place) {
        of(cause, code, place).count += 1;
    }

    /// Adds what was counted behind all that is counted here.
    fault_counter& operator+=(const fault_counter& later) {
        for (const auto& each : later.entries_) { of(each.cause, each.code, each.first).count += each.count; }
        return *this;
    }

    /// By cause, in the order in which they occurred first.
    [[nodiscard]] const std::vector<entry>& entries() const noexcept { return entries_; }

    [[nodiscard]] std::uint64_t count() const noexcept {
        std::uint64_t sum = 0;
        for (const auto& each : entries_) { sum += each.count; }
        return sum;
    }

private:
    [[nodiscard]] entry& of(std::string_view cause, varsigma::diagnostic_code code, const event_place& place) {
        const auto known =
            std::find_if(entries_.begin(), entries_.end(), [&](const entry& each) { return each.cause == cause; });
        if (known != entries_.end()) { return *known; }
        return entries_.emplace_back(entry{std::string{cause}, code, 0, place});
    }

    std::vector<entry> entries_;
};

} // namespace scan
