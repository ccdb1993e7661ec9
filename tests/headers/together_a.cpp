// SPDX-License-Identifier: BSL-1.0
#include <every_header.hpp>

varsigma::diagnostic finding_of_the_other_unit();

/// Two units that include everything link, and agree on what an inline function says.
int main() {
    const varsigma::diagnostic own{.code = varsigma::diagnostic_code::bad_cidr,
                                   .file = {},
                                   .position = {},
                                   .message = "host bits set",
                                   .suggestion = {}};
    return varsigma::render(own) == varsigma::render(finding_of_the_other_unit()) ? 0 : 1;
}
