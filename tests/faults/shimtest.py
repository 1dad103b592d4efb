#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the shim leaves after a power cut, told by programs of three lines: the judges of the fault runs rely on it."""
import os
import pathlib
import subprocess
import sys
import tempfile

from shim import Shim

WRITE = "f = os.open('log', os.O_RDWR | os.O_CREAT | os.O_APPEND); os.write(f, {text!r})"
UNNAMED = "f = os.open('.', os.O_RDWR | os.O_TMPFILE); os.write(f, b'a')"
NAME = "os.link(f'/proc/self/fd/{f}', 'log', src_dir_fd=os.open('.', os.O_RDONLY))"
CASES = {
    # name: (the programs, one after another, what must be there after the cut)
    "what was fsynced stays": ([WRITE.format(text=b"a") + "; os.fsync(f)"], b"a"),
    "what was not fsynced is gone": ([WRITE.format(text=b"a") + "; os.fsync(f); os.write(f, b'b')"], b"a"),
    "nothing fsynced, nothing there": ([WRITE.format(text=b"a")], None),
    # As Linux does: an fsync is of the file, whoever wrote to it.
    "an fsync keeps what a killed program wrote before":
        ([WRITE.format(text=b"a"), WRITE.format(text=b"b") + "; os.fsync(f)"], b"ab"),
    "a file that is named when it is fsynced stays": ([UNNAMED + "; os.fsync(f); " + NAME], b"a"),
    "one that is named before it has a name and nothing in it": ([UNNAMED + "; " + NAME], b""),
    "one that never gets a name is not there": ([UNNAMED + "; os.fsync(f)"], None),
}


def left_by(programs, folder):
    watched = pathlib.Path(folder) / "data"
    shim = Shim(watched, power=True)
    for program in programs:
        code = f"import os, signal; os.chdir({str(watched)!r}); {program}; os.kill(os.getpid(), signal.SIGKILL)"
        subprocess.run([sys.executable, "-S", "-c", code], env=os.environ | shim.environment(), check=False)
    shim.cut_power()
    log = watched / "log"
    if not any(watched.iterdir()):
        return None
    return log.read_bytes()


def main():
    failed = 0
    for name, (programs, wanted) in CASES.items():
        with tempfile.TemporaryDirectory(prefix="coterie-shim-") as folder:
            found = left_by(programs, folder)
        failed += found != wanted
        print(f"{'ok  ' if found == wanted else 'FAIL'} {name}: {found!r}" + ("" if found == wanted else f", not {wanted!r}"))
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
