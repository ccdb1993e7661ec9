#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What the scanner reads, and what it says of what it cannot. Usage: scan_input_test.py SCANNER, from the project's root."""
import gzip
import io
import json
import random
import struct
import subprocess
import tarfile
import unittest

from scanner import InFolder, PLAIN_RULE, SCANNER, scan


def zstd_block(kind, content, size, last):
    """A block of a zstd frame; kind 0 holds its bytes, kind 1 a byte that is repeated."""
    return struct.pack("<I", size << 3 | kind << 1 | last)[:3] + content


def zstd_frame(*blocks):
    return b"\x28\xB5\x2F\xFD\x00\x38" + b"".join(blocks)


def zstd(content):
    """The bytes as a zstd file, not compressed."""
    pieces = [content[at:at + (1 << 17)] for at in range(0, len(content), 1 << 17)] or [b""]
    return zstd_frame(*(zstd_block(0, piece, len(piece), piece is pieces[-1]) for piece in pieces))


class Input(InFolder):
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

    def test_blanks_around_an_event_are_no_part_of_it(self):
        for given in ('{"a":1}\r\n\t {"a":1}   \r\n' + " " * 50 + '\n{"a":1}', '{"a":1}' + " " * 4000 + '\r\n{"a":1}\r\n'):
            matched = [number for number, line in enumerate(given.splitlines(), 1) if line.strip()]
            self.assertEqual(self.one("--max-line", 7, given=given), (0, matched, ""))
            self.assertEqual(self.one("--max-line", 6, given=given)[:2], (1, []))

    def test_a_line_that_is_a_list_says_so(self):
        each = "and each line of this input stands alone: "
        one, wrapped, listed = '{"a":1}\n', '{"Records":[{"a":1},{"a":1}]}', ' [ {"a":1},{"a":1}]'
        status, found, err = self.one(given=one + listed + "\n" + wrapped + "\n[1]")
        self.assertEqual((status, found), (0, [1, 3, 3]))
        self.assertIn(f"scan: 1 event malformed: the line is a list of events, {each}write each event in a line of its own (jq "
                      "-c '.[]'), in <standard input>:2 [bad_json]\n", err)
        self.assertIn("1 event malformed: the event is not a JSON object, in <standard input>:4", err)
        for long in (wrapped, listed, wrapped.replace(":1}]", ":1" + " " * 3000000 + "}]"),
                     listed.replace("]", " " * 3000000 + "]")):
            self.assertEqual(self.one("--max-line", 10, given=one + long + "\n" + one), (
                0, [1, 3], f"scan: 1 event malformed: the line is a list of events that is longer than --max-line allows, {each}"
                           "raise it, or write each event in a line of its own, in <standard input>:2 [bad_json]\n"))

    def test_tables_are_named(self):
        says = "the first line looks like that of a table (CSV), which is not read: write its rows as JSON first"
        for given, is_table in (("EventID,Channel\n1,2\n", True), ('"Event ID";"Date (UTC)"\r\n1;2\r\n', True), ("a\tb\tc", True),
                                ("_time|host.name\nx|y\n", True), ("gr\u00f6\u00dfe,x\n1,2", True), ("a,b\n1\n", False),
                                ("one\n1\n", False), ("a,,b\n1,2,3\n", False), ("1,2\n3,4\n", False), ("a: b, c\n", False),
                                ("a,b=c\n1,2\n", False), ('x, y\n{"a":1}\n', False), ('"a\n","b"\n', False)):
            for content in (given.encode(), given.encode("utf-16"), gzip.compress(given.encode())):
                status, _, err = self.one(given=content)
                self.assertEqual(says in err, is_table, given)
                self.assertEqual(err.count("<standard input>:1 [bad_json]"), 1 if is_table else err.count(":1 [bad_json]"))
                self.assertLessEqual(len(err.splitlines()), 2)
        self.assertEqual(self.one(given='a,b\n{"a":1,"b":2}\n')[:2], (0, [2]))  # and the rest is read

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
        self.assertEqual((status, found, err), (
            0, [1, 2], "scan: the first event of <standard input> looks like a wrapper: its list 'Records' (2 objects) is not "
                       "read as events; --records Records reads it\n"))
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
        for name in ("a.json", "n" * 100, "{a", "[a"):
            for form in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
                packed = io.BytesIO()
                with tarfile.open(fileobj=packed, mode="w", format=form) as archive:
                    entry = tarfile.TarInfo(name)
                    entry.size = 8
                    archive.addfile(entry, io.BytesIO(b'{"a":1}\n'))
                old = bytearray(packed.getvalue())  # as it was before there was a mark
                old[257:265] = bytes(8)
                old[148:156] = b"%06o\0 " % (sum(old[:148]) + 8 * 32 + sum(old[156:512]))
                for content in (packed.getvalue(), bytes(old), gzip.compress(packed.getvalue())):
                    self.assertIn("cannot be read: it is a tar archive", self.one(given=content)[2], (name, form))
                old[148] ^= 1  # no archive
                self.assertNotIn("tar archive", self.one(given=bytes(old))[2])
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
        odd = "cannot be read to its end: its UTF-16 is malformed: a single byte is left over at its end"
        for text in ('{"a":1}\n{"a":1}', '{"a":1}\n{"a":1}\n', '[{"a":1},\n{"a":1}]', '{\n"a":1}{"a":1}'):
            for order, mark in (("le", b"\xFF\xFE"), ("be", b"\xFE\xFF")):
                for behind in (b"x", b"\n", b"\0"):
                    given = mark + text.encode("utf-16-" + order) + behind
                    for content in (given, gzip.compress(given)):
                        status, found, err = self.one(given=content)
                        self.assertEqual((status, found), (1, [1, 2]), given)
                        self.assertRegex(err, "^scan: <standard input> " + odd + "[^\n]*\n$")
        status, found, err = self.one(given=b"\xFF\xFE" + event + event[:9])  # cut off in the middle
        self.assertEqual((status, found), (1, [1]))
        self.assertIn("1 event malformed: the event is not well-formed JSON, in <standard input>:2", err)
        self.assertIn(odd, err)
        for mark in (b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF"):
            self.assertEqual(self.one(given=mark), (0, [], "scan: there was no event\n"))


if __name__ == "__main__":
    unittest.main()
