# SPDX-License-Identifier: MIT
"""Rows 18, 29, 34 and 36: what a client has shown as kept is in the session once, in the order it was typed, however often it is
killed, whatever its disk does when it starts, when its power goes, and what becomes of its journal."""
import contextlib
import pathlib
import random
import re
import secrets
import sqlite3
import time
from typing import NamedTuple

import deeds
import shown
from company import Company, without
from deeds import Deeds, authors, heads, left_in, things_in, world_of
from host import Host
from proxy import beside
from reach import frames_of, reached
from rows import row
from shim import Shim
from typist import Typist

OBJECT = re.compile(rb"\x02\x50(.{6}[\x70-\x7f].[\x80-\xbf].{7})", re.DOTALL)  # in an operation on a board; in what is around it, the room


def another(id):
    new = id[:8] + secrets.token_bytes(8)
    return new[:8] + bytes([new[8] & 0x3F | 0x80]) + new[9:]


def forget_ids(folder):
    """What an outbox does that makes new ids for each attempt, those of what is drawn too: the promise hangs on that it does
    not. A room keeps the id by which all that is for it names it."""
    count = 0
    for file in folder.glob("**/cache.sqlite"):
        with contextlib.closing(sqlite3.connect(file)) as db, db:
            for place, id, room, message in db.execute("SELECT ord, id, room, message FROM outbox WHERE id != room").fetchall():
                new = another(id)
                message = message.replace(id, new)
                for object in set(OBJECT.findall(message)) - {room}:
                    message = message.replace(object, another(object))
                db.execute("UPDATE outbox SET id = ?, message = ? WHERE ord = ?", (new, message, place))
                count += 1
    return count


def weigh(bench, told, found, *, least):
    """Judges what was told by what the host has in the end."""
    wrong = deeds.judge(told, *found)
    bench.at_least("messages kept", len(told.messages), least)
    bench.at_least("drawings", len(told.drawings), 1)
    bench.at_least("changed", told.changes, 1)
    bench.at_least("taken back", told.taken, 1)
    bench.at_least("rooms made offline", told.made_offline, 1)
    bench.figure("boards added", len(told.boards))
    bench.figure("stored", sum(len(events) for _, events in found[0].values()))
    for name, count in wrong.items():
        if count:
            bench.figure(name, count)
    bench.at_most("things wrong", sum(wrong.values()), 0)


def stands_still(host, typist):
    """All that was sent is stored, and the last of it was never acknowledged, or more would have been sent."""
    stored, told = heads(host), typist.told()
    time.sleep(0.2)
    return typist.told() > told and heads(host) == stored


def loop(bench, name, kills, messages, seed, *, between=lambda folder: None, deaf=lambda run: run % 4 == 1, plants=()):
    """Returns what was told, what the host has and the client still keeps, and how often whom was killed. `deaf`: in which
    runs the host hears and stores what the client sends and no answer arrives any more: what is killed then is sent again.
    `plants`: somebody else is there too, and what the client shows of them is judged, and found with each of these faults."""
    dice = random.Random(seed)
    program = bench.program("tests/outboxdriver")
    told, counts = Deeds(), {"client kills": 0, "host kills meanwhile": 0, "begun without the host": 0, "answers lost": 0}
    folder = pathlib.Path(bench.folder) / name
    folder.mkdir()
    with Host(bench.server, folder / "host") as host, contextlib.ExitStack() as network:
        host.start()
        wire = network.enter_context(beside(lambda: (host.address, host.port)))
        company = Company(host, seed)
        network.callback(company.close)
        meanwhile = company.beside if plants else lambda question: question
        while counts["client kills"] < kills or len(told.messages) < messages:
            run = counts["client kills"]
            enough, is_deaf, stored = dice.randint(5, 60), deaf(run), heads(host)
            count, pause = (4_000, 30) if is_deaf else (100, 5)  # who is deaf goes on until the log was read
            if not is_deaf and run % 8 == 3:
                host.kill()
                counts["begun without the host"] += 1
            typist = Typist(program, (host.address, wire.port), folder, run, count, pause, rooms=3 if run < 3 else 4)
            with contextlib.ExitStack() as end:
                end.callback(typist.kill)
                if is_deaf:
                    typist.until("something in a log", lambda: heads(host) > stored)
                    wire.mute = True
                    typist.until("logs that stand still beneath somebody who types", lambda: stands_still(host, typist))
                    counts["answers lost"] += 1
                    if plants:
                        company.says(3)  # to somebody who does not hear it
                elif run % 8 == 7:  # typed without the host, killed without it
                    host.kill()
                    counts["host kills meanwhile"] += 1
                typist.until(f"{enough} things on the disk", meanwhile(lambda: typist.told() >= enough))
                time.sleep(dice.random() * 0.05)
            told.add(run, typist.lines())
            counts["client kills"] += 1
            wire.mute = False
            between(folder)
            if not host.is_alive():
                host.start()
        last = Typist(program, (host.address, wire.port), folder, counts["client kills"], 0)
        with contextlib.ExitStack() as end:
            end.callback(last.kill)
            last.until("an empty outbox", lambda: "idle" in last.lines())
            if plants:
                shown.weigh(bench, last, host, company, least=kills)
        if plants:
            shown.controls(bench, lambda environment: Typist(program, (host.address, wire.port), folder, counts["client kills"] + 1, 0,
                                                             environment=environment), host, plants)
        return told, (without(world_of(host), company.ids), left_in(folder)), counts


