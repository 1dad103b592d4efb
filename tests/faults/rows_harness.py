# SPDX-License-Identifier: MIT
"""Rows 4 and 22: whether the judges themselves can be trusted, and the simulation of the core."""
import contextlib
import io
import os
import re
import subprocess
import sys

import checker
import damages
import selftest
from rows import row


@row(4, "strength of the harness", "every damage of a good history found, every planted bug found, a correct server passes",
     quick=90, full=420)
def strength(bench):
    words = io.StringIO()
    with contextlib.redirect_stdout(words):
        status = damages.run()
    last = words.getvalue().strip().splitlines()[-1]
    found, of = map(int, re.match(r"(\d+) of (\d+)", last).groups())
    bench.figure("damages found", f"{found}/{of}")
    bench.expect(status == 0 and found == of and of >= 21, words.getvalue()[-600:] if status else f"only {of} damages")
    bench.figure("kinds of violation", len(checker.KINDS))
    names = [*selftest.QUICK, "network"] if bench.is_quick else [*selftest.GOOD, *selftest.CASES]
    results = selftest.run(names, 2, bench.seed, show=lambda line: None)
    bugs = [name for name in names if name in selftest.CASES]
    bench.figure("planted bugs found", f"{sum(results[n][0] for n in bugs)}/{len(bugs)} of {len(selftest.CASES)}")
    bench.figure("good mixes passed", f"{sum(results[n][0] for n in names if n in selftest.GOOD)}/{len(names) - len(bugs)}")
    for name, (ok, said) in results.items():
        bench.expect(ok, f"{name}: {said}")
    bench.control("every planted bug", bool(bugs) and all(results[name][0] for name in bugs))


PLANTED = 38  # faults of the simulation
SPEED = "seeds in 60 s of processor time"


def simulate(command, seeds, first=1):
    """(exit status, what it said, seeds in 60 s of processor time)"""
    environment = {**os.environ, "COTERIE_SIM_SEEDS": str(seeds), "COTERIE_SIM_FIRST": str(first), "QT_QPA_PLATFORM": "offscreen"}
    before = os.times()
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    cpu = sum(os.times()[2:4]) - sum(before[2:4])
    return done.returncode, done.stdout + done.stderr, int(seeds * 60 / max(cpu, 0.01))


def complaint_of(words):
    """What a simulation has to say when it failed: the line that plays the seed again, then why (K21); else its last words."""
    found = re.search(r"COTERIE_SIM_SEED=\d+ [^\n]*tst_simulation \w+[^\n]*", words)
    return found.group(0)[:900] if found else words[-600:]


def wasting(seconds, *command):
    """The same command after so much processor time that serves nothing."""
    waste = ("import subprocess, sys, time\nwhile time.process_time() < float(sys.argv[1]): pass\n"
             "sys.exit(subprocess.run(sys.argv[2:]).returncode)")
    return [sys.executable, "-c", waste, str(seconds), *command]


@row(22, "simulation of the core", "≥ 1,000 seeds in 60 s of processor time, 0 violations", quick=90, full=180)
def simulation(bench):
    program = bench.program("tests/tst_simulation")
    seeds = bench.of(200, 1_500)
    first = 1 + (bench.seed - 1) * seeds  # another seed of the report plays others
    status, words, rate = simulate([program, "everySeedHolds"], seeds, first)
    said = re.search(r"(\d+) seeds, (\d+) hosts each, (\d+) people, (\d+) acknowledged; (\d+) power cuts \((\d+) in the middle of "
                     r"writing, (\d+) with the log's end lost\), (\d+) connections cut", words)
    bench.expect(status == 0 and said, complaint_of(words))
    bench.figure("from seed", first)
    if said:
        for name, value in zip(("seeds", "hosts each", "people", "acknowledged", "power cuts", "torn writes", "ends lost",
                                "connections cut"), said.groups()):
            bench.figure(name, int(value))
        bench.speed(SPEED, rate, 1_000, at_least=True, wall=False)
        _, _, rate = simulate(wasting(1.0, program, "everySeedHolds"), 5)
        bench.exceeds("a simulation that wastes 200 ms for each seed", {SPEED: rate})
    status, words, _ = simulate([bench.program("tests/tst_simulationplants"), "everyPlantedFaultIsFound"], seeds)
    found = len(re.findall(r"^PASS\b.*everyPlantedFaultIsFound\(", words, re.M))
    bench.control(f"{found} planted faults of hosts, disks, connections and clients", status == 0 and found >= PLANTED)
