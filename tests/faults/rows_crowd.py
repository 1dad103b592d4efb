# SPDX-License-Identifier: MIT
"""Rows 10, 11 and 12: many connections, and many that hear everything."""
import concurrent.futures
import contextlib
import random
import signal
import threading
import time
from typing import NamedTuple

import modelbugs
import poster
import relay
from crowd import Crowd
from frames import CLOSE, TEXT, close_payload, frame, handshake_request
from host import Host, queued, usage
from measure import PATIENCE
from raw import Ended, Honest, Raw
from rows import row
from rows_stranger import ROOMY, hoard, until

MIB = 1024


def address(host):
    return host.address, host.port


# 10: they come and go

HELLO = frame(TEXT, b'{"type":"hello","version":1,"program":"churn","name":"Passer-by"}')


def come_and_go(where, rng, token):
    """One connection, ended in one of the ways in which connections end."""
    way = rng.choice(("close", "fin", "rst", "mid-frame", "mid-head"))
    with Raw(where) as raw:
        try:
            if way == "mid-head":
                raw.send(handshake_request(*where)[1][:rng.randrange(1, 120)])
                return way
            raw.upgrade()
            if rng.random() < 0.5:
                raw.say({"type": "hello", "version": 1, "program": "churn", "name": "Passer-by", "token": token})
            if way == "close":
                raw.send(frame(CLOSE, close_payload(1000)))
                raw.wait_end(PATIENCE)
            elif way == "rst":
                raw.reset()
            elif way == "mid-frame":
                raw.send(HELLO[:rng.randrange(1, len(HELLO))])
        except (Ended, OSError):
            pass
    return way


