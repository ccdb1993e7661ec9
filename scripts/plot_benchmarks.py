#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Puts together what the benchmark programs measured: data, plots and tables.

    scripts/plot_benchmarks.py FOLDER   # what scripts/run_benchmarks.sh wrote there becomes docs/performance-data.json
    scripts/plot_benchmarks.py          # draws the data that are there

Writes docs/performance-plot.svg, -rivals.svg, -growth.svg and -events.svg, and the tables between the markers in
docs/performance.md, and the README's figures.
"""

import argparse
import json
import pathlib
import re
import sys

import plot_svg

DOCS = pathlib.Path(__file__).resolve().parent.parent / "docs"
PARTS = ("sets", "structs", "rivals", "growth", "static", "regexes")


def gather(folder):
    """The results in a folder: PART-NUMBER.json each; instructions-NUMBER.json belong to the set of that number."""
    data = {part: [] for part in PARTS}
    for part in PARTS:
        for file in sorted(folder.glob(f"{part}-*.json")):
            one = json.loads(file.read_text(encoding="utf-8"))
            counted = folder / file.name.replace(part, "instructions")
            if part == "sets" and counted.exists():
                one["instructions"] = json.loads(counted.read_text(encoding="utf-8"))
            data[part].append(one)
    return data


def table(columns, rows):
    """Markdown. `columns`: titles; the first is text, the others are numbers."""
    lines = ["| " + " | ".join(columns) + " |", "|:--|" + "--:|" * (len(columns) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def microseconds(nanoseconds):
    return f"{nanoseconds / 1000:.2f}"


def megabytes(count):
    return f"{count / 1e6:.1f}"


def conditions(measured, threads="one thread"):
    return (
        f"{measured['compiler'].strip()}, `{measured['flags']}`; simdjson's kernel {measured['simdjson_kernel']}"
        + (f"; vector instructions: {measured['simd']}" if "simd" in measured else "")
        + f"; {threads}."
    )


def sets_text(data):
    sets = data["sets"]
    first = sets[0]
    times = table(
        ["Events", "number", "bytes each", "parse µs", "read µs", "match µs", "scan µs", "match : parse", "scan : parse"],
        [
            [
                one["name"],
                f"{one['events']:,}",
                f"{one['bytes'] / max(one['events'], 1):,.0f}",
                *(microseconds(one[key]) for key in ("parse_ns", "read_ns", "match_ns", "scan_ns")),
                f"**{one['match_over_parse']:.2f}**",
                f"{one['scan_over_parse']:.2f}",
            ]
            for one in sets
        ],
    )
    spread = table(
        ["Events", "matches", "p50 µs", "p99 µs", "p99.9 µs", "allocations", "by RE2", "scratch KB", "instructions"],
        [
            [
                one["name"],
                f"{one['matches']:,}",
                *(microseconds(one[f"match_{key}_ns"]) for key in ("p50", "p99", "p999")),
                f"{one['allocations']:,}",
                f"{one['allocations_by_re2']:,}",
                f"{one['scratch_bytes'] / 1000:,.0f}",
                f"{one['instructions']['match']:,}" if "instructions" in one else "",
            ]
            for one in sets
        ],
    )
    whole = [
        ["Rules", f"{first['rules']:,}"],
        ["Loading them from files, ms", f"{first['load_ms']:.0f}"],
        ["Compiling them, ms", f"{first['build_ms']:.0f}"],
        ["libyaml's tokenising of the same files, ms", f"{first['tokenise_ms']:.0f}"],
        ["Loading and compiling : tokenising", f"{first['load_over_tokenise']:.2f}"],
        ["Ready from a bundle in a mapped file, ms", f"{first['bundle_ms']:.1f}"],
        ["Loading and compiling : ready from a bundle", f"{first['load_over_bundle']:.0f}"],
        ["Bundle, texts and metadata included, MB", megabytes(first["bundle_bytes"])],
        ["Compiled rules, texts and metadata aside, MB", megabytes(first["rule_set_bytes"])],
        ["Heap that compiling leaves taken, MB", megabytes(first["rule_set_heap_bytes"])],
    ]
    threaded = next((one for one in sets if "threads_efficiency" in one), None)
    if threaded:
        whole += [
            [f"{threaded['threads']} threads against one, scanning", f"{threaded['threads_scaling']:.2f}"],
            ["The same over what spinning loops reach", f"{threaded['threads_efficiency']:.3f}"],
        ]
    text = [conditions(first), times, spread, table(["Rule set", ""], whole)]
    for one in data["structs"]:
        text.append(
            f"As own structs, {one['events']:,} process creations take {microseconds(one['struct_ns'])} µs each to "
            f"match; as rows that were read from JSON {microseconds(one['row_ns'])} µs, reading them aside."
        )
    return "\n\n".join(text)


def rivals_text(data):
    names = [one["name"] for one in data["rivals"][0]["rivals"]]
    rows = []
    for number, name in enumerate(names):
        row = [name]
        for measured in data["rivals"]:
            one = measured["rivals"][number]
            row += [microseconds(one["match_ns"]), f"{one['over_varsigma']:.1f}"]
        rows.append(row)
    columns = ["Way to match"]
    for measured in data["rivals"]:
        columns += [f"{measured['name']}, µs", "times"]
    return table(columns, rows)


def growth_text(data):
    parts = []
    for measured in data["growth"]:
        parts.append(
            table(
                ["Rules", "match µs", "load ms", "compile ms", "MB", "heap MB", "matches"],
                [
                    [
                        f"{one['rules']:,}",
                        microseconds(one["match_ns"]),
                        f"{one['load_ms']:.0f}",
                        f"{one['build_ms']:.0f}",
                        megabytes(one["rule_set_bytes"]),
                        megabytes(one["rule_set_heap_bytes"]),
                        f"{one['matches']:,}",
                    ]
                    for one in measured["growth"]
                ],
            )
        )
        parts.append(f"30,000 rules over 3,000: {measured['ratio_30000_over_3000']:.2f}.")
        kinds = list(dict.fromkeys(one["kind"] for one in measured["adversarial"]))
        sizes = list(dict.fromkeys(one["size"] for one in measured["adversarial"]))
        cost = {(one["kind"], one["size"]): one["ns_per_byte"] for one in measured["adversarial"]}
        parts.append(
            table(
                ["Command line of, ns a byte", *(f"{size // 1024:,} KiB" for size in sizes)],
                [[kind, *(f"{cost[kind, size]:.2f}" for size in sizes)] for kind in kinds],
            )
        )
    return "\n\n".join(parts)


def static_text(data):
    parts = []
    for measured in data["static"]:
        parts.append(conditions(measured))
        parts.append(
            table(
                ["Shape of the rule", "by hand, ns", "static, ns", "loaded, ns", "static : by hand"],
                [
                    [
                        one["shape"],
                        f"{one['by_hand_ns']:.1f}",
                        f"{one['static_ns']:.1f}",
                        f"{one['loaded_ns']:.1f}",
                        f"{one['static_over_hand']:.2f}",
                    ]
                    for one in measured["shapes"]
                ],
            )
        )
        parts.append(f"The median of the ratios: {measured['median_static_over_hand']:.2f}.")
    return "\n\n".join(parts)


def code(text):
    """Markdown of a table's cell that shows `text` as it is, whatever characters it has."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    padded = f" {text} " if longest else text
    return fence + padded.replace("|", "\\|") + fence


