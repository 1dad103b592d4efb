#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the shim leaves after a power cut and what each of its switches does, told by programs of three lines: the judges of
the fault runs rely on it."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from shim import Control, Shim

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

# Each line prints what came of it: the number of the error, or 0. Beside the watched folder nothing may fail.
SAID = """
import errno, os, time
def said(work, *arguments):
    try:
        work(*arguments)
        print(0, end=' ')
    except OSError as error:
        print(errno.errorcode[error.errno], end=' ')
f = os.open('log', os.O_RDWR)
other = os.open('../other', os.O_RDWR | os.O_CREAT)
"""
OVER, GROW, ELSEWHERE = "said(os.pwrite, f, b'b', 0)", "said(os.pwrite, f, b'bb', 1)", "said(os.pwrite, other, b'b', 0)"
APPEND = "os.lseek(f, 0, os.SEEK_END); said(os.write, f, b'b')"
LONGER, ROOM = "said(os.ftruncate, f, 9)", "said(os.posix_fallocate, f, 0, 9)"
WRITES = "; ".join((OVER, GROW, APPEND, LONGER, ROOM, ELSEWHERE, "said(os.fsync, f)"))
SYNCS = "; ".join(("said(os.fsync, f)", "said(os.fdatasync, f)", "said(os.fsync, other)", OVER))
TOOK = "begun = time.monotonic(); os.fsync({file}); print(time.monotonic() - begun > 2)"
# The kernel's clock, which stamps files, is the one that is right; by time(), gettimeofday() and clock_gettime().
CLOCKS = """
import ctypes
os.pwrite(f, b'b', 0)
right, libc, now = os.fstat(f).st_mtime, ctypes.CDLL(None), (ctypes.c_long * 2)()
libc.time.restype = ctypes.c_long
libc.gettimeofday(now, None)
print(*(round((clock - right) / 3600) for clock in (libc.time(None), now[0], time.time())))
print(abs(time.monotonic() - float(os.environ['STEADY'])) < 60)
"""
HOUR = 3_600_000
SWITCHES = {
    # name: (the switches, the program, what it must print, how often the shim must say that it refused)
    "no switch: all is written": ({}, WRITES, "0 0 0 0 0 0 0", 0),
    "no_space 1: nothing grows": ({"no_space": 1}, WRITES, "0 ENOSPC ENOSPC ENOSPC ENOSPC 0 0", 4),
    "no_space 2: nothing is written": ({"no_space": 2}, WRITES, "ENOSPC ENOSPC ENOSPC ENOSPC ENOSPC 0 0", 5),
    "write_fails 1: an error": ({"write_fails": 1}, WRITES, "EIO EIO EIO EIO EIO 0 0", 5),
    "write_fails 2: read-only": ({"write_fails": 2}, WRITES, "EROFS EROFS EROFS EROFS EROFS 0 0", 5),
    "no switch: all is flushed": ({}, SYNCS, "0 0 0 0", 0),
    "sync_fails: nothing is flushed, all is written": ({"sync_fails": 1}, SYNCS, "EIO EIO 0 0", 2),
    "sync_lies: says that it flushed": ({"sync_lies": 1}, SYNCS, "0 0 0 0", 0),
    "no switch: an fsync is quick": ({}, TOOK.format(file="f"), "False", 0),
    "sync_ms: an fsync is slow": ({"sync_ms": 3_000}, TOOK.format(file="f"), "True", 0),
    "sync_ms: of what is watched only": ({"sync_ms": 3_000}, TOOK.format(file="other"), "False", 0),
    "no switch: the clock is right": ({}, CLOCKS, "0 0 0 True", 0),
    "clock_ms: forth, the monotonic one stays": ({"clock_ms": 24 * HOUR}, CLOCKS, "24 24 24 True", 0),
    "clock_ms: back": ({"clock_ms": -HOUR}, CLOCKS, "-1 -1 -1 True", 0),
    "heal: all is over": (None, WRITES + "; " + TOOK.format(file="f") + CLOCKS, "0 0 0 0 0 0 0 False 0 0 0 True", 0),
}
ALL = {"no_space": 2, "write_fails": 2, "sync_fails": 1, "sync_ms": 3_000, "sync_lies": 1, "clock_ms": HOUR}
POWER_CUTS = {
    # name: (the switches, what is left of a file that held "a", and to which "b" was added and fsynced)
    "an fsync that works is kept": ({}, b"ab"),
    "one that failed kept nothing": ({"sync_fails": 1}, b"a"),
    "one that lied kept nothing": ({"sync_lies": 1}, b"a"),
}
# As Linux does: the pages count as clean from the failure on, and the next fsync, which succeeds, does not write them.
FAILED_BEFORE = """
control = mmap.mmap(os.open(os.environ['FAULTSHIM_CONTROL'], os.O_RDWR), 0)
f = os.open('log', os.O_RDWR | os.O_APPEND)
os.fsync(f)
os.write(f, b'b')
control[8:12] = (1).to_bytes(4, 'little')
try:
    os.fsync(f)
except OSError:
    pass
control[8:12] = bytes(4)
os.fsync(f)
"""