def churn(host, cycles, seed, token, threads=4):
    def some(n):
        rng = random.Random(f"{seed}:{n}")
        return [come_and_go(address(host), rng, token) for _ in range(cycles // threads)]
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        return [way for ways in pool.map(some, range(threads)) for way in ways]


def beside_rest(witness, work, *arguments):
    """What comes of it, while the witness answers the host's pings: it takes as long as the machine needs for it."""
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        done = pool.submit(work, *arguments)
        while not done.done():
            witness.rest(0.2)
        return done.result()


def left_over(host, before, patience=PATIENCE):
    """Descriptors beyond `before`, once the host has had the time to notice."""
    end = time.monotonic() + patience
    while (over := usage(host.process.pid)["descriptors"] - before["descriptors"]) > 0 and time.monotonic() < end:
        time.sleep(0.1)
    return over


def rate_of(host, cycles, seed, token):
    """(how each ended, how many a second)"""
    begun = time.monotonic()
    ways = churn(host, cycles, seed, token)
    return ways, int(len(ways) / (time.monotonic() - begun))


def more(host, before):
    """What a host has more than before."""
    after = usage(host.process.pid)
    return {"growth KiB": after["rss"] - before["rss"], "threads more": after["threads"] - before["threads"]}


@row(10, "10,000 connections come and go", "Close, FIN, RST, in mid-frame, in mid-head: RSS ≤ +1 MiB, descriptors ±0, ≥ 2,000/s",
     quick=60, full=180, alone=True)
def comings(bench):
    with Host(bench.server, f"{bench.folder}/churn", arguments=["--devices-per-person", "1000"]) as host:
        host.start()
        with Honest(address(host), join=True) as witness:
            token = Honest(address(host), name="Passer-by").token
            beside_rest(witness, churn, host, bench.of(600, 10_000), 0, token)  # what is allocated once is no growth; it levels off after 15,000
            time.sleep(0.5)
            left_over(host, {"descriptors": 0}, 0.2)
            before = usage(host.process.pid)
            ways, rate = beside_rest(witness, rate_of, host, bench.of(2_000, 10_000), bench.seed, token)
            witness.post()
        bench.figure("cycles", len(ways))
        bench.figure("ways", ", ".join(f"{way} {ways.count(way)}" for way in sorted(set(ways))))
        over = left_over(host, before)
        bench.at_most("descriptors left over", over, 0)
        after, found = usage(host.process.pid), more(host, before)
        bench.at_most("growth KiB", found["growth KiB"], 1 * MIB)
        bench.at_most("threads more", found["threads more"], 0)
        bench.figure("server CPU ms per cycle", round((after["cpu"] - before["cpu"]) * 1000 / len(ways), 2))
        bench.speed("per second", rate, 2_000, at_least=True)
        held = [Raw(address(host)).upgrade() for _ in range(5)]
        bench.exceeds("five connections that stay", {"descriptors left over": left_over(host, after, 0.5)})
        for raw in held:
            raw.close()
        host.signal(signal.SIGSTOP)
        threading.Timer(1.0, lambda: host.signal(signal.SIGCONT)).start()
        bench.exceeds("a host that stands still for a second", {"per second": rate_of(host, 400, bench.seed, token)[1]})
    with Host(bench.server, f"{bench.folder}/hoard", arguments=ROOMY) as host, contextlib.ExitStack() as end:
        host.start()
        before = usage(host.process.pid)
        hoard(host, end, 60)
        until(lambda: more(host, before)["growth KiB"] > 2 * MIB)
        bench.exceeds("a host that is made to keep 64 KB for each newcomer", {"growth KiB": more(host, before)["growth KiB"]})
    threads_control(bench)


def threads_control(bench):
    """Of rows 10 and 23."""
    with Host("model:threads", f"{bench.folder}/threads") as host:
        host.start()
        before = usage(host.process.pid)
        for _ in range(5):
            Honest(address(host)).close()
        bench.exceeds(f"a server that {modelbugs.WASTES['threads']}", {"threads more": more(host, before)["threads more"]})


# 11: they stay and say nothing

def hold(bench, host, count, each, tls=None):
    """So many that say nothing; at most so many KB for each."""
    with Crowd(address(host), tls=tls) as early:
        early.enter(50)
    time.sleep(0.3)
    before = usage(host.process.pid)
    with Crowd(address(host), join=False, tls=tls) as crowd:
        took = crowd.enter(count, timeout=120)
        crowd.breathe()
        crowd.run(1.0)
        rss = usage(host.process.pid)["rss"]
        bench.figure("connections", len(crowd.present))
        bench.expect(len(crowd.present) == count, f"{count - len(crowd.present)} were lost: {[m.ended for m in crowd.members if m.ended][:3]}")
        bench.at_most("KB each", round((rss - before["rss"]) * 1.024 / count, 1), each)
        bench.figure("in after s", round(took, 1))
        asked = crowd.members[:: max(1, count // 200)]
        p99 = ping_p99(crowd, asked, rounds=5)
        bench.speed("ping p99 ms", round(p99 * 1000, 1), 50)
        bench.at_most("CPU % when idle", idle_cpu(host, crowd, bench.of(3.0, 10.0)), 10)
        host.signal(signal.SIGSTOP)
        crowd.ping(asked[:1])
        crowd.run(0.2)
        host.signal(signal.SIGCONT)
        crowd.run(PATIENCE, lambda: not asked[0].pinged)
        bench.exceeds("a host that stands still for 200 ms", {"ping p99 ms": round(asked[0].rtt[-1] * 1000, 1) if asked[0].rtt else 0})
    hold_controls(bench, tls)


def idle_cpu(host, crowd, seconds):
    """Per cent of the time in which there was a processor for it: others on the machine take from what it can have."""
    cpu, before, begun = usage(host.process.pid)["cpu"], queued(host.process.pid), time.monotonic()
    crowd.run(seconds)
    spent = usage(host.process.pid)["cpu"] - cpu
    waited = max((seconds - before.get(task, 0) for task, seconds in queued(host.process.pid).items()), default=0)
    return round(spent / max(time.monotonic() - begun - waited, spent, 0.01) * 100, 1)


def hold_controls(bench, tls):
    """What each connection costs, and what all of them do while nobody says anything, exceeded (K14)."""
    with Host("model:spins", f"{bench.folder}/spins") as host:
        host.start()
        with Crowd(address(host)) as crowd:
            crowd.enter(3)
            bench.exceeds(f"a server that {modelbugs.WASTES['spins']}", {"CPU % when idle": idle_cpu(host, crowd, 1.0)})
    with Host(bench.server, f"{bench.folder}/control") as host:
        host.start()
        Raw.tls = tls
        Honest(address(host)).close()
        time.sleep(0.3)
        before = usage(host.process.pid)
        held = [Raw(address(host)).upgrade() for _ in range(60)]
        for raw in held:
            raw.say({"type": "hello", "version": 1, "program": "hoard", "name": "Hoard"})
            raw.send(frame(TEXT, b"x" * 64000, claim=64500)[:64000])
        until(lambda: usage(host.process.pid)["peak"] - before["rss"] > bench.most["KB each"][0] * len(held))
        each = round((usage(host.process.pid)["peak"] - before["rss"]) * 1.024 / len(held), 1)
        bench.exceeds("connections with 64 KB of an unfinished message each", {"KB each": each})
        for raw in held:
            raw.close()
        Raw.tls = None


@row(11, "connections held", "5,000 idle at ≤ 40 KB each, ping p99 < 50 ms", quick=60, full=180, alone=True)
def held(bench):
    with Host(bench.server, f"{bench.folder}/held", arguments=ROOMY) as host:
        host.start()
        hold(bench, host, bench.of(800, 5_000), 40)


def ping_p99(crowd, members, rounds):
    """One at a time: else the measure is of our own queue."""
    times = []
    for member in members * rounds:
        crowd.ping([member])
        if not crowd.run(5.0, lambda: not member.pinged):
            return 5.0
        times.append(member.rtt[-1])
    times.sort()
    return times[int(len(times) * 0.99)]


# 12: everybody hears everything

EVENT = 466  # bytes of a room.event of row 12: a body of 200


def bare_cost(bench, count, rate, seconds, tls=None):
    """One by one is a send() for each delivery, inside TLS a record as well; what these take differs threefold between machines."""
    program = relay.program_of(bench.build, "tlsrelay" if tls else "rawrelay")
    if not program:
        bench.note("no bare relay in this build: the limit one by one is that of a quick machine")
        return 0.0
    found = relay.cost(program, listeners=count, rate=rate, seconds=seconds, size=EVENT, tls=tls)
    bench.expect(found, "the bare relay did not deliver everything")
    bench.figure("one by one: µs CPU of a bare relay", round(found or 0, 2))
    return found or 0.0


class Told(NamedTuple):
    """What a crowd heard of what was said to it, and what that cost the server."""
    deliveries: int
    lost: int  # of those, also in the middle, that each should have heard
    arrived: bool
    each: float  # µs of CPU
    rate: float  # deliveries a second, from the first to the last
    done: dict


def told(host, crowd, options, patience=30):
    count, start, heard = len(crowd.members), crowd.members[0].last, sum(m.seen for m in crowd.members)
    cpu = usage(host.process.pid)["cpu"]
    crowd.first_again()
    process = poster.in_background(address(host), **options)
    crowd.run(60, lambda: process.poll() is not None)
    done = poster.finished(process)
    arrived = crowd.run(patience, lambda: all(m.last >= start + done["acked"] for m in crowd.members))
    deliveries = sum(m.seen for m in crowd.members) - heard
    each = (usage(host.process.pid)["cpu"] - cpu) * 1e6 / max(deliveries, 1)
    rate = deliveries / max(crowd.latest - crowd.first, 0.001)
    return Told(deliveries, done["acked"] * count - deliveries, arrived, round(each, 2), round(rate), done)


def both(one, two):
    """What was heard in both runs, at the lower price and the higher rate of them."""
    done = {key: two.done[key] or one.done[key] for key in two.done}
    return Told(one.deliveries + two.deliveries, one.lost + two.lost, one.arrived and two.arrived, min(one.each, two.each),
                max(one.rate, two.rate), done)


LEAST_PACE = 0.77  # of what a bare relay delivers a second: 1 in 1.3


def pace_beside(bench, words, options, count, tls):
    """Deliveries a second of a bare relay, of as large events to as many: what this machine and this crowd can do at most. 0.0: not
    measured, for a short run is not judged by it."""
    program = relay.program_of(bench.build, "tlsrelay" if tls else "rawrelay")
    if bench.is_quick or not program:
        return 0.0
    load = ("rate", "seconds") if "rate" in options else ("window", "most")
    found = relay.pace(program, listeners=count, size=EVENT, tls=tls, **{name: options[name] for name in load}) or 0.0
    bench.expect(found, f"{words}: the bare relay did not deliver everything")
    bench.figure(f"{words}: deliveries a second of a bare relay", round(found))
    return found


def stands_still(host, crowd, seconds):
    """From the first event on that the crowd hears."""
    until(lambda: crowd.first)
    host.signal(signal.SIGSTOP)
    time.sleep(seconds)
    host.signal(signal.SIGCONT)


def judge_pace(bench, host, crowd, words, options, found, pace):
    """Deliveries a second beside those of the relay; the control is a host that stands still for twice as long as they take."""
    name = f"{words}: deliveries a second, of those of a bare relay"
    bench.figure(f"{words}: deliveries a second", found.rate)
    if not pace:
        return
    bench.speed(name, round(found.rate / pace, 2), LEAST_PACE, at_least=True)
    less = {**options, "seconds": 2} if "rate" in options else {**options, "most": options["most"] // 4}
    wanted = (options["rate"] * 2 if "rate" in options else less["most"]) * len(crowd.members)
    less["patience"] = 30 + 2 * wanted / pace  # whoever posts waits until the host goes on
    crowd.breathe()
    crowd.first_again()
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        still = pool.submit(stands_still, host, crowd, 1 + 2 * wanted / pace)
        slow = told(host, crowd, less)
        still.result()
    bench.exceeds("a host that stands still meanwhile", {name: round(slow.rate / pace, 2)})


def spread(bench, host, ways, count, tls=None):
    """What members are told costs the server: words, options of the poster, deliveries there have to be at least, µs for each."""
    with Crowd(address(host), tls=tls) as crowd:
        crowd.enter(count)
        for words, options, least, limit in ways:
            pace = pace_beside(bench, words, options, count, tls)
            found = told(host, crowd, options)
            for _ in range(2):  # what else the machine does only ever adds: the least of three counts, and all that was heard
                if found.each <= limit and found.rate >= pace * LEAST_PACE or bench.is_quick:
                    break
                crowd.breathe()
                found = both(found, told(host, crowd, options))
            bench.at_least(f"{words}: deliveries", found.deliveries, least)
            bench.at_most(f"{words}: lost", found.lost, 0)
            bench.expect(found.arrived and found.lost == 0 and len(crowd.present) == count,
                         f"{words}: {found.lost} lost, {count - len(crowd.present)} members gone")
            bench.expect(found.done["unanswered"] == 0 and not found.done["refused"], f"{words}: {found.done}")
            bench.speed(f"{words}: µs CPU per delivery", found.each, limit, wall=False)
            judge_pace(bench, host, crowd, words, options, found, pace)
            crowd.breathe()
        bench.at_most("out of order", sum(m.disorder for m in crowd.members), 0)


@row(12, "fan-out", "500 hear 200 messages/s: 0 lost, 0 out of order; ≤ 3 µs of server CPU per delivery in bursts; ≤ 12 one by one, "
     "or 1.3 times what a relay without a server takes meanwhile; a second at least one in 1.3 of what that delivers", quick=60, full=240, alone=True)
def fan_out(bench):
    count, seconds, rate = bench.of(100, 500), bench.of(3, 8), bench.of(100, 200)
    bare = bare_cost(bench, count, rate, seconds)
    with Host(bench.server, f"{bench.folder}/fan", arguments=ROOMY) as host:
        host.start()
        single, bursts = max(12, round(1.3 * bare, 1)), 3
        spread(bench, host, [("one by one", {"rate": rate, "seconds": seconds}, bench.of(20_000, 600_000), single),
                             ("in bursts of 32", {"posters": 1, "window": 32, "most": bench.of(800, 1_600), "seconds": 30},
                              bench.of(80_000, 800_000), bursts)], count)
    fan_out_controls(bench)


def fan_out_controls(bench):
    """Each limit of the fan-out, exceeded (K14): what is heard, in which order, and what it costs."""
    with Host("model:drops-some", f"{bench.folder}/drops") as host:
        host.start()
        with Crowd(address(host)) as crowd:
            crowd.enter(5)
            found = told(host, crowd, {"posters": 1, "window": 8, "most": 400, "seconds": 20}, patience=1)
            bench.control(f"a server that passes some by ({found.lost} of {found.done['acked'] * 5:,} lost)", found.lost > 0,
                          limits=["one by one: lost", "in bursts of 32: lost"])
    with Host("model", f"{bench.folder}/each") as host:  # it writes each event anew for each who hears it
        host.start()
        with Crowd(address(host)) as crowd:
            crowd.enter(40)
            alone = told(host, crowd, {"rate": 50, "seconds": 2})
            many = told(host, crowd, {"posters": 1, "window": 32, "most": 160, "seconds": 20})
            bench.exceeds("a server that writes an event anew for each",
                          {"one by one: µs CPU per delivery": alone.each, "in bursts of 32: µs CPU per delivery": many.each})
    with Host("model:swaps-live", f"{bench.folder}/control") as host:
        host.start()
        with Crowd(address(host)) as crowd:
            crowd.enter(5)
            process = poster.in_background(address(host), posters=2, window=8, most=200, seconds=10)
            crowd.run(60, lambda: process.poll() is not None)
            start = poster.finished(process)["acked"]
            crowd.run(PATIENCE, lambda: all(m.seen >= start for m in crowd.members))
            bench.exceeds("a server that swaps two events", {"out of order": sum(m.disorder for m in crowd.members)})
