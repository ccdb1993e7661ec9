#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""usage: generate_static_rules.py OUT PAIRS.json...

Writes the conformance pairs as C++: each rule as a `static_rule`, each event as a struct of its own. OUT is a folder that
gets `pairs_<n>.cpp` (test cases for those that compile), `rejected_<n>.cpp` (one rule each that must not compile) and
`inexpressible.txt` (the others, each with the reason). Files that would not change are not touched.
"""
import json
import pathlib
import sys

PAIRS_PER_FILE = 40


class Inexpressible(Exception):
    """A pair that has no counterpart in C++, and why."""


def literal(text):
    """A C++ string literal; whatever is not printable ASCII in octal, which ends after three digits."""
    made = '"'
    for byte in text.encode():
        if chr(byte) in '"\\?':
            made += "\\" + chr(byte)
        elif 0x20 <= byte < 0x7F:
            made += chr(byte)
        else:
            made += f"\\{byte:03o}"
    return made + '"'


def constant(value):
    """A value of a rule as a template argument."""
    if value is None:
        return "nullptr"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, int):
        if -(2**63) < value < 2**63:
            return f"{value}LL"
        if 0 <= value < 2**64:
            return f"{value}ULL"
        raise Inexpressible("an integer of more than 64 bits")
    if isinstance(value, float):
        return repr(value) if "." in repr(value) or "e" in repr(value) else repr(value) + ".0"
    raise Inexpressible("a value that is no plain one")


def item(key, value):
    values = value if isinstance(value, list) else [value]
    if not values:
        values = [None]
    return f"where<{', '.join([literal(key)] + [constant(each) for each in values])}>"


def part(body):
    """What stands below the name of a selection."""
    if isinstance(body, dict):
        return f"all_of<{', '.join(item(key, value) for key, value in body.items())}>"
    if isinstance(body, list):
        if body and all(not isinstance(each, (dict, list)) for each in body):
            return item("", body)
        return f"any_of<{', '.join(part(each) for each in body)}>"
    return item("", body)


def rule(pair):
    condition = pair["condition"]
    if isinstance(condition, list):
        condition = " or ".join(f"({each})" for each in condition)
    selections = ",\n        ".join(
        f"selection<{literal(name)}, {part(body)}>" for name, body in pair["detection"].items()
    )
    return f"static_rule<{literal(condition)},\n        {selections}>"


class Struct:
    """A struct with a member for each key of a JSON object, its description, and how it is filled."""

    def __init__(self, name, content, kinds):
        self.members, self.fields, self.values = [], [], []
        for number, (key, value) in enumerate(content.items()):
            member = f"m{number}"
            kind, initial = self.member(f"{name}_{number}", value, kinds)
            self.members.append(f"    {kind} {member};")
            self.fields.append(f"field<{literal(key)}, &{name}::{member}>")
            self.values.append(initial)
        body = "\n".join(self.members)
        fields = ",\n        ".join(self.fields)
        kinds.append(
            f"struct {name} {{\n{body}\n}};\n}} // namespace\ntemplate <>\nstruct varsigma::event_traits<{name}> {{\n"
            f"    static constexpr auto fields = varsigma::fields({fields});\n}};\nnamespace {{\n"
        )
        self.initial = f"{name}{{{', '.join(self.values)}}}"

    def member(self, name, value, kinds):
        if value is None:
            return "std::nullptr_t", "nullptr"
        if isinstance(value, bool):
            return "bool", constant(value)
        if isinstance(value, str):
            return "std::string", f"std::string({literal(value)}, {len(value.encode())})"
        if isinstance(value, int):
            return ("std::int64_t" if value < 2**63 else "std::uint64_t"), constant(value)
        if isinstance(value, float):
            return "double", constant(value)
        if isinstance(value, dict):
            inner = Struct(name, value, kinds)
            return name, inner.initial
        if not value:
            return "std::vector<std::string>", "{}"
        members = [self.member(f"{name}_{at}", each, kinds) for at, each in enumerate(value)]
        types = list(dict.fromkeys(kind for kind, _ in members))
        if len(types) == 1:
            return f"std::vector<{types[0]}>", f"{{{', '.join(initial for _, initial in members)}}}"
        variant = f"std::variant<{', '.join(types)}>"
        return f"std::vector<{variant}>", f"{{{', '.join(f'{variant}{{{initial}}}' for _, initial in members)}}}"


def check_event(event):
    for key in event:
        words = key.split(".")
        for at in range(1, len(words)):
            if isinstance(event.get(".".join(words[:at])), dict):
                raise Inexpressible("two members under one dotted name, which in a struct stand side by side")


HEAD = """// Made by scripts/generate_static_rules.py.
#include <varsigma/static_rules/static_fieldref.hpp>
#include <varsigma/static_rules/static_regex.hpp>
#include <varsigma/static_rules/static_rule.hpp>

