# SPDX-License-Identifier: MIT
"""The faults that chaos.py injects while clients post. Each is a coroutine fault(run); what it finds wrong by itself,
beyond what the checker will find in the history, it says with run.problem()."""
import asyncio
import signal
import sqlite3
import time

import history as h
import host as hosts
from frames import uuid7

FAULTS = {}
NEED_SHIM = {"term-stuck", "term-twice", "stop-clock", "power", "enospc", "eio", "read-only", "sync-eio", "slow-sync", "clock", "lying-disk"}
NEED_POWER = {"power", "sync-eio", "lying-disk"}
JUMPS = (3_600_000, -3_600_000, 86_400_000, -86_400_000)  # of the wall clock, ms


def fault(name):
    def add(function):
        FAULTS[name] = function
        return function
    return add


@fault("kill9")
async def kill(run):
    """The process ends between two instructions."""
    await asyncio.to_thread(run.host.kill)
    await asyncio.sleep(run.rng.random() * 0.2)
    await run.restart()


@fault("power")
async def power(run):
    """As kill9, and the disk holds only what was fsynced."""
    await asyncio.to_thread(run.host.kill)
    await asyncio.to_thread(run.shim.cut_power)
    await run.restart()


@fault("term")
async def term(run):
    """A clean end: everybody who listens hears `bye`, status 0 (G15)."""
    await _clean_end(run)
    await run.restart()


@fault("term-stuck")
async def term_stuck(run):
    """The same while an fsync does not come back: what it holds was not acknowledged, so nobody waits for it."""
    await _stand_still(run)
    await _clean_end(run)
    run.shim.control.sync_ms = 0
    await run.restart()


@fault("term-twice")
async def term_twice(run):
    """SIGTERM again while it drains, because its disk does not answer: it does not wait any longer, it ends by itself with
    one of its own words for that, and what it has acknowledged is there."""
    await _stand_still(run)
    run.host.signal(signal.SIGTERM)
    await _until(run, lambda: not run.host.answers())  # nobody is let in any more: it drains
    try:
        status, seconds = await asyncio.to_thread(run.host.terminate, run.options.patience)
    except hosts.HostFailed as error:
        run.problem(f"second SIGTERM: {error}")
        status, seconds = None, run.options.patience
    if status not in (None, 0, 1):  # 0: it had drained before the second one came
        run.problem(f"second SIGTERM: exit status {status}")
    run.took("hurry", seconds)
    run.count("drains cut short by a second SIGTERM", status == 1)
    run.shim.control.sync_ms = 0
    await run.restart()


async def _stand_still(run):
    """An fsync begins that lasts until it is let go, longer than anybody here waits: what is to happen without the disk
    happens before it ends, or not at all (K17)."""
    control = run.shim.control
    for milliseconds in (0, int(run.options.patience * 3000)):  # what is under way ends first: it would last as long, and no other begin
        before, control.sync_ms = control.syncs, milliseconds
        await _until(run, lambda: control.syncs > before)


async def _until(run, question):
    """Whether it came to that, and after how many seconds."""
    begun = time.monotonic()
    while not (answer := question()) and time.monotonic() - begun < run.options.patience:
        await asyncio.sleep(0.02)
    return answer, time.monotonic() - begun


async def _clean_end(run):
    # Who reads through a straw may have to come back without the last word.
    connected = [client for client in run.clients if client.is_connected and client.ready.is_set() and client not in run.slow]
    before = [client.byes for client in connected]
    try:
        status, seconds = await asyncio.to_thread(run.host.terminate, run.options.patience)
    except hosts.HostFailed as error:
        run.problem(f"SIGTERM: {error}")
        run.took("drain", run.options.patience)
        return
    if status != 0:
        run.problem(f"SIGTERM: exit status {status}")
    run.took("drain", seconds)
    # The host is gone, its words are on the way: until each connection has said them or has ended.
    await _until(run, lambda: not any(client.byes == seen and client.is_connected for client, seen in zip(connected, before)))
    deaf = [client.label for client, seen in zip(connected, before) if client.byes == seen]
    if deaf:
        run.problem(f"SIGTERM: only {len(connected) - len(deaf)} of {len(connected)} connections heard bye, not {', '.join(deaf)}")


@fault("stop")
async def stop(run):
    """The machine sleeps for a moment; nobody is thrown out for it."""
    links = _links(run)
    run.host.signal(signal.SIGSTOP)
    await asyncio.sleep(1.5 + 1.5 * run.rng.random())
    run.host.signal(signal.SIGCONT)
    await asyncio.sleep(0.5)
    _nobody_lost(run, "SIGSTOP", links)


@fault("stop-clock")
async def stop_clock(run):
    """The machine sleeps for a moment, and when it wakes up its clock is another: nobody is thrown out for it."""
    links = _links(run)
    run.host.signal(signal.SIGSTOP)
    run.shim.control.clock_ms = run.rng.choice(JUMPS)
    await asyncio.sleep(1.5 + 1.5 * run.rng.random())
    run.host.signal(signal.SIGCONT)
    await asyncio.sleep(0.5 + run.rng.random())
    run.shim.control.clock_ms = 0
    await asyncio.sleep(0.5)
    _nobody_lost(run, "SIGSTOP and clock", links)


