# SPDX-License-Identifier: MIT
"""What "tests/bench/run board" does: builds as released, then, one after the other and never two at once, paints and
handles a board of 50,000 strokes, does the same with a QGraphicsView, opens one of 200,000, lets twenty people draw on
one board, and lets several change one through the server and through Yjs. Prints the tables of tests/bench/README.md
and writes all figures as JSON. Every run is bounded in time."""

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "tests" / "bench" / "peers"
SLACK = 1.5  # how far from the design's prototype a figure may be

# What is measured, of which run and figure, in which unit, the prototype's figure or None, and the name of the same
# thing in the run with the QGraphicsView.
PAINTING = [
    ("Growing stroke, per sample, p95", "growingStroke", "p95", "ms", 0.024, True),
    ("Finished stroke is committed, p95", "commitStroke", "p95", "ms", None, False),
    ("Pan by 18 pixels, p95", "pan", "p95", "ms", 1.2, True),
    ("Zoom step, p95", "zoomStep", "p95", "ms", None, True),
    ("Copying as many pixels, for comparison, p50", "copyPixels", "p50", "ms", None, False),
    ("Warm repaint of all that is seen, p50", "warmRepaint", "p50", "ms", 0.53, True),
    ("All of the board fits: repaint, p50", "fitRepaint", "p50", "ms", 0.6, True),
    ("Erase what is under the eraser, p95", "eraseObject", "p95", "ms", 1.9, True),
    ("Rub out a part, per sample, p95", "erasePartStep", "p95", "ms", None, False),
    ("Rubbed out part is committed, p95", "erasePartDone", "p95", "ms", None, False),
    ("Ink, a stroke by itself, mean", "inkStrokeUs", None, "µs", 27, False),
    ("Hit test, p50", "hitTest", "p50", "ms", 0.009, True),
    ("Marquee 600 × 400, p50", "marquee", "p50", "ms", 0.039, True),
    ("Marquee, per step of the drag, p95", "marqueeDrag", "p95", "ms", None, False),
    ("All of the board fits: pointer with an arrow, per move, p95", "hoverAll", "p95", "ms", None, False),
    ("Take hold of all that is seen, max", "moveManyBegin", "max", "ms", None, False),
    ("Move it, per step, p95", "moveManyStep", "p95", "ms", None, True),
    ("Let go of it, max", "moveManyEnd", "max", "ms", None, False),
    ("Event to the end of the paint, wall, p95", "inputToPixelWall", "p95", "ms", None, False),
    ("Late join: first pixels", "loadFirstPixelsMs", None, "ms", 50, False),
    ("Late join: first pixels, wall", "loadFirstPixelsWallMs", None, "ms", 50, False),
    ("Late join: all that is seen", "loadScreenMs", None, "ms", None, False),
    ("Late join: all decoded", "loadDecodedMs", None, "ms", 300, False),
    ("Late join: all decoded, wall", "loadDecodedWallMs", None, "ms", 300, False),
    ("Late join: all ready to be painted and touched", "loadAllMs", None, "ms", None, True),
    ("Memory over a program without a board, at the end", "memoryEndMb", None, "MB", 198, True),
]
# What is judged of a stroke's weight are its points; what is around them has no figure in the design (decision 0232 of the
# application).
WEIGHT = [("Bytes a stroke, packed points", "packedBytesAStroke", 245), ("Bytes a stroke, to the host", "commitBytesAStroke", None),
          ("Bytes a stroke, to everybody", "eventBytesAStroke", None), ("Bytes a stroke in a snapshot", "snapshotBytesAStroke", None)]
