#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What the bundle program promises. Usage: bundle_test.py BUNDLE, from the project's root."""
import pathlib
import sys
import unittest

import program

RULES = "examples/rules"
PROGRAM = sys.argv.pop(1)


def bundle(*arguments):
    return program.run(PROGRAM, *arguments)


class Bundle(program.InFolder):
    def setUp(self):
        super().setUp()
        self.made = self.folder / "rules.bundle"

    def make(self):
        status, output, errors = bundle("make", self.made, RULES)
        self.assertEqual((status, errors), (0, ""))
        self.assertEqual(output, f"{self.made}: {self.made.stat().st_size} bytes\n")

    def test_make_show_verify(self):
        self.make()
        status, output, _ = bundle("show", self.made)
        self.assertEqual(status, 0)
        lines = output.splitlines()
        documents = sum(path.read_text().count("\ntitle:") + path.read_text().startswith("title:")
                        for path in pathlib.Path(RULES).glob("*.yml"))
        self.assertRegex(lines[0], r"^\d+ rules over \d+ fields, by varsigma [\d.]+, for ")
        self.assertGreaterEqual(int(lines[0].split()[0]), documents)
        self.assertIn("MsiExec Web Install", output)
        self.assertEqual(bundle("verify", self.made)[0], 0)
        status, output, _ = bundle("verify", self.made, RULES)
        self.assertEqual(status, 0)
        self.assertIn("what the rules give today", output)

    def test_the_same_rules_give_the_same_bytes(self):
        self.make()
        first = self.made.read_bytes()
        self.make()
        self.assertEqual(self.made.read_bytes(), first)

    def test_other_rules_are_noticed(self):
        self.make()
        one = next(iter(sorted(pathlib.Path(RULES).glob("*.yml"))))
        status, _, errors = bundle("verify", self.made, one)
        self.assertEqual(status, 1)
        self.assertIn("not what the rules give today", errors)

    def test_a_damaged_bundle_is_refused(self):
        self.make()
        content = bytearray(self.made.read_bytes())
        content[len(content) // 2] ^= 1
        self.made.write_bytes(content)
        for command in ("show", "verify"):
            status, output, errors = bundle(command, self.made)
            self.assertEqual((status, output), (1, ""))
            self.assertIn("checksum", errors)
        self.made.write_bytes(b"")
        self.assertEqual(bundle("show", self.made)[0], 1)
        self.assertEqual(bundle("show", self.folder / "absent")[0], 1)

    def test_wrong_rules_write_nothing(self):
        wrong = self.folder / "wrong.yml"
        wrong.write_text("title: Wrong\nlogsource: {category: c}\ndetection: {sel: {a|contain: x}, condition: sel}\n")
        status, _, errors = bundle("make", self.made, wrong, RULES)
        self.assertEqual(status, 1)
        self.assertIn("wrong.yml:3:", errors)
        self.assertFalse(self.made.exists())

    def test_wrong_usage(self):
        for arguments in ([], ["make"], ["make", "x"], ["show"], ["show", "x", "y"], ["turn", "x"]):
            status, _, errors = bundle(*arguments)
            self.assertEqual(status, 2)
            self.assertIn("usage:", errors)


if __name__ == "__main__":
    unittest.main()