def _links(run):
    return {client: client.link for client in run.clients if client.is_connected}


def _nobody_lost(run, what, links):
    lost = sum(client.link != link or not client.is_connected for client, link in links.items())
    if lost:
        run.problem(f"{what}: {lost} of {len(links)} connections were lost")


@fault("rst")
async def reset(run):
    """Half of the connections break off with RST, at once."""
    for client in run.rng.sample(run.clients, max(1, len(run.clients) // 2)):
        client.drop(reset=True)


@fault("halfopen")
async def half_open(run):
    """Connections through the relay fall silent; the host is not told that they are gone."""
    gone = [client for client in run.proxied if client.is_connected]
    run.proxy.swallowing = True
    await asyncio.sleep(0.3)
    run.proxy.half_open()
    for client in gone:
        client.notice = run.options.notice
        client.drop()
    run.proxy.swallowing = False


@fault("slow")
async def slow(run):
    """Some cease to read for a while, with small buffers on their side."""
    for client in run.slow:
        client.stall(True)
    await asyncio.sleep(1.5 + 2.0 * run.rng.random())
    for client in run.slow:
        client.stall(False)


@fault("dup")
async def duplicate(run):
    """Clients send again what was acknowledged long ago or just now, as if the acknowledgement had got lost."""
    for client in run.clients:
        if client.acked:
            for operation in run.rng.sample(client.acked, min(5, len(client.acked))) + client.acked[-2:]:
                client.resend(operation)


@fault("unsound")
async def unsound(run):
    """Some send what has to be refused for good, and the same once more: each is, and nothing else is (K10, K11)."""
    sent = []
    for client in run.rng.sample(run.clients, min(2, len(run.clients))):
        if not client.rooms:
            continue
        post = {"type": "chat.post", "room": run.rng.choice(sorted(client.rooms)), "body": "something else"}
        sent.append((client, client.post({**post, "id": uuid7(), "body": "\x07"}, flaw="a control character")))
        sent.append((client, client.post({**post, "id": uuid7(), "room": uuid7()})))
        free = [one for one in client.acked if not client.waits_for(one.id)]
        if free:
            used = run.rng.choice(free)
            client.post({**post, "id": used.id, "room": used.message["room"]})
    await asyncio.sleep(0.3)
    for client, operation in sent:
        client.resend(operation)
    run.count("sent unsound", len(sent))


@fault("locked")
async def locked(run):
    """Another program holds the database's write lock; until it lets go, pages are read and typing is heard."""
    loop = asyncio.get_running_loop()
    end, patience = loop.time() + 0.5 + 2.5 * run.rng.random(), loop.time() + 0.2
    lock = None
    while lock is None and loop.time() < patience:
        try:
            lock = hosts.Lock(run.host)
        except sqlite3.Error:
            await asyncio.sleep(0.01)
    if lock is None:
        return run.count("locks not given")
    try:
        await asyncio.sleep(0.2)  # the host waits for it by now
        await _reads_go_on(run, "locked", "it was locked", took="locked-page")
        await _presence_goes_on(run, "locked", "it was locked")
        await asyncio.sleep(max(0.0, end - loop.time()))
    finally:
        lock.free()
    run.count("locks held")


@fault("second")
async def second(run):
    """A second server on the same file is refused, in words."""
    status, output, seconds = await asyncio.to_thread(hosts.run_once, run.host.server, run.host.file, timeout=run.options.patience)
    run.took("second", seconds)
    if status in (0, None):
        run.problem(f"a second server on the file: exit status {status}")
    elif not output.strip():
        run.problem("a second server on the file: said nothing")
    if not run.host.is_alive():
        run.problem("the first server ended when a second one was started")


@fault("clock")
async def clock(run):
    """The wall clock is set back or forth by an hour or a day, and put right again; nobody is thrown out for it."""
    links = _links(run)
    run.shim.control.clock_ms = run.rng.choice(JUMPS)
    await asyncio.sleep(0.5 + run.rng.random())
    run.shim.control.clock_ms = 0
    await asyncio.sleep(0.5)
    _nobody_lost(run, "clock", links)


async def _reads_go_on(run, what, when="the disk failed", took="page"):
    """Pages of history and pings are answered while nothing can be written, and until then nothing can (G16)."""
    for client in run.clients:
        if not client.ready.is_set() or client in run.slow:
            continue
        room = next(iter(client.rooms))
        try:
            begun = time.monotonic()
            await asyncio.wait_for(client.request({"type": "history.get", "room": room, "limit": 10, "board": False}), run.options.patience)
            run.took(took, time.monotonic() - begun)
            await client.ping(run.options.patience)
            run.count(f"reads while {when}")
        except asyncio.TimeoutError:
            run.problem(f"{what}: a page of history was not answered")
        except (ConnectionError, LookupError) as error:
            run.problem(f"{what}: a page of history was refused: {error}")
        return


async def _presence_goes_on(run, what, when="the disk failed"):
    """Somebody's beginning to type is heard by somebody else while nothing can be written (G16)."""
    begun = time.monotonic()
    while time.monotonic() - begun < run.options.patience:
        speaker, hearer, room = _speaker_and_hearer(run)
        if not room:
            return
        seen, links, asked = len(run.history), (speaker.link, hearer.link), time.monotonic()
        speaker.send({"type": "typing.set", "room": room, "on": False})  # or it may be that nothing begins
        run.typing(speaker, room)

        def is_heard():
            return any(type(item) is h.Typing and item.on and (item.client, item.room, item.user) == (hearer.label, room, speaker.identity.user)
                       for item in run.history[seen:])

        def is_cut():
            return (speaker.link, hearer.link) != links or not (speaker.is_connected and hearer.is_connected)
        over, took = await _until(run, lambda: is_heard() or is_cut())
        if is_heard():
            run.took("typing", time.monotonic() - asked)
            return run.count(f"typing heard while {when}")
        if not over:
            return run.problem(f"{what}: who began to type was not heard of within {took:.0f} s")


def _speaker_and_hearer(run):
    """Two people in one room, who both hear what happens there."""
    able = [client for client in run.clients[:run.options.listeners] if client.ready.is_set() and client.is_connected and client not in run.slow]
    for speaker in able:
        for hearer in able:
            rooms = [view.room for view in hearer.rooms.values() if view.joined and view.room in speaker.rooms and speaker.rooms[view.room].joined]
            if rooms and hearer.identity is not speaker.identity:
                return speaker, hearer, rooms[0]
    return None, None, None


async def _heals(run, what):
    acked = run.acked
    healed, took = await _until(run, lambda: run.acked != acked)
    run.took("healed", took)
    if not healed:
        run.problem(f"{what}: no acknowledgement came within {took:.0f} s after it was over")


async def _broken_disk(run, what, field, value):
    refused = run.shim.control.refusals
    setattr(run.shim.control, field, value)
    await asyncio.sleep(0.4 + run.rng.random())
    await _reads_go_on(run, what)
    await _presence_goes_on(run, what)
    setattr(run.shim.control, field, 0)
    run.count("refused writes", run.shim.control.refusals - refused)
    if not run.host.is_alive():
        run.problem(f"{what}: the host ended with {run.host.process.returncode}: {run.host.log_text()[-300:]}")
        await run.restart()
    await _heals(run, what)


@fault("enospc")
async def no_space(run):
    """The disk is full for a while."""
    await _broken_disk(run, "disk full", "no_space", run.rng.choice((1, 2)))


@fault("eio")
async def write_error(run):
    """Writing fails for a while."""
    await _broken_disk(run, "write error", "write_fails", 1)


@fault("read-only")
async def read_only(run):
    """The file system takes nothing any more, as Linux makes it after an error, until somebody has mended it."""
    await _broken_disk(run, "read-only disk", "write_fails", 2)


@fault("sync-eio")
async def sync_error(run):
    """fsync fails: what it should have kept is gone, so nothing may be acknowledged before a new start."""
    run.shim.control.sync_fails = 1
    await asyncio.sleep(0.4 + 0.4 * run.rng.random())
    run.shim.control.sync_fails = 0
    await asyncio.sleep(0.5)
    await asyncio.to_thread(run.host.kill)
    await asyncio.to_thread(run.shim.cut_power)
    await run.restart()


@fault("slow-sync")
async def slow_sync(run):
    """An fsync takes very long: acknowledgements wait, everything else keeps pace. In the end it does not come back until a
    ping was answered that was sent meanwhile."""
    run.shim.control.sync_ms = run.rng.choice((80, 300, 800))
    end = time.monotonic() + 2.0
    while time.monotonic() < end:
        await _ping(run)
        await asyncio.sleep(0.1)
    await _stand_still(run)
    if not await _ping(run):
        run.problem("slow fsync: a ping was not answered before it was over")
    run.shim.control.sync_ms = 0


async def _ping(run):
    """Whether somebody's was answered. Whose connection ends meanwhile is not waited for."""
    begun = time.monotonic()
    while (left := run.options.patience - (time.monotonic() - begun)) > 0:
        client = run.rng.choice(run.clients)
        try:
            if client.ready.is_set() and client not in run.slow:
                run.took("ping", await client.ping(left))
                return True
        except ConnectionError:
            pass
        except asyncio.TimeoutError:
            break
        await asyncio.sleep(0.02)
    run.took("ping", time.monotonic() - begun)
    return False


@fault("lying-disk")
async def lying_disk(run):
    """A control: the disk says that it flushed and did not. This must lose."""
    run.shim.control.sync_lies = 1
    await asyncio.sleep(0.5 + run.rng.random())
    await asyncio.to_thread(run.host.kill)
    await asyncio.to_thread(run.shim.cut_power)
    run.shim.control.sync_lies = 0
    await run.restart()


@fault("people")
async def people(run):
    """Somebody leaves for good, somebody for a moment, somebody types."""
    client = run.rng.choice(run.clients)
    if client.ready.is_set() and client.rooms:
        room = next(iter(client.rooms))
        run.typing(client, room)
    quick = run.rng.choice(run.clients)
    quick.drop()
    await run.visit()
