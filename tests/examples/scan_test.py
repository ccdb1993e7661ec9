#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What the scanner promises beside its recorded output. Usage: scan_test.py SCANNER, from the project's root."""
import json
import os
import pathlib
import subprocess
import unittest

from scanner import EVENTS, InFolder, PLAIN_RULE, RULES, SCANNER, scan

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


class Scanner(InFolder):
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

    def test_names_of_rules_that_share_them(self):
        one = PLAIN_RULE.format(title="Same", value=1, more="")
        same_id = PLAIN_RULE.format(title="Other", value=1, more="id: 5f2c8b1e-6f0c-4a53-9d0e-0a8f5d1c7e42")
        rules = self.file("rules.yml", "---".join([one, one, same_id, one, same_id]))
        out = self.scan_well("--rules", rules, "--format", "tsv", "--no-routing", given='{"a":1}\n')
        self.assertEqual([line.split("\t")[1] for line in out.splitlines()], [
            "Same", "Same#2", "5f2c8b1e-6f0c-4a53-9d0e-0a8f5d1c7e42", "Same#3",
            "5f2c8b1e-6f0c-4a53-9d0e-0a8f5d1c7e42#2"])

    def test_no_two_rules_have_one_name(self):
        rules = self.file("rules.yml", "---".join(PLAIN_RULE.format(title=title, value=1, more="")
                                                  for title in ("c", "c", "'c#2'", "c")))
        out = self.scan_well("--rules", rules, "--format", "tsv", "--no-routing", given='{"a":1}\n')
        self.assertEqual(out, "1\tc\n1\tc#2\n1\tc#2#2\n1\tc#3\n")

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

    def test_events_that_are_not_what_they_seem(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value=1, more=""))
        missing = "scan: no event has a field that a rule reads: --records names the list that holds the events"
        for given, arguments, told in (
                ('{"value":[{"a":1}]}\n', ["--no-routing"], True),
                ('{"value":[{"a":1}]}\n', ["--logsource", "category=test"], True),
                ('{"value":[{"a":1}]}\n', ["--no-routing", "--records", "value"], False),
                ('{"A.a":1}\n', ["--no-routing"], True), ('{"b":1}\n{"a":2}\n', ["--no-routing"], False)):
            err = scan("--rules", rule, *arguments, given=given)[2]
            self.assertEqual(missing in err, told, (given, arguments, err))

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
        for files, found, says in (
                ((values, more), "2\tOne\n",
                 f"{more}:1:1: warning: the values of '%staff%' here replace those in {values}; give all values of a name in "
                 "one file [duplicate_key]\n"),
                ((more, more, self.file("other.yml", "x: y\nstaff: bob\n")), "2\tOne\n", "")):
            arguments = [argument for file in files for argument in ("--placeholders", file)]
            self.assertEqual(scan("--rules", rule, "--no-routing", "--format", "tsv", *arguments, given=given),
                             (0, found, says))
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

    def test_explanations_show_where_a_text_ends(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value="'*x*'", more=""))
        for text, expected in (('x" in "', r'a: "x\" in \""'), ("C:\\x", r'a: "C:\\x"'), (["x", 'y", "z'], r'a: ["x", "y\", \"z"]')):
            out = self.scan_well("--rules", rule, "--no-routing", "--format", "text", "--explain", "One",
                                 given=json.dumps({"a": text}) + "\n")
            self.assertIn(f"+ {expected}\n", out)

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

    def test_rules_that_can_match_nothing_are_named_on_request(self):
        sources = ("{category: test}", "{product: linux, service: \"a\\eb\"}", "{product: windows, category: process_creation}")
        rules = self.file("rules.yml", "---".join(
            PLAIN_RULE.format(title=f"R{at}", value=1, more="id: i1" if at == 1 else "").replace("{category: test}", source)
            for at, source in enumerate(sources)))
        counted = "scan: 2 of the 3 rules loaded can match nothing here: for log sources that no event of this run can be of"
        none = " can match nothing here: no event of this run can be of "
        given = '{"Channel":"System"}\n'
        self.assertEqual(scan("--rules", rules, "--format", "tsv", given=given),
                         (0, "", counted + "; --verbose names them\n"))
        said = scan("--rules", rules, "--format", "tsv", "--verbose", given=given)[2].splitlines()
        self.assertEqual(said[-3:], [counted, f"scan: rule R0 in {rules}:2" + none + "category=test",
                                     f"scan: rule i1 (R1) in {rules}:7" + none + r"product=linux,service=a\u{1b}b"])
        said = scan("--rules", rules, "--format", "tsv", "--verbose", "--logsource", "category=test,service=none", given=given)[2]
        self.assertEqual(said.count(none), 2)
        self.assertIn("product=windows,category=process_creation\n", said)
        self.assertEqual(scan("--rules", rules, "--format", "tsv", "--verbose", "--no-routing", given='{"a":2}\n')[2], "")

    def test_first_events_that_look_like_wrappers_are_told(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value=1, more=""))

        def hints(given, *arguments):
            """What is said of wrappers; the number of matches."""
            _, out, err = scan("--rules", rule, "--no-routing", "--format", "tsv", *arguments, given=given)
            return [line for line in err.splitlines() if "wrapper" in line], len(out.splitlines())

        def hint(name, count, command=None):
            return [f"scan: the first event of <standard input> looks like a wrapper: its list '{name}' ({count} "
                    f"object{'' if count == 1 else 's'}) is not read as events; --records {command or name} reads it"]

        pretty = json.dumps({"a": 1, "events": [{"a": 1}, {"b": []}, {"a": "]}"}]}, indent=1)
        for given, found, name, count in (
                ('{"Records":[{"a":1},{"a":1}],"next":"x"}', 0, "Records", 2),  # the other key keeps it together
                ('{"next":"x","Records":[{"a":1}]}\n{"a":1}', 1, "Records", 1),
                ('\n x\n{"a":1,"value":[{"a":1}]}', 1, "value", 1), (pretty, 1, "events", 3), ("[" + pretty + "]", 1, "events", 3),
                ('{"meta":{"n":2},"a":1,"ev":[{"a":1},{"a":1}]}', 1, "ev", 2),
                ('{"x":[{}],"ev" : [ {"a":1} , {"a":2}],"a":1}', 1, "ev", 2),
                (r'{"a\"[{":"\"","c\u0020":[{"a":1}],"a":1}', 1, r"c\\u0020", 1)):
            self.assertEqual(hints(given), (hint(name, count, name.replace("\\\\", "\\")), found), given)
            self.assertEqual(hints(given.encode("utf-16")), hints(given), given)
        resources = {"a": 1, "user": {"name": "x" * 200}, "resources": [{"arn": "y" * 20}] * 2}
        hit = {"_index": "i", "_id": "1", "_source": {"a": 1}}
        answer = {"took": 1, "_shards": {"total": 1}, "hits": {"total": {"value": 2}, "max_score": None, "hits": [hit] * 9}}
        for given, found, name, count in ((json.dumps(answer), 0, "hits.hits", 9),
                                          ('{"a":1,"data":{"n":1,"x":{"rows":[{"a":1,"b":2,"c":3}]}}}', 1, "data.x.rows", 1)):
            self.assertEqual(hints(given), (hint(name, count), found), given)
        pair = {"#attributes": {"Name": "N"}, "#text": "x" * 500}
        for given in ({"a": 1, "Event": {"System": {"b": 1}, "EventData": {"Data": [pair] * 3}}}, {"b.c": answer},
                      {"a": 1, "b": {"c": "x" * 90}, "d": {"rows": [hit]}}, {"b": {"c": {"x": 1}, "rows": [hit]}},
                      {"b": {"b": {"b": {"b": {"rows": [hit]}}}}}):
            self.assertEqual(hints(json.dumps(given))[0], [], given)
        for given in ('{"a":1}\n{"a":1,"value":[{"a":1}]}', '{"a":1,"b":[1,{}],"c":["x"],"d":[],"e":{}}',
                      '{"a":1,"d":{"x":"yyyyyyyyyyyyyyyyy"},"e":[{"a":1},{"a":2}]}', '{"a":1,"d":{},"e":[{"a":1}]}',
                      json.dumps(resources), json.dumps({"Records": [{"a": 1, "value": [{}, {}]}]}), "",
                      json.dumps({"a": 1, **{f"b{at}": "x" * 20 for at in range(9)}, "list": [{"a": 1}]})):
            self.assertEqual(hints(given)[0], [], given)
        self.assertEqual(hints(pretty, "--records", "events"), ([], 1))
        self.assertEqual(hints('{"a.b":[{"a":1}],"a":1}')[0], [
            "scan: the first event of <standard input> looks like a wrapper: its list 'a.b' (1 object) is not read as events; "
            "--records, whose keys are joined by dots, cannot name it: write its objects on lines of their own first"])
        # also behind blocks of lines that are no events
        for threads in ("1", "4"):
            self.assertEqual(hints(("x" * 999 + "\n") * 3000 + '{"a":1,"value":[{}]}', "--threads", threads), (hint("value", 1), 1))
            self.assertEqual(hints('{"a":1}\n' + ("x" * 999 + "\n") * 3000 + '{"a":1,"value":[{}]}', "--threads", threads), ([], 2))
        # of several files once for each key, and of not too many
        files = [self.file(f"{at}.json", '{"a":1,"k%d":[{}]}' % (at // 2)) for at in range(20)]
        for threads in ("1", "3"):
            said = hints("", "--threads", threads, self.file("first.json", '{"a":1}'), *files)[0]
            self.assertEqual(len(said), 5)
            self.assertEqual(said[1], f"scan: the first event of 2 inputs, the first {files[2]}, looks like a wrapper: its list "
                                      "'k1' (1 object) is not read as events; --records k1 reads it")
        # events without a route are told the same
        for given, told in (('{"a":1,"value":[{"a":1}]}', True), ('{"a":1}', False)):
            unrouted = scan("--rules", rule, "--format", "tsv", given=given)[2].splitlines()[-1]
            self.assertEqual("; --records reads the events in a list, --map brings" in unrouted, told, unrouted)

    def test_figures_that_cannot_be_written_are_refused_before_anything_is_done(self):
        rule = self.file("rule.yml", PLAIN_RULE.format(title="One", value=1, more=""))
        events = self.file("events.json", '{"a":1}\n')
        names = self.file("map.yml", "x: y\n")
        scanned = ["--rules", rule, "--no-routing", "--map", names, events, "--stats"]
        (self.folder / "again.json").symlink_to(events)
        for path, status, why in ((self.folder / "absent" / "x", 1, "No such file or directory"), (self.folder, 1, "Is a directory"),
                                  (events, 2, f"it is also read, as {events}"), (rule, 2, f"it is also read, as {rule}"),
                                  (names, 2, f"it is also read, as {names}"),
                                  (self.folder / "again.json", 2, f"it is also read, as {events}")):
            self.assertEqual(scan(*scanned, path), (status, "", f"scan: the figures cannot be written to {path}: {why}\n"))
        self.assertEqual(events.read_text(), '{"a":1}\n')
        out = self.folder / "out.json"
        for given, said in ((out, "the standard output goes there"), (self.folder / "other.json", "")):
            with open(out, "wb") as file:
                done = subprocess.run([SCANNER, *map(str, [*scanned, given])], stdout=file, stderr=subprocess.PIPE, timeout=60)
            self.assertIn(said, done.stderr.decode())
            self.assertEqual((done.returncode, len(out.read_text().splitlines())), (2, 0) if said else (0, 1))
        out.write_text("x" * 10000)
        self.scan_well(*scanned, out)
        self.assertEqual(json.loads(out.read_text())["matches"], 1)
        with open(out) as file:
            done = subprocess.run([SCANNER, "--rules", rule, "--stats", out], stdin=file, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual((done.returncode, b"it is also read, as <standard input>" in done.stderr), (2, True))

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
        self.assertIn("not 'none': service=none says that the events have no service\n",
                      scan(*good, "--logsource", "none")[2])

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
        self.assertEqual(scan("--rules", RULES, "--format", "tsv", "--no-routing", given='{"Image":"x"}\n'), (0, "", ""))

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

    def test_names_of_channels_can_be_told_apart(self):
        given = "".join(json.dumps({"Channel": name}) + "\n" for name in ("a': 2, 'b", "a\\", "a\\"))
        said = scan("--rules", RULES, "--format", "tsv", given=given)[2].splitlines()[-1]
        self.assertIn(r"(Channel 'a\\': 2, 'a\': 2, \'b': 1)", said)

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