# Against the prototype beside the design, in turn: what, of which figure here, and where its bench_tiles prints the same.
IN_TURN = [
    ("Growing stroke, p95", "growingStroke", "p95", r" live p50=\S+ p95=([\d.]+)"),
    ("Pan by 18 pixels, p95", "pan", "p95", r" pan p50=\S+ p95=([\d.]+)"),
    ("Warm repaint, p50", "warmRepaint", "p50", r" warm full p50=([\d.]+)"),
    ("All of the board fits: repaint, p50", "fitRepaint", "p50", r" fit first=.* warm=([\d.]+)"),
    ("Erase, p95", "eraseObject", "p95", r" erase p50=\S+ p95=([\d.]+)"),
    ("Hit test, p50", "hitTest", "p50", r" hit p50=([\d.]+)"),
    ("Marquee 600 × 400, p50", "marquee", "p50", r" select 600x400 p50=([\d.]+)"),
    ("Memory over a program without a board, at the end", "memoryEndMb", None, r" end=\+([\d.]+)MB"),
]


def fail(text):
    sys.exit(f"run: {text}")


def build(folder):
    wanted = ["coterie-server", "paintbench", "boardbench", "syncbench"]
    cache = folder / "CMakeCache.txt"
    if not cache.exists() or "COTERIE_APP:BOOL=ON" not in cache.read_text():
        subprocess.run(["cmake", "--preset", "bench", "-B", str(folder), "-DCOTERIE_APP=ON"], cwd=ROOT, check=True,
                       stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", str(folder), "--target", *wanted], cwd=ROOT, check=True,
                   stdout=subprocess.DEVNULL)


def prepare_peers():
    """True when Yjs is there; without node or the network the rest still runs."""
    if (PEERS / "node_modules" / "y-websocket").exists():
        return True
    if not shutil.which("npm"):
        return False
    return subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=PEERS, stdout=subprocess.DEVNULL).returncode == 0


def answer(command, seconds, environment=None):
    """The line of JSON that a program of the benchmark prints; what went wrong is in it as "fault"."""
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=seconds,
                              env=environment)
    except subprocess.TimeoutExpired:
        return {"fault": f"not over after {seconds} s"}
    lines = done.stdout.strip().splitlines()
    try:
        result = json.loads(lines[-1]) if lines else {}
    except json.JSONDecodeError:
        result = {}
    if not result or (done.returncode != 0 and not {"fault", "missed"} & set(result)):
        result["fault"] = (done.stderr.strip() or f"exit code {done.returncode}")[-500:]
    return result


def paint(programs, scratch, quick):
    """The painting runs. The board is made by a process of its own, so that its making is in nobody's memory."""
    program = programs / "paintbench"
    pace = ["--quick"] if quick else []
    strokes, many = (2_000, 6_000) if quick else (50_000, 200_000)
    board, large = scratch / "board", scratch / "large"
    out = {"made": answer([program, "--make", board, "--strokes", strokes], 300)}
    out["own"] = answer([program, "--own", board, *pace], 600)
    out["graphicsView"] = answer([program, "--graphics-view", board, *pace], 1200)
    out["madeLarge"] = answer([program, "--make", large, "--strokes", many, "--strokes-only"], 600)
    out["ownLarge"] = answer([program, "--own", large, *pace], 600)
    return out


def theirs(text):
    """The figures that the prototype's bench_tiles prints, by their names here."""
    found = {name: re.search(pattern, text) for name, _, _, pattern in IN_TURN}
    return {name: float(match[1]) for name, match in found.items() if match}


def in_turn(folder, prototype, scratch, strokes, turns):
    """Both programs, one after the other, again and again: what the machine does to the one it does to the other."""
    program, other = folder / "bench" / "paintbench", prototype / "bench_tiles"
    board = scratch / "board"
    made = answer([program, "--make", board, "--strokes", strokes, "--strokes-only"], 300)
    if "fault" in made:
        fail(f"no board: {made['fault']}")
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    rounds = []
    for number in range(turns):
        own = answer([program, "--own", board], 300)
        done = subprocess.run([str(other), str(strokes), "256"], capture_output=True, text=True, timeout=300, env=environment)
        rounds.append({"own": {name: value_of(own, key, part) for name, key, part, _ in IN_TURN}, "prototype": theirs(done.stdout)})
        if "fault" in own or done.returncode != 0 or not rounds[-1]["prototype"]:
            fail(f"turn {number + 1}: " + (own.get("fault") or done.stderr.strip()[-500:] or "bench_tiles printed no figure that is known here"))
        print(f"turn {number + 1} of {turns}", file=sys.stderr)
    return rounds


