#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What the scanner promises beside its recorded output. Usage: scan_test.py SCANNER, from the project's root."""
import json
import os
import pathlib
import subprocess
import sys
import unittest

import program

RULES = "examples/rules"
EVENTS = "examples/events/sample.ndjson"
SCANNER = sys.argv.pop(1)

PLAIN_RULE = """
title: {title}
logsource: {{}}
detection: {{sel: {{a: {value}}}, condition: sel}}
{more}
"""


def scan(*arguments, given=None):
    return program.run(SCANNER, *arguments, given=given)


class Scanner(program.InFolder):
    def scan_well(self, *arguments, given=None):
        status, out, err = scan(*arguments, given=given)
        self.assertEqual(status, 0, err)
        return out

    def figures(self, *arguments, given=None):
        path = self.folder / "figures.json"
        self.scan_well(*arguments, "--stats", path, given=given)
        return json.loads(path.read_text())

    def test_figures(self):
        found = self.figures("--rules", RULES, EVENTS)
        self.assertEqual(set(found), {
            "rules_loaded", "rules_rejected", "warnings", "events", "malformed", "repaired", "unrouted", "matches",
            "load_ms", "seconds", "events_per_second", "peak_rss_kb"})
        self.assertEqual((found["rules_rejected"], found["warnings"], found["malformed"]), (0, 0, 0))
        self.assertEqual((found["repaired"], found["unrouted"]), (1, 1))
        self.assertGreater(found["peak_rss_kb"], 0)

    def test_every_rule_fires_on_some_event(self):
        windows = self.scan_well("--rules", RULES, "--format", "tsv", EVENTS)
        web = self.scan_well("--rules", RULES, "--format", "tsv", "--logsource", "category=webserver",
                             "examples/events/webserver.ndjson")
        fired = {line.split("\t")[1] for line in (windows + web).splitlines()}
        self.assertEqual(len(fired), self.figures("--rules", RULES, EVENTS)["rules_loaded"])

    def test_formats_agree(self):
        tsv = [line.split("\t") for line in self.scan_well("--rules", RULES, "--format=tsv", EVENTS).splitlines()]
        objects = [json.loads(line) for line in self.scan_well("--rules", RULES, EVENTS).splitlines()]
        self.assertTrue(tsv)
        self.assertEqual([[str(each["line"]), each["rule"]] for each in objects], tsv)
        for each in objects:
            self.assertEqual(list(each), ["line", "rule", "title", "level", "tags"])
            self.assertIsInstance(each["tags"], list)
            self.assertIn(each["level"], ("low", "medium", "high", "critical"))
        text = self.scan_well("--rules", RULES, "--format", "text", EVENTS).splitlines()
        self.assertEqual(len([line for line in text if not line.startswith(" ")]), len(tsv))

    def test_output_does_not_depend_on_threads_or_on_the_kind_of_input(self):
        sample = pathlib.Path(EVENTS).read_bytes()
        long_event = b'{"a": "' + b"x" * 3000000 + b'"}\n'
        big = self.file("big.ndjson", (sample + b"no event\n\n") * 400 + long_event + sample)
        expected = scan("--rules", RULES, "--format", "tsv", big)
        self.assertEqual(expected[0], 0)
        self.assertEqual(expected[2].count("error"), 400)
        for threads in ("1", "2", "5"):
            status, out, err = scan("--rules", RULES, "--format", "tsv", "--threads", threads, big)
            self.assertEqual((status, out), expected[:2])
            self.assertEqual(err.splitlines()[:-1], expected[2].splitlines()[:-1])  # the last one holds the time
        self.assertEqual(scan("--rules", RULES, "--format", "tsv", "-", given=big.read_bytes())[:2], expected[:2])

    def test_lines_that_are_no_events(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value=1, more=""))
        given = '{"a":1}\n\n \r\n[1]\n{"a":\n{"a":1}\r\nxx\n{"a":1}'
        status, out, err = scan("--rules", rule, "--format", "tsv", "--no-routing", "-", given=given)
        self.assertEqual((status, out), (0, "1\tOne\n6\tOne\n8\tOne\n"))
        self.assertEqual([line.split(":")[1] for line in err.splitlines() if "error" in line], ["4", "5", "7"])
        found = self.figures("--rules", rule, given=given)
        self.assertEqual((found["events"], found["malformed"]), (3, 3))

    def test_lines_that_are_too_long(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value=1, more=""))
        limit = 1500000
        wanted = '{"a":1,"b":"' + "x" * (limit - 14) + '"}'
        lines = [wanted, wanted.replace('"}', 'x"}'), '{"a":1}', "y" * 5 * limit, '{"a":1}', "z" * 3 * limit]
        self.assertEqual(len(lines[0]), limit)
        for threads in ("1", "3"):
            status, out, err = scan("--rules", rule, "--format", "tsv", "--no-routing", "--max-line", limit,
                                    "--threads", threads, given="\n".join(lines))
            self.assertEqual((status, out), (0, "1\tOne\n3\tOne\n5\tOne\n"))
            self.assertEqual([line.split(":")[1] for line in err.splitlines() if "longer" in line], ["2", "4", "6"])

    def test_names_of_rules_that_share_them(self):
        one = PLAIN_RULE.format(title="Same", value=1, more="")
        same_id = PLAIN_RULE.format(title="Other", value=1, more="id: 5f2c8b1e-6f0c-4a53-9d0e-0a8f5d1c7e42")
        rules = self.file("rules.yml", "---".join([one, one, same_id, one, same_id]))
        out = self.scan_well("--rules", rules, "--format", "tsv", "--no-routing", given='{"a":1}\n')
        self.assertEqual([line.split("\t")[1] for line in out.splitlines()], [
            "Same", "Same#2", "5f2c8b1e-6f0c-4a53-9d0e-0a8f5d1c7e42", "Same#3",
            "5f2c8b1e-6f0c-4a53-9d0e-0a8f5d1c7e42#2"])

    def test_levels(self):
        levels = ["", "informational", "low", "medium", "high", "critical"]
        rules = self.file("rules.yml", "---".join(
            PLAIN_RULE.format(title=level or "none", value=1, more="level: " + level if level else "")
            for level in levels))
        for lowest, level in enumerate(levels[1:], 1):
            out = self.scan_well("--rules", rules, "--format", "tsv", "--no-routing", "--min-level", level,
                                 given='{"a":1}\n')
            self.assertEqual([line.split("\t")[1] for line in out.splitlines()], levels[lowest:])

    def test_routing(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value=1, more="").replace(
            "logsource: {}", "logsource: {product: p, category: c}"))
        event = '{"a":1}\n'
        for arguments, matches, unrouted in (([], 0, 1), (["--no-routing"], 1, 0), (["--logsource", "product=p"], 1, 0),
                                             (["--logsource", "category=c,product=P"], 1, 0),
                                             (["--logsource", "product=p,category=d"], 0, 0)):
            found = self.figures("--rules", rule, *arguments, given=event)
            self.assertEqual((found["matches"], found["unrouted"]), (matches, unrouted), arguments)

    def test_field_map(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value=1, more=""))
        names = self.file("map.yml", "x.y: a\n")
        out = self.scan_well("--rules", rule, "--no-routing", "--format", "tsv", "--map", names,
                             given='{"x":{"y":1}}\n{"y":1}\n')
        self.assertEqual(out, "1\tOne\n")
        status, _, err = scan("--rules", rule, "--map", self.file("bad.yml", "x: [a]\n"))
        self.assertEqual(status, 1)
        self.assertIn("bad.yml:1:4: error", err)

    def test_explanations(self):
        title = "Certutil Downloads a File"
        text = self.scan_well("--rules", RULES, "--format", "text", "--explain", title, EVENTS)
        self.assertEqual(text.count('+ rule "'), 2)
        for line in self.scan_well("--rules", RULES, "--explain", title, EVENTS).splitlines():
            found = json.loads(line)
            self.assertEqual("explanation" in found, found["title"] == title)

    def test_explanations_tell_kinds_apart(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value="[1, '1', null]", more=""))
        shown = {'{"a":1}': "a: 1", '{"a":"1"}': 'a: "1"', '{"a":null}': "a: null", "{}": "a: (missing)",
                 '{"a":[1,"1",{}]}': 'a: [1, "1", {object}]'}
        for event, expected in shown.items():
            out = self.scan_well("--rules", rule, "--no-routing", "--format", "text", "--explain", "One", given=event + "\n")
            self.assertIn(f"+ {expected}\n", out)

    def test_neither_event_nor_rule_can_write_to_the_terminal(self):
        hidden = "\x1b\r\x9b\u202e\u200b\ufe0f\U000e0041"
        title = r'"One\e[2J\u009b\u202e\u200b\ufe0f\U000e0041"'
        rule = self.file("rule.yml", PLAIN_RULE.format(title=title, value="'*x*'", more=""))
        event = r'{"a":"x\u001b[2J\r\n\u009b31m\u202eevil\u200b\ufe0f\udb40\udc41"}' + "\n"
        scanned = ("--rules", rule, "--no-routing", "--format")
        out = self.scan_well(*scanned, "text", "--explain", "One\x1b[2J\x9b\u202e\u200b\ufe0f\U000e0041", given=event)
        self.assertIn(r"x\u{1b}[2J\u{d}\u{a}\u{9b}31m\u{202e}evil\u{200b}\u{fe0f}\u{e0041}", out)
        shown = r"One\u{1b}[2J\u{9b}\u{202e}\u{200b}\u{fe0f}\u{e0041}"
        self.assertIn(f" line 1: {shown}\n", out)
        self.assertIn(f'rule "{shown}"\n', out)
        self.assertFalse([character for character in out if character in hidden])
        self.assertEqual(self.scan_well(*scanned, "tsv", given=event), f"1\t{shown}\n")
        out = self.scan_well(*scanned, "ndjson", given=event)
        self.assertFalse([character for character in out if character in hidden])
        self.assertEqual(json.loads(out)["title"], "One\x1b[2J\x9b\u202e\u200b\ufe0f\U000e0041")
        bad = self.file("b\x1b\u202ead.yml", "title: \"\u202e\n")
        err = scan("--rules", bad, given=event)[2]
        self.assertIn(r"b\u{1b}\u{202e}ad.yml:", err)
        self.assertFalse([character for character in err if character in hidden])

    def test_rejected_rules_are_told_and_warnings_counted(self):
        rule = PLAIN_RULE.replace("logsource: {{}}", "logsource: {{product: p}}")
        bad, odd = (rule.format(title=title, value=1, more="") for title in ("Bad", "Odd"))
        self.file("bad.yml", bad.replace("a: 1", "a|unknown: 1"))
        self.file("odd.yml", odd.replace("condition: sel", "condition: NOT sel"))
        status, _, err = scan("--rules", self.folder, given='{"a":1}\n')
        self.assertEqual(status, 0)
        self.assertIn("bad.yml:", err)
        self.assertNotIn("odd.yml:", err)
        self.assertIn("1 warning about rules", err)
        self.assertIn("odd.yml:", scan("--rules", self.folder, "--verbose", given='{"a":1}\n')[2])
        found = self.figures("--rules", self.folder, given='{"a":1}\n')
        self.assertEqual((found["rules_loaded"], found["rules_rejected"], found["warnings"]), (1, 1, 1))

    def test_wrong_usage(self):
        good = ["--rules", RULES]
        for arguments in ([], ["--nothing"], ["--rules"], good + ["--threads", "x"], good + ["--threads", "-1"],
                          good + ["--format", "xml"], good + ["--no-routing", "--logsource", "product=a"],
                          good + ["--logsource", "host=a"], good + ["--logsource", "product="], good + ["a", "b"],
                          good + ["--min-level", "none"], good + ["--help=1"], good + ["--explain", "no such rule"],
                          good + ["--explain", "MsiExec Web Install", "--format", "tsv"]):
            status, out, err = scan(*arguments)
            self.assertEqual((status, out), (2, ""), arguments)
            self.assertTrue(err.startswith("scan: "), arguments)

    def test_failures(self):
        absent = self.folder / "absent"
        for arguments in (["--rules", absent, EVENTS], ["--rules", RULES, absent], ["--rules", RULES, self.folder],
                          ["--rules", RULES, "--map", absent, EVENTS],
                          ["--rules", RULES, "--stats", absent / "x", EVENTS]):
            status, _, err = scan(*arguments)
            self.assertEqual(status, 1, arguments)
            self.assertTrue(err, arguments)
        self.assertEqual(scan("--rules", RULES, given="no event\n")[0], 1)
        self.assertEqual(scan("--rules", RULES, given="")[0], 0)
        if os.path.exists("/dev/full"):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([SCANNER, "--rules", RULES, EVENTS], stdout=full, stderr=subprocess.PIPE,
                                      timeout=60)
            self.assertEqual(done.returncode, 1)

    def test_help_and_version(self):
        self.assertIn("usage: scan", self.scan_well("--help"))
        self.assertRegex(self.scan_well("--version"), r"^scan \(varsigma \d+\.\d+\.\d+\)\n$")


if __name__ == "__main__":
    unittest.main()
