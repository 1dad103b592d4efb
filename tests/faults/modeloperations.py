# SPDX-License-Identifier: MIT
"""What the model server does with an operation: checked, committed together with others, told, acknowledged or refused."""
import errno
import os
import random
import sqlite3
import sys

import modelstore
from modelstore import now_ms


class Operations:
    """A part of the hub of model.py: it writes to `store` in the thread of the `disk`, and tells those who listen in a room."""

    def __init__(self):
        self.batch = []
        self.writing = None    # the commit that is under way
        self.disk_full = self.given_up = False
        self.last_author = ""
        self.flawed = set()

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
        if "hurries" in self.bugs and random.random() < 0.01:
            peer.send({"type": "error", "code": "rate", "id": m["id"]})
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

    def promise(self):
        """`acks-when-hurried`: what waits for the disk, as if it had come there."""
        for n, (peer, room, event) in enumerate(self.batch):
            peer.send({"type": "ack", "id": event["id"], "room": room.id, "seq": room.written.head + n + 1, "time": event["time"], "dup": False})
        self.batch.clear()

    def publish(self, room, event):
        if "redraws-live" in self.bugs and "board" in event:
            event = {**event, "board": {**event["board"], "ops": [{**op, "opacity": 0.5} for op in event["board"]["ops"]]}}
        passed_by = random.choice(list(room.listeners)) if "drops-some" in self.bugs and room.listeners and random.random() < 0.02 else None
        for listener in [peer for peer in self.peers if peer.user] if "leaks" in self.bugs else list(room.listeners):
            if listener is not passed_by:
                listener.send({"type": "room.event", "room": room.id, "event": event})