class Server:
    """A server as a process of its own; its port is read from what it prints."""

    def __init__(self, command, scratch, marker):
        self.log = open(scratch / "log", "w+")
        self.process = subprocess.Popen([str(part) for part in command], stdout=self.log, stderr=self.log,
                                        env=dict(os.environ, NODE_ENV="production", HOME=str(scratch)))
        deadline = time.monotonic() + 20
        self.port = None
        while self.port is None and time.monotonic() < deadline and self.process.poll() is None:
            found = re.search(marker, (scratch / "log").read_text(errors="replace"))
            self.port = int(found[1]) if found else None
            time.sleep(0.05)
        if self.port is None:
            self.stop()
            fail(f"a server did not start:\n{(scratch / 'log').read_text(errors='replace')}")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


def weight(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def synchronise(folder, scratch, people, each, with_yjs):
    """The same work of the same people through this server and through the one of y-websocket."""
    program = folder / "bench" / "syncbench"
    work = ["--people", people, "--each", each]
    out = {}
    kept = scratch / "own"
    kept.mkdir()
    server = Server([folder / "bin" / "coterie-server", "--port", 0, "--listen", "local", "--file", kept / "bench.coterie",
                     "--name", "bench", "--board-rate", 1000000, "--board-burst", 1000000, "--log-format", "json"],
                    scratch, r'"port":\s*(\d+)')
    try:
        out["coterie"] = answer([program, "--port", server.port, "--pid", server.process.pid, *work], 300)
    finally:
        server.stop()
    # The file kept back for a full disk holds nothing.
    out["coterie"]["diskBytes"] = sum(path.stat().st_size for path in kept.iterdir() if path.suffix != ".ballast")
    if with_yjs:
        job, kept = scratch / "workload", scratch / "yjs"
        kept.mkdir()
        written = answer([program, "--workload", job, *work], 60)
        if "fault" in written:
            fail(f"the work could not be written: {written['fault']}")
        server = Server(["node", PEERS / "yjs" / "server.mjs", kept], scratch, r"port (\d+)\n")
        try:
            out["yjs"] = answer(["node", PEERS / "yjs" / "client.mjs", server.port, server.process.pid, job], 300)
        finally:
            server.stop()
        out["yjs"]["diskBytes"] = weight(kept)
    return out


def value_of(run, name, part):
    value = run.get(name)
    return value.get(part) if isinstance(value, dict) else value


def figure(value):
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}" if abs(value) >= 1 else f"{value:.3f}"


