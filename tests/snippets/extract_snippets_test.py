#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""usage: extract_snippets_test.py EXTRACT_SNIPPETS.py: does it find what it should, and object to what it should?"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = sys.argv.pop(1)
FENCE = "```"


def extract(document, *arguments):
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        (root / "README.md").write_text(document.replace("'''", FENCE), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, SCRIPT, "--root", name, *(arguments or ["--output", str(root / "out")])],
            stdout=subprocess.PIPE, text=True, check=False,
        )
        files = {path.name: path.read_text(encoding="utf-8") for path in root.glob("out/*")}
    return done.returncode, done.stdout, files


class Extraction(unittest.TestCase):
    def test_pieces_of_one_name_make_one_program(self):
        document = """# Title
<!-- snippet: first hidden
#include <cstdio>
-->
<!-- snippet: first -->
'''cpp
void speak() { std::puts("a"); }
'''
Some words.

<!-- snippet: first main -->
'''cpp
speak();
'''
<!-- output: first -->
'''text
a
'''
"""
        status, _, files = extract(document)
        self.assertEqual(status, 0)
        source = files["readme_first.cpp"]
        lines = [line for line in source.splitlines() if line and not line.startswith("#line")]
        self.assertEqual(lines, ["#include <cstdio>", 'void speak() { std::puts("a"); }', "int main() {", "speak();", "}"])
        self.assertIn('#line 7 "README.md"\nvoid speak', source)
        self.assertEqual(files["readme_first.txt"], "a\n")
        self.assertIn("set(snippets_run readme_first)", files["snippets.cmake"])
        self.assertEqual(extract(document, "--check")[0], 0)

    def test_compile_only(self):
        _, _, files = extract("<!-- snippet: a compile -->\n'''cpp\nint x;\n'''\n")
        self.assertIn("set(snippets_compile readme_a)", files["snippets.cmake"])

    def test_other_languages_and_declared_fragments_are_left_alone(self):
        document = "'''sh\nls\n'''\n<!-- snippet: none, a fragment -->\n'''cpp\n...\n'''\n"
        status, output, _ = extract(document, "--check")
        self.assertEqual((status, output), (0, "1 documents, 0 programs, 0 errors\n"))

    def test_mistakes(self):
        for document, message in (
            ("'''cpp\nint x;\n'''\n", "README.md:1: a C++ block without"),
            ("<!-- snippet: a compile -->\n\n'''cpp\nint x;\n'''\n", "a C++ block without"),
            ("<!-- snippet: a -->\n'''cpp\nint x;\n'''\n", "has neither a main()"),
            ("<!-- snippet: a quickly -->\n'''cpp\nint x;\n'''\n", "cannot be understood"),
            ("<!-- snippet: none -->\n'''cpp\nint x;\n'''\n", "has neither a main()"),
            ("<!-- snippet: a -->\nwords\n", "that no block follows"),
            ("<!-- snippet: a -->\n'''sh\nls\n'''\n", "that is no C++"),
            ("<!-- output: a -->\n'''text\na\n'''\n", "which no block makes up"),
            ("<!-- snippet: a compile -->\n'''cpp\nint x;\n", "without an end"),
        ):
            with self.subTest(document=document):
                status, output, _ = extract(document, "--check")
                self.assertEqual(status, 1)
                self.assertIn(message, output)


if __name__ == "__main__":
    unittest.main()
