# SPDX-License-Identifier: MIT
"""Rows 30, 31 and 33: what was typed is in the session once, in order, whatever the network is like and whoever sleeps."""
import contextlib
import pathlib
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import deeds
import shown
from company import Company
from follower import health
from host import Host
from proxy import beside
from raw import Honest
from rows import row
from rows_client import forget_ids, loop
from typist import Typist, controls, judge, labels, log_of

# What of such a room is fetched at the start takes longer through 2,000 bytes a second than a client waits for a sign of life.
THICK, SLOW, LATE = 60_000, 2_000, 0.3

# Seconds. Which part of it a client waits is drawn by lot (P18), and a link that breaks every 5 s makes it draw from all of it.
LONGEST_PAUSE = 5.0


def filled(host, size):
    """Somebody has written that much before."""
    with Honest((host.address, host.port), name="before", join=True) as writer:
        for i in range(size // 1000):
            writer.post("before " + "x" * 993, timeout=30)


def weigh(bench, told, found):
    """What was typed, by what the log has of it."""
    for name, number in judge(told, found).items():
        bench.at_most(name, number, 0)
    controls(bench, told, found)


@row(30, "a slow link", "2,000 bytes a second, 600 ms there and back, a history of 60,000 bytes: in, what was typed stored once, in order, and "
     "never taken for dead; a link that is dead is", quick=150, full=240)
def slow(bench):
    program, folder = bench.program("tests/outboxdriver"), pathlib.Path(bench.folder) / "cache"
    count = bench.of(20, 60)
    with Host(bench.server, pathlib.Path(bench.folder) / "host") as host, contextlib.ExitStack() as end:
        host.start()
        filled(host, THICK)
        wire = end.enter_context(beside(lambda: (host.address, host.port)))
        wire.rate, wire.delay = SLOW, LATE
        typist = Typist(program, (host.address, wire.port), folder, 0, count, 200)
        end.callback(typist.kill)
        begun = time.monotonic()
        typist.until("everything acknowledged through a slow link", lambda: "idle" in typist.lines(), patience=120)
        bench.figure("all acknowledged after, s", round(time.monotonic() - begun, 1))
        found = labels(log_of(host))
        weigh(bench, [(0, i) for i in range(count)], found)
        bench.at_most("connections", wire.served, 1)
        wire.mute = True
        typist.until("a new connection in the place of a dead one", lambda: wire.served > 1)
        bench.exceeds("a link through which nothing comes back", {"connections": wire.served})


def comes_back(typist, wire):
    """How soon after the end of a connection."""
    begun, before, idles = time.monotonic(), wire.served, typist.idles()
    typist.until("a connection that holds", lambda: wire.served > before)
    back = time.monotonic()
    typist.until("an empty outbox", lambda: typist.idles() > idles)
    return {"back after, s": round(back - begun, 1), "empty after, s": round(time.monotonic() - back, 1)}


def comes_back_late(bench, typist, wire):
    """A client that does not look for the host until it is too late, and still has much to say then."""
    typist.until("a connection", lambda: wire.pairs)
    typist.process.send_signal(signal.SIGSTOP)
    wire.broken()
    threading.Timer(LONGEST_PAUSE + 1.2, lambda: typist.process.send_signal(signal.SIGCONT)).start()
    bench.exceeds("a client that stands still and then types on", comes_back(typist, wire))


@row(31, "a link that comes and goes", "2 s there, 3 s silent, cut: what was typed stored once, in order; back within the longest pause between two "
     "tries, 5 s, after it holds, and all gone 5 s later; of everybody all is shown as it is in the log", quick=90, full=150)
def flapping(bench):
    program, folder = bench.program("tests/outboxdriver"), pathlib.Path(bench.folder) / "cache"
    flaps = bench.of(4, 16)
    with Host(bench.server, pathlib.Path(bench.folder) / "host") as host, contextlib.ExitStack() as end:
        host.start()
        wire = end.enter_context(beside(lambda: (host.address, host.port)))
        company = Company(host, bench.seed)
        end.callback(company.close)
        typist = Typist(program, (host.address, wire.port), folder, 0, flaps * 50, 100)
        end.callback(typist.kill)
        for _ in range(flaps):
            typist.until("a connection", lambda: wire.pairs)
            time.sleep(2)
            company.says(5)
            wire.swallowing = True
            time.sleep(3)
            company.says(5)
            wire.broken()
            wire.swallowing = False
        found = comes_back(typist, wire)
        bench.speed("back after, s", found["back after, s"], LONGEST_PAUSE + 0.5)
        bench.speed("empty after, s", found["empty after, s"], 5.0)
        bench.figure("connections", wire.served)
        found = labels(log_of(host))
        bench.figure("stored", len(found))
        weigh(bench, [(0, i) for i in range(typist.told())], found)
        bench.expect(len(found) == flaps * 50, f"{len(found)} of {flaps * 50} stored")
        shown.weigh(bench, typist, host, company, least=flaps * 10)
        typist.kill()
        shown.controls(bench, lambda environment: Typist(program, (host.address, wire.port), folder, 1, 0, environment=environment), host)
    with Host(bench.server, pathlib.Path(bench.folder) / "late") as host, contextlib.ExitStack() as end:
        host.start()
        wire = end.enter_context(beside(lambda: (host.address, host.port)))
        typist = Typist(program, (host.address, wire.port), folder.with_name("late-cache"), 0, 120, 100)
        end.callback(typist.kill)
        comes_back_late(bench, typist, wire)
    told, found, _ = loop(bench, "forgetful", 2, 10, bench.seed, between=forget_ids, deaf=lambda run: True)
    twice = deeds.judge(told, *found)["messages twice"]
    bench.control(f"an outbox that makes new ids for each attempt (twice {twice})", twice > 0)


def connections(host):
    return health(host)[1]["connections"]


@row(33, "a machine that sleeps", "the client's, longer than the host waits: let go, back by itself; the host's, longer than the client waits: found "
     "again; what was typed stored once, in order; of everybody all is shown as it is in the log", quick=120, full=240)
def sleeps(bench):
    program, folder = bench.program("tests/outboxdriver"), pathlib.Path(bench.folder) / "cache"
    count, patience = 100, bench.of(1, 15)
    utmost = patience + 25  # seconds
    with Host(bench.server, pathlib.Path(bench.folder) / "host", arguments=["--ping-seconds", str(patience)]) as host, contextlib.ExitStack() as end:
        host.start()
        late = end.enter_context(ThreadPoolExecutor()).submit(held_for, bench, program, utmost)  # meanwhile
        wire = end.enter_context(beside(lambda: (host.address, host.port)))
        nobody = connections(host)
        company = Company(host, bench.seed)
        end.callback(company.close)
        typist = Typist(program, (host.address, wire.port), folder, 0, count, 20)
        end.callback(typist.kill)
        typist.until("ten messages", lambda: typist.told() >= 10)
        typist.process.send_signal(signal.SIGSTOP)
        begun = time.monotonic()
        while connections(host) != nobody and time.monotonic() - begun < utmost + 5:
            time.sleep(0.1)
        took = time.monotonic() - begun
        bench.speed("a sleeping client let go after, s", round(took, 1), patience + 11, utmost=utmost)
        company.says(20)  # while it sleeps
        typist.process.send_signal(signal.SIGCONT)
        typist.until("a client that is back", lambda: wire.served >= 2)
        typist.until("half of it", lambda: typist.told() >= count // 2)
        idles = typist.idles()
        host.signal(signal.SIGSTOP)
        before = wire.served
        typist.until("a client that looks for the host again", lambda: wire.served > before)
        host.signal(signal.SIGCONT)
        typist.until("an empty outbox", lambda: typist.idles() > idles)
        bench.figure("connections", wire.served)
        found = labels(log_of(host))
        bench.figure("stored", len(found))
        weigh(bench, [(0, i) for i in range(count)], found)
        shown.weigh(bench, typist, host, company, least=20)
        typist.kill()
        shown.controls(bench, lambda environment: Typist(program, (host.address, wire.port), folder, 1, 0, environment=environment), host)
        held = late.result()
    bench.control(f"a host that waits longer for who sleeps (held for {utmost} s: {held})", held, limits=["a sleeping client let go after, s"])


def held_for(bench, program, seconds):
    """Whether a host that waits longer than that still holds a client that has slept for so long."""
    folder = pathlib.Path(bench.folder) / "second"
    with Host(bench.server, pathlib.Path(bench.folder) / "patient", arguments=["--ping-seconds", str(seconds + 20)]) as patient, contextlib.ExitStack() as end:
        patient.start()
        nobody = connections(patient)
        typist = Typist(program, (patient.address, patient.port), folder, 0, 1)
        end.callback(typist.kill)
        typist.until("an empty outbox", lambda: "idle" in typist.lines())
        typist.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        return connections(patient) > nobody
