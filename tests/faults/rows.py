# SPDX-License-Identifier: MIT
"""What a row of the report is, and what it may say. The rows themselves are in rows_*.py; tests/faults/README.md."""
import os
import pathlib
import platform
import re
import subprocess
import time
from typing import Callable, NamedTuple

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]


class Row(NamedTuple):
    number: int
    title: str
    target: str
    function: Callable
    quick: int   # seconds after which it is ended and has failed; a short run has more of them on a slow machine
    full: int
    alone: bool  # measures something that a neighbour would disturb


ROWS = {}


def row(number, title, target, *, quick=60, full=180, alone=False):
    def add(function):
        assert number not in ROWS, number
        ROWS[number] = Row(number, title, target, function, quick, full, alone)
        return function
    return add


class Skip(Exception):
    """The row cannot be run here; says what is missing. Never counts as passed."""


class NotBuilt(Exception):
    """A program of the project is not in the build: that row fails, for a run in which nothing could be run proves nothing."""


class Bench:
    """What a row runs on, and where it writes down what it found."""

    def __init__(self, build, folder, *, quick, seed):
        self.build, self.folder = pathlib.Path(build).resolve(), pathlib.Path(folder)
        self.is_quick, self.seed = quick, seed
        self.server = self.program("bin/coterie-server")
        self.figures, self.complaints, self.controls, self.notes = {}, [], [], []
        self.limits = {}  # of figures, in words, as they were judged
        self.most = {}    # figure → (limit, whether it is a least one), of what needs a control, judged in this run or not
        self.exceeded = set()  # figures whose limit some control names
        self.excused = []      # figures whose limit on time was not judged in this run

    def program(self, path, *, hint="is not in the build"):
        found = self.build / path
        if not found.exists():
            raise NotBuilt(f"{found} {hint}")
        return str(found)

    def of(self, quick, full):
        return quick if self.is_quick else full

    # what was found

    def figure(self, name, value):
        self.figures[name] = value

    def expect(self, truth, complaint):
        if not truth:
            self.complaints.append(complaint)

    def at_most(self, name, value, limit):
        self.figure(name, value)
        self.limits[name], self.most[name] = f"≤ {limit:,}", (limit, False)
        self.expect(value <= limit, f"{name}: {value:,} is over {limit:,}")

    def at_least(self, name, value, limit):
        self.figure(name, value)
        self.limits[name] = f"≥ {limit:,}"
        self.expect(value >= limit, f"{name}: {value:,} is under {limit:,}")

    def control(self, what, noticed, limits=()):
        """The same measure on what is known to be wrong must complain; else it proves nothing. `limits`: the figures whose
        limit that exceeds."""
        assert not isinstance(limits, str), limits
        self.controls.append((what, bool(noticed)))
        self.exceeded.update(limits)
        self.expect(noticed, f"control: {what} was not noticed")

    def exceeds(self, what, found):
        """A control whose figures are weighed by the limits of the row itself. `found`: figure → what the same measure says of
        what is known to be wrong. To be called when the row has its limits."""
        def is_over(name, value):
            limit, least = self.most[name]
            return value < limit if least else value > limit
        said = ", ".join(f"{name} {value:,}" for name, value in found.items())
        self.control(f"{what} ({said})", all(name in self.most and is_over(name, value) for name, value in found.items()), found)

    def note(self, text):
        self.notes.append(text)

    def speed(self, name, value, limit, *, at_least=False, wall=True, utmost=None):
        """A limit on time. Judged in the whole run on an optimised build; one on wall time also only while the machine is
        quiet. The short run is a check of every change on whatever machine there is: it tells the figure (K16). `utmost`: what
        no machine excuses; judged always, and what the control has to exceed."""
        self.figure(name, value)
        self.most[name] = (limit if utmost is None else utmost, at_least)  # which a control must exceed in the short run too
        reason = self._speed_means_nothing(wall)
        if reason and utmost is not None:
            self.limits[name] = f"{'≥' if at_least else '≤'} {utmost:,}"
            self.expect(value >= utmost if at_least else value <= utmost, f"{name}: {value:,}, on any machine {utmost:,}")
        if reason:
            self.excused.append(name)
            self.note(f"{name} not judged against {limit:,}: {reason}")
        else:
            self.limits[name] = f"{'≥' if at_least else '≤'} {limit:,}"
            self.expect(value >= limit if at_least else value <= limit, f"{name}: {value:,}, wanted {limit:,}")

    def _speed_means_nothing(self, wall):
        if self.is_quick:
            return "a short run"
        if build_type(self.build) not in ("Release", "RelWithDebInfo", "MinSizeRel"):
            return "not an optimised build"
        pressure = cpu_pressure()
        if wall and pressure > 20:
            return f"other work on the machine (pressure {pressure:.0f} %)"
        return ""


def build_type(build):
    try:
        cache = (pathlib.Path(build) / "CMakeCache.txt").read_text()
    except OSError:
        return "unknown"
    if "COTERIE_SANITIZE:STRING=address" in cache:
        return "sanitized"
    found = re.search(r"^CMAKE_BUILD_TYPE:\w+=(.*)$", cache, re.M)
    return found.group(1) if found else "unknown"


def cpu_pressure():
    """Per cent of the last ten seconds in which somebody waited for a processor; 0 where the kernel does not say."""
    try:
        return float(re.search(r"some avg10=([\d.]+)", pathlib.Path("/proc/pressure/cpu").read_text()).group(1))
    except (OSError, AttributeError):
        return 0.0


def commit():
    def git(*words):
        done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else None
    try:
        name = git("rev-parse", "--short=12", "HEAD")
        return "unknown" if name is None else name + (" and changes" if git("status", "--porcelain", "-uno") else "")
    except OSError:
        return "unknown"


def machine():
    model = platform.processor() or platform.machine()
    try:
        model = re.search(r"^model name\s*:\s*(.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M).group(1)
    except (OSError, AttributeError):
        pass
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (f"{len(os.sched_getaffinity(0))} × {model}, {memory:.0f} GiB, Linux {platform.release()}, "
            f"Python {platform.python_version()}")


def run_row(number, bench):
    """Runs one row in this process. Returns its result as plain values."""
    entry, begun = ROWS[number], time.monotonic()
    missing, is_whole = "", False
    try:
        entry.function(bench)
        is_whole = True
    except Skip as skip:
        missing = str(skip)
    except Exception as error:  # a row that breaks is a row that failed
        import traceback
        bench.complaints.append(f"{type(error).__name__}: {error}")
        bench.note(traceback.format_exc(limit=-3))
    if not missing and not bench.controls:
        bench.complaints.append("it has no control: whatever it measures may be so on any host")
    if is_whole:  # else the controls may be what it did not come to
        bench.complaints += [f"{name}: no control exceeds its limit" for name in bench.most if name not in bench.exceeded]
    return {"row": number, "title": entry.title, "target": entry.target, "seconds": round(time.monotonic() - begun, 1),
            "verdict": "FAIL" if bench.complaints else "SKIP" if missing else "PASS", "missing": missing,
            "figures": bench.figures, "limits": bench.limits, "excused": bench.excused, "complaints": bench.complaints, "notes": bench.notes,
            "controls": [{"what": what, "noticed": noticed} for what, noticed in bench.controls]}
