#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What including the library costs the compiler, as multiples of a file that includes what such a program has anyway.

usage: include_cost.py [--compiler CXX] [--runs N] [--only NAME] [--check]

Compiles each case N times, in turn with the baseline (`benchmarks/include_cost/baseline.cpp`) at the same level of
optimisation, and prints the least user time of each, their ratio, the peak memory and the size of the object file.
Ratios of one run can be compared, seconds cannot. --check fails if a case is over its limit.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parent.parent
OWN = ROOT / "benchmarks" / "include_cost"


@dataclass(frozen=True)
class Case:
    name: str
    source: str  # of benchmarks/include_cost, or "README.md:" and a snippet's name
    level: str
    limit: float  # 15 % above what was measured with g++ 12
    compiled: bool = False  # the library is compiled once, elsewhere


CASES = (
    Case("own struct, YAML, match", "README.md:use", "-O0", 44),
    Case("own struct, YAML, match", "README.md:use", "-O2", 83),
    Case("match on a rule set", "match_only.cpp", "-O0", 22),
    Case("events by simdjson", "README.md:json", "-O0", 39),
    Case("description of an event", "describes_event.cpp", "-O0", 0.6),
    Case("static rules", "README.md:static_rule", "-O0", 3.0),
    Case("own struct, YAML, match", "README.md:use", "-O0", 2.3, True),
    Case("own struct, YAML, match", "README.md:use", "-O2", 2.5, True),
    Case("match on a rule set", "match_only.cpp", "-O0", 1.6, True),
    Case("events by simdjson", "README.md:json", "-O0", 2.4, True),
)


def extract_snippets(folder):
    subprocess.run([sys.executable, ROOT / "scripts" / "extract_snippets.py", "--root", ROOT, "--output", folder],
                   check=True, stdout=subprocess.DEVNULL)


def source_of(case, snippets):
    document, _, snippet = case.source.partition(":")
    return snippets / f"{pathlib.Path(document).stem.lower()}_{snippet}.cpp" if snippet else OWN / document


@dataclass
class Cost:
    seconds: float
    mebibytes: float
    object_bytes: int


def compile_once(compiler, source, level, folder, compiled=False):
    built = folder / "out.o"
    mode = ["-DVARSIGMA_COMPILED"] if compiled else []
    child = subprocess.Popen([compiler, "-std=c++20", level, *mode, f"-I{ROOT / 'include'}", "-c", source, "-o", built])
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{compiler} does not compile {source}")
    return Cost(used.ru_utime, used.ru_maxrss / 1024, built.stat().st_size)


def least(costs):
    return min(costs, key=lambda each: each.seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", help="cases with this in their name")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    cases = [case for case in CASES if options.only is None or options.only in case.name]
    if not cases or options.runs < 1:
        parser.error("nothing to measure")

    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        snippets = work / "snippets"
        extract_snippets(snippets)
        measured = {case: ([], []) for case in cases}
        for _ in range(options.runs):
            for case, (baseline, own) in measured.items():
                baseline.append(compile_once(options.compiler, OWN / "baseline.cpp", case.level, work))
                own.append(compile_once(options.compiler, source_of(case, snippets), case.level, work, case.compiled))

    print(f"{'file':28} {'level':5} {'mode':8} {'seconds':>8} {'multiple':>8} {'limit':>6} {'MiB':>6} {'object KB':>9}")
    over = []
    for case, (baseline, own) in measured.items():
        cost = least(own)
        multiple = cost.seconds / least(baseline).seconds
        print(f"{case.name:28} {case.level:5} {'compiled' if case.compiled else 'headers':8} {cost.seconds:8.2f} {multiple:8.1f} {case.limit:6.1f} {cost.mebibytes:6.0f} "
              f"{cost.object_bytes / 1000:9.1f}")
        if multiple > case.limit:
            over.append(case)
    if options.check and over:
        sys.exit("over the limit: " + ", ".join(f"{case.name} {case.level}" for case in over))


if __name__ == "__main__":
    main()
