#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Checks what public headers bring along where the library is compiled once.

usage: lean.py COMPILER INCLUDE

Of the headers in the folder INCLUDE that lie in no `detail` folder none may include vector instructions, RE2, libyaml,
simdjson or nlohmann-json's main header; `KNOWN` are those that do so still: one that is in the list without need is an
error, so that the list only gets shorter. What only describes events, or looks at hits, may include none of the standard
headers that cost much. Nothing is compiled: the compiler lists the files (-M), those of missing libraries included (-MG).
"""
import pathlib
import re
import subprocess
import sys
import tempfile

HEAVY = re.compile(r"(^|/)(immintrin\.h|arm_neon\.h|re2/re2\.h|yaml\.h|simdjson\.h|nlohmann/json\.hpp)$")
KNOWN = {"literals/literal_index.hpp", "pattern/default_regex.hpp", "pattern/re2_engine.hpp"}

LEAN = ("fwd.hpp", "event/event_traits.hpp", "match/hit.hpp")
COSTLY = re.compile(r"/c\+\+/\d+/(algorithm|chrono|filesystem|functional|iostream|list|map|ranges|regex|sstream|unordered_map|"
                    r"unordered_set)$")


def files_of(compiler, include, headers, work):
    source = work / "unit.cpp"
    source.write_text("".join(f"#include <varsigma/{header}>\n" for header in headers), encoding="utf-8")
    listed = subprocess.run([compiler, "-std=c++20", "-DVARSIGMA_COMPILED", f"-I{include}", "-M", "-MG", source],
                            check=True, capture_output=True, text=True).stdout
    return listed.replace("\\\n", " ").split()


def main():
    compiler, include = sys.argv[1], pathlib.Path(sys.argv[2])
    own = include / "varsigma"
    headers = sorted(path.relative_to(own).as_posix() for path in own.rglob("*.hpp")
                     if path.name != "src.hpp" and "detail" not in path.relative_to(own).parts)
    faults = [f"KNOWN: there is no {header}" for header in sorted(KNOWN - set(headers))]
    with tempfile.TemporaryDirectory() as work:
        def found(given, what):
            return [file for file in files_of(compiler, include, given, pathlib.Path(work)) if what.search(file)]

        lean = [header for header in headers if header not in KNOWN]
        if found(lean, HEAVY):  # which of them it is
            faults += [f"{header} includes {' '.join(heavy)}" for header in lean if (heavy := found([header], HEAVY))]
        faults += [f"KNOWN: {header} includes nothing of the kind: take it out"
                   for header in sorted(KNOWN & set(headers)) if not found([header], HEAVY)]
        faults += [f"{header} includes {' '.join(costly)}" for header in LEAN if (costly := found([header], COSTLY))]
    print(f"{len(headers)} headers, {len(KNOWN)} known to include too much")
    if not headers or faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
