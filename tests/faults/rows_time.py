# SPDX-License-Identifier: MIT
"""Rows 15 and 23: how soon all is well again, and whether it stays so."""
import collections
import contextlib
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import bigsession
import poster
from crowd import Crowd
from follower import Follower, Held, Latecomer, health, held_before
from host import Host, usage
from raw import Honest
from rows import row
from rows_crowd import address, churn, left_over, more, threads_control
from rows_images import PART, Bringer
from rows_stranger import ROOMY, hoard, until
from shim import Shim

MIB = 1024


def silent_noticed(host, limit):
    """Seconds until the host gives up a connection that has fallen silent without a word, or None."""
    with Honest(address(host), name="sleeper"):
        before, begun = health(host)[1]["connections"], time.monotonic()
        while time.monotonic() - begun < limit:
            if health(host)[1]["connections"] < before:
                return time.monotonic() - begun
            time.sleep(0.1)
    return None


def first_ack(host, token, timeout=60):
    """Seconds from the end of a host that was killed to the next durable acknowledgement."""
    host.kill()
    begun = time.monotonic()
    host.start()
    with Honest(address(host), token=token, join=True, timeout=timeout) as writer:
        writer.post(timeout=timeout)
        return round(time.monotonic() - begun, 2)


@row(15, "recovery", "first ack ≤ 1 s after kill -9 with 1,000,000 entries; 1,000 clients caught up ≤ 5 s; one that missed 100,000 ≤ 15 s, without a "
     "hole, meanwhile p99 of the acks of who writes ≤ 100 ms; a silent connection noticed ≤ 25 s", quick=90, full=300, alone=True)
def recovery(bench):
    entries, clients, missed = bench.of(60_000, 1_000_000), bench.of(200, 1_000), 50
    ping = bench.of(1, 15)
    with Host(bench.server, bench.folder / "big", arguments=ROOMY) as host, \
            Host(bench.server, bench.folder / "impatient", arguments=["--ping-seconds", str(ping)]) as impatient, \
            Host(bench.server, bench.folder / "patient", arguments=["--ping-seconds", "30"]) as patient, \
            ThreadPoolExecutor() as pool:
        for one in (host, impatient, patient):
            one.start()
        silent = pool.map(lambda one: silent_noticed(one, ping + 20), (impatient, patient))  # meanwhile
        held = Held()
        with Follower(address(host), held) as writer:
            writer.write(1)
        host.terminate()
        head = bigsession.fill(host.file, entries)
        host.start()
        held.events, held.epoch = {}, None
        with Honest(address(host), token=held.token, join=True) as writer:
            for n in range(20):
                writer.post()
        head += 20
        took = first_ack(host, held.token)
        head += 1
        bench.figure("entries", head)
        bench.speed("first ack after kill -9, s", took, 1.0)
        _slow_start(bench)
        _catch_up(bench, host, clients, missed, head)
        _far_behind(bench, host, bench.of(10_000, 100_000))
        noticed, late = silent
        bench.expect(noticed is not None, f"a silent connection was not given up within {ping + 20} s")
        bench.speed("silent connection noticed after s", round(noticed or 99, 1), ping + 10, wall=False)
        bench.control("a host that waits longer for the silent", late is None, limits=["silent connection noticed after s"])


def _slow_start(bench):
    shim = Shim(f"{bench.folder}/slow", power=False)
    with Host(bench.server, f"{bench.folder}/slow", environment=shim.environment()) as host:
        host.start()
        with Honest(address(host), join=True) as writer:
            writer.post()
        shim.control.sync_ms = 1_100
        bench.exceeds("a disk whose fsync takes 1.1 s", {"first ack after kill -9, s": first_ack(host, writer.token)})


def behind(crowd, head, missed):
    """Who has not been told all of what they missed, in order."""
    return [member for member in crowd.members
            if member.stage != "in" or member.last < head or member.disorder or member.seen < missed]


def _catch_up(bench, host, clients, missed, head):
    with Crowd(address(host)) as crowd:
        crowd.enter(clients, timeout=120)
        tokens = [member.token for member in crowd.members]
        crowd.drop_all()
        done = poster.pour(address(host), posters=1, window=8, most=missed, seconds=60)
        with Crowd(address(host)) as back:
            took = back.enter(clients, at_once=clients, tokens=tokens, after=head, timeout=120)
            head += done.acked
            late = behind(back, head, missed)
            bench.figure("clients", clients)
            bench.figure("each missed", done.acked)
            bench.expect(not late and done.acked >= missed, f"{len(late)} of {clients} did not catch up: {[m.ended for m in late][:3]}")
            bench.speed("caught up after s", round(took, 2), 5.0)
        with Crowd(address(host)) as back:
            host.signal(signal.SIGSTOP)
            threading.Timer(5.6, lambda: host.signal(signal.SIGCONT)).start()
            took = back.enter(3, tokens=tokens[:3], after=head - missed, timeout=120)
            bench.exceeds("a host that stands still for 5.6 s", {"caught up after s": round(took, 2)})
        with Crowd(address(host)) as idle:
            idle.enter(3, tokens=tokens[:3])
            bench.control("clients that ask for nothing", len(behind(idle, head, missed)) == 3)