class Report:
    def __init__(self):
        self.lines, self.targets, self.faults = [], [], []

    def head(self, *cells):
        self.lines += ["", "| " + " | ".join(cells) + " |", "|" + "---|" * len(cells)]

    def row(self, *cells):
        self.lines.append("| " + " | ".join(cells) + " |")

    def judge(self, name, value, limit):
        """Notes a target; the cell that says whether it is reached."""
        reached = value is not None and value <= limit
        self.targets.append({"figure": name, "value": value, "limit": limit, "reached": reached})
        return "reached" if reached else "**MISSED**"

    def painting(self, runs, quick):
        own, other = runs["own"], runs["graphicsView"]
        made = runs["made"]
        self.lines.append(f"\n{made.get('strokes', 0):,} strokes with {made.get('points', 0):,.0f} points, "
                          f"{made.get('objects', 0):,} objects; 1920 × 1080; processor time of the window's thread")
        self.head("what", "Coterie", "QGraphicsView", "ratio", f"wanted (prototype × {SLACK})", "")
        for name, key, part, unit, prototype, compared in PAINTING:
            value = value_of(own, key, part)
            theirs = value_of(other, key, part) if compared else None
            ratio = f"{theirs / value:,.0f} ×" if theirs and value else ""
            limit = prototype * SLACK if prototype else None
            verdict = self.judge(name, value, limit) if limit and not quick else ""
            self.row(name, f"{figure(value)} {unit}", f"{figure(theirs)} {unit}" if theirs is not None else "", ratio,
                     f"≤ {figure(limit)} {unit}" if limit else "", verdict)
        for name, key, prototype in WEIGHT:
            limit = prototype * SLACK if prototype else None
            verdict = self.judge(name, made.get(key), limit) if limit and not quick else ""
            self.row(name, f"{figure(made.get(key))} B", "", "", f"≤ {figure(limit)} B" if limit else "", verdict)
        large = runs["ownLarge"]
        self.lines.append(f"\n{runs['madeLarge'].get('strokes', 0):,} strokes, nothing else")
        self.head("what", "Coterie", "wanted", "")
        for name, key, part, unit, limit in [
                ("Late join: first pixels", "loadFirstPixelsMs", None, "ms", 600),
                ("Late join: all that is seen", "loadScreenMs", None, "ms", None), ("Late join: all ready", "loadAllMs", None, "ms", None),
                ("Pan by 18 pixels, p95", "pan", "p95", "ms", 8),
                ("Growing stroke, p95", "growingStroke", "p95", "ms", 8), ("Memory over a program without a board", "memoryEndMb", None, "MB", None)]:
            value = value_of(large, key, part)
            verdict = self.judge(f"200,000 strokes: {name}", value, limit) if limit and not quick else ""
            self.row(name, f"{figure(value)} {unit}", f"≤ {limit} {unit}" if limit else "", verdict)

    def turns(self, rounds):
        """Medians of both and of the ratios, and between which ratios the turns lie."""
        self.head("what", "Coterie", "the prototype, in turn", "ratio", "of the turns")
        for name, _, _, _ in IN_TURN:
            pairs = [(turn["own"].get(name), turn["prototype"].get(name)) for turn in rounds]
            pairs = [(own, other) for own, other in pairs if own is not None and other]
            if not pairs:
                self.row(name, "", "", "", "not printed")
                continue
            unit = "MB" if name.startswith("Memory") else "ms"
            ratios = sorted(own / other for own, other in pairs)
            self.row(name, f"{figure(statistics.median(own for own, _ in pairs))} {unit}",
                     f"{figure(statistics.median(other for _, other in pairs))} {unit}", f"{statistics.median(ratios):.2f}",
                     f"{ratios[0]:.2f} to {ratios[-1]:.2f}")

    def crowd(self, run, quick):
        self.lines.append(f"\n{run.get('people', 0)} people draw at once, {figure(run.get('deliveries'))} deliveries")
        self.head("what", "measured", "wanted", "")
        for name, key, scale, unit, limit in [("Of a core, the server", "core", 100, "%", 10),
                                              ("From pen up until it is durable, p95", "penUpP95Ms", 1, "ms", 50)]:
            value = run[key] * scale if key in run else None
            verdict = self.judge(name, value, limit) if not quick else ""
            self.row(name, f"{figure(value)} {unit}", f"≤ {limit} {unit}", verdict)

    def synchronising(self, runs):
        first = runs["coterie"]
        self.lines.append(f"\n{first.get('people', 0)} people, {first.get('operations', 0):,.0f} strokes drawn, moved "
                          "and erased; the same work through both servers")
        self.head("what", *runs)
        count = [run.get("operations") or 1 for run in runs.values()]
        for name, key, per, scale, unit in [
                ("Operations a second, until all are alike", "tookMs", "rate", 1, ""),
                ("Server, processor time an operation", "serverCpuSeconds", "each", 1e6, "µs"),
                ("Bytes an operation, from its author", "bytesUp", "each", 1, "B"),
                ("Bytes an operation, to all together", "bytesDown", "each", 1, "B"),
                ("Server, memory it grew by", "serverMb", "", 1, "MB"), ("On the disk", "diskBytes", "", 1e-6, "MB"),
                ("Who comes late has all, wall", "lateMs", "", 1, "ms"),
                ("The same, processor time of theirs", "lateCpuMs", "", 1, "ms"),
                ("The same, bytes", "lateBytes", "", 1e-6, "MB")]:
            cells = []
            for run, operations in zip(runs.values(), count):
                value = run.get(key)
                if value and per == "rate":
                    value = operations / (value / 1000)
                elif value is not None:
                    value = value * scale / (operations if per == "each" else 1)
                cells.append(f"{figure(value)} {unit}".strip())
            self.row(name, *cells)

    def fault(self, name, run):
        if "fault" in run:
            self.faults.append(f"{name}: {run['fault']}")


