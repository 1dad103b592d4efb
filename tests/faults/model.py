#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A small model of the server, to prove the harness with: correct by itself, wrong with --bugs NAME,NAME.

JSON framing only, no limits; one thread for the disk, so that nothing else waits for it. Not a server to use: it exists so
that every planted bug must be found.
"""
import argparse
import asyncio
import collections
import concurrent.futures
import errno
import json
import os
import random
import secrets
import signal
import socket
import sqlite3
import sys
import threading

import modelstore
from frames import CLOSE, PING, PONG, TEXT, FrameReader, accept_of, close_code_of, close_payload, frame, uuid7
from modelstore import now_ms

BUGS = {
    "ack-early": "acknowledges and tells everybody up to 150 ms before the commit",
    "normal-sync": "commits without fsync (synchronous=NORMAL): only a power cut shows it",
    "lost-on-restart": "loses the last entry of each room when it starts",
    "no-dedup": "stores a resend again",
    "dedup-window": "recognises a resend only among the last 16 operations",
    "phantom": "tells everybody of an operation that it then refuses",
    "refuse-stored": "stores an operation and answers that it was refused",
    "refuses-good": "refuses for good, now and then, what is sound",
    "stored-after-all": "says of an operation that it came too fast, and of the same one again that it is stored already",
    "forgets-acks": "refuses for good what it has acknowledged before",
    "takes-flawed": "refuses what has a flaw, and takes it when it is sent again",
    "drops-some": "passes an event by one of those who listen",
    "burned-number": "a refused operation takes a number",
    "reordered": "turns round the order of operations that are committed together",
    "catchup-skip": "leaves out the first event of a page of history",
    "lost-live": "an event that is committed just after a join reaches everybody but the newcomer",
    "wrong-dup": "never sets `dup`",
    "seq-reuse": "gives numbers out again after a crash",
    "drops-slow": "drops events for a client that does not read",
    "swaps-live": "sends two events of one commit in the wrong order",
    "unanswered": "forgets to answer now and then",
    "line-of-all": "numbers topics as if they were messages",
    "time-back": "stamps entries with a clock that jumps",
    "trims": "removes blanks at the end of a message",
    "redraws": "keeps a drawing with another colour or at another place than was sent",
    "redraws-live": "tells everybody of a drawing otherwise than it keeps it",
    "wrong-name": "calls the author of an operation, now and then, by a name that nobody has",
    "misfiles": "stores an operation, now and then, in another room than it was sent to",
    "leaks": "tells everybody of every room, whoever is in it",
    "stays-in": "tells those who have left a room what happens there",
    "invents-people": "says of somebody who never came that they are there",
    "calls-absent": "shows, in a page of members, everybody as gone",
    "types-for-others": "says of another member of the room that they type",
    "wrong-author": "attributes an operation to its predecessor's author",
    "epoch-at-start": "begins a new epoch whenever it starts",
    "forgets-people": "knows nobody after it has started",
    "ghosts": "never says that somebody has gone",
    "flaps": "says that somebody has gone at once, without grace",
    "dawdles": "lets twice the grace pass before it says that somebody has gone",
    "first-device": "says that somebody has gone when one of their devices has",
    "lingers": "waits for whoever said goodbye as if they might be back",
    "counts-absent": "says of everybody, a second after it has started, that they have gone",
    "types-for-ever": "typing never fades",
    "reset-for-nothing": "answers every join with `reset`",
    "no-bye": "ends on SIGTERM without a word",
    "waits-for-disk": "ends on SIGTERM when the disk has answered, however long that takes",
    "stand-still": "takes its own standing still for the silence of everybody, and throws them out",
    "wall-clock": "adds up by the wall clock how long somebody has been silent",
    "drops-with-peer": "throws away what waits to be committed, of everybody, when a connection breaks off",
    "keeps-half-open": "never lets go of a connection on which nothing comes any more",
    "pings-wait": "commits each operation by itself, in the thread that answers pings",
    "acks-unsynced": "goes on acknowledging when an fsync has failed",
    "full-no-pages": "gives no pages of history while the disk is full",
    "ends-on-eio": "ends when a write fails",
    "heals-never": "writes nothing any more after it has met a file system that is read-only",
    "locked-for-good": "refuses for good what it cannot write because another program holds the lock",
    "two-hosts": "takes a file that another host has",
    "trusts-disk": "believes a disk that says falsely that it flushed: no host can know better, and the harness has to see it",
}
# What no history shows: it costs more than it should, or takes longer.
WASTES = {
    "spins": "looks for work all the time",
    "threads": "begins a thread for each who comes, and never ends it",
    "sulks": "refuses writing and reading for a while after the disk has failed, though it is well again",
    "broods": "takes its time for a page of history while the disk is full",
    "hoards": "keeps 4 KiB for each message that it gets, up to 64 MiB",
    "keeps-descriptors": "never gives back the descriptor of a connection",
}
BROODS = 2.5
SULKS = 5.0
GRACE, TYPING = 10.0, 6.0
TICK = 0.2


def said(message):
    """In the form that the real server writes: compact, an event's number first."""
    if "event" in message:
        message = {**message, "event": {"seq": message["event"]["seq"], **message["event"]}}
    return json.dumps(message, separators=(",", ":")).encode()