# 100,000 are 1,000 pages: the host gives 100 entries in each, 240 of them at once and 60 a second (P36), which alone takes 12.7 s.
FAR_LIMIT = 15.0
FAR, HOLES, BESIDE = "far behind: caught up after s", "far behind: missing", "far behind: p99 of who writes meanwhile, ms"


def far_behind(host, missed, seconds, disturb=lambda: None):
    """Somebody who has missed so many comes back while somebody else writes, and others who have missed as many for as long as that
    goes on. Returns the figures, what became of what was written, and who came."""
    before = held_before(address(host), 0).seq
    process = poster.in_background(address(host), rate=100, seconds=seconds)
    until(lambda: held_before(address(host), 0).seq > before)
    held, took, came = held_before(address(host), missed), 0.0, []
    since = held.seq
    disturb()
    with contextlib.ExitStack() as end:
        while not came or process.poll() is None:
            begun = time.monotonic()
            came.append(Latecomer(address(host), held))
            took = max(took, time.monotonic() - begun)
            if len(came) > 1:
                came[-1].close()
            else:
                end.enter_context(came[0])
            held = held_before(address(host), missed)
        done = poster.finished(process)
        first = came[0]
        first.follow(head := held_before(address(host), 0).seq)
        return {FAR: round(took, 2), HOLES: first.missing(since, head), BESIDE: round(done["p99"] * 1000, 1)}, done, came


def _far_behind(bench, host, missed):
    found, done, came = far_behind(host, missed, bench.of(3, 12))
    bench.figure("far behind: each missed", missed)
    bench.figure("far behind: came one after the other", len(came))
    bench.expect(not came[0].was_reset and len(came[0].held.events) > missed, f"it began anew, or got {len(came[0].held.events)} of {missed}")
    bench.expect(done["acked"] > 0 and not done["unanswered"] and not done["refused"], f"who wrote meanwhile: {done}")
    bench.speed(FAR, found[FAR], FAR_LIMIT)
    bench.at_most(HOLES, found[HOLES], 0)
    bench.speed(BESIDE, found[BESIDE], 100, utmost=2_000)
    with Host("model:catchup-skip", f"{bench.folder}/skips") as model:
        model.start()
        poster.pour(address(model), posters=1, window=32, most=2_000, seconds=20)
        bench.exceeds("a server that leaves out the first entry of a page", {HOLES: far_behind(model, 1_000, 1)[0][HOLES]})

    def stands():
        host.signal(signal.SIGSTOP)
        threading.Timer(FAR_LIMIT + 2, lambda: host.signal(signal.SIGCONT)).start()
    found, *_ = far_behind(host, 1_000, 3, stands)
    bench.exceeds(f"a host that stands still for {FAR_LIMIT + 2} s", {figure: found[figure] for figure in (FAR, BESIDE)})


def slope(samples):
    """Least squares, in MiB a minute, of (seconds, KiB)."""
    n = len(samples)
    mean_t, mean_y = sum(t for t, _ in samples) / n, sum(y for _, y in samples) / n
    spread = sum((t - mean_t) ** 2 for t, _ in samples)
    return sum((t - mean_t) * (y - mean_y) for t, y in samples) / spread * 60 / MIB if spread else 0.0


class Memory:
    """Samples a host's memory while the body of `with` runs."""

    def __init__(self, host, every=0.1):
        self._host, self._every, self._over, self.samples = host, every, threading.Event(), []
        self._thread = threading.Thread(target=self._sample)

    def _sample(self):
        begun = time.monotonic()
        while not self._over.wait(self._every):
            self.samples.append((time.monotonic() - begun, usage(self._host.process.pid)["rss"]))

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()

    def slope(self):
        return slope(self.samples)


# After so much a host has what it keeps for being quick: 3.6 MiB, most of it within the first 5,000 messages. By work and not by
# time, or a slow machine would bring some of it into what is measured (K18).
WARM_PEOPLE = 12_000
FEWER = 4_000  # in a short run, whose limit leaves room for the little that still comes
# And for as long as a short run looks: a fast machine does so much more in that time that what still comes is told as a slope.
SHORT = 10


SOAK = 0  # seconds for which row 23 is to look, from --soak; 0: as long as in any run
MOST_BETWEEN = 5.0  # seconds between two images of a long look: what a session keeps of them would fill a disk


class Carrier(Bringer):
    """Comes for an image and reads nothing of what was written."""

    def fetch(self, head):
        pass


