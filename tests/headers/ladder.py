#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Checks that includes point down the ladder of floors.

usage: ladder.py INCLUDE LADDER [GUESTS...]

INCLUDE is the folder of the headers, LADDER a JSON file: `floors` from the lowest up, each a list of folders; `bound_for`,
the headers that still lie elsewhere than in the folder named (patterns of paths); `violations`, the includes that are
known to point up or across, as "from -> to". A header may include headers of its own folder and of lower floors; folders
of one floor do not know each other. A violation that is not in the list is an error, and so is one in the list that is
there no more: the list only gets shorter. GUESTS are files, and folders of them, that show how the library is used: they
include no header of a `detail` folder.
"""
import fnmatch
import json
import pathlib
import re
import sys

INCLUDE = re.compile(r"^\s*#\s*include\s*<varsigma/([^>]+)>", re.MULTILINE)


def folders_of(headers, bound_for):
    """Where each header belongs. Patterns that no header fits, or two folders for one header, are mistakes of the list."""
    found = {header: str(pathlib.PurePosixPath(header).parts[0]) if "/" in header else "." for header in headers}
    faults, claimed = [], {}
    for folder, patterns in bound_for.items():
        for pattern in patterns:
            fitting = fnmatch.filter(headers, pattern)
            if not fitting:
                faults.append(f"bound_for: no header is {pattern}: take it out")
            for header in fitting:
                if header in claimed:
                    faults.append(f"bound_for: {header} is bound for {claimed[header]} and for {folder}")
                claimed[header] = found[header] = folder
    return found, faults


def check(include, ladder):
    headers = sorted(path.relative_to(include).as_posix() for path in include.rglob("*.?pp"))
    floors = {folder: number for number, folders in enumerate(ladder["floors"], 1) for folder in folders}
    folders, faults = folders_of(headers, ladder["bound_for"])
    faults += [f"{header}: no floor has the folder {folders[header]}" for header in headers if folders[header] not in floors]
    known, met = set(ladder["violations"]), set()
    for header in headers:
        for other in INCLUDE.findall((include / header).read_text(encoding="utf-8")):
            if other not in folders:
                faults.append(f"{header}: there is no {other}")
                continue
            own, its = folders[header], folders[other]
            if own == its or floors.get(its, 0) < floors.get(own, 0):
                continue
            arrow = f"{header} -> {other}"
            met.add(arrow)
            if arrow not in known:
                faults.append(f"{arrow}: {own} (floor {floors.get(own)}) must not know {its} (floor {floors.get(its)})")
    faults += [f"violations: {arrow} is gone: take it out of the list" for arrow in sorted(known - met)]
    return len(headers), sorted(met), faults


def check_guests(places):
    """Who is shown how to use the library is shown public headers only."""
    files = [path for place in places for path in ([place] if place.is_file() else sorted(place.rglob("*.*")))]
    kinds = {".hpp", ".cpp", ".md", ".in"}
    faults = []
    for path in (path for path in files if path.suffix in kinds):
        private = [header for header in INCLUDE.findall(path.read_text(encoding="utf-8")) if "detail" in header.split("/")]
        faults += [f"{path}: {header} is private" for header in private]
    return len(files), faults


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    include = pathlib.Path(sys.argv[1]) / "varsigma"
    count, met, faults = check(include, json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")))
    if count == 0:
        sys.exit(f"no headers in {include}")
    guests, more = check_guests([pathlib.Path(place) for place in sys.argv[3:]])
    faults += more
    print(f"{count} headers, {guests} files that use them; {len(met)} known includes that point up or across")
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
