#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What the scanner promises beside its recorded output. Usage: scan_test.py SCANNER, from the project's root."""
import gzip
import json
import os
import pathlib
import random
import struct
import subprocess
import sys
import unittest

import program

RULES = "examples/rules"
EVENTS = "examples/events/sample.ndjson"
SCANNER = sys.argv.pop(1)

PLAIN_RULE = """
title: {title}
logsource: {{category: test}}
detection: {{sel: {{a: {value}}}, condition: sel}}
{more}
"""


CORRELATION = """
title: Many
level: {level}
correlation: {{type: event_count, rules: [one], group-by: [b], timespan: 1m, condition: {{gte: 3}}}}
"""

FILTER = """
title: Not that one
logsource: {category: test}
filter: {rules: any, sel: {b: 1}, condition: not sel}
"""


def zstd_block(kind, content, size, last):
    """A block of a zstd frame; kind 0 holds its bytes, kind 1 a byte that is repeated."""
    return struct.pack("<I", size << 3 | kind << 1 | last)[:3] + content


def zstd_frame(*blocks):
    return b"\x28\xB5\x2F\xFD\x00\x38" + b"".join(blocks)


def zstd(content):
    """The bytes as a zstd file, not compressed."""
    pieces = [content[at:at + (1 << 17)] for at in range(0, len(content), 1 << 17)] or [b""]
    return zstd_frame(*(zstd_block(0, piece, len(piece), piece is pieces[-1]) for piece in pieces))


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
            "rules_loaded", "rules_rejected", "rules_not_evaluated", "rules_below_level", "warnings", "events", "malformed", "repaired", "unrouted", "matches",
            "load_ms", "seconds", "events_per_second", "peak_rss_kb"})
        self.assertEqual((found["rules_rejected"], found["warnings"], found["malformed"]), (0, 0, 0))
        self.assertEqual((found["repaired"], found["unrouted"]), (1, 1))
        self.assertGreater(found["peak_rss_kb"], 0)

    def test_every_rule_fires_on_some_event(self):
        windows = self.scan_well("--rules", RULES, "--format", "tsv", EVENTS)
        web = self.scan_well("--rules", RULES, "--format", "tsv", "--logsource", "category=webserver",
                             "examples/events/webserver.ndjson")
        for category, expected in (("none", ""), ("other", ""), ("WebServer", web)):
            self.assertEqual(expected, self.scan_well("--rules", RULES, "--format", "tsv", "--logsource",
                                                      f"product=none,service=none,category={category}",
                                                      "examples/events/webserver.ndjson"))
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
        self.assertIn(f"scan: 400 events malformed: the event is not a JSON object, the first in {big}:", expected[2])
        for threads in ("1", "2", "5"):
            self.assertEqual(scan("--rules", RULES, "--format", "tsv", "--threads", threads, big), expected)
        self.assertEqual(scan("--rules", RULES, "--format", "tsv", "-", given=big.read_bytes())[:2], expected[:2])

    def test_lines_that_are_no_events(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value=1, more=""))
        given = '{"a":1}\n\n \r\n[1]\n{"a":\n{"a":1}\r\nxx\n{"a":1}'
        status, out, err = scan("--rules", rule, "--format", "tsv", "--no-routing", "-", given=given)
        self.assertEqual((status, out), (0, "1\tOne\n6\tOne\n8\tOne\n"))
        self.assertIn("scan: 2 events malformed: the event is not a JSON object, the first in <standard input>:4 ", err)
        self.assertIn("scan: 1 event malformed: the event is not well-formed JSON, in <standard input>:5 [bad_json]", err)
        self.assertEqual(len(err.splitlines()), 2)
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
            self.assertEqual(err, "scan: 3 events malformed: the event is longer than --max-line allows, the first in "
                                  "<standard input>:2 [bad_json]\n")

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
            for written in (level.upper(), level.title()):
                self.assertEqual(self.scan_well("--rules", rules, "--format", "tsv", "--no-routing",
                                                "--min-level", written, given='{"a":1}\n'), out)

    def test_routing(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value=1, more="").replace(
            "{category: test}", "{product: p, category: c}"))
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
        for repeated in (("--map", self.file("twice.yml", "x.y: a\nx.z: b\nx.y: c\n")),
                         ("--placeholders", self.file("twice.yml", "x: a\ny: b\nx: c\n"))):
            status, _, err = scan("--rules", rule, *repeated, given="{}")
            self.assertEqual(status, 1)
            self.assertRegex(err, r"twice.yml:3:1: error: the key 'x(\.y)?' stands twice in one map \[duplicate_key\]")
        status, _, err = scan("--rules", rule, "--map", names, "--map", self.file("bad.yml", "x: {a: b}\n"))
        self.assertEqual(status, 1)
        self.assertIn("bad.yml:1:4: error", err)

    def test_field_maps_add_up(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value=1, more="").replace("a: 1", "a: 1, b: 2"))
        first, second = self.file("1.yml", "x: a\ny: other\n"), self.file("2.yml", "y: b\n")
        for maps, found in ((("--map", first), ""), (("--map", second), ""),
                            (("--map", first, "--map", second), "1\tOne\n")):
            self.assertEqual(self.scan_well("--rules", rule, "--no-routing", "--format", "tsv", *maps,
                                            given='{"x":1,"y":2}\n'), found)

    def test_placeholders(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value="'%staff%'", more="").replace(
            "a:", "a|expand:"))
        given = "".join(f'{{"a":{json.dumps(name)}}}\n' for name in ("alice", "bob", "svc-1", "%staff%", "7", 7, "A*"))
        for content, found in (("staff: [alice, 'svc-*', 7, 'a\\*']", [1, 3, 5, 6, 7]), ("staff: bob", [2]),
                               ("staff: []", []), ("other: x\nstaff: '%staff%'", [4])):
            values = self.file("values.yml", content + "\n")
            out = self.scan_well("--rules", rule, "--no-routing", "--format", "tsv", "--placeholders", values,
                                 given=given)
            self.assertEqual([int(line.split("\t")[0]) for line in out.splitlines()], found, content)
        more = self.file("more.yml", "staff: [bob]\n")
        out = self.scan_well("--rules", rule, "--no-routing", "--format", "tsv", "--placeholders", values,
                             "--placeholders", more, given=given)
        self.assertEqual(out, "2\tOne\n")
        status, _, err = scan("--rules", rule, given=given)
        self.assertEqual(status, 1)
        self.assertIn("[unknown_placeholder]", err)
        status, _, err = scan("--rules", rule, "--placeholders", self.file("bad.yml", "a: b\nstaff: [x, no]\n"))
        self.assertEqual(status, 1)
        self.assertIn("bad.yml:2:12: error", err)

    def test_explanations(self):
        title = "Certutil Downloads a File"
        text = self.scan_well("--rules", RULES, "--format", "text", "--explain", title, EVENTS)
        self.assertEqual(text.count('+ rule "'), 2)
        for line in self.scan_well("--rules", RULES, "--explain", title, EVENTS).splitlines():
            found = json.loads(line)
            self.assertEqual("explanation" in found, found["title"] == title)

    def test_rules_are_explained_by_any_of_their_names(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value=1, more="name: one_rule\nid: 5-5"))
        for asked in ("One", "one_rule", "5-5"):
            out = self.scan_well("--rules", rule, "--no-routing", "--format", "text", "--explain", asked, given='{"a":1}\n')
            self.assertIn('+ rule "One"', out)

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

    def test_no_foreign_text_reaches_the_terminal_as_it_is(self):
        """In whatever place it stands, in every output. JSON stays what it is, and a line of columns one line of columns."""
        odd = ("\x1b[2J\x07\x9b\u061c\u202e\u2066\u200b\ufeff\xad\u2028\u2029\u115f\u3164\u2800\u0378\ue000\x7f\r\n\t\xa0\u200a"
               "\ufe0f\U000e0041\U0010fffd\U0001d159x")
        unseen = [character for character in odd if character not in "[2Jx\n\t"]

        def text(content):
            return '"' + "".join(f"\\U{ord(each):08x}" for each in content) + '"'

        good = self.file("good.yml", f"""
title: {text("T" + odd)}
id: {text("I" + odd)}
level: {text(odd)}
tags: [{text(odd)}]
fields: [{text("F" + odd)}]
logsource: {{category: {text(odd)}, {text(odd)}: 1}}
detection: {{{text("s" + odd)}: {{{text("F" + odd + "|contains")}: {text("v" + odd)}}}, condition: 1 of s*}}
""")
        bad = self.file("bad" + odd + ".yml", "---".join(f"""
title: {text(odd)}
logsource: {{category: test}}
{more}
""" for more in (f"detection: {{s: {{{text('F|' + odd)}: 1}}, condition: s}}",
                 f"detection: {{s: {{F|re: {text('(' + odd)}}}, condition: s}}",
                 f"detection: {{s: {{F|expand: {text('%' + odd + '%')}}}, condition: s}}",
                 f"detection: {{s: {{F|cidr: {text(odd)}}}, condition: {text('s and ' + odd)}}}",
                 f"correlation: {{type: {text(odd)}, rules: [{text(odd)}], timespan: {text(odd)}}}")))
        event = {"F" + odd: "a v" + odd, "Channel": "C" + odd}
        given = b"".join((json.dumps(event).encode(), b"\n", json.dumps(event, ensure_ascii=False).encode(), b"\n",
                          json.dumps(event).encode().replace(b"a v", b"a \xff\xe2\x80 \\ud800 v"), b"\n\x1b\x9b\xff\n"))
        named = self.file("in" + odd, given)

        def show(*arguments, of=good):
            _, out, err = scan("--rules", of, "--verbose", *arguments, given=given)
            self.assertFalse([hex(ord(each)) for each in out + err if each in unseen], arguments)
            return out, err

        for form in ("text", "ndjson", "tsv"):
            for more in ((), (named, self.folder / ("absent" + odd), "-"), ("--stats", "-")):
                self.assertTrue(show("--no-routing", "--format", form, *more)[0], more)
            self.assertIn(r"Channel 'C\u{1b}[2J\u{7}", show("--format", form)[1])
        for line in show("--no-routing", "--format", "tsv", named, "-")[0].splitlines():
            self.assertEqual(len(line.split("\t")), 3)
        objects = show("--no-routing", "--format", "ndjson", "--explain", "T" + odd, named, "-")[0].splitlines()
        self.assertEqual(len(objects), 6)
        for each in map(json.loads, objects):
            self.assertEqual((each["title"], each["tags"]), ("T" + odd, [odd]))
            self.assertIn(each["file"], (str(named), "<standard input>"))
            self.assertIn(r'"v\u{1b}[2J\u{7}', each["explanation"])
        explained = show("--no-routing", "--format", "text", "--explain", "T" + odd)[0]
        self.assertIn("a \ufffd", explained)
        self.assertEqual(explained.count(r'"v\u{1b}[2J\u{7}\u{9b}'), 6)
        self.assertGreater(show(of=bad)[1].count(r"\u{2800}\u{378}\u{e000}\u{7f}"), 10)
        for name, content in (("m1", f"{text('a..' + odd)}: b"), ("m2", f"a: [{text('*' + odd)}]"), ("m3", f"{text(odd)}: [")):
            self.assertIn("error", show("--map", self.file(name + odd, content + "\n"))[1])
        for name, content in (("p1", f"{text('%' + odd)}: b"), ("p2", f"a: {{{text(odd)}: 1}}"), ("p3", text(odd))):
            self.assertIn("error", show("--placeholders", self.file(name + odd, content + "\n"))[1])
        for option in ("--logsource", "--records", "--min-level", "--format", "--threads", "--max-line", "--explain"):
            self.assertIn(r"\u{1b}", show(option, odd + "..")[1])
        self.assertIn(r"\u{1b}", show("--" + odd)[1])
        self.assertIn(r"\u{1b}", show("--stats", self.folder / odd / "x")[1])

    def test_what_is_shortened_is_cut_between_characters(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="\u4e2d" * 300, value='"*"', more=""))
        for at in range(4):
            name = "x" * at + "\U0001F600" * 1000
            given = json.dumps({"a": name, "Channel": name}, ensure_ascii=False)
            for arguments in (("--format", "text", "--no-routing", "--explain", "\u4e2d" * 300), ()):
                _, out, err = scan("--rules", rule, *arguments, given=given)  # decoded as UTF-8
                self.assertNotIn("\\x", out + err)
                self.assertIn("\U0001F600...", out + err)

    def test_rejected_rules_are_told_and_warnings_counted(self):
        bad, odd = (PLAIN_RULE.format(title=title, value=1, more="") for title in ("Bad", "Odd"))
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
                          good + ["--logsource", "host=a"], good + ["--logsource", "product="],
                          good + ["--records", ""], good + ["--records", "a..b"], good + ["--min-level", "none"], good + ["--min-level", "hihg"], good + ["--help=1"],
                          good + ["--logsource", "product=a,category=b,product=c"], good + ["--logsource", "service=a,service=a"],
                          good + ["--logsource", "product=a", "--logsource", "category=b"], good + ["-", "-"],
                          good + ["--format", "tsv", "--format=tsv"], good + ["--records", "a", "--records", "b"],
                          good + ["--min-level", "low", "--min-level", "high"], good + ["--stats", "-", "--stats", "x"],
                          good + ["--threads", "1", "--threads", "2"], good + ["--max-line", "99", "--max-line", "99"],
                          good + ["--explain", "a", "--explain", "b"], good + ["--explain", "no such rule"],
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

    def test_every_form_of_the_same_events(self):
        """Lists, objects over many lines, wrappers, compressed, as UTF-16: the same events with the same numbers."""
        chance = random.Random(13)
        texts = ["x", "\u00e4\U0001f600", "]}", '"', "\\", "a\nb", "{", "", "\ud800"]

        def value(depth):
            kind = chance.randrange(6 if depth < 3 else 4)
            if kind < 2:
                return chance.choice(texts)
            if kind < 4:
                return chance.choice([1, -2.5, True, None])
            if kind == 4:
                return [value(depth + 1) for _ in range(chance.randrange(3))]
            return {chance.choice(texts) + str(at): value(depth + 1) for at in range(chance.randrange(3))}

        events = [{"a": chance.randrange(2), **{f"f{at}": value(0) for at in range(chance.randrange(4))}}
                  for _ in range(300)]
        expected = "".join(f"{number}\tOne\n" for number, event in enumerate(events, 1) if event["a"] == 1)
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value=1, more=""))
        lines = "\n".join(map(json.dumps, events))
        forms = {
            "lines": lines,
            "list": json.dumps(events),
            "list over lines": json.dumps(events, indent=2),
            "list of lines": "[\n" + lines.replace("\n", ",\n") + "\n]\n",
            "lists": json.dumps(events[:100]) + json.dumps(events[100:], indent=1),
            "objects over lines": "\r\n".join(json.dumps(event, indent="\t") for event in events),
            "records": json.dumps({"Records": events}),
            "records over lines": json.dumps({"Records": events}, indent=4),
            "several records": json.dumps({"Records": events[:7]}) + "\n" + json.dumps({"Records": events[7:]}),
        }
        for name, text in forms.items():
            for packing, content in (("none", text.encode()), ("mark", b"\xEF\xBB\xBF" + text.encode()),
                                     ("gzip", gzip.compress(text.encode())), ("zstd", zstd(text.encode())),
                                     ("utf-16", text.encode("utf-16")),
                                     ("big endian", "\ufeff".encode("utf-16-be") + text.encode("utf-16-be")),
                                     ("both", gzip.compress(text.encode("utf-16")))):
                for threads in ("1", "3"):
                    out = self.scan_well("--rules", rule, "--no-routing", "--format", "tsv", "--threads", threads,
                                         given=content)
                    self.assertEqual(out, expected, (name, packing))
        # longer than an event may be, a wrapper still gives its events one after the other
        self.assertEqual(self.scan_well("--rules", rule, "--no-routing", "--format", "tsv", "--max-line", 4096,
                                        given=forms["records"]), expected)

    def one(self, *arguments, given):
        """Status, numbers of events that match a: 1, and the standard error."""
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value=1, more=""))
        status, out, err = scan("--rules", rule, "--no-routing", "--format", "tsv", *arguments, given=given)
        return status, [int(line.split("\t")[0]) for line in out.splitlines()], err

    def test_what_counts_as_lines(self):
        for given, found in (
                ('\n \n{"a":1}\n{"a":\n1}\n{"a":1}\n', [3, 6]),          # a complete object first: lines
                ('text\n{"a":1}\n', [2]),                                # neither { nor [ first: lines
                ('{"a":\n1}\n{"a":1}{"a":2},{"a":1}', [1, 2, 4]),          # otherwise documents
                ('{"Records":[{"a":1},{"a":1}]}\n{"a":1}', [1, 2, 3]),     # as is a wrapper
                ('{"a":1}\n{"Records":[{"a":1},{"b":1}]}\n{"a":1}', [1, 2, 3]),  # which stands in a line, too
                ('{"Records":[{"a":1}],"a":2}\n{"a":1}', [2]),            # but not with other keys
                ('{"a":1,"Records":[{"a":2}]}\n{"a":1}', [1, 2]),
                ('{"Records":[1]}\n{"a":1}', [2])):
            self.assertEqual(self.one(given=given)[:2], (0, found), given)

    def test_records_at_a_path(self):
        nested = {"took": 3, "hits": {"total": [{"a": 1}], "hits": [{"_source": {"a": 1}}, {"_source": {"a": 2}},
                                                                   {"a": 1, "_source": {"a": 1}}]}}
        text = json.dumps(nested) + json.dumps(nested, indent=1)
        self.assertEqual(self.one("--records", "hits.hits._source", given=text), (0, [1, 3, 4, 6], ""))
        self.assertEqual(self.one("--records", "items", given='{"items":null}{"items":[]}{"items":[{"a":1}],"next":""}'),
                         (0, [1], ""))
        status, found, err = self.one("--records", "items", given='{"a":1}\n{"items":[{"a":1},2]}\n{"values":[{"a":1}]}\n')
        self.assertEqual((status, found), (0, [1]))
        self.assertIn("2 events malformed: there is no list of events where --records says, the first in <standard "
                      "input>:1", err)
        self.assertIn("1 event malformed: the event is not a JSON object, in <standard input>:2, event 2", err)

    def test_several_files(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value=1, more=""))
        first = self.file("a.ndjson", '{"a":2}\n{"a":1}\n')
        second = self.file("b.json", '[{"a":1},\n{"a":2},\n{"a":1}]')
        odd = self.file("c\td.ndjson", 'x\n{"a":1}')
        common = ["--rules", rule, "--no-routing"]
        for threads in ("1", "4"):
            out = self.scan_well(*common, "--format", "tsv", "--threads", threads, first, second, odd)
            self.assertEqual([line.split("\t")[:2] + [line.split("\t")[2].replace("\\", "\\")] for line in
                              out.splitlines()],
                             [["2", "One", str(first)], ["1", "One", str(second)], ["3", "One", str(second)],
                              ["2", "One", str(odd).replace("\t", "\\u{9}")]])
        objects = [json.loads(line) for line in self.scan_well(*common, first, second, odd).splitlines()]
        self.assertEqual([(each["file"], each["line"]) for each in objects],
                         [(str(first), 2), (str(second), 1), (str(second), 3), (str(odd), 2)])
        text = self.scan_well(*common, "--format", "text", first, second)
        self.assertIn(f" {first} line 2: One", text)
        self.assertIn(f" {second} event 3: One", text)
        self.assertNotIn(str(second), self.scan_well(*common, second))
        # one that cannot be read stops no other
        status, out, err = scan(*common, "--format", "tsv", self.folder / "absent", first, self.folder, second)
        self.assertEqual((status, len(out.splitlines())), (1, 3))
        self.assertEqual(err.count("cannot be read"), 2)
        self.assertEqual(scan(*common, "--format", "tsv", first, "-", given='{"a":1}')[1],
                         f"2\tOne\t{first}\n1\tOne\t<standard input>\n")

    def test_what_is_broken_is_named_once_and_the_rest_read(self):
        broken = "the event is not well-formed JSON"
        for given, found, says in (
                ('{\n "a": 1,\n "b\n{\n "a": 2\n}\n{\n "a": 1\n}\n', [2], broken + ", in <standard input>:1, event 1"),
                ('[{"a":1},\n{"a":]},{"a":1},\n{"a":1}\n]', [1, 3], broken + ", in <standard input>:2, event 2"),
                ('{"a":\n{"a":1}\n{"a":1}', [2], broken),
                ('[{"a":1},{"a":]},{"a":1}]', [1], "nothing behind it can be told apart"),
                ('[{"a":1},7,null,"x",[{"a":1}],xx]', [1, 5], "3 events malformed: the event is not a JSON object"),
                ('[{"a":1},{"a":1', [1], "the input ends in the middle of the event"),
                ('[{"a":1},', [1], "the input ends before its list of events does"),
                ('[' * 100000, [], "the input ends before its list"),
                ('{"a":' * 100000, [], "1 event malformed"),
                ('[{"b":' + "[" * 100000 + "]" * 100000 + '},{"a":1}]', [2], "deeper than the limit"),
                ('[{"a":1},\0\0]', [1], broken),
                ('{"a":1}\n\0\0\0\n{"a":1}\n', [1, 3], "it holds NUL bytes"),
                ('{"a":1}\n{"b":"' + "\0" * 10 + '","a":1}\n', [1, 2], "1 event repaired")):
            status, matches, err = self.one(given=given)
            self.assertEqual(matches, found, given[:200])
            self.assertIn(says, err)
            self.assertEqual(status, 0 if found else 1, given[:200])

    def test_a_wrapper_that_ends_early_gives_what_is_whole_in_it(self):
        middle, between = "the input ends in the middle of the event", "the input ends before its list of events does"
        for events, indent in (([{"a": 1}, {"a": 2}, {"a": 1, "b": [{}]}], None), ([{"a": 1}] * 3, 2)):
            whole = json.dumps({"Records": events}, indent=indent)
            decoder, at = json.JSONDecoder(), whole.index("[") + 1
            ends = []
            for _ in events:
                _, at = decoder.raw_decode(whole, whole.index("{", at))
                ends.append(at)
            for cut in range(whole.index("[") + 1, len(whole)):
                given = whole[:cut]
                expected = [number for number, end in enumerate(ends, 1) if end <= cut and events[number - 1]["a"] == 1]
                if given.rstrip().endswith("]") and cut > ends[-1]:
                    expected = [number for number, event in enumerate(events, 1) if event["a"] == 1]
                status, found, err = self.one(given=given)
                self.assertEqual(found, expected, given)
                self.assertEqual(status, 0 if any(end <= cut for end in ends) else 1, given)
                self.assertRegex(err, "^scan: 1 event malformed: (" + middle + "|" + between + ")", given)
                # in a line of its own as well
                status, found, err = self.one(given='{"a":2}\n' + " ".join(given.split()))
                self.assertEqual(found, [2] * len(expected), given)
                self.assertRegex(err, "^scan: 1 event malformed: ", given)
        chance = random.Random(5)
        events = [{"a": 1, "b": chance.random()} for _ in range(5000)]
        packed = gzip.compress(json.dumps({"Records": events}).encode())
        status, found, err = self.one(given=packed[:len(packed) // 2])
        self.assertEqual(status, 1)
        self.assertGreater(len(found), 2000)
        self.assertEqual(found, list(range(1, len(found) + 1)))
        self.assertIn("its gzip data ends in the middle", err)
        self.assertIn("scan: 1 event malformed: the input ends", err)

    def test_what_is_broken_in_a_wrapper_costs_nothing_else(self):
        broken, lost = "the event is not well-formed JSON, in", "nothing behind it can be told apart, in"
        one, bad, sound = '{"a":1}', '{"a":1 "b":1}', '{"Records":[{"a":1}]}\n'
        for given, found, says in (
                # behind the broken event nothing can be told apart in its line, but in the next ones
                ('{"Records":[{"a":1},{"a":1 "b":1},{"a":1}]}', [1], f"1 event malformed: the event is not well-formed "
                 "JSON, and nothing behind it can be told apart, in <standard input>:1, event 2"),
                ('{"Records":[{"a":1},{"a":1 "b":1},{"a":1}]}\n' + sound * 2, [1, 3, 4], broken + " <standard input>:1, event 2"),
                ('{"Records":[{"a":1},{"a":1 "b":1},{"a":1}]}\n' + one + "\n" + sound, [1, 3, 4], broken),
                ('{"Records":[\n{"a":1},\n{"a":1 "b":1},\n{"a":1}\n]}\n' + sound + one, [1, 3, 4, 5], broken),
                ('{"Records":[\n{"a":1},\n{"a":1 "b":1}\n]}\n' + sound + one, [1, 3, 4], broken),
                ('{"Records":[\n{"a":1},\n{"a":1 "b":1}\n]}\n' + one + "\n" + one, [1, 3, 4], broken),
                ('{\n "Records": [\n  {\n   "a":1\n  },\n  {\n   "a":1 "b":1\n  },\n  {\n   "a":1\n  }\n ]\n}\n' + sound,
                 [1, 3, 4], broken + " <standard input>:6, event 2"),
                ('{\n "Records": [\n  {\n   "a":1 "b":1\n  }\n ]\n}\n{\n "a":1\n}\n' + sound, [2, 3], broken),
                # an end that is missing, in an event, a list or the wrapper
                ('{"Records":[{"a":1},{"a":1\n' + sound, [1, 3], broken),
                ('{"Records":[{"a":1},{"a":1}\n' + sound, [1, 2, 3], broken + " <standard input>:1, event 1"),
                ('{"Records":[{"a":1},\n' + sound * 2, [1, 2, 3], broken + " <standard input>:1, event 1"),
                ('{"Records":[{"a":1}]\n' + sound * 2, [1, 2, 3], broken),
                ('{"Records":[{"a":1}}\n' + sound * 2, [1, 3, 4], "the event is not well-formed JSON"),
                ('{"Records":[{"a":1}]]\n' + sound * 2, [1, 3, 4], "the event is not well-formed JSON"),
                ('{"Records":[{"a":1},\n' + sound + '{"Records":[{"a":1},{"a"', [1, 2, 3], "2 events|1 event malformed: the input"),
                # text where none can be
                ('{"Records":[{"a":1} {"a":1}]}', [1, 2], "1 event malformed: " + broken),
                ('{"Records":[{"a":1}] {"b":1}}\n' + one, [1, 2], "1 event malformed: " + broken),
                ('{"Records":[{"a":1}] "b":1}\n' + one, [1, 2], "1 event malformed: " + broken),
                # not a wrapper, as far as it can be seen
                ('{"Records":[{"a":1}],"b":', [], "1 event malformed: the input ends in the middle of the event"),
                ('{"Records":[1,', [], "1 event malformed: the input ends in the middle of the event"),
                ('{"Records":[\n{"a":1},\n{"a" 1},\n{"a":1}],"b":1}', [1, 3], "there are keys, which are not read"),
                # nor are wrappers in wrappers gone through again and again
                ('{"Records":[' * 20000, [], "malformed"), ('{"Records":[{"a":1},' * 20000 + "}", None, "malformed")):
            status, matches, err = self.one(given=given)
            if found is not None:
                self.assertEqual(matches, found, given[:200])
                self.assertEqual(status, 0 if found else 1, given[:200])
            self.assertRegex(err, says, given[:200])
        # in lines, too
        status, found, err = self.one(given='{"a":2}\n{"Records":[{"a":1},' + bad + "," + one + "]}\n" + sound)
        self.assertEqual((status, found), (0, [2, 3]))
        self.assertIn(lost + " <standard input>:2 ", err)
        # and where the wrapper is too long to be kept as a whole
        status, found, err = self.one("--max-line", 50, given='{"Records":[' + (one + ",") * 30 + bad + "]}\n" + sound)
        self.assertEqual((status, found), (0, [*range(1, 31), 32]))
        self.assertIn(broken, err)

    def test_many_wrappers(self):
        count = 20000
        found = self.figures("--rules", self.file("rule.yml", PLAIN_RULE.format(title="One", value=2, more="")),
                             "--no-routing", given='{"Records":[{"a":1}]}\n' * count)
        self.assertEqual((found["events"], found["malformed"]), (count, 0))

    def test_a_wrapper_in_a_line_ends_with_its_line(self):
        for wrapper, found, says in (('{"Records":[{"a":1},{"a":1', [2, 3], "the line ends in the middle of the event"),
                                     ('{"Records":[{"a":1},', [2, 3], "the line ends before its list of events does"),
                                     ('{"Records":[{"a":1}]', [2, 3], "the line ends before its list of events does")):
            status, matches, err = self.one(given='{"a":2}\n' + wrapper + '\n{"a":1}\n')
            self.assertEqual((status, matches), (0, found))
            self.assertIn("scan: 1 event malformed: " + says, err)
            self.assertIn("in <standard input>:2 ", err)

    def test_an_event_that_is_too_long_costs_nothing_else(self):
        long = '{"b":"' + "x" * 3000000 + '"}'
        for given in ('[{"a":1},' + long + ',{"a":1}]', '{\n"a":1}' + long + '{"a":1}'):
            status, found, err = self.one("--max-line", 1000, given=given)
            self.assertEqual((status, found), (0, [1, 3]))
            self.assertIn("1 event malformed: the event is longer than --max-line allows, in <standard input>:", err)
        status, found, err = self.one("--max-line", 100, given='{"Records":[' + '{"a":1},' * 50 + '{}],"a":1}')
        self.assertEqual((status, found), (0, list(range(1, 51))))
        self.assertIn("there are keys, which are not read", err)
        status, found, err = self.one("--max-line", 35, given='{"Records":[{"a":1},{"a":1}],"a":1}\n{"a":1}')
        self.assertEqual((status, found, err), (0, [1, 2], ""))
        status, found, err = self.one("--max-line", 34, given='{"Records":[{"a":1},{"a":1}],"a":1}\n{"a":1}')
        self.assertEqual((status, found), (0, [1, 2, 3]))
        self.assertIn("there are keys, which are not read", err)

    def test_memory_does_not_grow_with_the_file(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value=1, more=""))
        event = b'{"a":2,"b":"' + b"x" * 5000 + b'"},\n'
        big, stats = self.folder / "big.json", self.folder / "stats.json"
        for before, behind in ((b"[", b"{}]"), (b'{"Records":[', b"{}]}"), (b"", b"{}")):
            peaks = []
            for count in (1000, 10000):
                with open(big, "wb") as out:
                    out.write(before)
                    for _ in range(count):
                        out.write(event)
                    out.write(behind)
                # by way of a shell: a process begins with the peak of the one that started it
                subprocess.run(["sh", "-c", '"$@"; exit $?', "sh", SCANNER, "--rules", rule, "--no-routing",
                                "--max-line", "100000", "--stats", stats, big], timeout=60, check=True)
                figures = json.loads(stats.read_text())
                self.assertEqual(figures["events"], count + 1)
                peaks.append(figures["peak_rss_kb"])
            self.assertLess(peaks[1] - peaks[0], 20000)

    def test_compressed_files(self):
        lines = b'{"a":1}\n' * 3000
        packed = gzip.compress(lines)
        self.assertEqual(self.one(given=packed + gzip.compress(b'{"a":1}') + bytes(512)), (0, list(range(1, 3002)), ""))
        self.assertEqual(self.one(given=zstd(lines) + zstd(b'{"a":1}')), (0, list(range(1, 3002)), ""))
        for kind in range(16):  # frames of zstd that hold something else
            other = struct.pack("<II", 0x184D2A50 + kind, 100000 * (kind % 2)) + b"x" * 100000 * (kind % 2)
            self.assertEqual(self.one(given=other * 2 + zstd(lines) + other), (0, list(range(1, 3001)), ""), kind)
        self.assertEqual(self.one(given=b"\x50*M"), (1, [], "scan: 1 event malformed: the event is not a JSON object, in "
                                                     "<standard input>:1 [bad_json]\n"))
        for given, says in ((packed[:-4], "its gzip data ends in the middle"), (packed + b"xx", "its gzip data is damaged"),
                            (packed[:-8] + b"xxxx" + packed[-4:], "its gzip data is damaged"),
                            (zstd(lines)[:-5], "its zstd data ends in the middle"),
                            (zstd(lines) + b"xxxx", "its zstd data is damaged")):
            status, found, err = self.one(given=given)
            self.assertEqual(status, 1)
            self.assertGreater(len(found), 2000)
            self.assertIn("<standard input> cannot be read to its end: " + says, err)
        self.assertEqual(self.one(given=gzip.compress(b"")), (0, [], "scan: there was no event\n"))

    def test_a_file_that_expands_without_end(self):
        block = zstd_block(1, b" ", 1 << 17, False)
        bomb = zstd_frame(*[block] * 4000)
        status, found, err = self.one(given=zstd(b'{"a":1}\n') + bomb)
        self.assertEqual((status, found), (1, [1]))
        self.assertIn("it expands to more than 1000 times its size", err)

    def test_formats_that_are_not_read_are_named(self):
        xml = "<Events><Event>..."
        tar = b"a.ndjson".ljust(257, b"\0") + b"ustar\x0000" + b"\0" * 248
        aside = struct.pack("<II", 0x184D2A50, 3) + b"xyz"  # a frame that is passed over
        lz4 = b"\x04\x22\x4D\x18..."
        for given, says in ((b"\xFD7zXZ\0...", "xz -dc"), (b"BZh9...", "bzip2 -dc"), (b"PK\x03\x04...", "zip archive"),
                            (b"PK\x05\x06...", "nothing in it"), (b"7z\xBC\xAF\x27\x1C...", "7z archive"),
                            (b"Rar!\x1A\x07\x01\0", "rar archive"), (tar, "tar archive"), (lz4, "lz4 -dc"),
                            (b"\x02\x21\x4C\x18...", "lz4 -dc"), (aside + lz4, "lz4 -dc"), (aside * 3 + lz4, "lz4 -dc"),
                            (b"\xFF\x06\0\0sNaPpY", "snappy"), (b"LZIP\x01", "lzip -dc"), (b"\x1F\x9D\x90", "uncompress -c"),
                            (b"ElfFile\0...", "EVTX"), (b"\x30\0\0\0LfLe", "EVT"), (b"LPKSHHRH", "journalctl"),
                            (b"\xD4\xC3\xB2\xA1...", "pcap"), (b"\xA1\xB2\x3C\x4D...", "pcap"),
                            (b"\x0A\x0D\x0D\x0A...", "pcapng"), (b"PAR1...", "Parquet"), (b"Obj\x01", "Avro"),
                            (b"ORC...", "ORC"), (b"ARROW1\0\0", "Arrow"),
                            (b"SQLite format 3\0", "sqlite3 -json"), (xml, "XML"), ("\ufeff<?xml version=...", "XML"),
                            (xml.encode("utf-16"), "XML"), ("#separator \\x09\n#fields\tts", "use_json=T"),
                            ('{"a":1}'.encode("utf-32"), "UTF-32"),
                            ('{"a":1}'.encode("utf-16-le"), "UTF-16LE"), ('[{"a":1}]'.encode("utf-16-be"), "UTF-16BE")):
            given = given.encode() if isinstance(given, str) else given
            for content in [given] + [gzip.compress(given)] * (not given.startswith(aside)):
                status, found, err = self.one(given=content)
                self.assertEqual((status, found), (1, []), says)
                self.assertIn("<standard input> cannot be read: it is ", err)
                self.assertIn(says, err)
                self.assertEqual(len(err.splitlines()), 2, err)
        for inner in (gzip.compress(b"{}"), zstd(b"{}")):
            self.assertIn("it is compressed twice", self.one(given=gzip.compress(inner))[2])
        self.assertEqual(self.one(given=aside + zstd(b'{"a":1}')), (0, [1], ""))
        self.assertIn("zstd data is damaged", self.one(given=aside + b"...")[2])
        # what only begins so for a while is not waited for, and read
        for given in ('OR\n{"a":1}', 'ustar\n{"a":1}', '<E\n{"a":1}', '{"a":1}\n\0\0\0\0', 'x\0\n{"a":1}'):
            self.assertEqual(self.one(given=given)[1], [given.splitlines().index('{"a":1}') + 1], given)

    def test_utf_16_that_is_not_valid_loses_no_event(self):
        event = '{"a":1,"b":"?"}\n'.encode("utf-16-le")
        for bad in (b"\x00\xD8", b"\x00\xDC"):
            given = b"\xFF\xFE" + event + event.replace(b"?\0", bad) + event
            self.assertEqual(self.one(given=given)[:2], (0, [1, 2, 3]))
            self.assertIn("1 event repaired", self.one(given=given)[2])
        self.assertEqual(self.one(given=b"\xFF\xFE" + event[:-2])[1], [1])
        self.assertIn("malformed", self.one(given=b"\xFF\xFE" + event + b"x")[2])
        for mark in (b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF"):
            self.assertEqual(self.one(given=mark), (0, [], "scan: there was no event\n"))

    def test_the_standard_error_ends_with_what_was_not_done(self):
        self.file("rules.yml", "---\n".join([
            PLAIN_RULE.format(title="One", value=1, more="level: high\nname: one"),
            PLAIN_RULE.format(title="Low", value=1, more="level: low"),
            PLAIN_RULE.format(title="Bad", value=1, more="").replace("a: 1", "a|unknown: 1"),
            PLAIN_RULE.format(title="Counted", value=1, more="level: high").replace(
                "condition: sel", "condition: sel | count() by b > 3, timeframe: 1m"),
            CORRELATION.format(level="high"), CORRELATION.format(level="low"), FILTER,
            "action: global\nlevel: high\n", PLAIN_RULE.format(title="Under a global one", value=1, more=""),
            "action: reset\n", "# nothing\n"]))
        given = ('{"a":1}\n{"Channel":"B","a":1}\n{"Channel":"A\\u001b[2J","a":1}\n{"Channel":"B"}\nx\n'
                 '{"a":"\\ud800"}\n')
        for form in ("text", "ndjson", "tsv"):
            stats = self.folder / "stats.json"
            status, _, err = scan("--rules", self.folder, "--min-level", "medium", "--format", form, "--stats", stats,
                                  given=given)
            self.assertEqual(status, 0)
            said = err.splitlines()
            for words in ("scan: 1 rule rejected", "scan: 2 rules not matched: 1 correlations and 1 with an aggregation",
                          "scan: 1 filter not applied", "scan: 2 rules left out: below the level that --min-level asks",
                          "scan: 2 of the 2 rules loaded can match nothing here", "scan: 1 event malformed",
                          "scan: 1 event repaired"):
                self.assertEqual(len([line for line in said if line.startswith(words)]), 1, (words, err))
            self.assertRegex(said[-1], r"^scan: 5 of 5 events unrouted, .*\(Channel 'B': 2, 'A\\u\{1b\}\[2J': 1, no Channel: 2\)"
                                       r".*--map .*--logsource .*--no-routing")
            figures = json.loads(stats.read_text())
            self.assertEqual([figures["rules_" + kind] for kind in ("loaded", "rejected", "not_evaluated", "below_level")],
                             [2, 1, 3, 2])
        self.assertEqual(scan("--rules", RULES, "--format", "tsv", "--no-routing", given='{"a":1}\n'), (0, "", ""))

    def test_documents_add_up_whatever_could_not_be_read(self):
        plain = PLAIN_RULE.format(title="One", value=1, more="")
        rules = self.folder / "mixed"
        rules.mkdir()
        (rules / "a.yml").write_text("---\n".join([plain, "title: [\n", plain, plain.replace("One", "a: b"), plain]))
        (rules / "b.yml").write_bytes(b"title: \0\n")
        (rules / "c.yml").symlink_to("nowhere")
        os.mkfifo(rules / "d.yml")
        (rules / "e.yml").write_bytes(plain.encode().replace(b"One", b"Andr\xe9"))
        (rules / "f.yml").write_text("# nothing\n")
        stats = self.folder / "stats.json"
        status, _, err = scan("--rules", rules, "--no-routing", "--stats", stats, given='{"a":1}\n')
        self.assertEqual(status, 0)
        self.assertEqual(err.count(": error: "), 5, err)
        self.assertEqual(err.splitlines()[-1], "scan: 5 rules rejected: the errors above tell why")
        figures = json.loads(stats.read_text())
        self.assertEqual([figures["rules_" + kind] for kind in ("loaded", "rejected", "not_evaluated", "below_level")],
                         [4, 5, 0, 0])

    def test_many_channels_are_counted(self):
        given = "".join(f'{{"Channel":"name {at}"}}\n' for at in range(3000)) + '{"Channel":"name 7"}\n'
        said = scan("--rules", RULES, "--format", "tsv", given=given)[2].splitlines()[-1]
        self.assertIn("3001 of 3001 events unrouted", said)
        self.assertIn("(Channel 'name 7': 2, 'name ", said)
        self.assertLess(len(said), 1000)

    def test_figures_are_written_whatever_happens(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="Low", value=1, more="level: low"))
        stats = self.folder / "stats.json"
        for arguments, below in ((["--rules", self.folder / "absent"], 0), (["--rules", rule, "--min-level", "high"], 1),
                                 (["--rules", rule, "--map", self.folder / "absent"], 0),
                                 (["--rules", rule, self.folder / "absent"], 0)):
            stats.unlink(missing_ok=True)
            status, _, err = scan(*arguments, "--stats", stats, given='{"a":1}\n')
            self.assertEqual(status, 1, arguments)
            self.assertEqual(json.loads(stats.read_text())["rules_below_level"], below)
        err = scan("--rules", rule, "--min-level", "high", given='{"a":1}\n')[2]
        self.assertIn("1 rule left out: below the level that --min-level asks for, high; no other is left to match", err)
        out = self.scan_well("--rules", rule, "--no-routing", "--stats", "-", given='{"a":1}\n').splitlines()
        self.assertEqual([json.loads(out[0])["line"], json.loads(out[1])["matches"]], [1, 1])

    def test_help_and_version(self):
        self.assertIn("usage: scan", self.scan_well("--help"))
        self.assertRegex(self.scan_well("--version"), r"^scan \(varsigma \d+\.\d+\.\d+\)\n$")


if __name__ == "__main__":
    unittest.main()
