# SPDX-License-Identifier: MIT
"""Row 37: who is shown as there, when the devices of a person end one by one and in different ways (G8, P43)."""
import asyncio
import pathlib
import random
import time
from typing import NamedTuple

import checker
import history as h
import modelbugs
import rules_presence
from client import Client, Identity
from host import Host
from proxy import Proxy
from rows import row
from rules_presence import GRACE, SLACK

WATCHERS = 2
LATER = 15      # seconds that a host waits longer which is to be found too late
NOTICED = 10.0  # a host gives a connection up that has not answered a ping for so long
EARLY = 0.5     # of a grace, as coarse as timers are
LATE = 8        # seconds beyond what is due that no machine excuses
PATIENCE = 60
# How a person's devices end, one after the other. "stays" does not, "back" does and comes again within the grace.
ENDS = {
    "one cut, one stays": ("cut", "stays"),
    "one says goodbye, one stays": ("goodbye", "stays"),
    "both cut": ("cut", "cut"),
    "one says goodbye, one cut": ("goodbye", "cut"),
    "closed in between, and back": ("away", "back"),
    "going away": ("away",),
    "both cut, and back": ("cut", "back"),
    "one cut, one says goodbye": ("cut", "goodbye"),
    "says goodbye": ("goodbye",),
    "both say goodbye": ("goodbye", "goodbye"),
    "falls silent": ("silent",),
    "one falls silent, one says goodbye": ("silent", "goodbye"),
}
STAYS = {name for name, ends in ENDS.items() if ends[-1] in ("stays", "back")}
SILENT = {name for name, ends in ENDS.items() if "silent" in ends}
# Of whoever says goodbye last, the device that was cut before is waited for all the same (P43).
AFTER_A_CUT = {name for name, ends in ENDS.items() if ends[-1] == "goodbye" and "cut" in ends}
SAYS = {name for name, ends in ENDS.items() if ends[-1] == "goodbye"} - SILENT - AFTER_A_CUT


class Told(NamedTuple):
    """Of one person, to one who watched: seconds from the end of the last device to each word that they have gone, and from
    when the last device began to be cut, before which no grace begins (K19)."""
    how: str
    after: list
    since_cut: list


