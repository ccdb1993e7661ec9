// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <varsigma/core/printable.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scan {

/// Counts events by the name of their channel. Bounded: of the names that come after the first thousand, only how often
/// there were such is known.
class channel_counter {
public:
    using named_count = std::pair<std::string, std::uint64_t>;

    /// Counts an event; an empty name stands for none.
    void add(std::string_view name, std::uint64_t count = 1) {
        name = name.substr(0, varsigma::cut_between_characters(name, longest_name));
        if (name.empty()) {
            nameless_ += count;
        } else if (const auto known = counts_.find(name); known != counts_.end()) {
            known->second += count;
        } else if (counts_.size() < most_names) {
            counts_.emplace(name, count);
        } else {
            others_ += count;
        }
    }

    channel_counter& operator+=(const channel_counter& later) {
        for (const auto& [name, count] : later.counts_) { add(name, count); }
        nameless_ += later.nameless_;
        others_ += later.others_;
        return *this;
    }

    /// The most frequent names, the most frequent one first.
    [[nodiscard]] std::vector<named_count> most_frequent(std::size_t most) const {
        std::vector<named_count> sorted{counts_.begin(), counts_.end()};
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const named_count& left, const named_count& right) { return left.second > right.second; });
        sorted.resize(std::min(sorted.size(), most));
        return sorted;
    }

    [[nodiscard]] std::uint64_t nameless() const noexcept { return nameless_; }

    /// All that was counted.
    [[nodiscard]] std::uint64_t count() const noexcept {
        auto sum = nameless_ + others_;
        for (const auto& each : counts_) { sum += each.second; }
        return sum;
    }

private:
    static constexpr std::size_t most_names = 1000;
    static constexpr std::size_t longest_name = 512; // bytes; more than is shown

    std::map<std::string, std::uint64_t, std::less<>> counts_;
    std::uint64_t nameless_ = 0;
    std::uint64_t others_ = 0;
};

} // namespace scan
