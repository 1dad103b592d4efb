#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Clients post to a real host while faults happen to it; what they saw is then judged by checker.py.

    chaos.py --server build/dev/bin/coterie-server --faults kill9 --seconds 30 --seed 1
    chaos.py --server model:phantom --faults rst,dup --seconds 5        (must fail)
    chaos.py --list

Prints counts, and PASS or FAIL with the seed. Exit status 0 only for PASS.
"""
import argparse
import asyncio
import collections
import json
import random
import sys
import tempfile
import time

import checker
import faults
import history as h
from client import Client, Identity
from frames import uuid7
from host import Host, HostFailed, fresh
from proxy import Proxy
from shim import Shim

READERS = 8     # of the log, when all is over
STRIPE = 2_000  # events that one of them reads in a go
ENTRY = 60.0    # seconds in which everybody has to be in
LONGER = 10     # times as long as it was told to, at most, goes a storm on that has not had its kinds of fault


class Run:
    def __init__(self, options, folder):
        self.options = options
        self.rng = random.Random(options.seed)
        self.history = []
        self.problems = []
        self.counts = collections.Counter()
        self.names = [name for name in options.faults.split(",") if name]
        self.with_rates = options.rates
        self.shim = None
        if options.shim or faults.NEED_SHIM & set(self.names):
            self.shim = Shim(fresh(f"{folder}/data"), power=bool(faults.NEED_POWER & set(self.names)))
        arguments = options.arguments.split() if options.arguments else ()
        self.host = Host(options.server, f"{folder}/data", arguments=arguments,
                         environment=self.shim.environment() if self.shim else None, rates=options.rates)
        self.proxy = Proxy(self.endpoint)
        self.clients, self.proxied, self.slow, self.guests = [], [], [], []
        self.onlooker = None  # is in no room, and has to hear of none
        self._tasks = []
        self._waiting_ack = None

    def endpoint(self):
        return self.host.address, self.host.port

    def record(self, item):
        self.history.append(item)
        if self._waiting_ack and type(item) is h.Ack:
            self.counts["first-ack-ms"] = max(self.counts["first-ack-ms"], int((item.t - self._waiting_ack) * 1000))
            self._waiting_ack = None

    def problem(self, text):
        self.problems.append(text)

    def count(self, what, value=1, keep=None):
        self.counts[what] = keep(self.counts[what], value) if keep else self.counts[what] + value

    def took(self, what, seconds):
        """A time, for who judges times (K16): the longest is told."""
        self.count(f"{what}-ms", int(seconds * 1000), keep=max)

    @property
    def acked(self):
        return sum(client.counts["acked"] for client in self.clients)

    async def restart(self):
        begun = time.monotonic()
        self.record(h.Fault(begun, h.RESTART))
        await asyncio.to_thread(self.host.start)
        self._waiting_ack = begun
        self.count("restarts")

    # people who come and go

    def _client(self, name, **options):
        port = options.pop("proxied", False)
        endpoint = (lambda: ("127.0.0.1", self.proxy.port)) if port else self.endpoint
        identity = options.pop("identity", None) or Identity(name)
        client = Client(identity, endpoint, self.record, random.Random(self.rng.random()), label=name, **options)
        self._tasks.append(asyncio.create_task(client.run()))
        return client

    async def visit(self):
        """A guest comes, is seen, and goes for good: every other one without a word."""
        guest = self._client(f"guest{len(self.guests)}", rooms=["general"], listens=False)
        guest.posting = False
        self.guests.append(guest)
        try:
            await asyncio.wait_for(guest.ready.wait(), self.options.patience)
            await asyncio.sleep(0.8)  # longer than the checker overlooks
        except asyncio.TimeoutError:
            self.problem(f"a guest could not enter within {self.options.patience:.0f} s")
        if len(self.guests) % 2:
            await guest.stop()
        else:
            guest.end()

    def typing(self, client, room):
        client.send({"type": "typing.set", "room": room, "on": True})
        self.record(h.TypingSent(time.monotonic(), client.identity.user, room))

    # the run

    async def run(self):
        await asyncio.to_thread(self.host.start)
        await self.proxy.start()
        try:
            await self._people()
            await self._storm()
            await self._calm()
            return await self._verdict()
        finally:
            for task in self._tasks:
                task.cancel()
            await self.proxy.close()
            self.host.close()

    async def _people(self):
        options = self.options
        rooms = ["general"] + [f"room {n}" for n in range(1, options.rooms)]
        if len(rooms) > 1:
            await self._make_rooms(rooms[1:])
        common = {"window": options.window, "pace": options.pace, "rooms": rooms}
        for n in range(options.clients):
            first = n - n % options.devices  # of this person's devices: the others come with its token
            if first < n:
                await asyncio.wait_for(self.clients[first].ready.wait(), ENTRY)
            halfopen, slow = "halfopen" in self.names and n % 4 == 1, "slow" in self.names and n % 4 == 2
            client = self._client(f"c{n}", listens=n < options.listeners, proxied=halfopen,
                                  receive_buffer=4096 if slow else 0, identity=self.clients[first].identity if first < n else None,
                                  **common)
            self.clients.append(client)
            if halfopen:
                self.proxied.append(client)
            if slow:
                self.slow.append(client)
        self.onlooker = self._client("onlooker", leaves=True, rooms=rooms)
        self.onlooker.posting = False
        await asyncio.wait_for(asyncio.gather(*(client.ready.wait() for client in [*self.clients, self.onlooker])), ENTRY)

    async def _make_rooms(self, names):
        maker = self._client("maker", rooms=["general"], listens=False)
        maker.posting = False
        await asyncio.wait_for(maker.ready.wait(), ENTRY)
        for name in names:
            maker.send({"type": "room.create", "id": uuid7(), "name": name, "topic": ""})
        await asyncio.sleep(0.3)
        await maker.stop()

    async def _storm(self):
        begun = time.monotonic()
        happened = set()

        def goes_on():
            passed, wanted = time.monotonic() - begun, min(self.options.kinds, len(self.names))
            return passed < self.options.seconds or len(happened) < wanted and passed < self.options.seconds * LONGER
        deck = []  # every fault once before one comes again
        while goes_on():
            await asyncio.sleep(self.options.every * (0.5 + self.rng.random()))
            if self.names and goes_on():
                deck = deck or self.rng.sample(self.names, len(self.names))
                name = deck.pop()
                self.record(h.Fault(time.monotonic(), name))
                self.count("faults: " + name)
                await faults.FAULTS[name](self)
                happened.add(name)
            if not self.host.is_alive():
                self.problem(f"the host ended by itself: {self.host.log_text()[-500:]}")
                await self.restart()
        self.stormed = time.monotonic() - begun

    async def _calm(self):
        """No more faults and no more posts: everybody must reach the same place."""
        for client in self.clients:
            client.posting = False
        self.storm_acked = self.acked
        await self._until_settled()
        if any(client.unanswered for client in self.clients):
            waiting = sum(client.unanswered for client in self.clients)
            self.problem(f"{waiting} operations were not answered although all was calm")
        if any(not client.ready.is_set() for client in self.clients):
            self.problem("not everybody could come back")
        await asyncio.sleep(self.options.linger)
        self.record(h.End(time.monotonic()))
        self.count("half-open-held-s", int(self.proxy.held), keep=max)
        if self.proxy.held > self.options.notice:
            self.problem(f"half-open: a connection whose peer had gone was still held after {self.proxy.held:.0f} s")
        for client in self.clients:
            for view in client.rooms.values():
                if view.joined and client.ready.is_set():
                    self.record(h.Settled(client.label, view.room, view.epoch, view.seq))

    async def _until_settled(self):
        """Ends early when nothing has moved for a quarter of the time: then nothing will."""
        begun = moved = time.monotonic()
        before = None
        while not self._is_settled():
            now = time.monotonic()
            state = [(client.link, client.unanswered, *(view.seq for view in client.rooms.values())) for client in self.clients]
            if state != before:
                before, moved = state, now
            if now - begun > self.options.settle or now - moved > self.options.settle / 4:
                return
            await asyncio.sleep(0.05)

    def _is_settled(self):
        tops = collections.defaultdict(int)
        for client in self.clients:
            if not client.ready.is_set() or client.unanswered:
                return False
            for view in client.rooms.values():
                tops[view.room] = max(tops[view.room], view.seq)
        return all(view.seq == tops[view.room] for client in self.clients for view in client.rooms.values() if view.joined)

    async def _verdict(self):
        silent = self.history.append
        for client in [*self.clients, self.onlooker]:
            client._record = lambda item: None  # what follows is the reading of the log, not part of the history
        for client in [*self.clients, self.onlooker]:
            await client.stop()
        await asyncio.to_thread(self.host.kill)
        if self.shim and "power" in self.names:
            await asyncio.to_thread(self.shim.cut_power)
        if self.shim:
            self.shim.heal()
        await asyncio.to_thread(self.host.start)
        await self._read_log(silent)
        found = checker.judge(self.history)
        for client in self.clients:
            for name, value in client.counts.items():
                self.counts[name] += value
            for code, value in client.refusals.items():
                self.counts["refused: " + code] += value
        if self.with_rates and not self.counts["refused: rate"]:
            self.problem("rates: nobody came too fast, so it says nothing of those who do (K22)")
        self.counts["acked-per-second"] = int(self.storm_acked / max(self.stormed, 0.1))
        self.counts["history"] = len(self.history)
        return found

    async def _read_log(self, keep):
        """As newcomers read it: several share the work, for each may have only so many pages a second."""
        readers = [Client(Identity(f"reader {n}"), self.endpoint, lambda item: None, random.Random(n), listens=False)
                   for n in range(READERS)]
        for reader in readers:
            reader.posting = False
        tasks = [asyncio.create_task(reader.run()) for reader in readers]
        await asyncio.wait_for(asyncio.gather(*(reader.ready.wait() for reader in readers)), ENTRY)
        page = await readers[0].ask({"type": "rooms.list"})
        for info in page["rooms"]:
            room = (await readers[0].ask({"type": "room.join", "room": info["id"]}))["room"]
            keep(h.FinalHead(room["id"], room["epoch"], room["head"], room["line"]))
            todo, found = collections.deque(range(0, max(room["head"], 1), STRIPE)), {}
            last = todo[-1]

            async def read(reader):
                while todo:
                    after = todo.popleft()
                    found[after] = await self._read_stripe(reader, room["id"], after, None if after == last else after + STRIPE)
            await asyncio.gather(*(read(reader) for reader in readers))
            for after in sorted(found):
                for event in found[after]:
                    keep(h.Final(room["id"], room["epoch"], event["seq"], event["id"], event["author"],
                                 event.get("line") or 0, event["time"], h.said_in(room["id"], event)[0] or "",
                                 h.change_sum(room["id"], event), h.event_sum(event), event["name"]))
                    self.count("drawings", bool(event.get("board")))
        for reader in readers:
            await reader.stop()
        for task in tasks:
            task.cancel()

    async def _read_stripe(self, reader, room, after, end):
        """The events behind `after`, up to `end`; without one, up to wherever the log ends."""
        events = []
        while end is None or after < end:
            page = await reader.ask({"type": "history.get", "room": room, "after": after, "limit": 200, "board": True})
            events += [event for event in page["events"] if end is None or event["seq"] <= end]
            if not page["events"] or not page["more"] or page["events"][-1]["seq"] <= after:
                break
            after = page["events"][-1]["seq"]
        return events


def run(options):
    """Returns (passed, report as a dict)."""
    with tempfile.TemporaryDirectory(prefix="coterie-chaos-", dir=options.folder) as folder:
        one = Run(options, folder)
        try:
            found = asyncio.run(one.run())
        except (HostFailed, asyncio.TimeoutError, OSError) as error:
            found = checker.Findings()
            one.problem(f"{type(error).__name__}: {error}")
        if options.history:
            h.save(one.history, options.history)
    passed = not found and not one.problems
    return passed, {"passed": passed, "seed": options.seed, "server": options.server, "faults": one.names,
                    "seconds": options.seconds, "counts": dict(sorted(one.counts.items())), "problems": one.problems,
                    "violations": dict(found.counts), "examples": [f"{v.kind}: {v.detail}" for v in found.examples]}


def parser():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--server", default="model", help="a program, or model, or model:BUG,BUG")
    options.add_argument("--arguments", default="", help="more arguments for the server")
    options.add_argument("--rates", action="store_true", help="with the limits on rates that a host has by default; somebody has to meet them")
    options.add_argument("--faults", default="kill9,rst", help="by commas; may be empty")
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--every", type=float, default=1.0, help="seconds between faults, on average")
    options.add_argument("--clients", type=int, default=6)
    options.add_argument("--devices", type=int, default=1, help="how many clients each person has")
    options.add_argument("--listeners", type=int, default=6, help="how many of them hear the rooms live")
    options.add_argument("--rooms", type=int, default=2)
    options.add_argument("--window", type=int, default=8, help="operations under way for each client")
    options.add_argument("--pace", type=float, default=0.0, help="seconds between posts of a client; 0: as fast as acked")
    options.add_argument("--kinds", type=int, default=0, help="go on after the seconds, within bounds, until so many kinds of fault have come")
    options.add_argument("--patience", type=float, default=30, help="seconds in which the host has to do at all what it has to do")
    options.add_argument("--settle", type=float, default=40)
    options.add_argument("--linger", type=float, default=0, help="seconds to watch presence and typing after the run")
    options.add_argument("--notice", type=float, default=30, help="seconds in which the host has to notice a half-open connection")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--shim", action="store_true", help="run on top of the shim even if no fault needs it")
    options.add_argument("--folder", help="where the session files live; default: the temporary folder")
    options.add_argument("--history", help="write the history there")
    options.add_argument("--json", action="store_true")
    options.add_argument("--list", action="store_true", help="the faults")
    return options


def main():
    options = parser().parse_args()
    if options.list:
        for name, function in faults.FAULTS.items():
            print(f"{name:12} {function.__doc__}")
        return 0
    unknown = set(filter(None, options.faults.split(","))) - set(faults.FAULTS)
    if unknown:
        sys.exit(f"no such fault: {', '.join(sorted(unknown))}")
    passed, report = run(options)
    if options.json:
        print(json.dumps(report, indent=1))
    else:
        print(", ".join(f"{name} {value}" for name, value in report["counts"].items()))
        for line in report["problems"] + report["examples"]:
            print("  " + line)
        print(f"{'PASS' if passed else 'FAIL'} seed {options.seed} {report['violations'] or ''}")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