def machine():
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    commit = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    changed = subprocess.run(["git", "status", "--porcelain", "--untracked-files=no"], cwd=ROOT, capture_output=True, text=True).stdout
    return {"processor": model, "cores": os.cpu_count(), "system": platform.release(), "load": os.getloadavg()[0],
            "commit": commit + (" with changes" if changed.strip() else ""), "time": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())}


def main(arguments):
    parser = argparse.ArgumentParser(prog="run board", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small boards, to see that everything still works; judges no figure")
    parser.add_argument("--only", default="paint,crowd,sync", help="comma separated, of: paint, crowd, sync")
    parser.add_argument("--prototype", type=Path, metavar="DIR",
                        help="the build folder of the prototype beside the design: its bench_tiles and ours in turn, and nothing else")
    parser.add_argument("--turns", type=int, default=4, help="how often each, with --prototype (default 4)")
    parser.add_argument("--strokes", type=int, default=50_000, help="of the board, with --prototype")
    parser.add_argument("--no-peers", action="store_true", help="without Yjs")
    parser.add_argument("--no-build", action="store_true", help="what stands in the build folder is measured")
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--json", type=Path, default=None, help="default: board.json in the build folder, board-quick.json with --quick, board-turns.json with --prototype")
    options = parser.parse_args(arguments)
    only = [] if options.prototype else options.only.split(",")
    if options.prototype and not (options.prototype / "bench_tiles").exists():
        parser.error(f"no bench_tiles in {options.prototype}")
    if not options.no_build:
        build(options.build)
    with_yjs = "sync" in only and not options.no_peers and prepare_peers()
    if "sync" in only and not options.no_peers and not with_yjs:
        print("run: no node or no npm packages; Yjs is left out", file=sys.stderr)

    report, results, here = Report(), {}, machine()
    with tempfile.TemporaryDirectory(prefix="coterie-bench-") as scratch:
        scratch = Path(scratch)
        if options.prototype:
            results["turns"] = in_turn(options.build, options.prototype, scratch, options.strokes, options.turns)
            report.turns(results["turns"])
        if "paint" in only:
            results["paint"] = paint(options.build / "bench", scratch, options.quick)
            report.painting(results["paint"], options.quick)
            for name, run in results["paint"].items():
                report.fault(name, run)
        if "crowd" in only:
            command = [options.build / "bench" / "boardbench", options.build / "bin" / "coterie-server"]
            results["crowd"] = answer(command + (["--people", 4, "--seconds", 2] if options.quick else []), 120)
            report.crowd(results["crowd"], options.quick)
            report.fault("crowd", results["crowd"])
        if "sync" in only:
            results["sync"] = synchronise(options.build, scratch, 3 if options.quick else 8, 100 if options.quick else 2000,
                                          with_yjs)
            report.synchronising(results["sync"])
            for name, run in results["sync"].items():
                report.fault(name, run)

    print("; ".join(f"{name} {value}" for name, value in here.items()))
    print("\n".join(report.lines))
    for fault in report.faults:
        print(f"\nFAULT: {fault}")
    missed = [target["figure"] for target in report.targets if not target["reached"]]
    if report.targets:
        print(f"\n{len(report.targets) - len(missed)} of {len(report.targets)} targets are reached."
              + (f" Missed: {'; '.join(missed)}." if missed else ""))
    name = "board-turns.json" if options.prototype else "board-quick.json" if options.quick else "board.json"
    path = options.json or options.build / name
    path.write_text(json.dumps({"machine": here, "results": results, "targets": report.targets}, indent=1))
    print(f"\nJSON: {path}", file=sys.stderr)
    return 0 if not report.faults and not missed else 1
