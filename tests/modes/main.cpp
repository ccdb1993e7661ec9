// SPDX-License-Identifier: BSL-1.0
//
// Two files of one program that are built in different ways: each works, neither gets anything of the other, and what they
// make is the same, bundles byte for byte.
#include "modes.hpp"

#include <cstdio>

int main() {
    const auto headers = modes::of_headers();
    const auto compiled = modes::of_compiled();
    if (headers.hits != std::vector<std::size_t>{1, 1, 0} || headers.findings.empty() || headers.bundle.empty()) {
        std::puts("the header-only file does not match what it should");
        return 1;
    }
    if (headers.findings != compiled.findings) { std::puts("the findings differ"); }
    if (headers.hits != compiled.hits) { std::puts("the hits differ"); }
    if (headers.bundle != compiled.bundle) { std::puts("the bundles differ"); }
    return headers == compiled ? 0 : 1;
}