def carry(host, courier):
    """Somebody brings an image, and another connection of theirs fetches it. Whether it is the same, byte for byte."""
    image = os.urandom(2 * PART + 5)
    try:
        with Carrier(address(host), courier, name="Courier") as one:
            if not one.bring(image):
                return False
        with Carrier(address(host), courier, name="Courier") as other:
            return other.load(image) == image
    except (OSError, LookupError):  # it was not served
        return False


@contextlib.contextmanager
def visitors(host, token, between=0.5):
    """People who come and go while the body of `with` runs, one of them with an image each `between` seconds: how many of what."""
    came, over = collections.Counter(), threading.Event()

    def come_and_go():
        last, courier = 0.0, Held()  # who passes by says hello more often than a person may, so this is another one
        while not over.is_set():
            came["people"] += len(churn(host, 40, came["people"], token))
            if time.monotonic() - last >= between:
                last = time.monotonic()
                came["images" if carry(host, courier) else "images lost"] += 1
    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        yield came
    finally:
        over.set()
        thread.join()


def warm_up(host, came, wanted, people, least, most):
    """Until it has done so much, for `least` to `most` seconds. Returns how many messages that were, and what it did not come to."""
    messages, begun = 0, time.monotonic()
    while (took := time.monotonic() - begun) < most and (messages < wanted or came["people"] < people or took < least):
        messages += poster.pour(address(host), posters=4, window=16, most=2_500, seconds=20).acked
    short = f"{messages:,} messages of {wanted:,} and {came['people']:,} people of {people:,} in {most} s" \
        if messages < wanted or came["people"] < people else ""
    return messages, short


PIECE = 40  # seconds: who writes remembers how long each message took


def write_for(host, seconds):
    """As fast as it goes at first, then 100 messages a second: a day of the former would fill the disk. Returns what became of them."""
    found, end, options = collections.Counter(), time.monotonic() + seconds, {"posters": 4, "window": 16}
    while (left := end - time.monotonic()) > 1:
        done = poster.finished(poster.in_background(address(host), seconds=min(left, PIECE), **options), PIECE + 80)
        found.update(acked=done["acked"], unanswered=done["unanswered"], refused=sum(done["refused"].values()))
        options = {"rate": 100}
    return found


@row(23, "soak", "messages, images and people who come and go: when 100,000 and 12,000 were there, slope of RSS ≤ 0.5 MiB a minute over 40 s, or over "
     "what --soak says, descriptors and threads constant", quick=60, full=210, alone=True)
def soak(bench):
    seconds = SOAK or bench.of(SHORT, 40)
    limit = bench.of(3.0, 0.5)  # ten seconds say less than forty
    with Host(bench.server, bench.folder / "soak", arguments=["--devices-per-person", "1000"]) as host:
        host.start()
        with Honest(address(host), join=True):
            token = Honest(address(host), name="Passer-by").token
            churn(host, 400, 0, token)
            left_over(host, {"descriptors": 0}, 0.2)
            before = usage(host.process.pid)
            with visitors(host, token, min(max(0.5, seconds / 100), MOST_BETWEEN)) as came:
                messages, short = warm_up(host, came, bench.of(30_000, 100_000), bench.of(FEWER, WARM_PEOPLE),
                                          bench.of(SHORT, 0), bench.of(150, 90))
                bench.expect(not short, f"too slow to warm the host up, so its slope says nothing: {short}")
                bench.figure("messages before", messages)
                bench.figure("came and went before", came["people"])
                earlier = came.copy()
                with Memory(host, max(0.1, seconds / 10_000)) as memory:
                    done = write_for(host, seconds)
                there = came - earlier
            bench.at_least("messages", done["acked"], bench.of(500, 5_000))
            bench.at_least("came and went", there["people"], bench.of(200, 1_000))
            bench.at_least("images there and back", there["images"], bench.of(2, 20))
            bench.at_most("images lost", came["images lost"], 0)
            bench.expect(done["unanswered"] == 0 and not done["refused"], f"unanswered {done['unanswered']}, refused {done['refused']}")
            bench.at_most("slope MiB a minute", round(memory.slope(), 2), limit)
            bench.figure("RSS MiB", f"{memory.samples[0][1] / MIB:.1f} → {memory.samples[-1][1] / MIB:.1f}")
            bench.at_most("descriptors more", left_over(host, before), 0)
            bench.at_most("threads more", more(host, before)["threads more"], 0)
        before = usage(host.process.pid)
        with Memory(host) as memory, contextlib.ExitStack() as end:
            begun = time.monotonic()
            while time.monotonic() - begun < 4:
                hoard(host, end, 1)
                time.sleep(0.05)
            found = {"slope MiB a minute": round(memory.slope(), 2), "descriptors more": left_over(host, before, 0.2)}
        bench.exceeds("a host that is made to keep 64 KB for each newcomer", found)
    with Host("model", bench.folder / "without") as host:
        host.start()
        bench.exceeds("a server that knows no images", {"images lost": int(not carry(host, Held()))})
    threads_control(bench)
