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
from frames import PING, PONG, frame
from host import Host
from proxy import beside
from raw import Ended, Honest
from rows import row
from rows_client import forget_ids, loop
from shim import Shim
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


# What a session says of a host that does not answer any more, and what no machine excuses: 12 s of silence, looked at each 0.5 s (A3),
# and 12 s without a host; together what the design allows.
SAYS = {"Reconnecting": ("says that it looks for a lost host after, s", 13.0, 20.0),
        "HostAway": ("says that a lost host is away after, s", 25.0, 32.0)}


def says(typist, begun, seen):
    """How long after `begun` a session that has lost its host said each, one after the other; `seen`: how much it had said before."""
    found = {}
    for state, (figure, _, _) in SAYS.items():
        typist.until(state, lambda: state in typist.states()[seen:])
        seen = typist.states().index(state, seen) + 1
        found[figure] = round(time.monotonic() - begun, 1)
    return found


def host_is_lost(bench, program):
    """What sessions say whose host stands still, and then is killed. Returns what the quickest one said in the worse of both, and what
    another said that stood still itself meanwhile."""
    folder = pathlib.Path(bench.folder) / "losers"
    with Host(bench.server, pathlib.Path(bench.folder) / "lost") as host, contextlib.ExitStack() as end:
        host.start()
        awake, asleep = (Typist(program, (host.address, host.port), folder / name, run, 1_000_000, 50)
                         for run, name in enumerate(("awake", "asleep")))
        for typist in (awake, asleep):
            end.callback(typist.kill)
            typist.command("states")
            typist.until("a session that is in", lambda: typist.states()[-1:] == ["Online"])
            typist.until("ten messages", lambda: typist.told() >= 10)  # it goes on: the host was heard until the end
        pool = end.enter_context(ThreadPoolExecutor())
        before = [len(typist.states()) for typist in (awake, asleep)]
        host.signal(signal.SIGSTOP)
        begun = time.monotonic()
        asleep.process.send_signal(signal.SIGSTOP)
        late = pool.submit(says, asleep, begun, before[1])
        threading.Timer(SAYS["Reconnecting"][2], lambda: asleep.process.send_signal(signal.SIGCONT)).start()
        stands = says(awake, begun, before[0])
        late = late.result()
        seen = len(awake.states())
        host.signal(signal.SIGCONT)
        awake.until("a session that is back", lambda: "Online" in awake.states()[seen:])
        seen = len(awake.states())
        host.kill()
        ends = says(awake, time.monotonic(), seen)
        return {figure: max(stands[figure], ends[figure]) for figure in stands}, late


FORGIVEN = "lost when the host stood still"


def is_pinged(client, patience):
    """Whether the host asks it for a sign of life: what it has to answer with, or None. It answers nothing by itself."""
    end = time.monotonic() + patience
    with contextlib.suppress(Ended, TimeoutError, OSError):
        while True:
            opcode, payload = client.frame(max(0.0, end - time.monotonic()))
            if opcode == PING:
                return payload
    return None


def is_there(client, patience):
    """Whether this very connection is asked for a sign of life, gives it, and is served."""
    payload = is_pinged(client, patience)
    with contextlib.suppress(Ended, TimeoutError, OSError):
        client.send(frame(PONG, payload or b""))
        client.post(timeout=patience)
        return payload is not None
    return False


def stands_still(bench, count):
    """N9 on a host that stood still for longer than it waits for anybody, and whose clock is a day ahead then, as after a suspend: it had
    asked all of them for a sign of life, and what some answered meanwhile it has not read, others answer only when it asks once more. Returns how many it let go, how many of those who
    really were silent, and after how long."""
    ping, pong = 1, 10  # seconds; the second one is the host's own
    folder = pathlib.Path(bench.folder) / "still"
    shim = Shim(folder, power=False)
    with Host(bench.server, folder, arguments=["--ping-seconds", str(ping)], environment=shim.environment()) as host, contextlib.ExitStack() as end:
        host.start()
        clients = [end.enter_context(Honest((host.address, host.port), name=f"patient {n}", join=True)) for n in range(count)]
        silent = end.enter_context(Honest((host.address, host.port), name="silent", join=True))
        asked = [is_pinged(client, 20) for client in [*clients, silent]]
        bench.expect(None not in asked, f"{asked.count(None)} of {len(asked)} were not asked for a sign of life")
        host.signal(signal.SIGSTOP)
        for client, payload in list(zip(clients, asked))[::2]:
            client.send(frame(PONG, payload or b""))
        shim.control.clock_ms = 86_400_000
        time.sleep(ping + pong + 2)  # what it may not count
        host.signal(signal.SIGCONT)
        gone = end.enter_context(ThreadPoolExecutor()).submit(silent.wait_end, 60)
        there = [is_there(client, 20) for client in clients]
        code, took = gone.result()
        return there.count(False), int(not is_there(silent, 1)), round(took, 1) if code else 60.0


@row(33, "a machine that sleeps", "the client's, longer than the host waits: let go, back by itself; the host's, longer than the client waits: found "
     "again, said within 25 s that it is away, nobody let go for it; what was typed stored once, in order; of everybody all is shown as it is "
     "in the log", quick=150, full=240, alone=True)
def sleeps(bench):
    program, folder = bench.program("tests/outboxdriver"), pathlib.Path(bench.folder) / "cache"
    count, patience = 100, bench.of(1, 15)
    utmost = patience + 25  # seconds
    with Host(bench.server, pathlib.Path(bench.folder) / "host", arguments=["--ping-seconds", str(patience)]) as host, contextlib.ExitStack() as end:
        host.start()
        pool = end.enter_context(ThreadPoolExecutor())  # meanwhile
        late, lost = pool.submit(held_for, bench, program, utmost), pool.submit(host_is_lost, bench, program)
        still = pool.submit(stands_still, bench, bench.of(6, 20))
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
        held, (said, said_late), (let_go, silent, after) = late.result(), lost.result(), still.result()
    for figure, limit, excused in SAYS.values():
        bench.speed(figure, said[figure], limit, utmost=excused)
    bench.exceeds("a session that stood still itself meanwhile", said_late)
    bench.at_most(FORGIVEN, let_go, 0)
    bench.exceeds("somebody who stays silent then", {FORGIVEN: silent})
    bench.speed("let go who stays silent then after, s", after, 12, utmost=utmost)
    bench.control(f"a host that waits longer for who sleeps (held for {utmost} s: {held})", held,
                  limits=["a sleeping client let go after, s", "let go who stays silent then after, s"])


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