class Peer(asyncio.Protocol):
    def __init__(self, hub):
        self.hub, self.reader, self.head, self.user, self.name = hub, None, b"", "", ""
        self.said_goodbye = False
        self.quiet = 0.0

    def connection_made(self, transport):
        self.transport = transport
        if "threads" in self.hub.bugs:
            threading.Thread(target=threading.Event().wait, daemon=True).start()
        if "keeps-descriptors" in self.hub.bugs:
            self.hub.hoard.append(os.dup(transport.get_extra_info("socket").fileno()))
        # So that a peer that does not read is felt soon, and not after the megabytes that the kernel would take.
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 32768)

    def data_received(self, data):
        self.quiet = 0.0
        if self.reader is None:
            self.head += data
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return
            lines, data = self.head[:end].decode("latin-1").split("\r\n"), self.head[end + 4:]
            fields = {line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in lines[1:]}
            if "sec-websocket-key" not in fields:
                self.transport.close()
                return
            self.transport.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                  f"Sec-WebSocket-Accept: {accept_of(fields['sec-websocket-key'])}\r\n"
                                  "Sec-WebSocket-Protocol: coterie.v1.json\r\n\r\n").encode())
            self.reader = FrameReader()
            self.hub.peers.add(self)
        for opcode, payload in self.reader.feed(data):
            if opcode == TEXT:
                self.hub.message(self, json.loads(payload))
            elif opcode == PING:
                self.transport.write(frame(PONG, payload, mask=False))
            elif opcode == CLOSE:
                code = close_code_of(payload)
                self.said_goodbye = code == 1000
                self.close(code if code != 1005 else 1000)

    def send(self, message):
        if "sulks" in self.hub.bugs and message.get("code") == "storage" and self.hub.loop.time() >= self.hub.well_at:
            self.hub.well_at = self.hub.loop.time() + SULKS
        if not self.transport.is_closing():
            if "drops-slow" in self.hub.bugs and self.transport.get_write_buffer_size() > 8192:
                return
            self.transport.write(frame(TEXT, said(message), mask=False))

    def close(self, code):
        self.transport.write(frame(CLOSE, close_payload(code), mask=False))
        self.transport.close()

    def connection_lost(self, _error):
        self.hub.gone(self)