class Scene:
    """People with two devices at one host, and who watches them."""

    def __init__(self, server, folder, people, seed, *, ping, longer=0, patience=0):
        """`longer`: so many seconds more are watched; `patience`: and then up to so many until all was told."""
        self._longer, self._patience = longer, patience
        self.host = Host(server, folder, arguments=["--ping-seconds", str(ping)] if ping else [])
        self.history, self.rng = [], random.Random(seed)
        self._people, self._with_silence = people, bool(ping)
        self._tasks, self._clients, self._ends, self._cuts = [], [], {}, {}
        self.too_late = set()  # who was to be back within the grace, and was not: that was us
        self._proxy = Proxy(self._endpoint)
        self.silence = ping + NOTICED  # until the host knows of one that says nothing any more
        self.killed = self.back = 0.0

    def _endpoint(self):
        return self.host.address, self.host.port

    async def _client(self, identity, label, *, silent=False, listens=False):
        endpoint = (lambda: ("127.0.0.1", self._proxy.port)) if silent else self._endpoint
        client = Client(identity, endpoint, self.history.append, random.Random(self.rng.random()), label=label, listens=listens, rooms=["general"])
        client.posting = False
        self._clients.append(client)
        self._tasks.append(asyncio.create_task(client.run()))
        await asyncio.wait_for(client.ready.wait(), PATIENCE)
        return client

    async def play(self):
        await asyncio.to_thread(self.host.start)
        await self._proxy.start()
        try:
            for n in range(WATCHERS):
                await self._client(Identity(f"watcher {n}"), f"watcher {n}", listens=True)
            hows = [how for how in ENDS if self._with_silence or how not in SILENT]
            devices = {(how, n): await self._person(how, n) for how in hows for n in range(self._people)}
            await asyncio.sleep(1)  # who was there a moment only is nobody that the checker knows
            await asyncio.gather(*(self._leave(*who, clients) for who, clients in devices.items()))
            await asyncio.sleep(GRACE + SLACK + self.silence + self._longer)
            end = time.monotonic() + self._patience
            while time.monotonic() < end and self._never_told():
                await asyncio.sleep(0.5)
            await self._crash()
            self.history.append(h.End(time.monotonic()))
        finally:
            for task in self._tasks:
                task.cancel()
            await self._proxy.close()
            self.host.close()

    async def _person(self, how, n):
        person = Identity(f"{how} {n}")
        return [await self._client(person, f"{how} {n}.{device}", silent=end == "silent") for device, end in enumerate(ENDS[how])]

    async def _leave(self, how, n, clients):
        await asyncio.sleep(self.rng.random() * 2)
        user = clients[0].identity.user
        for end, client in zip(ENDS[how], clients):
            begun = time.monotonic()
            if end in ("cut", "away"):
                self._cuts[user] = begun
            if end == "cut":
                client.end(reset=n % 2 == 0)  # or as a program that is killed
            elif end == "goodbye":
                await client.stop(patience=PATIENCE)
            elif end == "away":
                await client.stop(1001, patience=PATIENCE)
            elif end == "silent":
                self._proxy.swallowing = True
                await asyncio.sleep(0.3)
                client.notice = self.silence
                client.end()
            elif end == "back":
                client.end(reset=True)
                await asyncio.sleep(self.rng.uniform(2, GRACE - 4))
                await self._client(client.identity, f"{client.label} again")
                if time.monotonic() - begun > GRACE - EARLY:
                    self.too_late.add(user)
            await asyncio.sleep(0.2 + 0.5 * self.rng.random())
        self._ends[how, n] = user

    async def _crash(self):
        """kill -9 of the host: who is there comes back to the next one, and nobody hears that anybody had gone."""
        there = [client for client in self._clients if client.running]
        for client in there:
            client.ready.clear()
        self.killed = time.monotonic()
        await asyncio.to_thread(self.host.kill)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(self.host.start)
        await asyncio.wait_for(asyncio.gather(*(client.ready.wait() for client in there)), PATIENCE)
        self.back = time.monotonic()
        await asyncio.sleep(GRACE + 2)

    # what came of it

    def told(self):
        """Before the host was killed."""
        until = self.killed or time.monotonic()
        gone = {item.user: item.seen for item in self.history if isinstance(item, h.Gone) and item.t < until}
        for (how, _), user in self._ends.items():
            if user in self.too_late:
                continue
            for watcher in range(WATCHERS):
                words = [item.t for item in self.history if isinstance(item, h.Presence) and item.client == f"watcher {watcher}" and
                         item.user == user and item.news and not item.online and item.t < until]
                yield Told(how, [t - gone.get(user, t) for t in words], [t - self._cuts.get(user, t) for t in words])

    def _never_told(self):
        return sum(not told.after for told in self.told() if told.how not in STAYS)

    def after_the_crash(self):
        """How often somebody heard that somebody else had gone."""
        return sum(isinstance(item, h.Presence) and item.news and not item.online and item.t > self.killed for item in self.history)

    def violations(self):
        found = checker.Findings()
        rules_presence.judge(checker.Index(self.history), found)
        return found

    def figures(self):
        """name → value, None where there is nothing to measure."""
        told = list(self.told())
        there = [one for one in told if one.how in STAYS]
        cut = [one for one in told if one.after and one.how not in STAYS | SAYS | SILENT | AFTER_A_CUT]
        lost, soonest = [one.after[0] for one in cut], [one.since_cut[0] for one in cut]
        done = [one.after[0] for one in told if one.after and one.how in SAYS]
        other = [one.since_cut[0] for one in told if one.after and one.how in AFTER_A_CUT]
        silent = [one.after[0] for one in told if one.after and one.how in SILENT]
        return {
            "told of who was there": sum(len(one.after) for one in there) if there else None,
            "never told of who had gone": self._never_told(),
            "told of who was cut, soonest s": round(min(soonest), 2) if soonest else None,
            "latest s": round(max(lost), 2) if lost else None,
            "told of a goodbye, latest s": round(max(done), 2) if done else None,
            "told of a goodbye after another device was cut, soonest s": round(min(other), 2) if other else None,
            "told of who fell silent, latest s": round(max(silent), 2) if silent else None,
            "told after a crash that somebody had gone": self.after_the_crash(),
        }


