# SPDX-License-Identifier: MIT
"""Row 14, and 114 inside TLS: some do not listen (G11). Who reads again in time is given what it lacks; who does not is closed with 4008,
and has missed nothing when it has come again."""
import concurrent.futures
import socket
import time
from typing import NamedTuple

import modelbugs
import poster
from crowd import Crowd
from follower import health
from frames import uuid7
from host import Host, usage
from measure import PATIENCE
from raw import Honest
from rows import row
from rows_crowd import MIB, address, stands_still
from rows_stranger import ROOMY, p99, until

TOGETHER = 10  # messages under way: what the host owes those who listen is not to pass for what it owes the others
DEAFEST = 3    # who read nothing until they are closed
LISTENED, MOST_LISTENED, UTMOST_LISTENED = "p99 until all who listen have heard ten messages, ms", 1_000, 8_000
MISSING, HOLES = "of those closed, without everything in the end", "of those closed, holes or out of order"


def post_for(crowd, where, posts, size, patience):
    """Posts as fast as the whole crowd hears it. Returns the number of messages, or of those after which it heard no more, and the seconds
    that each ten of them took until everybody had heard them."""
    body, start, took, breathed = "m" * size, crowd.members[0].last, [], time.monotonic()
    with Honest(where, name="speaker") as speaker:
        for count in range(TOGETHER, posts + TOGETHER, TOGETHER):
            begun = time.monotonic()
            for _ in range(TOGETHER):
                speaker.say({"type": "chat.post", "id": uuid7(), "room": speaker.room, "body": body})
            heard = crowd.run_while_moving(patience, lambda: all(m.last >= start + count for m in crowd.present))
            took.append(time.monotonic() - begun)
            if not heard:
                break
            if time.monotonic() - breathed > 5:  # who only listens answers no ping
                crowd.breathe()
                breathed = time.monotonic()
    return start + count, took


def come_again(crowd, gone, head, patience):
    """Those whose connection has ended come again with what they have. Returns how many of them do not hold everything then."""
    if not gone:
        return 0
    crowd.receive_buffer = 0  # they are awake
    crowd.enter(len(gone), tokens=[m.token for m in gone], after=[m.last for m in gone], timeout=120)
    again = crowd.members[-len(gone):]
    crowd.run_while_moving(patience, lambda: all(m.last >= head for m in again))
    return sum(m.stage != "in" or m.wants < head for m in again)  # `last` is what a join says, `wants` is how far pages went


class Deaf(NamedTuple):
    """What became of those who listen and those who do not."""
    growth: float  # of the host, MiB
    again: int     # members that had to come again
    head: int
    traffic: int   # MB
    took: list     # seconds, until those who listen had heard each ten messages
    wrong: dict    # figure → how many


def deaf(host, listening, not_listening, posts, size, tls=None, patience=20):
    with Crowd(address(host), tls=tls) as readers, \
            Crowd(address(host), receive_buffer=4096, prefix="deaf", tls=tls) as stoppers:
        readers.enter(listening)
        stoppers.enter(not_listening)
        readers.run(0.3)
        before = usage(host.process.pid)
        head, took = post_for(readers, address(host), posts, size, patience)  # of the stoppers nobody reads meanwhile
        peak = usage(host.process.pid)["peak"]
        disturbed = sum(m.stage != "in" or m.disorder > 0 or m.last < head for m in readers.members)
        stoppers.breathe()  # they are awake again
        stoppers.run_while_moving(patience, lambda: all(m.last >= head or m.stage == "ended" for m in stoppers.members))
        without = [m for m in stoppers.members if m.last < head]
        gone = [m for m in without if m.stage == "ended"]
        lacking = len(without) - len(gone) + come_again(stoppers, gone, head, patience)
        return Deaf(round((peak - before["rss"]) / MIB, 1), len(gone), head, round(head * size * (listening + not_listening) / 1e6), took,
                    {"of those who listen, disturbed": disturbed, "of the deaf, without everything in the end": lacking,
                     "holes or out of order": sum(m.disorder for m in stoppers.members)})


class Closed(NamedTuple):
    """What became of those who were closed."""
    slow: int      # heard that it is 4008
    again: int     # members that had to come again
    missing: int   # of these, who do not hold everything then
    disorder: int


def closed_and_back(host, tls=None):
    """Some read nothing until the host closes them, after 30 s (N8), and come again. What it closes them with is heard by who reads within
    the second that it waits for this; so it is done again, within a bound, until somebody has heard it (K18)."""
    found = Closed(0, 0, 0, 0)
    for turn in range(4):
        with Crowd(address(host), receive_buffer=4096, prefix=f"deafest {turn}", tls=tls) as deafest:
            deafest.enter(DEAFEST)
            start = deafest.members[0].last
            # More than a kernel takes of it, and the host keeps none of it for them.
            said = poster.finished(poster.in_background(address(host), posters=1, window=16, most=1_500, size=3_900, seconds=60))
            # Told by the host: to look at the connections would be to read from them.
            until(lambda: health(host)[1]["connections"] < DEAFEST, 90)
            for member in deafest.members:  # with small buffers the second would be over before the last word
                member.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, MIB * MIB)
            found = added(found, closed_in(deafest, start + said["acked"]))
        if found.slow:
            break
    return found


