# SPDX-License-Identifier: BSL-1.0
"""What the tests of the scanner share. The scanner is the program's first argument."""
import json
import sys

import program

RULES = "examples/rules"
EVENTS = "examples/events/sample.ndjson"
SCANNER = sys.argv.pop(1)

PLAIN_RULE = """
title: {title}
logsource: {{category: test}}
detection: {{sel: {{a: {value}}}, condition: sel}}
{more}
"""


def scan(*arguments, given=None):
    return program.run(SCANNER, *arguments, given=given)


class InFolder(program.InFolder):
    def scan_well(self, *arguments, given=None):
        status, out, err = scan(*arguments, given=given)
        self.assertEqual(status, 0, err)
        return out

    def figures(self, *arguments, given=None):
        path = self.folder / "figures.json"
        self.scan_well(*arguments, "--stats", path, given=given)
        return json.loads(path.read_text())
