# SPDX-License-Identifier: BSL-1.0
"""What the tests of the example programs share."""
import pathlib
import subprocess
import tempfile
import unittest


def run(program, *arguments, given=None):
    """Exit status, standard output and standard error."""
    given = given.encode() if isinstance(given, str) else given
    done = subprocess.run([program, *map(str, arguments)], input=given or b"", capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class InFolder(unittest.TestCase):
    """Each test has an empty folder of its own, `self.folder`."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, name, text):
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path
