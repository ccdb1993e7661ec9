#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# usage: build.sh PROGRAM; the compiler is $CXX, the installed varsigma is found through $PKG_CONFIG_PATH.
set -eu
here=$(dirname "$0")
pkg-config --exists --print-errors varsigma-yaml varsigma-simdjson varsigma-nlohmann_json
# shellcheck disable=SC2046 # flags are words
"${CXX:-c++}" -std=c++20 ${CXXFLAGS:-} "$here/../main.cpp" $(pkg-config --cflags --libs varsigma) -o "$1"
"${CXX:-c++}" -std=c++20 ${CXXFLAGS:-} "$here/../components.cpp" \
    $(pkg-config --cflags --libs varsigma-yaml varsigma-simdjson varsigma-nlohmann_json) -o "$1_of_components"
"$1_of_components"
