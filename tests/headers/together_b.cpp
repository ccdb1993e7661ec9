// SPDX-License-Identifier: BSL-1.0
#include <every_header.hpp>

varsigma::diagnostic finding_of_the_other_unit();

varsigma::diagnostic finding_of_the_other_unit() {
    return {.code = varsigma::diagnostic_code::bad_cidr,
            .file = {},
            .position = {},
            .message = "host bits set",
            .suggestion = {}};
}
