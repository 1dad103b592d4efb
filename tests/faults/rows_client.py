# SPDX-License-Identifier: MIT
"""Rows 18 and 29: what a client has shown as kept is in the session once, in the order it was typed, however often it is
killed, and whatever its disk does when it starts."""
import contextlib
import os
import pathlib
import random
import re
import secrets
import sqlite3
import subprocess
import time

from host import Host
from raw import Honest
from rows import row
from shim import Shim

LABEL = re.compile(r"r(\d+)\.(\d+)$")
PATIENCE = 60.0


class Typist:
    """The driver as a process, and what it said was on its disk."""

    def __init__(self, program, host, folder, run, count, pause=5, environment=None):
        self.output = folder / f"typist-{run}.out"
        with open(self.output, "wb") as output:
            self.process = subprocess.Popen([program, f"ws://{host.address}:{host.port}/ws", str(folder), "Ana", f"r{run}.", "0",
                                             str(count), str(pause)], stdin=subprocess.DEVNULL, stdout=output,
                                            stderr=subprocess.DEVNULL, env={**os.environ, **(environment or {})})

    def lines(self):
        """Whole lines only: it may be killed in the middle of one."""
        return self.output.read_text().split("\n")[:-1]

    def told(self):
        return sum(line.isdigit() for line in self.lines())

    def until(self, what, question, patience=PATIENCE):
        end = time.monotonic() + patience
        while not question():
            if self.process.poll() is not None:
                raise RuntimeError(f"the driver ended with {self.process.returncode}")
            if time.monotonic() > end:
                raise RuntimeError(f"waited {patience:.0f} s for {what}; it said {self.lines()[-3:]}")
            time.sleep(0.005)

    def kill(self):
        self.process.kill()
        self.process.wait()


def log_of(host):
    bodies, after = [], 0
    with Honest((host.address, host.port), name="reader", join=True) as reader:
        while True:
            reader.say({"type": "history.get", "req": 9, "room": reader.room, "after": after, "limit": 200, "board": False})
            page = reader.answer("history.page", 10)
            bodies += [event["chat"]["body"] for event in page["events"] if "chat" in event]
            if not page["more"]:
                return bodies
            after = page["events"][-1]["seq"]


def forget_ids(folder):
    """What an outbox does that makes a new id for each attempt: the promise hangs on that it does not."""
    count = 0
    for file in folder.glob("**/cache.sqlite"):
        with contextlib.closing(sqlite3.connect(file)) as db, db:
            for place, id, message in db.execute("SELECT ord, id, message FROM outbox").fetchall():
                new = id[:8] + secrets.token_bytes(8)
                new = new[:8] + bytes([new[8] & 0x3F | 0x80]) + new[9:]
                db.execute("UPDATE outbox SET id = ?, message = ? WHERE ord = ?", (new, message.replace(id, new), place))
                count += 1
    return count


def loop(bench, name, kills, messages, seed, *, between=lambda folder: None):
    """Returns what was told, what the log says, and how often whom was killed."""
    dice = random.Random(seed)
    program = bench.program("tests/outboxdriver")
    told, runs, hosts = [], 0, 0
    folder = pathlib.Path(bench.folder) / name
    folder.mkdir()
    with Host(bench.server, folder / "host") as host:
        host.start()
        while runs < kills or len(told) < messages:
            typist = Typist(program, host, folder, runs, 60)
            with contextlib.ExitStack() as end:
                end.callback(typist.kill)
                enough = dice.randint(3, 40)
                if runs and dice.random() < 0.25:  # typed without the host, killed without it
                    host.kill()
                    hosts += 1
                typist.until(f"{enough} messages on the disk", lambda: typist.told() >= enough)
                time.sleep(dice.random() * 0.05)
            told += [(runs, i) for i in range(typist.told())]
            runs += 1
            between(folder)
            if not host.is_alive():
                host.start()
        last = Typist(program, host, folder, runs, 0)
        with contextlib.ExitStack() as end:
            end.callback(last.kill)
            last.until("an empty outbox", lambda: "idle" in last.lines())
        found = [tuple(map(int, LABEL.match(body).groups())) for body in log_of(host)]
    return told, found, runs, hosts


