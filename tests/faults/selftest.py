#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Proves the harness: every bug planted in the model server must be found, for the right reason, and the correct model
must pass. A harness that finds nothing in a good server says nothing before this passes.

    selftest.py -j 2            everything, about three minutes
    selftest.py --quick         the correct model and seven bugs
    selftest.py --without       that each fault is needed: its bug alone, without it, and nothing may be found
"""
import argparse
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import time

import faults
import modelbugs

HERE = pathlib.Path(__file__).resolve().parent

# A host that lets go of silent peers soon, so that it can be seen in a short run.
SOON = ["--arguments=--silence 5", "--notice", "8"]
# The same, where a host is to pass that counts its own turns on a busy machine.
SOONER = ["--arguments=--silence 8", "--notice", "40"]
# What a host with the bug never does.
NEVER = ["--patience", "12"]
# bug → (faults, seconds, further options, what the checker or the run may say of it)
CASES = {
    "ack-early": ("kill9", 5, [], {"lost", "head-back"}),
    "normal-sync": ("power", 5, [], {"lost"}),
    "lost-on-restart": ("kill9", 4, [], {"lost", "head-back", "disagreement"}),
    "no-dedup": ("dup", 4, [], {"duplicate"}),
    "dedup-window": ("dup", 4, [], {"duplicate"}),
    "phantom": ("", 3, [], {"phantom", "disagreement"}),
    "refuse-stored": ("", 3, [], {"refused-stored"}),
    "refuses-good": ("", 3, [], {"refused-for-nothing"}),
    "hurries": ("", 3, [], {"no-time"}),
    "stored-after-all": ("", 3, [], {"answered-otherwise"}),
    "forgets-acks": ("dup", 3, [], {"answered-otherwise"}),
    "takes-flawed": ("unsound", 4, [], {"answered-otherwise"}),
    "drops-some": ("", 3, [], {"live-gap", "left-behind"}),
    "burned-number": ("", 3, [], {"gap", "live-gap"}),
    "reordered": ("", 3, [], {"fifo"}),
    "catchup-skip": ("rst", 4, [], {"catchup-skip"}),
    "lost-live": ("rst", 4, [], {"lost-live"}),
    "wrong-dup": ("dup", 3, [], {"dup-flag"}),
    "seq-reuse": ("kill9", 4, [], {"lost", "disagreement", "ack-number"}),
    "drops-slow": ("slow", 6, [], {"live-gap"}),
    "swaps-live": ("", 3, [], {"live-disorder"}),
    "unanswered": ("", 3, ["--settle", "4"], {"unanswered"}),
    "line-of-all": ("", 3, [], {"line"}),
    "time-back": ("", 3, [], {"time-back"}),
    "trims": ("", 3, [], {"body"}),
    "redraws": ("", 3, [], {"body"}),
    "redraws-live": ("rst", 3, [], {"disagreement"}),
    "wrong-name": ("", 3, [], {"name"}),
    "misfiles": ("", 3, [], {"wrong-room"}),
    "leaks": ("", 3, [], {"uninvited"}),
    "stays-in": ("", 3, [], {"uninvited"}),
    "invents-people": ("rst", 3, [], {"presence-phantom"}),
    "calls-absent": ("rst", 4, [], {"presence-absent"}),
    "types-for-others": ("people", 4, ["--pace", "0.5"], {"typing-phantom"}),
    "wrong-author": ("", 3, [], {"author"}),
    "epoch-at-start": ("kill9", 4, [], {"epoch-changed", "missed-reset"}),
    "forgets-people": ("kill9", 4, [], {"identity"}),
    "ghosts": ("people", 4, ["--linger", "14", "--pace", "0.5"], {"presence-stuck"}),
    "flaps": ("people", 4, ["--pace", "0.5"], {"presence-flap"}),
    "dawdles": ("people", 4, ["--linger", "15", "--pace", "0.5"], {"presence-stuck"}),
    "first-device": ("people,rst", 4, ["--devices", "2", "--linger", "11", "--pace", "0.5"], {"presence-flap"}),
    "lingers": ("people", 4, ["--linger", "5", "--pace", "0.5"], {"presence-stuck"}),
    "counts-absent": ("kill9", 4, ["--linger", "2", "--pace", "0.5"], {"presence-flap"}),
    "types-for-ever": ("people", 4, ["--linger", "10", "--pace", "0.5"], {"typing-stuck"}),
    "reset-for-nothing": ("rst", 3, [], {"false-reset"}),
    "no-bye": ("term", 4, [], {"problem: SIGTERM"}),
    "waits-for-disk": ("term-stuck", 3, NEVER, {"problem: SIGTERM"}),
    "waits-when-hurried": ("term-twice", 3, NEVER, {"problem: second SIGTERM"}),
    "dies-when-hurried": ("term-twice", 3, [], {"problem: second SIGTERM"}),
    "acks-when-hurried": ("term-twice", 4, [], {"lost"}),
    "stand-still": ("stop", 3, [], {"problem: SIGSTOP"}),
    "sleep-by-clock": ("stop-clock", 4, [], {"problem: SIGSTOP and clock"}),
    "wall-clock": ("clock", 3, [], {"problem: clock"}),
    "drops-with-peer": ("rst", 3, ["--settle", "4"], {"unanswered"}),
    "keeps-half-open": ("halfopen", 2, SOON + ["--linger", "8"], {"problem: half-open"}),
    "pings-wait": ("slow-sync", 2, NEVER, {"problem: slow fsync"}),
    "acks-unsynced": ("sync-eio", 2, [], {"lost"}),
    "full-no-pages": ("enospc", 3, [], {"problem: disk full"}),
    "full-no-presence": ("enospc", 3, NEVER, {"problem: disk full"}),
    "ends-on-eio": ("eio", 3, [], {"problem: write error"}),
    "heals-never": ("read-only", 2, [*NEVER, "--settle", "4"], {"problem: read-only disk"}),
    "locked-for-good": ("locked", 3, [], {"refused-for-nothing"}),
    "two-hosts": ("second", 2, NEVER, {"problem: a second server on the file"}),
    "trusts-disk": ("lying-disk", 3, [], {"lost", "head-back", "disagreement"}),
}
# K15: fault → a bug that a host without it does not show: if the fault ceased to act, that bug would be missed. The mix "without"
# is a host with all of these bugs and none of the faults, and has to pass.
SOLE = {
    "kill9": "epoch-at-start", "power": "normal-sync", "term": "no-bye", "term-stuck": "waits-for-disk",
    "term-twice": "waits-when-hurried", "stop": "stand-still", "stop-clock": "sleep-by-clock",
    "rst": "drops-with-peer", "halfopen": "keeps-half-open", "slow": "drops-slow", "dup": "no-dedup", "unsound": "takes-flawed",
    "locked": "locked-for-good", "second": "two-hosts", "clock": "wall-clock", "enospc": "full-no-pages", "eio": "ends-on-eio",
    "read-only": "heals-never", "sync-eio": "acks-unsynced", "slow-sync": "pings-wait", "lying-disk": "trusts-disk",
    "people": "types-for-ever",
}
GOOD = {
    "crashes": ("kill9,term,term-twice,power", 8, []),
    "network": ("rst,halfopen,slow,dup,stop,unsound", 10, SOONER + ["--linger", "4"]),
    "disk": ("enospc,eio,read-only,sync-eio,slow-sync,term-stuck,locked,second,clock,stop-clock", 16, []),
    "without": ("", 3, ["--pace", "0.02"]),
    "people": ("people,rst", 5, ["--devices", "2", "--linger", "14", "--pace", "0.3"]),
}
NOTHING = "nothing found"
QUICK = ("ack-early", "no-dedup", "lost-live", "normal-sync", "refuses-good", "wall-clock", "acks-unsynced")
WITHOUT = [f"without {fault}" for fault in SOLE]


def run_case(server, storm, seconds, more, seed):
    command = [sys.executable, str(HERE / "chaos.py"), "--server", server, "--faults", storm, "--seconds", str(seconds),
               "--every", "0.6", "--seed", str(seed), "--json", *more]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {"passed": False, "violations": {}, "problems": [f"harness: {done.stderr[-800:]}"], "counts": {}, "examples": []}


def judge(name, report):
    """(ok, words)"""
    said = set(report["violations"]) | {"problem: " + text.split(":")[0] for text in report["problems"]}
    if name not in CASES:
        return report["passed"], "" if report["passed"] else str(report["violations"] or report["problems"])
    expected = CASES[name][3]
    return bool(said & expected), ", ".join(sorted(said)) or NOTHING


def histories(seed):
    """The seeds to try a server with a bug with: whether a fault meets the moment that does harm is chance, so the bug
    is missed when none of three histories shows anything of it."""
    return [seed + 1000 * history for history in range(3)]


def find(name, seed):
    """(ok, words). A correct server has one history, and must pass it; so has one that no fault meets."""
    bugs = [name] if name in CASES else [*SOLE.values()] if name == "without" else [SOLE[name[8:]]] if name in WITHOUT else []
    storm, seconds, more = ("", *CASES[bugs[0]][1:3]) if name in WITHOUT else (CASES.get(name) or GOOD[name])[:3]
    server = "model:" + ",".join(bugs) if bugs else "model"
    for each in histories(seed) if name in CASES else [seed]:
        ok, words = judge(name, run_case(server, storm, seconds, more, each))
        if ok or words != NOTHING:
            break
    return ok, words


def run(names, jobs, seed, show=print):
    """Returns {name: (ok, words)}."""
    assert set(CASES) == set(modelbugs.BUGS), set(CASES) ^ set(modelbugs.BUGS)
    assert set(SOLE) == set(faults.FAULTS), set(SOLE) ^ set(faults.FAULTS)
    assert all(CASES[bug][0] == fault for fault, bug in SOLE.items()), "a bug that its fault alone has to show"
    results = {}
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        pending = {}
        for name in names:
            pending[pool.submit(find, name, seed)] = name
        for future in concurrent.futures.as_completed(pending):
            name, (ok, words) = pending[future], future.result()
            results[name] = (ok, words)
            show(f"{'ok  ' if ok else 'FAIL'} {'bug ' if name in CASES else 'good'} {name:18} {words}")
    return results


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("names", nargs="*", help="bugs or good mixes; default: all")
    options.add_argument("-j", "--jobs", type=int, default=1)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--without", action="store_true")
    chosen = options.parse_args()
    names = chosen.names or (WITHOUT if chosen.without else ["network", *QUICK] if chosen.quick else [*GOOD, *CASES])
    begun = time.monotonic()
    results = run(names, chosen.jobs, chosen.seed, lambda line: print(line, flush=True))
    bugs = [name for name in results if name in CASES]
    print(f"{sum(results[name][0] for name in bugs)} of {len(bugs)} planted bugs found, "
          f"{sum(ok for name, (ok, _) in results.items() if name not in CASES)} of {len(results) - len(bugs)} good mixes pass, "
          f"{time.monotonic() - begun:.0f} s")
    return 0 if all(ok for ok, _ in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
