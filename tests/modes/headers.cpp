// SPDX-License-Identifier: BSL-1.0
#include "matching.hpp"

#ifdef VARSIGMA_COMPILED
#error "this file is to be header-only"
#endif

modes::outcome modes::of_headers() {
    struct here {};
    return try_all<here>();
}
