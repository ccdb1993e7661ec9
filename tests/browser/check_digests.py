#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compares the digests in convert/detail/page_style.hpp with the style and the script that stand there.

usage: check_digests.py [--write]     (in the project's root)

A page allows its own style and script by these digests. --write corrects them.
"""
import base64
import hashlib
import pathlib
import re
import sys

HEADER = pathlib.Path("include/varsigma/convert/detail/page_style.hpp")


def digest_of(source, name):
    text = re.search(rf'page_{name} = R"\((.*?)\)";', source, re.DOTALL)[1]
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def main():
    source = HEADER.read_text(encoding="utf-8")
    correct = source
    for name in ("style", "script"):
        correct = re.sub(
            rf'(page_{name}_digest =\s*")[^"]*', lambda found: found[1] + digest_of(source, name), correct
        )
    if "--write" in sys.argv[1:]:
        HEADER.write_text(correct, encoding="utf-8")
        return 0
    if source == correct:
        return 0
    print(f"{HEADER}: the digests are not those of style and script; correct them with {sys.argv[0]} --write")
    return 1


if __name__ == "__main__":
    sys.exit(main())