def regexes_text(data):
    parts = []
    for measured in data["regexes"]:
        parts.append(conditions(measured))
        parts.append(
            table(
                ["Expression", "ns a byte", "KiB", "program", "on", "warning"],
                [
                    [
                        code(one["expression"]),
                        f"{one['ns_per_byte']:.1f}",
                        f"{one['size'] // 1024:,}",
                        f"{one['program']:,}",
                        one["kind"],
                        one["warning"],
                    ]
                    for one in measured["worst"]
                ],
            )
        )
        parts.append(
            f"Of {measured['expressions']:,} expressions {measured['dear']:,} cost more than 20 ns a byte, "
            f"{measured['dear_without_warning']:,} of them without a warning; the largest program has "
            f"{measured['largest_program']:,} instructions, {measured['warnings']:,} have a warning."
        )
    return "\n\n".join(parts)


def readme_text(data):
    """The figures that the README shows: those of the stratified mix."""
    one = next((one for one in data["sets"] if "stratified" in one["name"] and "routed" not in one["name"]), data["sets"][0])
    return (
        f"{one['compiler'].strip()}, one thread, {one['events']:,} diverse Windows events ({one['bytes'] / 1e6:.1f} MB of "
        f"JSON), routed, against all {one['rules']:,} published rules: **{1e9 / one['scan_ns']:,.0f} events a second**, "
        f"parsing included. Matching takes **{one['match_over_parse']:.2f} times** what simdjson needs to parse the event "
        f"({microseconds(one['match_ns'])} and {microseconds(one['parse_ns'])} µs). All rules load in "
        f"{one['load_ms'] / 1000:.2f} s and compile in {one['build_ms'] / 1000:.2f} s."
    )


