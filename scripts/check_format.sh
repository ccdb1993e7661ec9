#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# usage: check_format.sh [--fix]: do the C++ files follow .clang-format? With --fix they do afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."
formatter=$(command -v clang-format-14 || command -v clang-format)
action=(--dry-run -Werror)
[ "${1:-}" != --fix ] || action=(-i)
find include tests examples benchmarks \( -name '*.hpp' -o -name '*.ipp' -o -name '*.cpp' \) -print0 |
    xargs -0 -r "$formatter" "${action[@]}"
