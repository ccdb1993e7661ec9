// SPDX-License-Identifier: BSL-1.0
#include "fuzz/yaml_loader_fuzz.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as text
    varsigma_tests::check_yaml_loader({reinterpret_cast<const char*>(data), size});
    return 0;
}