class Hub:
    def __init__(self, store, bugs, loop, silence):
        self.store, self.bugs, self.loop, self.silence = store, bugs, loop, silence
        self.disk = concurrent.futures.ThreadPoolExecutor(1)
        self.writing = None    # the commit that is under way
        self.tasks = set()
        self.disk_full = self.given_up = False
        self.peers, self.batch, self.present, self.graces = set(), [], {}, {}
        self.cut = collections.defaultdict(list)  # user → until when each device that was cut is waited for
        self.well_at = 0.0  # `sulks`
        self.hoard = []  # `hoards`, `keeps-descriptors`
        if "spins" in bugs:
            self.spin()
        self.last_author = ""
        self.flawed = set()
        self.draining = False
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
        passed, self.ticked_at = (now_ms() - self.ticked_at) / 1000 if "wall-clock" in self.bugs else TICK, now_ms()
        for peer in list(self.peers):
            peer.quiet += passed
            if peer.quiet > self.silence and "keeps-half-open" not in self.bugs or late > 1 and "stand-still" in self.bugs:
                peer.transport.abort()
        self.loop.call_later(TICK, self.tick)

    # people

    async def on_hello(self, peer, m):
        token = m.get("token") or secrets.token_urlsafe(32)
        known = self.store.users.get(modelstore.hash_of(token))
        if m.get("token") and not known:
            peer.send({"type": "error", "code": "bad-token"})
            return
        if not known:
            user = await self.on_disk(self.store.add_user, m["name"], token)
            self.store.users[modelstore.hash_of(token)] = known = (user, m["name"])
            await self.add_member(next(iter(self.store.rooms.values())), user)
        if peer not in self.peers:
            return  # gone again meanwhile
        peer.user, peer.name = known
        peer.send({"type": "welcome", "user": peer.user, "name": peer.name, "token": token, "host": "model",
                   "time": now_ms(), "limits": {"chatPerSecond": 1000000, "chatBurst": 1000000}})
        self.waited_for(peer.user)
        del self.cut[peer.user][:1]
        came = peer.user not in self.present
        self.present[peer.user] = True
        if came:
            self.tell_presence(peer.user, peer.name, "online")
        if "invents-people" in self.bugs:
            self.tell_presence(uuid7(), "Nobody", "online")

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
        if not peer.said_goodbye or "lingers" in self.bugs:
            grace = 0.05 if "flaps" in self.bugs else 2 * GRACE if "dawdles" in self.bugs else GRACE
            self.cut[peer.user].append(self.loop.time() + grace)
        if self.is_away(peer.user):
            wait = max((until - self.loop.time() for until in self.waited_for(peer.user)), default=0)
            self.graces[peer.user] = self.loop.time() + wait
            self.loop.call_later(wait, self.grace_over, peer.user, peer.name)

    def waited_for(self, user):
        self.cut[user] = [until for until in self.cut[user] if until > self.loop.time()]
        return self.cut[user]

    def grace_over(self, user, name):
        if self.loop.time() < self.graces[user] - 0.01:
            return  # back and gone anew since
        if user in self.present and self.is_away(user) and "ghosts" not in self.bugs:
            del self.present[user]
            self.tell_presence(user, name, "offline")

    def is_away(self, user):
        return "first-device" in self.bugs or not any(other.user == user for other in self.peers)

    def count_absent(self):
        for user, name in self.store.users.values():
            self.tell_presence(user, name, "offline")

    def tell_presence(self, user, name, status):
        for peer in self.peers:
            if peer.user:
                peer.send({"type": "presence.changed", "person": {"id": user, "name": name, "status": status, "text": "",
                                                                  "seen": now_ms()}})

    def on_ping(self, peer, m):
        peer.send({"type": "pong", "n": m["n"], "time": now_ms()})

    def on_typing_set(self, peer, m):
        room = self.store.rooms[m["room"]]
        if m["on"]:
            if peer.user in room.typing:
                room.typing[peer.user].cancel()
            else:
                self.tell_typing(room, peer, True)
            wait = 1e6 if "types-for-ever" in self.bugs else TYPING
            room.typing[peer.user] = self.loop.call_later(wait, self.stop_typing, room, peer)
        else:
            self.stop_typing(room, peer)

    def stop_typing(self, room, peer):
        timer = room.typing.pop(peer.user, None)
        if timer:
            timer.cancel()
            self.tell_typing(room, peer, False)

    def tell_typing(self, room, peer, on):
        user = max(room.members) if "types-for-others" in self.bugs else peer.user
        for other in room.listeners:
            other.send({"type": "typing.changed", "room": room.id, "user": user, "name": peer.name, "on": on})

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

    # operations

    def on_chat_post(self, peer, m):
        if any(ord(sign) < 32 and sign not in "\n\t" for sign in m["body"]):
            if "takes-flawed" not in self.bugs or m["id"] not in self.flawed:
                self.flawed.add(m["id"])
                peer.send({"type": "error", "code": "bad-text", "id": m["id"]})
                return
        body = m["body"].rstrip() if "trims" in self.bugs else m["body"]
        self.append(peer, m, {"chat": {"body": body}})

    def on_room_topic(self, peer, m):
        self.append(peer, m, {"topic": {"topic": m["topic"]}})

    def on_board_commit(self, peer, m):
        ops = m["ops"]
        if "redraws" in self.bugs:
            ops = [{**op, **({"color": op["color"] ^ 1} if "color" in op else {"x": round(op["x"])} if "x" in op else {})} for op in ops]
        self.append(peer, m, {"board": {"ops": ops, **({"board": m["board"]} if m.get("board", m["room"]) != m["room"] else {})}})

    def append(self, peer, m, what):
        room = self.store.rooms.get(m["room"])
        if not room:
            peer.send({"type": "error", "code": "not-found", "id": m["id"]})
            return
        if "unanswered" in self.bugs and random.random() < 0.01:
            return
        if "refuses-good" in self.bugs and random.random() < 0.01:
            peer.send({"type": "error", "code": "forbidden", "id": m["id"]})
            return
        if "burned-number" in self.bugs and random.random() < 0.01:
            room.written.head += 1
            peer.send({"type": "error", "code": "rate", "id": m["id"], "retryMs": 10})
            return
        if "misfiles" in self.bugs and random.random() < 0.02:
            room = random.choice(list(self.store.rooms.values()))
        author = peer.user
        name = "Nobody" if "wrong-name" in self.bugs and random.random() < 0.02 else peer.name
        if "wrong-author" in self.bugs and self.last_author and random.random() < 0.02:
            author = self.last_author
        self.last_author = peer.user
        time = now_ms() - (random.randrange(2000) if "time-back" in self.bugs else 0)
        event = {"id": m["id"], "author": author, "name": name, "time": time, **what}
        if "phantom" in self.bugs and random.random() < 0.02:
            event.update(seq=room.head + 1)
            self.publish(room, event)
            peer.send({"type": "error", "code": "storage", "id": m["id"], "retryMs": 60000})
            return
        if not self.batch and "pings-wait" not in self.bugs:
            self.loop.call_later(0.002, self.flush)
        self.batch.append((peer, room, event))
        if "pings-wait" in self.bugs:
            self.flush()

    def flush(self):
        if self.writing or not self.batch:
            return
        batch, self.batch = self.batch, []
        if "reordered" in self.bugs:
            batch.reverse()
        work = [(room, event) for _, room, event in batch]
        if self.given_up:
            self.refuse(batch, "storage")
        elif "ack-early" in self.bugs or "pings-wait" in self.bugs:
            try:
                self.tell(batch, self.commit_late(batch) if "ack-early" in self.bugs else self.store.commit(work))
            except sqlite3.Error as error:
                self.failed(batch, error)
        else:
            self.writing = self.on_disk(self.store.commit, work)
            self.writing.add_done_callback(lambda future: self.committed(batch, future))

    def committed(self, batch, future):
        self.writing = None
        try:
            self.tell(batch, future.result())
        except sqlite3.Error as error:
            self.failed(batch, error)
        self.flush()

    def refuse(self, batch, code):
        for peer, _, event in batch:
            peer.send({"type": "error", "code": code, "id": event["id"], "retryMs": 200})

    def failed(self, batch, error):
        print(f"storage: {error} ({error.sqlite_errorname})", file=sys.stderr, flush=True)
        if self.bugs & {"ends-on-eio", "heals-never"}:
            cause = self.store.cause()
            if cause == errno.EIO and "ends-on-eio" in self.bugs:
                os._exit(1)
            self.given_up = cause == errno.EROFS and "heals-never" in self.bugs
        self.disk_full = error.sqlite_errorname == "SQLITE_FULL"
        busy = error.sqlite_errorname.startswith("SQLITE_BUSY") and "locked-for-good" in self.bugs
        self.refuse(batch, "forbidden" if busy else "storage")

    def tell(self, batch, done):
        self.disk_full = False
        order = list(zip(batch, done))
        for (peer, room, _), (event, duplicate) in reversed(order) if "swaps-live" in self.bugs else order:
            if duplicate == modelstore.REUSED or duplicate and "forgets-acks" in self.bugs:
                peer.send({"type": "error", "code": "id-reused" if duplicate == modelstore.REUSED else "forbidden", "id": event["id"]})
                continue
            if not duplicate:
                room.head, room.line = max(room.head, event["seq"]), max(room.line, event.get("line", 0))
                self.publish(room, event)
                if "topic" in event:
                    room.topic = event["topic"]["topic"]
            if "stored-after-all" in self.bugs and not duplicate and random.random() < 0.02:
                peer.send({"type": "error", "code": "rate", "id": event["id"], "retryMs": 10})
                continue
            if "refuse-stored" in self.bugs and random.random() < 0.02:
                peer.send({"type": "error", "code": "not-member", "id": event["id"]})
                continue
            peer.send({"type": "ack", "id": event["id"], "room": room.id, "seq": event["seq"], "time": event["time"],
                       "dup": duplicate and "wrong-dup" not in self.bugs})

    def commit_late(self, batch):
        # The numbers are given out now, the transaction stays open for a while: a crash takes it back.
        db = self.store.db
        if not db.in_transaction:
            db.execute("begin immediate")
            self.loop.call_later(0.15, db.execute, "commit")
        return [self.store._append(room, event) for _, room, event in batch]

    def publish(self, room, event):
        if "redraws-live" in self.bugs and "board" in event:
            event = {**event, "board": {**event["board"], "ops": [{**op, "opacity": 0.5} for op in event["board"]["ops"]]}}
        passed_by = random.choice(list(room.listeners)) if "drops-some" in self.bugs and room.listeners and random.random() < 0.02 else None
        for listener in [peer for peer in self.peers if peer.user] if "leaks" in self.bugs else list(room.listeners):
            if listener is not passed_by:
                listener.send({"type": "room.event", "room": room.id, "event": event})

    async def drain(self):
        """What a disk that stands still holds was not acknowledged: nobody waits for it."""
        self.draining = True
        end = self.loop.time() + (1e6 if "waits-for-disk" in self.bugs else 0.5)
        while (self.batch or self.writing) and self.loop.time() < end:
            self.flush()
            await asyncio.sleep(0.01)
        for peer in list(self.peers):
            if "no-bye" not in self.bugs:
                peer.send({"type": "bye", "reason": "restart", "retryMs": 100})
            peer.transport.write(frame(CLOSE, close_payload(4001), mask=False))


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
    loop.add_signal_handler(signal.SIGTERM, lambda: over.done() or over.set_result(None))
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
