// SPDX-License-Identifier: BSL-1.0
#include "matching.hpp"

#ifndef VARSIGMA_COMPILED
#error "this file is to use the library compiled once"
#endif

modes::outcome modes::of_compiled() {
    struct here {};
    return try_all<here>();
}
