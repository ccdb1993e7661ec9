#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Draws what the benchmark program `corpus` measured.

    scripts/plot_benchmarks.py RUN.json...                # writes docs/performance-data.json and docs/performance-plot.svg
    scripts/plot_benchmarks.py docs/performance-data.json # draws the same data again

A file holds what `corpus --json` wrote, one measurement, or a list of them. Several runs of one set of events (the same
"name") become one: the median of each figure. The sets are drawn in the order in which they come.
"""

import argparse
import html
import json
import pathlib
import statistics
import sys

DOCS = pathlib.Path(__file__).resolve().parent.parent / "docs"
BARS = (("parse_ns", "parse", "parse JSON into a row"), ("match_ns", "match", "match against all rules"))

# Layout, in pixels.
WIDTH = 790
LEFT = 220
RIGHT = 90
TOP = 78
BAR = 18
GAP = 2
SET_GAP = 26
FOOT = 46

STYLE = """\
  .surface { fill: #ffffff; }
  text { font: 13px system-ui, sans-serif; fill: #24292f; }
  .title { font-size: 16px; font-weight: 600; }
  .note { font-size: 11px; fill: #57606a; }
  .grid { stroke: #d8dee4; stroke-width: 1; }
  .axis { stroke: #8c959f; stroke-width: 1; }
  .parse { fill: #8796a5; }
  .match { fill: #0969da; }
  @media (prefers-color-scheme: dark) {
    .surface { fill: #0d1117; }
    text { fill: #e6edf3; }
    .note { fill: #9198a1; }
    .grid { stroke: #262c36; }
    .axis { stroke: #6e7681; }
    .parse { fill: #6e7b89; }
    .match { fill: #58a6ff; }
  }"""


def read_runs(files):
    """All measurements of the files, in order."""
    runs = []
    for file in files:
        data = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
        runs += data if isinstance(data, list) else [data]
    for run in runs:
        missing = {"name", "events", "bytes", "rules", "compiler", *(key for key, _, _ in BARS)} - run.keys()
        if missing:
            raise ValueError(f"a measurement lacks {', '.join(sorted(missing))}")
    return runs


def medians(runs):
    """One measurement for each name: the median of what was measured; what is counted must be the same in every run."""
    by_name = {}
    for run in runs:
        by_name.setdefault(run["name"], []).append(run)
    merged = []
    for name, same in by_name.items():
        median = {}
        for key, first in same[0].items():
            if isinstance(first, float):
                median[key] = round(statistics.median(run[key] for run in same), 3)
            elif all(run[key] == first for run in same):
                median[key] = first
            else:
                raise ValueError(f"the runs of {name} do not have the same {key}")
        if "match_over_parse" in median:
            median["match_over_parse"] = round(median["match_ns"] / median["parse_ns"], 3)
        merged.append(median)
    return merged


def axis_step(largest):
    """A round step that divides the axis into at most six."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if step * factor * 6 >= largest:
                return step * factor
        step *= 10


def microseconds(nanoseconds):
    return f"{nanoseconds / 1000:.3g}"


def draw(sets):
    """The plot as SVG text."""
    step = axis_step(max(measured[key] for measured in sets for key, _, _ in BARS))
    end = step * -(-max(measured[key] for measured in sets for key, _, _ in BARS) // step)
    scale = (WIDTH - LEFT - RIGHT) / end
    set_height = len(BARS) * (BAR + GAP) + SET_GAP
    bottom = TOP + len(sets) * set_height
    height = bottom + FOOT
    rules = sorted({measured["rules"] for measured in sets})
    compilers = sorted({measured["compiler"] for measured in sets})
    subtitle = f"{' / '.join(f'{count:,}' for count in rules)} rules, one thread, {', '.join(compilers)}"

    def place(value):
        return round(LEFT + value * scale, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
        ' role="img" aria-labelledby="title">',
        '<title id="title">Microseconds to parse and to match one event, by set of events</title>',
        f"<style>\n{STYLE}\n</style>",
        f'<rect class="surface" width="{WIDTH}" height="{height}" rx="6"/>',
        '<text class="title" x="16" y="28">Time for one event</text>',
        f'<text class="note" x="16" y="48">{html.escape(subtitle)}</text>',
    ]
    x = WIDTH - 16
    for _, style, label in reversed(BARS):
        x -= 7 * len(label)
        parts.append(f'<text x="{x}" y="28">{html.escape(label)}</text>')
        x -= 18
        parts.append(f'<rect class="{style}" x="{x}" y="17" width="12" height="12" rx="2"/>')
        x -= 14
    value = 0
    while value <= end:
        style = "axis" if value == 0 else "grid"
        parts.append(f'<line class="{style}" x1="{place(value)}" x2="{place(value)}" y1="{TOP - 10}" y2="{bottom - 8}"/>')
        parts.append(
            f'<text class="note" text-anchor="middle" x="{place(value)}" y="{bottom + 8}">{value / 1000:g}</text>'
        )
        value += step
    parts.append(
        f'<text class="note" text-anchor="middle" x="{place(end / 2)}" y="{bottom + 28}">microseconds an event</text>'
    )
    y = TOP
    for measured in sets:
        size = measured["bytes"] / measured["events"] if measured["events"] else 0
        middle = y + BAR
        parts.append(f'<text text-anchor="end" x="{LEFT - 12}" y="{middle}">{html.escape(measured["name"])}</text>')
        parts.append(
            f'<text class="note" text-anchor="end" x="{LEFT - 12}" y="{middle + 16}">'
            f'{measured["events"]:,} events, {size:,.0f} bytes each</text>'
        )
        for key, style, label in BARS:
            width = max(round(measured[key] * scale, 1), 0.5)
            shown = microseconds(measured[key])
            parts.append(
                f'<rect class="{style}" x="{LEFT}" y="{y}" width="{width}" height="{BAR}" rx="2">'
                f"<title>{html.escape(measured['name'])}: {html.escape(label)}, {shown} µs</title></rect>"
            )
            parts.append(f'<text x="{place(measured[key]) + 6}" y="{y + BAR - 5}">{shown} µs</text>')
            y += BAR + GAP
        y += SET_GAP
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="+", metavar="RUN.json")
    parser.add_argument("--data", type=pathlib.Path, default=DOCS / "performance-data.json")
    parser.add_argument("--plot", type=pathlib.Path, default=DOCS / "performance-plot.svg")
    arguments = parser.parse_args()
    try:
        sets = medians(read_runs(arguments.runs))
    except (OSError, ValueError) as error:
        sys.exit(f"plot_benchmarks.py: {error}")
    if not sets:
        sys.exit("plot_benchmarks.py: nothing was measured")
    arguments.data.write_text(json.dumps(sets, indent=2) + "\n", encoding="utf-8")
    arguments.plot.write_text(draw(sets), encoding="utf-8")


if __name__ == "__main__":
    main()