def limits(scene):
    """name → (whether it is a least one, limit, what no machine excuses)"""
    return {
        "told of who was there": (False, 0, 0),
        "never told of who had gone": (False, 0, 0),
        "told of who was cut, soonest s": (True, GRACE - EARLY, GRACE - EARLY),
        "latest s": (False, GRACE + SLACK, GRACE + LATE),
        "told of a goodbye, latest s": (False, SLACK, LATE),  # sooner than anybody who was cut
        "told of a goodbye after another device was cut, soonest s": (True, GRACE - EARLY, GRACE - EARLY),
        "told of who fell silent, latest s": (False, scene.silence + GRACE + SLACK, scene.silence + GRACE + LATE),
        "told after a crash that somebody had gone": (False, 0, 0),
    }


def over(scene, name):
    value, (least, _, utmost) = scene.figures()[name], limits(scene)[name]
    return value is not None and (value < utmost if least else value > utmost)


# What each limit must find: a planted bug of the model server.
CONTROLS = {
    "first-device": "told of who was there",
    "ghosts": "never told of who had gone",
    "flaps": "told of who was cut, soonest s",
    "dawdles": "latest s",
    "lingers": "told of a goodbye, latest s",
    "counts-absent": "told after a crash that somebody had gone",
}


@row(37, "presence of people with several devices", "nobody is told of who has a device left or is back within 10 s; of who is cut after 10 to 13 s, of who falls "
     "silent within 25 s more, of a goodbye at once, but for a device that was cut; a host that is killed tells of nobody", quick=90, full=180)
def presence(bench):
    ping = bench.of(1, 15)
    folder = pathlib.Path(bench.folder)
    real = Scene(bench.server, folder / "real", bench.of(3, 12), bench.seed, ping=ping, patience=PATIENCE)
    good = Scene("model", folder / "model", 1, bench.seed, ping=0, patience=PATIENCE)
    planted = {bug: Scene(f"model:{bug}", folder / bug, 1, bench.seed, ping=0) for bug in CONTROLS}
    patient = Scene(bench.server, folder / "patient", 1, bench.seed, ping=ping, longer=LATER)
    patient.host.arguments += ["--ping-seconds", str(ping + LATER)]

    async def play():
        await asyncio.gather(*(scene.play() for scene in (real, good, patient, *planted.values())))
    asyncio.run(play())
    bench.figure("people", len(real._ends))
    for name, value in real.figures().items():
        least, limit, utmost = limits(real)[name]
        bench.expect(value is not None, f"{name}: nothing to measure")
        value = -1 if value is None else value
        if utmost != limit:
            bench.speed(name, value, limit, utmost=utmost)
        else:
            (bench.at_least if least else bench.at_most)(name, value, limit)
    bench.expect(not real.violations(), str(real.violations()))
    bench.expect(not good.violations() and not any(over(good, name) for name in good.figures()), f"a correct model: {good.figures()} {good.violations()}")
    for bug, name in (*CONTROLS.items(), ("flaps", "told of a goodbye after another device was cut, soonest s")):
        bench.control(f"a server that {modelbugs.BUGS[bug]} ({name} {planted[bug].figures()[name]})", over(planted[bug], name), limits=[name])
    name = "told of who fell silent, latest s"
    bench.control(f"a host that waits longer for the silent ({name} {patient.figures()[name]})", over(patient, name), limits=[name])
