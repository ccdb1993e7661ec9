// SPDX-License-Identifier: BSL-1.0
//
// What a program that embeds the library includes anyway.
#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

int main() {}
