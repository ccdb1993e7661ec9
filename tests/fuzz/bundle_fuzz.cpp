// SPDX-License-Identifier: BSL-1.0
#include "bundle_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz_bundle({data, size});
    return 0;
}
