// SPDX-License-Identifier: BSL-1.0
#if __has_include(<varsigma/varsigma.hpp>)
#include <varsigma/varsigma.hpp>
#else
#include <varsigma/core/diagnostic.hpp>
#endif

#include <cstdio>

int main() {
    varsigma::diagnostic finding;
    finding.code = varsigma::diagnostic_code::bad_cidr;
    finding.message = "host bits set";
    std::puts(varsigma::render(finding).c_str());
    return 0;
}