using namespace varsigma; // NOLINT

namespace {
"""

HEAD_OF_TESTS = """// Made by scripts/generate_static_rules.py.
#include <varsigma/event/event_traits.hpp>
#include <varsigma/rule.hpp>
#include <varsigma/static_rules/static_model.hpp>
#include <varsigma/static_rules/static_fieldref.hpp>
#include <varsigma/static_rules/static_regex.hpp>
#include <varsigma/static_rules/static_rule.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

using namespace varsigma; // NOLINT

namespace {
"""


def expressed(pair):
    check_event(pair["event"])
    kinds = []
    name = "event_" + "".join(each if each.isalnum() else "_" for each in pair["id"])
    struct = Struct(name, pair["event"], kinds)
    expected = "true" if pair["expect"] is True else "false"
    return "".join(kinds) + (
        f"TEST_CASE({literal('static rule of pair ' + pair['id'])}) {{\n"
        f"    using tested = {rule(pair)};\n"
        f"    const auto event = {struct.initial};\n"
        f"    CHECK(tested::warm_up().empty());\n"
        f"    CHECK(tested::matches(event, allow_absent_fields) == {expected});\n"
        f"    const auto compiled = varsigma::rule<{name}>::compile(model_of<tested>());\n"
        f"    REQUIRE(compiled);\n"
        f"    CHECK(compiled->matches(event) == {expected});\n"
        f"}}\n\n"
    )


def write(path, text):
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def main(out, files):
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    pairs = [pair for file in files for pair in json.loads(pathlib.Path(file).read_text())]
    cases, rejected, inexpressible = [], [], []
    for pair in pairs:
        try:
            if pair["expect"] == "ERR":
                rejected.append(
                    HEAD
                    + "// error: varsigma::mistake::rejected<varsigma::diagnostic_code::\n#ifdef VARSIGMA_CORRECTED\n"
                    + 'using tested = static_rule<"s", selection<"s", where<"F", "x">>>;\n#else\n'
                    + f"using tested = {rule(pair)};\n#endif\nconstexpr auto checked = sizeof(tested);\n}} // namespace\n"
                )
            else:
                cases.append(expressed(pair))
        except Inexpressible as why:
            inexpressible.append(f"{pair['id']}: {why}\n")
    wanted = {"inexpressible.txt"}
    write(out / "inexpressible.txt", "".join(inexpressible))
    for at in range(0, len(cases), PAIRS_PER_FILE):
        name = f"pairs_{at // PAIRS_PER_FILE}.cpp"
        wanted.add(name)
        write(out / name, HEAD_OF_TESTS + "\n".join(cases[at : at + PAIRS_PER_FILE]) + "} // namespace\n")
    for at, text in enumerate(rejected):
        wanted.add(f"rejected_{at}.cpp")
        write(out / f"rejected_{at}.cpp", text)
    for stale in out.glob("*.cpp"):
        if stale.name not in wanted:
            stale.unlink()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