def plots(data):
    """File name and SVG text of each."""
    if data["sets"]:
        first = data["sets"][0]
        yield "performance-plot.svg", plot_svg.bars(
            "Time for one event",
            f"{first['rules']:,} rules, one thread, {first['compiler'].strip()}, simdjson {first['simdjson_kernel']}",
            ["parse JSON with simdjson, keep nothing", "match against all rules", "JSON to matches"],
            [
                (
                    one["name"],
                    f"{one['events']:,} events of {one['bytes'] / max(one['events'], 1):,.0f} bytes",
                    [one[key] / 1000 for key in ("parse_ns", "match_ns", "scan_ns")],
                )
                for one in data["sets"]
            ],
            "microseconds an event",
        )
    if data["rivals"]:
        names = [one["name"] for one in data["rivals"][0]["rivals"]]
        yield "performance-rivals.svg", plot_svg.bars(
            "The same rules in other ways",
            "same events, same matches; logarithmic scale",
            [measured["name"] for measured in data["rivals"]],
            [
                (name, "", [measured["rivals"][number]["match_ns"] / 1000 for measured in data["rivals"]])
                for number, name in enumerate(names)
            ],
            "microseconds an event",
            is_log=True,
        )
    for measured in data["growth"]:
        yield "performance-growth.svg", plot_svg.lines(
            "More rules",
            f"{measured['events']:,} events; real rules up to 3,000, then variants of them as well",
            [("match", [(one["rules"], one["match_ns"] / 1000) for one in measured["growth"]])],
            "rules",
            "microseconds an event",
        )
        kinds = list(dict.fromkeys(one["kind"] for one in measured["adversarial"]))
        yield "performance-events.svg", plot_svg.lines(
            "Longer command lines, made to be hard",
            "one event, the whole published rule set",
            [
                (
                    kind,
                    [(one["size"], one["ns_per_byte"]) for one in measured["adversarial"] if one["kind"] == kind],
                )
                for kind in kinds
            ],
            "bytes of the command line",
            "nanoseconds a byte",
        )


def fill(page, part, text):
    """The page with `text` between the markers of `part`."""
    marked = re.compile(rf"(<!-- {part}: begin -->\n).*?(<!-- {part}: end -->)", re.DOTALL)
    if not marked.search(page):
        raise ValueError(f"there is no place for {part}")
    return marked.sub(lambda found: f"{found[1]}{text}\n{found[2]}", page)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=pathlib.Path)
    parser.add_argument("--docs", type=pathlib.Path, default=DOCS)
    arguments = parser.parse_args()
    file = arguments.docs / "performance-data.json"
    page_file = arguments.docs / "performance.md"
    try:
        if arguments.folder:
            data = gather(arguments.folder)
            file.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
        else:
            data = json.loads(file.read_text(encoding="utf-8"))
        page = page_file.read_text(encoding="utf-8")
        for part, write in (
            ("sets", sets_text),
            ("rivals", rivals_text),
            ("growth", growth_text),
            ("static", static_text),
            ("regexes", regexes_text),
        ):
            if data.get(part):
                page = fill(page, part, write(data))
        page_file.write_text(page, encoding="utf-8")
        if data["sets"]:
            readme = arguments.docs.parent / "README.md"
            readme.write_text(
                fill(readme.read_text(encoding="utf-8"), "figures", readme_text(data)), encoding="utf-8"
            )
        for name, svg in plots(data):
            (arguments.docs / name).write_text(svg, encoding="utf-8")
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f"plot_benchmarks.py: {error!r}")


if __name__ == "__main__":
    main()
