#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A small model of the server, to prove the harness with: correct by itself, wrong with --bugs NAME,NAME.

JSON framing only, no limits; one thread for the disk, so that nothing else waits for it. Not a server to use: it exists so
that every planted bug must be found.
"""
import argparse
import asyncio
import concurrent.futures
import os
import signal
import sqlite3
import sys

import modelstore
from frames import CLOSE, close_payload, frame, uuid7
from modelbugs import BUGS, WASTES
from modeloperations import Operations
from modelpeer import Peer
from modelpeople import People
from modelstore import now_ms

BROODS = 4.5
TICK = 0.2


class Hub(People, Operations):
    """What all connections share: who is asked for what, the rooms, and the end."""

    def __init__(self, store, bugs, loop, silence):
        People.__init__(self)
        Operations.__init__(self)
        self.store, self.bugs, self.loop, self.silence = store, bugs, loop, silence
        self.disk = concurrent.futures.ThreadPoolExecutor(1)
        self.tasks, self.peers = set(), set()
        self.well_at = 0.0  # `sulks`
        self.hoard = []  # `hoards`, `keeps-descriptors`
        if "spins" in bugs:
            self.spin()
        self.draining = self.hurried = False
        if not store.rooms:
            room = store.add_room(uuid7(), "general", "")
            store.rooms[room.id] = room
        self.ticked, self.ticked_at = loop.time(), now_ms()
        self.tick()
        if "counts-absent" in bugs:
            loop.call_later(1.0, self.count_absent)

    def spin(self):
        self.loop.call_soon(self.spin)

    def message(self, peer, m):
        if self.draining:
            return
        if "hoards" in self.bugs and len(self.hoard) < 16_384:
            self.hoard.append(bytes(4096))
        if self.loop.time() < self.well_at and m["type"] in ("history.get", "chat.post", "room.topic", "board.commit"):
            peer.send({"type": "error", "code": "storage", "id": m.get("id"), "req": m.get("req"), "retryMs": 200})
            return
        handler = getattr(self, "on_" + m["type"].replace(".", "_"), None)
        if not peer.user and m["type"] not in ("hello", "ping"):
            peer.send({"type": "error", "code": "hello-first"})
        elif handler:
            later = handler(peer, m)
            if later:
                task = self.loop.create_task(self.carry_out(peer, later))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)

    async def carry_out(self, peer, later):
        try:
            await later
        except sqlite3.Error as error:
            print(f"storage: {error}", file=sys.stderr, flush=True)
            peer.transport.abort()  # whoever came may try again

    def on_disk(self, work, *arguments):
        return self.loop.run_in_executor(self.disk, work, *arguments)

    def tick(self):
        """Lets go of who is silent. Counts its own turns: in a time in which it stood still it could not hear anybody."""
        now = self.loop.time()
        late, self.ticked = now - self.ticked - TICK, now
        by_clock = "wall-clock" in self.bugs or late > 1 and "sleep-by-clock" in self.bugs
        passed, self.ticked_at = abs(now_ms() - self.ticked_at) / 1000 if by_clock else TICK, now_ms()
        for peer in list(self.peers):
            peer.quiet += passed
            if peer.quiet > self.silence and "keeps-half-open" not in self.bugs or late > 1 and "stand-still" in self.bugs:
                peer.transport.abort()
        self.loop.call_later(TICK, self.tick)

    # members and connections

    async def add_member(self, room, user):
        await self.on_disk(self.store.add_member, room, user)
        room.members[user] = room.line

    def gone(self, peer):
        self.peers.discard(peer)
        for room in self.store.rooms.values():
            room.listeners.discard(peer)
        if not peer.user:
            return
        if not peer.said_goodbye and "drops-with-peer" in self.bugs:
            self.batch.clear()
        self.device_gone(peer)

    def on_ping(self, peer, m):
        peer.send({"type": "pong", "n": m["n"], "time": now_ms()})

    # rooms

    def info(self, room, user):
        return {"id": room.id, "name": room.name, "topic": room.topic, "epoch": room.epoch, "head": room.head,
                "line": room.line, "read": room.members.get(user, 0), "members": len(room.members),
                "joined": user in room.members}

    def on_rooms_list(self, peer, m):
        rooms = [self.info(room, peer.user) for room in self.store.rooms.values()]
        peer.send({"type": "rooms.page", "req": m["req"], "rooms": rooms, "more": False})

    async def on_room_create(self, peer, m):
        if m["id"] not in self.store.rooms:
            if any(room.name == m["name"] for room in self.store.rooms.values()):
                peer.send({"type": "error", "code": "name-taken", "id": m["id"]})
                return
            self.store.rooms[m["id"]] = await self.on_disk(self.store.add_room, m["id"], m["name"], m["topic"])
            await self.add_member(self.store.rooms[m["id"]], peer.user)
        peer.send({"type": "ack", "id": m["id"], "room": m["id"], "seq": 0, "time": now_ms(), "dup": False})

    async def on_room_join(self, peer, m):
        room = self.store.rooms[m["room"]]
        if peer.user not in room.members:
            await self.add_member(room, peer.user)
            if peer not in self.peers:
                return
        reset = (m.get("epoch") or room.epoch) != room.epoch or (m.get("after") or 0) > room.head
        if "reset-for-nothing" in self.bugs:
            reset = True
        if "epoch-at-start" in self.bugs:
            reset = False
        peer.send({"type": "room.joined", "req": m["req"], "room": self.info(room, peer.user), "reset": reset})
        if "lost-live" in self.bugs:
            self.loop.call_later(0.03, room.listeners.add, peer)
        else:
            room.listeners.add(peer)

    async def on_room_leave(self, peer, m):
        room = self.store.rooms[m["room"]]
        await self.on_disk(self.store.remove_member, room, peer.user)
        room.members.pop(peer.user, None)
        for other in [other for other in room.listeners if other.user == peer.user and "stays-in" not in self.bugs]:
            room.listeners.discard(other)
        peer.send({"type": "done", "req": m["req"]})

    def on_members_get(self, peer, m):
        names = {user: name for user, name in self.store.users.values()}
        there = () if "calls-absent" in self.bugs else self.present
        people = [{"id": user, "name": names.get(user, "?"), "status": "online" if user in there else "offline",
                   "text": "", "seen": 0} for user in self.store.rooms[m["room"]].members]
        peer.send({"type": "members.page", "req": m["req"], "room": m["room"], "members": people, "more": False})

    def on_history_get(self, peer, m):
        if self.disk_full and "full-no-pages" in self.bugs:
            peer.send({"type": "error", "code": "storage", "req": m["req"], "retryMs": 200})
            return
        events, more = self.store.page(self.store.rooms[m["room"]], m.get("after"), m.get("before"), m.get("limit", 100))
        page = {"type": "history.page", "req": m["req"], "room": m["room"], "events": events, "more": more}
        if self.disk_full and "broods" in self.bugs:
            self.loop.call_later(BROODS, peer.send, page)
        else:
            peer.send(page)

    async def drain(self):
        """What a disk that stands still holds was not acknowledged: nobody waits for it."""
        self.draining = True
        end = self.loop.time() + (1e6 if "waits-for-disk" in self.bugs else 1.2)
        while (self.batch or self.writing) and (self.loop.time() < end or self.hurried):
            self.flush()
            await asyncio.sleep(0.01)
        for peer in list(self.peers):
            if "no-bye" not in self.bugs:
                peer.send({"type": "bye", "reason": "restart", "retryMs": 100})
            peer.transport.write(frame(CLOSE, close_payload(4001), mask=False))

    def hurry(self):
        """Asked twice to end: whoever asks does not want to wait, and what was acknowledged is on the disk."""
        if "dies-when-hurried" in self.bugs:
            os.kill(os.getpid(), signal.SIGKILL)  # which leaves no core behind
        if "waits-when-hurried" in self.bugs:
            self.hurried = True
        elif "acks-when-hurried" in self.bugs:
            self.promise()
            self.loop.call_later(0.1, os._exit, 1)
        else:
            os._exit(1)


async def serve(options):
    loop = asyncio.get_running_loop()
    bugs = set(filter(None, options.bugs.split(",")))
    if unknown := bugs - set(BUGS) - set(WASTES):
        sys.exit(f"no such bug: {', '.join(unknown)}")
    try:
        store = modelstore.ModelStore(options.file, bugs)
    except modelstore.Unusable as error:
        print(error, file=sys.stderr)
        sys.exit(error.status)
    hub = Hub(store, bugs, loop, options.silence)
    server = await loop.create_server(lambda: Peer(hub), "127.0.0.1", options.port, backlog=512)
    print(f"The model listens on port {server.sockets[0].getsockname()[1]}.", flush=True)
    over = loop.create_future()
    loop.add_signal_handler(signal.SIGTERM, lambda: hub.hurry() if over.done() else over.set_result(None))
    await over
    server.close()
    await hub.drain()
    for _ in range(50):  # who closes with something unread resets the connection, and the last words are lost
        if hub.peers:
            await asyncio.sleep(0.02)
    if not hub.writing:
        store.close()
    os._exit(0)  # the disk's thread may never come back


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--file", required=True)
    options.add_argument("--bugs", default="")
    options.add_argument("--silence", type=float, default=25, help="seconds until it lets go of who says nothing")
    options.add_argument("--list", action="store_true")
    asyncio.run(serve(options.parse_args()))


if __name__ == "__main__":
    main()