@row(18, "client killed while it works", "30 client kills, 600 messages kept, and what was drawn, changed and taken back meanwhile in several "
     "rooms: each stored once, in order, in its place; what was taken back nowhere; of everybody all is shown as it is in the log", quick=120,
     full=300)
def outbox(bench):
    kills = bench.of(10, 30)
    told, found, counts = loop(bench, "real", kills, bench.of(200, 600), bench.seed, plants=list(shown.PLANTS))
    bench.at_least("client kills", counts["client kills"], kills)
    bench.at_least("answers lost", counts["answers lost"], 1)
    bench.figure("host kills meanwhile", counts["host kills meanwhile"])
    bench.figure("begun without the host", counts["begun without the host"])
    weigh(bench, told, found, least=bench.of(200, 600))
    told, found, _ = loop(bench, "forgetful", 4, 40, bench.seed, between=forget_ids, deaf=lambda run: True)
    wrong = deeds.judge(told, *found)
    messages, drawings = wrong["messages twice"], wrong["drawings twice"]
    bench.control(f"an outbox that makes new ids for each attempt (messages twice {messages}, drawings twice {drawings})", messages > 0 and drawings > 0,
                  limits=["things wrong"])


def put_aside(folder):
    """What a client does that takes every failure for a damaged file."""
    for file in folder.glob("**/cache.sqlite"):
        file.rename(file.with_name("cache.sqlite.broken"))
        file.with_name("cache.sqlite-wal").unlink(missing_ok=True)


def empty_hosts(folder):
    """What a client does that writes small files without asking whether the disk took them."""
    for file in [*folder.glob("**/host.json"), *folder.glob("index.json")]:
        file.write_bytes(b"")


def full_at_the_start(bench, name, cycles, count, *, at_the_start=lambda folder: None, reachable=False, plants=()):
    """Each cycle: worked without the host and killed; begun again on a full disk, where more is done, with or without the
    host; there is space again, and it is killed once more. In the end all goes to the host. Returns what was told, and what
    the host has and the client still keeps. `plants`: as loop() has them."""
    program, told = bench.program("tests/outboxdriver"), Deeds()
    folder = pathlib.Path(bench.folder) / name
    cache = folder / "cache"
    shim = Shim(cache, power=False)
    with Host(bench.server, folder / "host") as host, contextlib.ExitStack() as end:
        host.start()
        run, company = 0, Company(host, bench.seed)
        end.callback(company.close)

        def begin(count, environment=()):
            nonlocal run
            run += 1
            one = Typist(program, (host.address, host.port), cache, run, count, environment={**shim.environment(), **dict(environment)}, rooms=3)
            end.callback(one.kill)
            return one

        def begun(count):
            one = begin(count)
            one.until(f"{count} things done", lambda: "done" in one.lines())
            return one

        def over(one):
            one.kill()
            told.add(one.run, one.lines())

        first = begun(1)
        first.until("an empty outbox", lambda: "idle" in first.lines())
        over(first)
        for cycle in range(cycles):
            host.kill()
            over(begun(count))
            shim.control.no_space = 1
            at_the_start(cache)
            if reachable:
                host.start()
            onfull = begun(count)
            onfull.until("a word about the disk", lambda: "save" in onfull.lines())
            if reachable or cycle % 2:  # sent from a full disk, which then still holds it
                if not host.is_alive():
                    host.start()
                if plants:
                    company.says(5)  # which comes to a full disk
                onfull.until("an empty outbox", lambda: "idle" in onfull.lines())
            else:
                shim.heal()
                onfull.until("a word about the space", lambda: "saved" in onfull.lines())
            over(onfull)
            shim.heal()
            if not host.is_alive():
                host.start()
            after = begun(1)  # whose name it is under tells who came back
            after.until("an empty outbox", lambda: "idle" in after.lines())
            if plants:
                company.says(5)
                if cycle == cycles - 1:
                    shown.weigh(bench, after, host, company, least=cycles * 5)
            over(after)
        if plants:
            shown.controls(bench, lambda environment: begin(0, environment), host, plants)
        return told, (without(world_of(host), company.ids), left_in(cache))


