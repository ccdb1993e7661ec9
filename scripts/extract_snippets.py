#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Turns the C++ blocks of the documentation into programs, so that the tests can compile and run them.

usage: extract_snippets.py --root FOLDER --check
       extract_snippets.py --root FOLDER --output FOLDER

Reads README.md and docs/**/*.md below the root. An HTML comment in the line before a ```cpp block, which readers do not
see, says what becomes of the block:

  <!-- snippet: NAME -->            declarations: stands at file scope of the program NAME
  <!-- snippet: NAME main -->       statements: stands in the body of the program's main()
  <!-- snippet: NAME compile -->    as before, but the program is only compiled, not run ("main compile" works too)
  <!-- snippet: none, REASON -->    no program: a fragment, pseudocode, code that must not compile
  <!-- snippet: NAME hidden         code that the reader need not see, up to the line with the end of the comment;
  ...                               "hidden main" puts it into main()
  -->
  <!-- output: NAME -->             before a ```text block: what the program NAME prints, to the letter

Blocks of one file with the same NAME make one program: the file scope pieces in their order, then main() around the
statements. It runs in the project's root and has to exit with status 0. A ```cpp block without such a line is an error.

--check only reports errors; --output writes <folder>/<file>_<NAME>.cpp, the expected outputs as .txt and a list for
CMake, snippets.cmake.
"""
import argparse
import pathlib
import re
import sys

FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*([\w+-]*)")
SNIPPET = re.compile(r"^\s*<!--\s*snippet:\s*([A-Za-z_]\w*)((?:\s+(?:main|compile|hidden))*)\s*(-->)?\s*$")
NO_SNIPPET = re.compile(r"^\s*<!--\s*snippet:\s*none\s*,\s*\S.*-->\s*$")
OUTPUT = re.compile(r"^\s*<!--\s*output:\s*([A-Za-z_]\w*)\s*-->\s*$")
MARKER_LIKE = re.compile(r"^\s*<!--\s*(snippet|output)\b")
MAIN = re.compile(r"\bint\s+main\s*\(")
CPP = {"cpp", "c++", "cxx"}


class Program:
    def __init__(self, name):
        self.name = name
        self.declarations = []
        self.statements = []
        self.compile_only = False
        self.output = None

    def source(self):
        text = "".join(self.declarations)
        if self.statements:
            text += "\nint main() {\n" + "".join(self.statements) + "}\n"
        return text


class Document:
    """One Markdown file, read line by line: a marker, if any, applies to the block right after it."""

    def __init__(self, path, shown):
        self.shown = shown
        self.errors = []
        self.programs = {}
        self.lines = path.read_text(encoding="utf-8").splitlines()
        self.stem = re.sub(r"\W", "_", shown.removesuffix(".md")).strip("_").lower()
        self.read()
        for program in self.programs.values():
            self.judge(program)

    def error(self, number, message):
        self.errors.append(f"{self.shown}:{number + 1}: {message}")

    def program(self, name):
        return self.programs.setdefault(name, Program(f"{self.stem}_{name}"))

    def read(self):
        number, marker = 0, None
        while number < len(self.lines):
            line = self.lines[number]
            if fence := FENCE.match(line):
                end = self.end_of_block(number, fence[2])
                self.block(number, fence[3].lower(), self.lines[number + 1 : end], marker)
                marker = None
                number = end + 1
                continue
            if marker is not None and line.strip():
                self.error(number - 1, "a marker that no block follows")
            marker = None
            found = SNIPPET.match(line)
            if found and "hidden" in found[2].split():
                number = self.hidden(number, found)
                continue
            if (found and found[3]) or NO_SNIPPET.match(line) or OUTPUT.match(line):
                marker = (number, line)
            elif MARKER_LIKE.match(line):
                self.error(number, "a marker that cannot be understood")
            number += 1

    def end_of_block(self, start, mark):
        closing = re.compile(r"^\s*" + re.escape(mark[0]) + "{" + str(len(mark)) + r",}\s*$")
        for number in range(start + 1, len(self.lines)):
            if closing.match(self.lines[number]):
                return number
        self.error(start, "a block without an end")
        return len(self.lines)

    def hidden(self, start, found):
        end = start + 1
        while end < len(self.lines) and self.lines[end].strip() != "-->":
            end += 1
        if end == len(self.lines) or found[3]:
            self.error(start, "a hidden piece ends with a line that holds only -->")
        self.piece(start, found, self.lines[start + 1 : end])
        return end + 1

    def block(self, number, language, lines, marker):
        line = marker[1] if marker else ""
        if expected := OUTPUT.match(line):
            self.program(expected[1]).output = "\n".join(lines) + "\n"
        elif language in CPP:
            if found := SNIPPET.match(line):
                self.piece(number, found, lines)
            elif not NO_SNIPPET.match(line):
                self.error(number, "a C++ block without a <!-- snippet: ... --> line before it")
        elif marker:
            self.error(number, "a snippet marker before a block that is no C++")

    def piece(self, number, found, lines):
        words = found[2].split()
        program = self.program(found[1])
        program.compile_only = program.compile_only or "compile" in words
        # so that the compiler's messages name the document
        text = f'#line {number + 2} "{self.shown}"\n' + "".join(line + "\n" for line in lines)
        (program.statements if "main" in words else program.declarations).append(text)

    def judge(self, program):
        source = program.source()
        if not source:
            self.errors.append(f"{self.shown}: an output for {program.name}, which no block makes up")
        elif not MAIN.search(source) and not program.compile_only:
            self.errors.append(f"{self.shown}: {program.name} has neither a main() nor a `main` block; mark it `compile`?")
        elif program.statements and MAIN.search("".join(program.declarations)):
            self.errors.append(f"{self.shown}: {program.name} has a main() and `main` blocks too")
        if program.output is not None and program.compile_only:
            self.errors.append(f"{self.shown}: {program.name} has an output but does not run")


def write(path, text):
    """Leaves a file that holds the text already as it is, or it would be compiled again."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def emit(folder, programs):
    folder.mkdir(parents=True, exist_ok=True)
    runs = sorted(program.name for program in programs if not program.compile_only)
    compiles = sorted(program.name for program in programs if program.compile_only)
    for program in programs:
        write(folder / f"{program.name}.cpp", program.source())
        if program.output is not None:
            write(folder / f"{program.name}.txt", program.output)
    outputs = sorted(program.name for program in programs if program.output is not None)
    write(
        folder / "snippets.cmake",
        f"set(snippets_run {' '.join(runs)})\n"
        f"set(snippets_compile {' '.join(compiles)})\n"
        f"set(snippets_with_output {' '.join(outputs)})\n",
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, required=True)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--check", action="store_true")
    action.add_argument("--output", type=pathlib.Path)
    options = parser.parse_args()

    paths = [path for path in [options.root / "README.md"] if path.exists()]
    paths += sorted((options.root / "docs").glob("**/*.md"))
    documents = [Document(path, path.relative_to(options.root).as_posix()) for path in paths]
    programs = [program for document in documents for program in document.programs.values()]
    errors = [error for document in documents for error in document.errors]
    if options.check:
        for error in errors:
            print(error)
        print(f"{len(documents)} documents, {len(programs)} programs, {len(errors)} errors")
        return 1 if errors else 0
    emit(options.output, [program for program in programs if program.source()])
    return 0


if __name__ == "__main__":
    sys.exit(main())