def prepared(folder, **options):
    watched = pathlib.Path(folder) / "data"
    watched.mkdir()
    (watched / "log").write_bytes(b"a")
    return watched, Shim(watched, **options)


def said_with(switches, program):
    """What the program prints, and how many refusals the shim counted."""
    with tempfile.TemporaryDirectory(prefix="coterie-shim-") as folder:
        watched, shim = prepared(folder, power=False)
        for name, value in (ALL if switches is None else switches).items():
            setattr(shim.control, name, value)
        if switches is None:
            shim.heal()
        done = subprocess.run([sys.executable, "-S", "-c", SAID + program], cwd=watched,
                              env=os.environ | shim.environment() | {"STEADY": str(time.monotonic())},
                              capture_output=True, text=True, check=False)
        return " ".join(done.stdout.split()) + done.stderr[-200:], shim.control.refusals


def left_after(switches, program="f = os.open('log', os.O_RDWR | os.O_APPEND); os.write(f, b'b'); os.fsync(f)"):
    with tempfile.TemporaryDirectory(prefix="coterie-shim-") as folder:
        watched, shim = prepared(folder, power=True)
        for name, value in switches.items():
            setattr(shim.control, name, value)
        subprocess.run([sys.executable, "-S", "-c", "import mmap, os\n" + program], cwd=watched, env=os.environ | shim.environment(),
                       stderr=subprocess.DEVNULL, check=False)
        shim.cut_power()
        return (watched / "log").read_bytes()


def let_go():
    """Whether an fsync that would take ten minutes ends when it is told to."""
    with tempfile.TemporaryDirectory(prefix="coterie-shim-") as folder:
        watched, shim = prepared(folder, power=False)
        shim.control.sync_ms = 600_000
        program = "import os; os.fsync(os.open('log', os.O_RDWR))"
        with subprocess.Popen([sys.executable, "-S", "-c", program], cwd=watched, env=os.environ | shim.environment()) as process:
            while not shim.control.syncs and process.poll() is None:
                time.sleep(0.01)
            stood = process.poll() is None
            shim.control.sync_ms = 0
            try:
                return stood and process.wait(60) == 0
            except subprocess.TimeoutExpired:
                process.kill()
                return False


def tried():
    """(name, found, wanted) of each case."""
    for name, (programs, wanted) in CASES.items():
        with tempfile.TemporaryDirectory(prefix="coterie-shim-") as folder:
            yield name, left_by(programs, folder), wanted
    for name, (switches, program, *wanted) in SWITCHES.items():
        yield name, said_with(switches, program), tuple(wanted)
    for name, (switches, wanted) in POWER_CUTS.items():
        yield name, left_after(switches), wanted
    yield "sync_ms: an fsync that stands still is let go", let_go(), True
    assert Control.sync_fails.offset == 8
    yield "what an fsync failed to write, the next one does not write: a hole", left_after({}, FAILED_BEFORE), b"a\0"
    switches = {name for name, _ in Control._fields_} - {"reserved", "syncs", "refusals"}
    yield "each switch is tried, and healed", {name for some, *_ in SWITCHES.values() for name in some or {}}, switches
    yield "and all of them at once", set(ALL), switches


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
    failed = count = 0
    for name, found, wanted in tried():
        count += 1
        failed += found != wanted
        print(f"{'ok  ' if found == wanted else 'FAIL'} {name}: {found!r}" + ("" if found == wanted else f", not {wanted!r}"))
    print(f"{count - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