@row(29, "a client whose disk is full when it starts", "what was kept before and done meanwhile, in several rooms: each stored once, in order, in its "
     "place, by one person; what was taken back nowhere; of everybody all is shown as it is in the log", quick=90, full=180)
def full(bench):
    cycles = bench.of(2, 6)
    told, found = full_at_the_start(bench, "full", cycles, 30, plants=["drop"])
    bench.figure("starts on a full disk", cycles)
    weigh(bench, told, found, least=cycles * 20)
    bench.at_most("came back as somebody else", len(authors(found[0])) - 1, 0)
    told, found = full_at_the_start(bench, "aside", 1, 30, at_the_start=put_aside, reachable=True)
    lost = deeds.judge(told, *found)["messages lost"]
    bench.control(f"a client that puts its file aside when it cannot be opened (messages lost {lost})", lost > 0, limits=["things wrong"])
    _, found = full_at_the_start(bench, "emptied", 1, 30, at_the_start=empty_hosts, reachable=True)
    bench.exceeds("a client whose small files are empty after a full disk", {"came back as somebody else": len(authors(found[0])) - 1})


def power_cuts(bench, name, cuts, *, lies, plants=()):
    """Each cycle: worked without the host, and then the power of the client's machine goes. In the end all goes to the host.
    Returns what was told, what the host has and the client still keeps, and how many starts called something damaged.
    `plants`: as loop() has them."""
    program, told, alarms, dice = bench.program("tests/outboxdriver"), Deeds(), 0, random.Random(bench.seed)
    folder = pathlib.Path(bench.folder) / name
    cache = folder / "cache"
    shim = Shim(cache, power=True)
    with Host(bench.server, folder / "host") as host, contextlib.ExitStack() as end:
        host.start()
        company = Company(host, bench.seed)
        end.callback(company.close)

        def typist(run, count, environment=()):
            one = Typist(program, (host.address, host.port), cache, run, count, environment={**shim.environment(), **dict(environment)}, rooms=3)
            end.callback(one.kill)
            return one

        def over(one):
            nonlocal alarms
            one.kill()
            told.add(one.run, one.lines())
            alarms += "store" in one.lines()

        first = typist(0, 1)
        if plants:
            company.says(10)
        first.until("an empty outbox", lambda: "idle" in first.lines())
        over(first)
        host.kill()
        shim.control.sync_lies = int(lies)
        for run in range(1, cuts + 1):
            one, enough = typist(run, 80), dice.randint(8, 60)
            one.until(f"{enough} things", lambda: one.told() >= enough)
            over(one)
            shim.cut_power()
        shim.heal()
        host.start()
        if plants:
            company.says(10)
        last = typist(cuts + 1, 0)
        last.until("an empty outbox", lambda: "idle" in last.lines())
        if plants:
            shown.weigh(bench, last, host, company, least=20)
        over(last)
        if plants:
            shown.controls(bench, lambda environment: typist(cuts + 2, 0, environment), host, plants)
        return told, (without(world_of(host), company.ids), left_in(cache)), alarms


@row(34, "power cuts at a client", "5 cuts while it works without a host, 20 in the long run: what was kept is stored once, in order, in its place, "
     "what was taken back is nowhere, nothing is called damaged, and of everybody all is shown as it is in the log", quick=90, full=180)
def client_power(bench):
    cuts = bench.of(5, 20)
    told, found, alarms = power_cuts(bench, "power", cuts, lies=False, plants=["drop"])
    bench.figure("power cuts", cuts)
    weigh(bench, told, found, least=cuts * 6)
    bench.at_most("called damaged", alarms, 0)
    told, found, _ = power_cuts(bench, "lying", 2, lies=True)
    lost = deeds.judge(told, *found)["messages lost"]
    bench.control(f"a disk whose fsync does nothing (messages lost {lost})", lost > 0, limits=["things wrong"])
    hurt = damaged_journals(bench, "hurt", 1, 30, drop_the_rest)
    bench.exceeds("a journal in which a bit was turned", {"called damaged": hurt.called})


