# SPDX-License-Identifier: BSL-1.0
"""Draws bars and lines as SVG. For plot_benchmarks.py."""

import html
import math

STYLE = """\
  .surface { fill: #ffffff; }
  text { font: 13px system-ui, sans-serif; fill: #24292f; }
  .title { font-size: 16px; font-weight: 600; }
  .note { font-size: 11px; fill: #57606a; }
  .grid { stroke: #d8dee4; stroke-width: 1; }
  .axis { stroke: #8c959f; stroke-width: 1; }
  .line { fill: none; stroke-width: 2; }
  .c0 { fill: #8796a5; stroke: #8796a5; }
  .c1 { fill: #0969da; stroke: #0969da; }
  .c2 { fill: #1a7f37; stroke: #1a7f37; }
  .c3 { fill: #bc4c00; stroke: #bc4c00; }
  .c4 { fill: #8250df; stroke: #8250df; }
  rect { stroke: none !important; }
  @media (prefers-color-scheme: dark) {
    .surface { fill: #0d1117; }
    text { fill: #e6edf3; }
    .note { fill: #9198a1; }
    .grid { stroke: #262c36; }
    .axis { stroke: #6e7681; }
    .c0 { fill: #6e7b89; stroke: #6e7b89; }
    .c1 { fill: #58a6ff; stroke: #58a6ff; }
    .c2 { fill: #3fb950; stroke: #3fb950; }
    .c3 { fill: #f0883e; stroke: #f0883e; }
    .c4 { fill: #bc8cff; stroke: #bc8cff; }
  }"""

WIDTH = 790
RIGHT = 90


class Picture:
    """An SVG picture, part by part."""

    def __init__(self, title, subtitle, height):
        self.height = height
        self.parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title">',
            f'<title id="title">{html.escape(title)}</title>',
            f"<style>\n{STYLE}\n</style>",
            f'<rect class="surface" width="{WIDTH}" height="{height}" rx="6"/>',
        ]
        self.text(16, 28, title, "title")
        self.text(16, 48, subtitle, "note")

    def text(self, x, y, content, style="", anchor="start"):
        kind = f' class="{style}"' if style else ""
        self.parts.append(f'<text{kind} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{html.escape(content)}</text>')

    def line(self, x1, x2, y1, y2, style="grid"):
        self.parts.append(f'<line class="{style}" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"/>')

    def rect(self, x, y, width, height, style):
        self.parts.append(f'<rect class="{style}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" rx="2"/>')

    def path(self, points, style):
        along = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(f'<polyline class="line {style}" style="fill: none" points="{along}"/>')
        for x, y in points:
            self.parts.append(f'<circle class="{style}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>')

    def legend(self, labels, y=70):
        """Coloured squares with labels, in one row."""
        x = 16
        for number, label in enumerate(labels):
            self.rect(x, y - 11, 12, 12, f"c{number}")
            self.text(x + 18, y, label)
            x += 34 + 7 * len(label)

    def svg(self):
        return "\n".join([*self.parts, "</svg>"]) + "\n"


class Scale:
    """From values to places: linear from zero, or logarithmic."""

    def __init__(self, values, begin, end, is_log):
        low, high = min(values), max(values)
        self.is_log = is_log
        if is_log:
            self.low = 10 ** math.floor(math.log10(low))
            self.high = 10 ** math.ceil(math.log10(high))
            if self.high == self.low:
                self.high *= 10
        else:
            self.low, self.step = 0, self.round_step(high)
            self.high = self.step * max(1, math.ceil(high / self.step))
        self.begin, self.end = begin, end

    @staticmethod
    def round_step(largest):
        """A round step that divides the axis into at most six."""
        step = 10.0 ** math.floor(math.log10(largest / 6)) if largest > 0 else 1
        return next(step * factor for factor in (1, 2, 5, 10) if step * factor * 6 >= largest)

    def __call__(self, value):
        if self.is_log:
            share = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        else:
            share = value / self.high
        return self.begin + share * (self.end - self.begin)

    def ticks(self):
        if self.is_log:
            value = self.low
            while value <= self.high * 1.001:
                yield value
                value *= 10
        else:
            for number in range(round(self.high / self.step) + 1):
                yield number * self.step


def short(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def bars(title, subtitle, labels, groups, unit, is_log=False):
    """Horizontal bars. `groups`: (name, note, [value for each label]); None leaves a bar out."""
    left, top, bar, gap, between = 230, 92, 16, 2, 20
    group = len(labels) * (bar + gap) + between
    bottom = top + len(groups) * group
    picture = Picture(title, subtitle, bottom + 40)
    if len(labels) > 1:
        picture.legend(labels)
    scale = Scale([value for _, _, values in groups for value in values if value], left, WIDTH - RIGHT, is_log)
    for tick in scale.ticks():
        x = scale(tick)
        picture.line(x, x, top - 10, bottom - 8, "axis" if x == left else "grid")
        picture.text(x, bottom + 8, short(tick), "note", "middle")
    picture.text((left + WIDTH - RIGHT) / 2, bottom + 28, unit, "note", "middle")
    y = top
    for name, note, values in groups:
        middle = y + (len(labels) * (bar + gap)) / 2
        picture.text(left - 12, middle if note else middle + 4, name, "", "end")
        if note:
            picture.text(left - 12, middle + 15, note, "note", "end")
        for number, value in enumerate(values):
            if value is not None:
                picture.rect(left, y, max(scale(value) - left, 1), bar, f"c{number if len(labels) > 1 else 1}")
                picture.text(scale(value) + 6, y + bar - 4, short(value))
            y += bar + gap
        y += between
    return picture.svg()


def lines(title, subtitle, series, x_label, y_label, is_y_log=True):
    """Lines over a logarithmic axis. `series`: (name, [(x, y)])."""
    left, top, bottom = 80, 92, 340
    picture = Picture(title, subtitle, bottom + 60)
    if len(series) > 1:
        picture.legend([name for name, _ in series])
    points = [point for _, of_series in series for point in of_series]
    across = Scale([x for x, _ in points], left, WIDTH - RIGHT, True)
    up = Scale([y for _, y in points], bottom, top, is_y_log)
    for tick in up.ticks():
        picture.line(left, WIDTH - RIGHT, up(tick), up(tick), "axis" if up(tick) == bottom else "grid")
        picture.text(left - 8, up(tick) + 4, short(tick), "note", "end")
    for tick in across.ticks():
        picture.line(across(tick), across(tick), top, bottom, "grid")
        picture.text(across(tick), bottom + 16, short(tick), "note", "middle")
    picture.text((left + WIDTH - RIGHT) / 2, bottom + 40, x_label, "note", "middle")
    picture.text(16, top - 10, y_label, "note")
    for number, (_, of_series) in enumerate(series):
        style = f"c{number if len(series) > 1 else 1}"
        picture.path([(across(x), up(y)) for x, y in of_series], style)
        if len(series) == 1:
            for x, y in of_series:
                picture.text(across(x), up(y) - 10, short(y), "", "middle")
    return picture.svg()
