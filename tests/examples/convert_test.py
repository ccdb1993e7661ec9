#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What the converter promises beside its recorded output. Usage: convert_test.py CONVERT, from the project's root."""
import json
import os
import pty
import subprocess
import sys
import termios
import threading
import unittest

import program

RULES = "examples/rules"
PROGRAM = sys.argv.pop(1)

COUNTED = """
title: A logon failed
name: failed_logon
logsource: { product: windows, service: security }
detection: { selection: { EventID: 4625, User|cased: Eve }, condition: selection }
---
title: Many failed logons
correlation:
    type: event_count
    rules: [failed_logon]
    group-by: [User]
    timespan: 10m
    condition: { gte: 20 }
"""


def convert(*arguments):
    return program.run(PROGRAM, *arguments)


def on_terminal(*arguments):
    """Exit status, what a terminal shows and standard error."""
    ours, its = pty.openpty()
    termios.tcsetattr(its, termios.TCSANOW, raw_terminal(termios.tcgetattr(its)))
    shown = []

    def read():
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # closed at the other end
                return
            if not piece:
                return
            shown.append(piece)

    reader = threading.Thread(target=read)
    reader.start()
    done = subprocess.run([PROGRAM, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=its, stderr=subprocess.PIPE,
                          timeout=60)
    os.close(its)
    reader.join()
    os.close(ours)
    return done.returncode, b"".join(shown).decode(), done.stderr.decode()


def raw_terminal(attributes):
    attributes[1] &= ~termios.OPOST  # line breaks as they are
    return attributes


class Converter(program.InFolder):
    def test_every_target(self):
        for target in ("kibana", "lucene", "graylog", "xpack_watcher", "saved_search", "page", "html"):
            status, output, errors = convert("--to", target, "--quiet", RULES + "/msiexec_web_install.yml")
            self.assertEqual((status, errors), (0, ""), target)
            self.assertNotEqual(output, "")

    def test_a_rule_that_a_correlation_stands_for_has_no_watch_of_its_own(self):
        counted = self.file("counted.yml", COUNTED)
        status, output, errors = convert("--to", "xpack_watcher", "--json", counted)
        self.assertEqual(status, 0, errors)
        self.assertEqual(json.loads(output)["metadata"]["title"], "Many failed logons")
        self.assertIn("no watch of its own: the correlation 'Many failed logons' stands for it", errors)
        both = self.file("both.yml", COUNTED + "    generate: true\n")
        status, output, _ = convert("--to", "xpack_watcher", both)
        self.assertEqual((status, output.count("curl ")), (0, 2))
        # a query is no alarm: it is written, and that nothing counts it is said
        status, output, errors = convert("--to", "kibana", counted)
        self.assertEqual((status, output.count("\n")), (1, 1))
        self.assertIn("a correlation, which is written for xpack_watcher only", errors)

    def test_placeholders(self):
        rule = self.file("rule.yml", "title: A\nlogsource: {category: c}\n"
                                     "detection: {s: {F|expand: '%staff%'}, condition: s}\n")
        values = self.file("values.yml", "staff: [alice, 'svc-*']\n")
        self.assertEqual(convert("--to", "lucene", "--placeholders", values, rule)[:2],
                         (0, "F:(alice OR svc\\-*)\n"))
        self.assertIn("[unknown_placeholder]", convert("--to", "lucene", rule)[2])
        more = self.file("more.yml", "staff: bob\n")
        files = ("--placeholders", values, "--placeholders", more)
        replaced = f"{more}:1:1: warning: the values of '%staff%' here replace those in {values}; "
        status, output, errors = convert("--to", "lucene", *files, rule)
        self.assertEqual((status, output, errors.startswith(replaced)), (0, "F:bob\n", True), errors)
        self.assertEqual(convert("--to", "lucene", "--quiet", *files, rule)[2], "")
        status, output, errors = convert("--to", "lucene", "--placeholders", self.file("bad.yml", "staff:\n"), rule)
        self.assertEqual((status, output), (1, ""))
        self.assertIn("bad.yml:1:7: error", errors)

    def test_names_of_fields(self):
        counted = self.file("counted.yml", COUNTED)
        status, output, _ = convert("--to", "xpack_watcher", "--json", "--quiet", "--time-field", "at", "--exact-suffix",
                                    ".exact", "--value-suffix", "", counted)
        self.assertEqual(status, 0)
        body = json.loads(output)["input"]["search"]["request"]["body"]
        self.assertIn("User.exact:Eve", body["query"]["bool"]["filter"][0]["query_string"]["query"])
        self.assertEqual(list(body["query"]["bool"]["filter"][1]["range"]), ["at"])
        self.assertEqual(body["aggs"]["by"]["terms"]["field"], "User")

    def test_what_is_wrong_with_one_rule_stops_no_other(self):
        rules = self.folder / "rules"
        rules.mkdir()
        (rules / "a.yml").write_text("title: A\nlogsource: {category: c}\ndetection: {s: {F|fieldref: G}, condition: s}\n")
        (rules / "b.yml").write_text("title: B\nlogsource: {category: c}\ndetection: {s: {F: b}, condition: s}\n")
        (rules / "c.yml").write_text("title: C\nlogsource: {category: c}\ndetection: {s: {F|contain: b}, condition: s}\n")
        status, output, errors = convert("--to", "kibana", rules)
        self.assertEqual((status, output), (1, "F:b\n"))
        self.assertIn("a.yml:3:29: error: ", errors)
        self.assertIn("c.yml:3:17: error: ", errors)

    def test_a_folder_that_takes_no_page_is_refused_before_anything_is_done(self):
        rule = self.file("rule.yml", "title: A\nlogsource: {category: c}\ndetection: {s: {F|contain: b}, condition: s}\n")
        for folder, why in ((self.folder / "absent", "No such file or directory"), (rule, "it is no folder"),
                            (rule / "x", "Not a directory")):
            self.assertEqual(convert("--to", "page", "--folder", folder, rule),
                             (1, "", f"convert: pages cannot be written to {folder}: {why}\n"))

    def test_a_terminal_gets_no_character_that_it_would_obey(self):
        odd = r"\e[2J\u202e\u2800\u0378\ue000"
        rule = self.file("rule.yml", f'title: "A{odd}"\nlogsource: {{category: c}}\n'
                                     f'detection: {{s: {{F: "b{odd}"}}, condition: s}}\n')
        hidden = "\x1b\u202e\u2800\u0378\ue000"
        for target in ("lucene", "page", "html"):
            status, plain, errors = convert("--to", target, "--quiet", rule)
            self.assertEqual((status, errors), (0, ""))
            status, shown, errors = on_terminal("--to", target, "--quiet", rule)
            self.assertEqual(status, 0)
            self.assertFalse([each for each in shown if each in hidden])
            self.assertIn("characters that a terminal obeys or nobody sees are shown by number", errors)
            for each in hidden:
                plain = plain.replace(each, f"\\u{{{ord(each):x}}}")
            self.assertEqual(shown, plain)
        self.assertIn(r"b\u{1b}\[2J\u{202e}", on_terminal("--to", "lucene", "--quiet", rule)[1])
        plain = convert("--to", "xpack_watcher", "--quiet", RULES + "/msiexec_web_install.yml")[1]
        self.assertEqual(on_terminal("--to", "xpack_watcher", "--quiet", RULES + "/msiexec_web_install.yml"),
                         (0, plain, ""))

    def test_pages_name_what_nobody_sees(self):
        odd = "\u2800\u0378\ue000\u202e\xa0"
        rule = self.file("rule.yml", f'title: "A{odd}"\nlogsource: {{category: c}}\n'
                                     'detection: {s: {F: b}, condition: s}\n')
        for target, before, behind in (("page", "&lt;U+", "&gt;"), ("html", "&lt;U+", "&gt;")):
            output = convert("--to", target, "--quiet", rule)[1]
            self.assertIn("A" + "".join(f"{before}{ord(each):04X}{behind}" for each in odd), output)

    def test_wrong_usage(self):
        for arguments in ([], [RULES], ["--to"], ["--to", "nothing", RULES], ["--to", "kibana"],
                          ["--to", "kibana", "--unknown", "x", RULES], ["--to", "kibana", "--profile", "x", RULES],
                          ["--to", "saved_search", "--profile", "sigmac_2019", RULES],
                          ["--to", "kibana", "--to", "lucene", RULES], ["--to", "page", "--folder", "a", "--folder", "b", RULES],
                          ["--to", "saved_search", "--index", "a", "--index", "b", RULES]):
            status, output, errors = convert(*arguments)
            self.assertEqual((status, output), (2, ""))
            self.assertTrue(errors.startswith("convert: "))
        self.assertEqual(convert("--help")[0], 0)


if __name__ == "__main__":
    unittest.main()
