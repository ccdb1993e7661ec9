// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace modes {

struct outcome {
    std::vector<std::string> findings;
    std::vector<std::size_t> hits;
    std::vector<std::byte> bundle;

    friend bool operator==(const outcome&, const outcome&) = default;
};

outcome of_headers();
outcome of_compiled();

} // namespace modes