def closed_in(crowd, head):
    crowd.run_while_moving(PATIENCE, lambda: all(m.last >= head or m.stage == "ended" for m in crowd.members))
    gone = [m for m in crowd.members if m.stage == "ended"]
    stuck = sum(m.stage != "ended" and m.last < head for m in crowd.members)
    slow = sum(m.ended == "closed 4008" for m in gone)
    missing = stuck + come_again(crowd, gone, head, PATIENCE)
    return Closed(slow, len(gone), missing, sum(m.disorder for m in crowd.members))


def added(one, other):
    return Closed(*(sum(pair) for pair in zip(one, other)))


@row(14, "slow readers", "200 of 500 stop reading during ≥ 50 MB (5 MB for each): RSS ≤ +64 MiB, others unharmed and served in ≤ 1 s (p99), all hold "
     "everything in the end; who does not read at all is closed with 4008, comes again and has missed nothing", quick=90, full=240, alone=True)
def slow_readers(bench):
    judge_deaf(bench, bench.of(60, 300), bench.of(40, 200))


def judge_deaf(bench, listening, not_listening, tls=None):
    with Host(bench.server, f"{bench.folder}/slow", arguments=ROOMY) as host:
        host.start()
        Honest(address(host)).close()
        found = deaf(host, listening, not_listening, 1_500, 3900, tls=tls)
    bench.figure("traffic MB", found.traffic)
    for name, count in found.wrong.items():
        bench.at_most(name, count, 0)
    bench.at_most("growth MiB", found.growth, 64)
    bench.at_least("messages", found.head, 1_500)
    bench.speed(LISTENED, p99(found.took), MOST_LISTENED, utmost=UTMOST_LISTENED)
    with Host(bench.server, f"{bench.folder}/closed") as host, concurrent.futures.ThreadPoolExecutor(1) as pool:
        host.start()
        pending = pool.submit(closed_and_back, host, tls)  # they wait for most of the time
        slow_readers_controls(bench)
        closed = pending.result()
    bench.at_least("had to come again", found.again + closed.again, 1)
    bench.at_least("of these closed with 4008, as they heard", closed.slow, 1)
    bench.at_most(MISSING, closed.missing, 0)
    bench.at_most(HOLES, closed.disorder, 0)
    closed_control(bench)


def slow_readers_controls(bench):
    with Host("model", f"{bench.folder}/control") as host:  # keeps whatever a peer does not read
        host.start()
        before = usage(host.process.pid)
        with Crowd(address(host), receive_buffer=4096) as stoppers:
            stoppers.enter(40)
            poster.pour(address(host), posters=1, window=16, most=500, size=3900, seconds=20)
            growth = round((usage(host.process.pid)["peak"] - before["rss"]) / MIB, 1)
        bench.exceeds("a server that keeps everything for everybody", {"growth MiB": growth})
    for bug, names in (("swaps-live", ("of those who listen, disturbed", "holes or out of order")),
                       ("drops-slow", ("of the deaf, without everything in the end",))):
        with Host(f"model:{bug}", f"{bench.folder}/{bug}") as host:
            host.start()
            wrong = deaf(host, 6, 6, 600, 300, patience=3).wrong
            bench.exceeds(f"a server that {modelbugs.BUGS[bug]}", {name: wrong[name] for name in names})
    stands = UTMOST_LISTENED / 1000 + 1
    with Host(bench.server, f"{bench.folder}/still") as host, concurrent.futures.ThreadPoolExecutor(1) as pool:
        host.start()
        with Crowd(address(host)) as readers:
            readers.enter(6)
            still = pool.submit(stands_still, host, readers, stands)
            _, took = post_for(readers, address(host), 1_000, 300, PATIENCE)
            still.result()
        bench.exceeds(f"a host that stands still for {stands:.0f} s", {LISTENED: p99(took)})


def closed_control(bench):
    """By the same measure: those whose connections end come again to a host that leaves something out."""
    with Host("model:catchup-skip", f"{bench.folder}/skips") as host:
        host.start()
        poster.pour(address(host), posters=1, window=1, most=5, seconds=20)  # who has nothing yet is given everything
        with Crowd(address(host)) as crowd:
            crowd.enter(DEAFEST)
            start = crowd.members[0].last
            said = poster.pour(address(host), posters=1, window=8, most=50, seconds=20)
            crowd.drop_all()
            closed = closed_in(crowd, start + said.acked)
        bench.exceeds(f"a server that {modelbugs.BUGS['catchup-skip']}", {MISSING: closed.missing, HOLES: closed.disorder})
