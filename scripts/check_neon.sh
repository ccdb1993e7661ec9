#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# usage: check_neon.sh: do the tests of what has vector code pass on AArch64? Needs g++-aarch64-linux-gnu, qemu-user and
# doctest's header.
set -euo pipefail
cd "$(dirname "$0")/.."
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
mkdir -p "$d/inc"
ln -sfn /usr/include/doctest "$d/inc/doctest" # the rest of /usr/include is for this machine
aarch64-linux-gnu-g++ -std=c++20 -O1 -Wall -Wextra -Werror -Iinclude -Itests -I"$d/inc" -static tests/main.cpp \
    tests/text/{simd_level,ascii_scan,casefold,pair_scan}_test.cpp tests/pattern/teddy*_test.cpp -o "$d/neon"
qemu-aarch64 "$d/neon"
