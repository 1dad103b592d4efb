# SPDX-License-Identifier: MIT
"""Row 20: what somebody made up, in the places of the real window that tests/gui/widgetprobe.cpp and probeplaces.h name."""
import json
import os
import re
import shutil
import subprocess

import badinputs
from frames import uuid7
from rows import Skip, row

MIB = 1024
NET = "127.0.77.7:7707"  # nobody is there, and nobody else would ask for it
CALL = re.compile(r'^(?:\[?pid +\d+\]? |\d+ +)?(openat|open|connect)\((.*)$')
PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
# What a window opens whatever it shows: fonts and what the system keeps for all programs.
# Whatever Qt locks (its settings, the local store) names in the lock file the machine and since when it runs. Of /proc/self the probe
# reads its own memory's size, and nothing else is usual there: a text names /proc/self/mem.
USUAL = ("/proc/sys/kernel/random/boot_id", "/var/lib/dbus/machine-id", "/etc/machine-id",
         "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig", "/var/cache/fontconfig", "/etc/fonts", "/proc/self/statm", "/etc/localtime", "/dev/null",
         "/usr/share/zoneinfo", "/lib/x86_64-linux-gnu", "/usr/lib", "/usr/share/libthai", "/sys/devices/system/cpu", "/widgetprobe/")

# What texts name besides the trap.
NAMED = ("127.0.77.7", "etc/passwd", "/proc/self/mem", "/dev/stdin")

# Joined emoji, many of them in one grapheme, signs no font has, invisible ones, an image of a file, a great many emoji.
WORST = ("unicode 12", "unicode 13", "unicode 28", "unicode 33", "markup 0", "wide 2000")


def texts(trap):
    """[name, text] of everything that badinputs makes, as a window would have to show it."""
    made = list(badinputs.strings().items())
    made += [(name, data.decode("utf-8", "replace")[:4000]) for name, (_, data, _) in badinputs.frames(uuid7(), uuid7()).items()]
    return [[name, text.replace("%TRAP%", trap).replace("%NET%", NET)] for name, text in made]


def watched(bench, name, todo, *, auto_text=False):
    """(lines the probe printed, system calls between its marks)"""
    folder = bench.folder / name
    (folder / "home").mkdir(parents=True)
    listed, trace = folder / "list.json", folder / "trace"
    listed.write_text(json.dumps(todo))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder / "home"), "LC_ALL": "C.UTF-8", "TMPDIR": str(folder)}
    done = subprocess.run(["strace", "-f", "--seccomp-bpf", "-qq", "-s", "4096", "-e", "trace=open,openat,connect", "-o", str(trace),
                           bench.program("tests/widgetprobe"), str(listed)] + (["--auto-text"] if auto_text else []),
                          capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        bench.expect(False, f"the window ended with {done.returncode}: {done.stderr[-300:]}")
    calls, inside = [], False
    for line in trace.read_text(errors="replace").splitlines():
        if "/widgetprobe/begin" in line or "/widgetprobe/end" in line:
            inside = "/widgetprobe/begin" in line
        elif inside and (found := CALL.match(line)):
            calls.append((found.group(1), found.group(2)))
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")], calls


def unusual(calls, own):
    """Files that no window has to open, and every connection."""
    out = []
    for call, rest in calls:
        path = PATH.search(rest)
        path = path.group(1) if path else ""
        if call == "connect" and '"127.0.0.1"' in rest:
            continue  # the window's own host; what the texts name is NET
        if call == "connect":
            out.append(f"connect({rest[:100]}")
        elif not path.startswith(USUAL) and not (path.startswith(own) and "/trap/" not in path):
            out.append(path)
    return out


OVER, TOGETHER = "its ms of CPU over a harmless text", "slowest in all places together, s of CPU"


def costs(lines, shown, what):
    """Of what was shown: the most that one took over a harmless text, in the messages ("ms") or wherever it was ("all-ms"), and
    in all places; and what the memory grew by."""
    return {OVER: round(max(line[what] for line in shown) - lines[0][f"harmless-{what}"], 1),
            TOGETHER: round(max(line["all-ms"] for line in shown) / 1000, 1),
            "growth MiB": round((max(line["rss-kib"] for line in shown) - lines[0]["rss-kib"]) / MIB, 1)}


@row(20, "made-up text in the real window", "≥ 250 strings, names, file names, JSON and CBOR in rooms, people, messages, boards, their outline, bars, sheets, tool tips "
     "and the start page: no file opened that one names, no connection, no hang; among messages each < 50 ms over a harmless one; RSS ≤ +64 MiB", quick=240, full=600, alone=True)
def widgets(bench):
    if not shutil.which("strace"):
        raise Skip("strace (packaging/setup deps windows)")
    trap = bench.folder / "trap"
    trap.mkdir()
    for name in ("picture.png", "style.css", "paper.png", "thing.svg", "page.html", "entity"):
        (trap / name).write_bytes(b"trap")
    todo = texts(str(trap))
    todo = bench.of([text for number, text in enumerate(todo) if number % 14 == 0 or text[0] in WORST], todo)
    lines, calls = watched(bench, "window", todo)
    shown = [line for line in lines if "name" in line]
    bench.at_least("texts", len(shown), bench.of(30, 250))
    bench.expect(len(shown) == len(todo), f"only {len(shown)} of {len(todo)} were shown")
    strange = unusual(calls, str(bench.folder))
    named = [path for path in strange if any(name in path for name in (str(trap), *NAMED))]
    bench.at_most("files and connections that a text named", len(named), 0)
    bench.figure("others opened meanwhile", len(strange) - len(named))
    bench.expect(not strange, "opened: " + "; ".join(sorted(set(strange))[:8]))
    if lines and shown:
        found = costs(lines, shown, "ms")
        bench.figure("slowest", max(shown, key=lambda line: line["ms"])["name"])
        bench.speed(OVER, found[OVER], 50, wall=False)
        bench.speed(TOGETHER, found[TOGETHER], 7, wall=False)  # what the machines that it was measured on took is 3.0 to 5.5
        bench.at_most("growth MiB", found["growth MiB"], 64)
    markup = [entry for entry in todo if entry[0].startswith("markup") and str(trap) in entry[1]]
    heavy = ["heavy", "".join(f"<b>{n}</b><br>" for n in range(240_000))]
    lines, calls = watched(bench, "control", [*markup, heavy], auto_text=True)
    opened = [path for path in unusual(calls, "/nowhere") if str(trap) in path]
    bench.exceeds("a QLabel that is not told what its text is", {
        "files and connections that a text named": len(opened), **(costs(lines, [line for line in lines if "name" in line], "all-ms") if len(lines) > 1 else {})})