def judge(told, found):
    once = set(found)
    return {"lost": len(set(told) - once), "twice": len(found) - len(once),
            "out of order": sum(a > b for a, b in zip(found, found[1:]))}


@row(18, "client killed while it types", "30 client kills, 600 messages kept: each stored once, in order", quick=120, full=300)
def outbox(bench):
    told, found, runs, hosts = loop(bench, "real", bench.of(10, 30), bench.of(200, 600), bench.seed)
    bench.at_least("messages kept", len(told), bench.of(200, 600))
    bench.at_least("client kills", runs, bench.of(10, 30))
    bench.figure("host kills meanwhile", hosts)
    bench.figure("stored", len(found))
    for name, count in judge(told, found).items():
        bench.at_most(name, count, 0)
    told, found, _, _ = loop(bench, "forgetful", 4, 40, bench.seed, between=forget_ids)
    wrong = judge(told, found)
    bench.control(f"an outbox that makes a new id for each attempt (twice {wrong['twice']})", wrong["twice"] > 0)


def put_aside(folder):
    """What a client does that takes every failure for a damaged file."""
    for file in folder.glob("**/cache.sqlite"):
        file.rename(file.with_name("cache.sqlite.broken"))
        file.with_name("cache.sqlite-wal").unlink(missing_ok=True)


def full_at_the_start(bench, name, cycles, messages, *, at_the_start=lambda folder: None, reachable=False):
    """Each cycle: typed without the host and killed; begun again on a full disk, where more is typed, with or without the
    host; there is space again, and it is killed once more. In the end all goes to the host. Returns what was told and what
    the log says."""
    program, told = bench.program("tests/outboxdriver"), []
    folder = pathlib.Path(bench.folder) / name
    cache = folder / "cache"
    shim = Shim(cache, power=False)
    with Host(bench.server, folder / "host") as host, contextlib.ExitStack() as end:
        host.start()
        run = 0

        def typist(count):
            nonlocal run
            run += 1
            one = Typist(program, host, cache, run, count, environment=shim.environment())
            end.callback(one.kill)
            return one

        def typed(one, count):
            one.until(f"{count} messages", lambda: one.told() >= count)
            told.extend((run, i) for i in range(count))

        first = typist(1)
        typed(first, 1)
        first.until("an empty outbox", lambda: "idle" in first.lines())
        first.kill()
        for cycle in range(cycles):
            host.kill()
            offline = typist(messages)
            typed(offline, messages)
            offline.kill()
            shim.control.no_space = 1
            at_the_start(cache)
            if reachable:
                host.start()
            onfull = typist(messages)
            typed(onfull, messages)
            onfull.until("a word about the disk", lambda: "save" in onfull.lines())
            if reachable or cycle % 2:  # sent from a full disk, which then still holds it
                if not host.is_alive():
                    host.start()
                onfull.until("an empty outbox", lambda: "idle" in onfull.lines())
            else:
                shim.heal()
                onfull.until("a word about the space", lambda: "saved" in onfull.lines())
            onfull.kill()
            shim.heal()
            if not host.is_alive():
                host.start()
            after = typist(0)
            after.until("an empty outbox", lambda: "idle" in after.lines())
            after.kill()
        bodies = log_of(host)
    return told, [tuple(map(int, LABEL.match(body).groups())) for body in bodies]


@row(29, "a client whose disk is full when it starts", "what was kept before and typed meanwhile: each stored once, in order", quick=90, full=180)
def full(bench):
    cycles = bench.of(2, 6)
    told, found = full_at_the_start(bench, "full", cycles, 10)
    bench.figure("starts on a full disk", cycles)
    bench.figure("messages typed", len(told))
    bench.figure("stored", len(found))
    for name, count in judge(told, found).items():
        bench.at_most(name, count, 0)
    told, found = full_at_the_start(bench, "aside", 1, 10, at_the_start=put_aside, reachable=True)
    lost = judge(told, found)["lost"]
    bench.control(f"a client that puts its file aside when it cannot be opened (lost {lost})", lost > 0)
