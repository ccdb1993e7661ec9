#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What published rules cost as static rules: time and memory of the compiler, and code.

usage: measure_static_rules.py BUILD RULES [--count N] [--compiler CXX]

BUILD is a build tree that has the program behind varsigma_embed_rules() (the presets demo, test and release have). Takes N
rules on process creations evenly out of the folder RULES, writes them as types, and compiles a file that asks one event
about all of them; a file that asks about one rule of its own is taken off, so that what is left is what a rule costs.
"""
import argparse
import os
import pathlib
import subprocess
import tempfile

FIELDS = ("Image CommandLine ParentImage ParentCommandLine OriginalFileName User IntegrityLevel Hashes Product Company "
          "Description CurrentDirectory").split()

EVENT = """#include <string>
struct process_event {{ std::string {members}; }};
template <> struct varsigma::event_traits<process_event> {{
    static constexpr auto fields = varsigma::fields({fields});
}};
"""
ONE_RULE = """#include <varsigma/static_rules/static_rule.hpp>
#include <varsigma/static_rules/static_rule_set.hpp>
namespace measured {
using one = varsigma::static_rule<"s", varsigma::selection<"s", varsigma::where<"Image", "a">>>;
using rules = varsigma::static_rule_set<one>;
}
"""
ASK = "bool ask(const process_event& event) { return !measured::rules::match(event, varsigma::allow_absent_fields).empty(); }\n"


def pick(folder, count):
    """Rule files on process creations without placeholders, evenly."""
    files = [path for path in sorted(folder.rglob("*.yml"))
             if "category: process_creation" in (text := path.read_text()) and "|expand" not in text]
    return [files[at * len(files) // count] for at in range(count)]


def compile_once(compiler, level, folder, name, text):
    """Seconds of processor time, MiB, and bytes of code and constants."""
    source = folder / f"{name}.cpp"
    source.write_text(text)
    built = source.with_suffix(".o")
    include = pathlib.Path(__file__).resolve().parent.parent / "include"
    child = subprocess.Popen([compiler, "-std=c++20", level, "-DNDEBUG", f"-I{include}", f"-I{folder}", "-c", source, "-o", built])
    _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        raise SystemExit(f"{compiler} failed")
    sizes = subprocess.run(["size", built], capture_output=True, check=True, text=True).stdout.splitlines()[1].split()
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, int(sizes[0]) + int(sizes[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("rules", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--compiler", default=os.environ.get("CXX", "c++"))
    options = parser.parse_args()
    program = next((path for path in options.build.rglob("varsigma_embed_rules_program") if path.is_file()), None)
    if program is None:
        raise SystemExit(f"there is no varsigma_embed_rules_program in {options.build}")
    members = ", ".join(f"f{at}" for at in range(len(FIELDS)))
    fields = ", ".join(f'varsigma::field<"{name}", &process_event::f{at}>' for at, name in enumerate(FIELDS))
    event = EVENT.format(members=members, fields=fields)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([program, "types", "measured", folder / "rules.hpp", *pick(options.rules, options.count)], check=True)
        print(f"{options.count} rules, {options.compiler}")
        for level in ("-O0", "-O2"):
            alone = compile_once(options.compiler, level, folder, "one", ONE_RULE + event + ASK)
            all_of_them = compile_once(options.compiler, level, folder, "all", '#include "rules.hpp"\n' + event + ASK)
            seconds, memory, code = all_of_them
            each = [(whole - first) / options.count for whole, first in zip(all_of_them, alone)]
            print(f"{level}: {seconds:.1f} s (one rule: {alone[0]:.1f} s), {memory:.0f} MiB; "
                  f"each rule {each[0]:.2f} s and {each[2]:.0f} bytes of code and constants")


if __name__ == "__main__":
    main()
