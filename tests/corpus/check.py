#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs the scanner over the corpus and compares what it finds with what is known.

Exit status: 0 as expected, 1 not as expected, 77 the data is not here.
"""
import argparse
import gzip
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

SKIPPED = 77


class Failure(Exception):
    pass


def need(*paths):
    for path in paths:
        if not path.exists():
            print(f"skipped: no {path} (VARSIGMA_CORPUS)")
            sys.exit(SKIPPED)


def unpacked(options, events):
    """The file `events`, decompressed where need be."""
    if events.suffix != ".gz":
        return events
    plain = options.work / events.stem
    with gzip.open(events, "rb") as packed, open(plain, "wb") as sink:
        shutil.copyfileobj(packed, sink)
    return plain


def scan(options, arguments, events, output):
    """Runs the scanner with `arguments` on the file `events`, decompressed where need be; its matches go to `output`."""
    command = [options.scanner, *map(str, arguments), "--format", "tsv", "-"]
    print("+", " ".join(command), "<", events, flush=True)
    with open(unpacked(options, events), "rb") as source, open(output, "wb") as sink:
        status = subprocess.run(command, stdin=source, stdout=sink, check=False).returncode
    if status != 0:
        raise Failure(f"the scanner's exit status is {status}")


def run_tool(name, corpus, arguments):
    """One of the scripts that come with the corpus; returns its exit status and its output."""
    tool = corpus.parent / "tools" / name
    need(tool)
    done = subprocess.run([sys.executable, str(tool), *map(str, arguments)], stdout=subprocess.PIPE, text=True, check=False)
    print(done.stdout, end="")
    return done.returncode, done.stdout


def check_load(options, corpus):
    rules = corpus / "sigmahq" / "rules"
    need(rules)
    empty = options.work / "empty.ndjson"
    empty.write_bytes(b"")
    stats = options.work / "stats.json"
    scan(options, ["--rules", rules, "--stats", stats], empty, options.work / "actual.tsv")
    figures = json.loads(stats.read_text(encoding="utf-8"))
    print(json.dumps(figures, indent=1))
    if (figures["rules_loaded"], figures["rules_rejected"]) != (options.rules_loaded, 0):
        raise Failure(f"expected {options.rules_loaded} rules loaded and none rejected")


def with_qualifiers(options, events):
    """The file `events` with each event id as evtx_dump writes those that carry qualifiers."""
    changed = options.work / "qualifiers.ndjson"
    with open(events, encoding="utf-8") as source, open(changed, "w", encoding="utf-8") as sink:
        for line in source:
            event = json.loads(line)
            system = event["Event"]["System"]
            system["EventID"] = {"#attributes": {"Qualifiers": 16384}, "#text": system["EventID"]}
            sink.write(json.dumps(event, ensure_ascii=False) + "\n")
    return changed


def count_lines(path):
    with open(path, encoding="utf-8") as lines:
        return sum(1 for _ in lines)


def check_regression(options, corpus):
    folder = corpus / "regression"
    need(folder / options.events, folder / "manifest.tsv", corpus / "sigmahq" / "rules")
    mapping = ["--map", options.map] if options.map else []
    actual = options.work / "actual.tsv"
    rules = ["--rules", corpus / "sigmahq" / "rules", "--rules", folder / "rules"]
    events = folder / options.events
    scan(options, [*rules, *mapping], with_qualifiers(options, events) if options.qualifiers else events, actual)
    _, output = run_tool("check_regression.py", corpus, [folder / "manifest.tsv", actual, *(["--evtx"] if options.evtx else [])])
    passed = re.search(r"^(\d+) passed, (\d+) failed$", output, re.MULTILINE)
    if passed is None or int(passed[1]) != options.expect_pass:
        raise Failure(f"expected {options.expect_pass} cases to pass")
    # a case that may fail is one that the manifest excuses: its event has blanks in its field names
    failed = [line for line in output.splitlines() if line.startswith("fails:")]
    if any(not line.endswith("(needs_field_name_space_removal)") for line in failed):
        raise Failure("a case fails that the manifest does not excuse")
    if options.as_many_as:
        other = options.work / "other.tsv"
        scan(options, [*rules, "--map", "examples/maps/drop_blanks.yml"], folder / options.as_many_as, other)
        if count_lines(actual) != count_lines(other):
            raise Failure(f"{count_lines(actual)} detections, but {count_lines(other)} in {options.as_many_as}")


def check_matches(options, corpus):
    events = corpus / "events" / f"{options.events}.ndjson.gz"
    expected = corpus / "expected" / options.expected
    need(events, expected, corpus / "sigmahq" / "rules")
    actual = options.work / "actual.tsv"
    routing = ["--no-routing"] if options.no_routing else []
    scan(options, ["--rules", corpus / "sigmahq" / "rules", *routing], events, actual)
    status, _ = run_tool("check_matches.py", corpus, [expected, actual])
    if status != 0:
        raise Failure("the matches differ from the expected ones")


def check_faults(options, corpus):
    cases = corpus.parent / "faults" / "cases.json"
    need(cases)
    status, output = run_tool("check_faults.py", corpus, [options.scanner, cases])
    if status != 0 or re.search(r"^(\d+) of \1 cases as expected$", output, re.MULTILINE) is None:
        raise Failure("not every case is as expected")


def check_set(options, corpus):
    events = corpus / "events" / f"{options.events}.ndjson.gz"
    need(events, corpus / "sigmahq" / "rules")
    actual = options.work / "actual.tsv"
    logsource = ["--logsource", options.logsource] if options.logsource else []
    scan(options, ["--rules", corpus / "sigmahq" / "rules", *logsource], events, actual)
    print(f"{count_lines(actual)} matches")


def check_allocations(options, corpus):
    events = corpus / "events" / f"{options.events}.ndjson.gz"
    rules = corpus / "sigmahq" / "rules"
    need(rules, events)
    command = [options.program, str(rules), str(unpacked(options, events))]
    print("+", " ".join(command), flush=True)
    if subprocess.run(command, check=False).returncode != 0:
        raise Failure("matching allocates, or found nothing")


def check_bundles(options, corpus):
    events = corpus / "events" / f"{options.events}.ndjson.gz"
    rules = corpus / "sigmahq" / "rules"
    need(rules, events)
    command = [options.program, str(rules), str(unpacked(options, events)), str(options.work / "rules.bundle")]
    print("+", " ".join(command), flush=True)
    if subprocess.run(command, check=False).returncode != 0:
        raise Failure("the rules of a bundle do not match the same, or its pages are not shared")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scanner", required=True)
    parser.add_argument("--default-corpus", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder for what the check writes")
    checks = parser.add_subparsers(dest="check", required=True)

    load = checks.add_parser("load", help="every rule loads")
    load.add_argument("--rules-loaded", type=int, required=True)
    load.set_defaults(run=check_load)

    regression = checks.add_parser("regression", help="rules fire on the events published with them")
    regression.add_argument("events")
    regression.add_argument("--map")
    regression.add_argument("--evtx", action="store_true")
    regression.add_argument("--qualifiers", action="store_true", help="event ids are objects")
    regression.add_argument("--as-many-as", help="events in which as many detections are found")
    regression.add_argument("--pass", dest="expect_pass", type=int, required=True)
    regression.set_defaults(run=check_regression)

    matches = checks.add_parser("matches", help="exactly the expected matches")
    matches.add_argument("events")
    matches.add_argument("--expected", required=True)
    matches.add_argument("--no-routing", action="store_true")
    matches.set_defaults(run=check_matches)

    one_set = checks.add_parser("set", help="a small set is scanned to its end")
    one_set.add_argument("events")
    one_set.add_argument("--logsource")
    one_set.set_defaults(run=check_set)

    faults = checks.add_parser("faults", help="small cases of what was once lost in silence")
    faults.set_defaults(run=check_faults)

    allocations = checks.add_parser("allocations", help="matching allocates nothing")
    allocations.add_argument("program")
    allocations.add_argument("events")
    allocations.set_defaults(run=check_allocations)

    bundles = checks.add_parser("bundles", help="rules out of a bundle match the same")
    bundles.add_argument("program")
    bundles.add_argument("events")
    bundles.set_defaults(run=check_bundles)

    options = parser.parse_args()
    corpus = pathlib.Path(os.environ.get("VARSIGMA_CORPUS") or options.default_corpus).resolve()
    options.work.mkdir(parents=True, exist_ok=True)
    need(corpus)
    try:
        options.run(options, corpus)
    except Failure as failure:
        print(f"failed: {failure}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
