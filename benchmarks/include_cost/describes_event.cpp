// SPDX-License-Identifier: BSL-1.0
//
// A file that describes a type of event, and nothing else.
#include "process_event.hpp"

int main() {}
