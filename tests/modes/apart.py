#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Checks that two objects, built in different ways, define nothing of the library in common.

usage: apart.py NM HEADERS COMPILED
"""
import subprocess
import sys


def names_of(nm, objects):
    listed = subprocess.run([nm, "-C", *objects.split(";")], check=True, capture_output=True, text=True).stdout
    return {line[19:] for line in listed.splitlines() if len(line) > 19 and "varsigma::" in line}


def main():
    headers, compiled = (names_of(sys.argv[1], objects) for objects in sys.argv[2:4])
    if not headers or not compiled:
        sys.exit("an object has nothing of the library: the check sees nothing")
    if any("_compiled::" in name for name in headers) or any("_headers::" in name for name in compiled):
        sys.exit("a name of one way of building stands in an object of the other")
    if common := sorted(headers & compiled):
        sys.exit(f"{len(common)} names of the library are in both, the first of them: {common[0]}")
    print(f"{len(headers)} names and {len(compiled)}, none of them in both")


if __name__ == "__main__":
    main()