class Damage(NamedTuple):
    """What was done to a journal, and what it can reach at most (reach.py)."""
    content: bytes  # what is left of it
    reach: set


def journal_in(folder):
    """(the cache, its journal), or None where nothing is in it."""
    found = next((file for file in folder.glob("**/cache.sqlite-wal") if file.stat().st_size), None)
    return found and (found.with_name("cache.sqlite"), found)


def turned(content, at, dice):
    return content[:at] + bytes([content[at] ^ 1 << dice.randrange(8)]) + content[at + 1:]


def hurt_journal(cache, journal, dice):
    """One bit of it turned, or its end cut off."""
    content = journal.read_bytes()
    at = dice.randrange(len(content))
    if dice.random() < 0.5:
        return Damage(turned(content, at, dice), reached(cache, journal, range(at, at + 1)))
    return Damage(content[:at], reached(cache, journal, range(at, len(content))))


def cut_unmarked(cache, journal, _):
    """What a client does that believes whatever journal it finds."""
    cache.with_name("cache.mark").unlink(missing_ok=True)
    content = journal.read_bytes()
    half = len(content) // 2
    return Damage(content[:half], reached(cache, journal, range(half, len(content))))


def drop_the_rest(cache, journal, dice):
    """What a client does that takes a bit that was turned for the end of its journal, and says so."""
    content = journal.read_bytes()
    frames = list(frames_of(content))
    at = frames[len(frames) // 4].begin + dice.randrange(100, 1_000)
    return Damage(content[:at], reached(cache, journal, range(at, at + 1)))


class Journals:
    """What came of a client whose journal was damaged again and again."""

    def __init__(self):
        self.told = Deeds()   # without what the damage took
        self.kept, self.lost, self.reach = set(), set(), set()
        self.damaged = self.mended = self.silent = self.beyond = self.strangers = 0
        self.called = 0       # starts that called something damaged
        self.wrong, self.wrong_twice = {}, {}

    def judge(self, deeds_of_run, reach, world, said, left=()):
        """One run, when its program has been started anew and all that it brought back is at the host. `said`: that something
        could not be read; `left`: what waits for somebody to decide."""
        there, kept = things_in(world), deeds_of_run.things()
        words = {found.group(1, 2): found.group() for _, events in world.values() for event in events
                 if "chat" in event and (found := deeds.LABEL.match(event["chat"]["body"]))}
        missing, other = kept - there, set()
        for label, message in deeds_of_run.messages.items():
            found = words.get(tuple(map(str, label)))
            if not found:
                continue
            newest = max([found] + deeds.still_here(message.words[0], left))
            # Taken back and there again, or in words that were changed since.
            if message.is_taken and deeds.NOT_SENT in message.sentence or not message.is_asked and newest < message.words[-1]:
                other.add(("message", *label))
        self.kept |= kept
        self.lost |= missing | other
        self.reach |= reach & (kept | {("message", *label) for label in deeds_of_run.messages})
        self.beyond += len((missing | other) - reach)
        self.silent += 0 if said else len(missing | other)
        for thing in missing | other:
            deeds_of_run.forget(thing)
        for name in ("messages", "drawings", "rooms", "boards"):
            getattr(self.told, name).update(getattr(deeds_of_run, name))

    def count(self, things, kind):
        return sum(thing[0] == kind for thing in things)


def standing_on(things, done):
    """What was done on a board that is among these: without the board there is no place for it."""
    boards = {name[0] for kind, *name in things if kind == "board"}
    return {("drawing", *label) for label, (_, board, _) in done.drawings.items() if board in boards}


def damaged_journals(bench, name, cycles, things, damage, plants=()):
    """Each cycle: worked while the host goes, in one room more, which is made without it; killed, the journal damaged; what is
    there goes to the host. `plants`: as loop() has them."""
    program, out, dice = bench.program("tests/outboxdriver"), Journals(), random.Random(bench.seed)
    folder = pathlib.Path(bench.folder) / name
    cache = folder / "cache"
    with Host(bench.server, folder / "host") as host, contextlib.ExitStack() as end:
        host.start()
        company = Company(host, bench.seed)
        end.callback(company.close)

        def typist(run, count, rooms=1, environment=None, halt=0):
            one = Typist(program, (host.address, host.port), cache, run, count, rooms=rooms, environment=environment, halt=halt)
            end.callback(one.kill)
            return one

        first = typist(0, 1)
        first.until("an empty outbox", lambda: "idle" in first.lines())
        first.kill()
        out.told.add(0, first.lines())
        for run in range(1, cycles + 1):
            offline = typist(2 * run, things, rooms=1 + run, halt=1)
            offline.until("a room", lambda: offline.told() > 0)  # who came back as somebody else knows none without the host
            host.kill()
            offline.command("away")  # what it does next is a room
            offline.until(f"{things} things done", lambda: "done" in offline.lines())
            offline.kill()
            one, reach = Deeds(), set()
            one.add(2 * run, offline.lines())
            if files := journal_in(cache):
                done = damage(*files, dice)
                files[1].write_bytes(done.content)
                reach = done.reach | standing_on(done.reach, one)
                out.damaged += 1
            host.start()
            if plants:
                company.says(3)
            after = typist(2 * run + 1, 0)
            after.command("mend")  # where it was lost that one is in a room, what is there waits for somebody to decide
            after.until("everything to be sent", lambda: after.lines().count("whole") > 1)
            if plants and run == cycles:
                shown.weigh(bench, after, host, company, least=3 * cycles)
            after.kill()
            out.mended += sum(line.startswith(("joined ", "made again ")) for line in after.lines())
            out.called += "store" in after.lines()
            out.judge(one, reach, without(world_of(host), company.ids), "store" in after.lines(), left_in(cache))
        if plants:
            shown.controls(bench, lambda environment: typist(2 * cycles + 2, 0, environment=environment), host, plants)
        world = without(world_of(host), company.ids)
    out.strangers, out.wrong = len(authors(world)) - 1, deeds.judge(out.told, world, left_in(cache))
    out.wrong_twice = deeds.judge(out.told, {room: (name, events + events[-1:]) for room, (name, events) in world.items()}, left_in(cache))
    return out


@row(36, "a client whose journal is damaged", "a bit turned or an end cut off, 6 times, 20 in the long run: what was kept (messages, drawings, rooms, "
     "boards) is stored once, in order, in its place, by one person, or it is said that it could not be read, and then only what is in the damaged "
     "bytes alone; of everybody all is shown as it is in the log", quick=90, full=180)
def journal(bench):
    done = damaged_journals(bench, "journal", bench.of(6, 20), 30, hurt_journal, plants=["drop"])
    bench.at_least("journals damaged", done.damaged, bench.of(5, 17))
    for kind, least in (("message", 45), ("drawing", 25), ("room", 3), ("board", 1)):
        bench.at_least(f"{kind}s kept", done.count(done.kept, kind), least)
    bench.figure("rooms joined or made again by hand", done.mended)
    bench.at_most("lost and said", len(done.lost) - done.silent, len(done.reach))
    bench.figure("of these", ", ".join(f"{kind}s {count}" for kind in ("message", "drawing", "room", "board")
                                       if (count := done.count(done.lost, kind))) or "none")
    bench.at_most("lost beyond what the damage reached", done.beyond, 0)
    bench.at_most("lost without a word", done.silent, 0)
    for name, count in done.wrong.items():
        if count:
            bench.figure(name, count)
    bench.at_most("other things wrong", sum(done.wrong.values()), 0)
    bench.at_most("came back as somebody else", done.strangers, 0)
    bench.exceeds("logs whose last entries are there twice", {"other things wrong": sum(done.wrong_twice.values())})
    silent = damaged_journals(bench, "believing", 1, 30, cut_unmarked).silent
    bench.exceeds("a client that believes whatever journal it finds", {"lost without a word": silent})
    _, found = full_at_the_start(bench, "emptied", 1, 30, at_the_start=empty_hosts, reachable=True)
    bench.exceeds("a client whose small files are empty after a full disk", {"came back as somebody else": len(authors(found[0])) - 1})
    done = damaged_journals(bench, "giving up", 1, 30, drop_the_rest)
    beyond = ", ".join(f"{kind}s {done.count(done.lost - done.reach, kind)}" for kind in ("message", "drawing"))
    bench.control(f"a client that drops all that is behind a turned bit (lost beyond its reach: {beyond}; said {not done.silent}; lost "
                  f"{len(done.lost)}, reached {len(done.reach)})", done.beyond > 0 and done.silent == 0 and len(done.lost) > len(done.reach),
                  limits=["lost beyond what the damage reached", "lost and said"])
