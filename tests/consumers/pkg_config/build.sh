#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# usage: build.sh PROGRAM [compiled]; the compiler is $CXX, the installed varsigma is found through $PKG_CONFIG_PATH. With
# `compiled` the library compiled once is tried, too.
set -eu
here=$(dirname "$0")
pkg-config --exists --print-errors varsigma-yaml varsigma-simdjson varsigma-nlohmann_json
# shellcheck disable=SC2046 # flags are words
"${CXX:-c++}" -std=c++20 ${CXXFLAGS:-} "$here/../main.cpp" $(pkg-config --cflags --libs varsigma) -o "$1"
"${CXX:-c++}" -std=c++20 ${CXXFLAGS:-} "$here/../components.cpp" \
    $(pkg-config --cflags --libs varsigma-yaml varsigma-simdjson varsigma-nlohmann_json) -o "$1_of_components"
"$1_of_components"
if [ "${2:-}" = compiled ]; then
    # shellcheck disable=SC2046
    "${CXX:-c++}" -std=c++20 ${CXXFLAGS:-} "$here/../components.cpp" \
        $(pkg-config --cflags --libs varsigma-compiled-yaml varsigma-compiled-simdjson varsigma-compiled-nlohmann_json) \
        -o "$1_compiled"
    "$1_compiled"
fi
