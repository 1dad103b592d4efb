# SPDX-License-Identifier: MIT
"""A client that holds a room's log as far as it has seen it, and comes back with (epoch, seq, chain). Blocking."""
import http.client
import json
import time

from raw import PATIENCE, Honest


class Held:
    """What a client has of a room: may be taken to another connection, or to another start of the host."""

    def __init__(self):
        self.token = self.room = self.epoch = self.chain = None
        self.events = {}  # seq → (id, words)

    @property
    def seq(self):
        return max(self.events, default=0)


class Follower(Honest):
    """Comes with what it holds, fetches what it missed; drops all of it when the host says so."""

    def __init__(self, address, held=None, *, name="follower", chain=True):
        self.held = held or Held()
        super().__init__(address, name=name, token=self.held.token, timeout=30)
        self.held.token, self.held.room = self.token, self.held.room or self.room
        ask = {"type": "room.join", "req": 11, "room": self.held.room}
        if self.held.epoch and self.held.seq:
            ask.update(epoch=self.held.epoch, after=self.held.seq)
            if chain and self.held.chain:
                ask["chain"] = self.held.chain
        self.say(ask)
        joined = self.answer("room.joined", 30)
        self.was_reset, self.head = joined["reset"], joined["room"]["head"]
        self.epoch_changed = self.held.epoch not in (None, joined["room"]["epoch"])
        if self.was_reset:
            self.held.events, self.held.chain = {}, None
        self.held.epoch = joined["room"]["epoch"]
        self.fetch(self.head)

    def fetch(self, head):
        while self.held.seq < head:
            self.say({"type": "history.get", "req": 12, "room": self.held.room, "after": self.held.seq, "limit": 100, "board": True})
            page = self.answer("history.page", 30)
            for event in page["events"]:
                self._take(event)
            if not page["events"]:
                return

    def _take(self, event):
        self.held.events[event["seq"]] = event["id"], (event.get("chat") or {}).get("body")
        self.held.chain = event.get("chain")

    def write(self, count, words="line"):
        """Posts, and waits until each is acknowledged and was heard. Returns the seqs."""
        seqs = []
        for n in range(count):
            self.post(f"{words} {n}", timeout=30)
            seqs.append(self.last_ack)
        self.fetch(seqs[-1])
        return seqs

    def page(self, limit=10):
        """The newest entries, without keeping them."""
        self.say({"type": "history.get", "req": 13, "room": self.held.room, "limit": limit, "board": True})
        return self.answer("history.page", 30)["events"]

    def answer(self, kind, timeout=30.0):
        message = super().answer(kind, timeout)
        if kind == "ack":
            self.last_ack = message["seq"]
        return message

    def has_hole(self):
        return sorted(self.held.events) != list(range(1, self.held.seq + 1))


class Latecomer(Follower):
    """Has missed very much: fetches it in the largest pages that the host gives, as fast as it may (P36), while others go on writing, and
    keeps what comes live meanwhile."""

    def fetch(self, head):
        at, pace, due = self.held.seq, 0.0, 0.0
        while at < head:
            time.sleep(max(0.0, due - time.monotonic()))
            due = max(due, time.monotonic()) + pace
            self.say({"type": "history.get", "req": 12, "room": self.held.room, "after": at, "limit": 200, "board": True})
            message = self._answered()
            if message["type"] == "error":
                if message["code"] != "rate":
                    raise LookupError(message["code"])
                pace, due = 1 / 60, time.monotonic() + message.get("retryMs", 100) / 1000  # refusals count against a person too
                continue
            for event in message["events"]:
                self._take(event)
            if not message["events"]:
                return
            at = message["events"][-1]["seq"]

    def _answered(self):
        while True:
            message = self.message(30)
            if message.get("req") == 12:
                return message

    def message(self, timeout=PATIENCE):
        message = super().message(timeout)
        if message["type"] == "room.event":
            self._take(message["event"])
        return message

    def follow(self, head, patience=PATIENCE):
        """Hears what comes live until it has that one, or for so many seconds."""
        end = time.monotonic() + patience
        while head not in self.held.events and (left := end - time.monotonic()) > 0:
            try:
                self.message(left)
            except TimeoutError:
                return

    def missing(self, since, head):
        """How many it has not got of those behind `since`, up to `head`."""
        return sum(seq not in self.held.events for seq in range(since + 1, head + 1))


def held_before(address, missed):
    """What somebody holds who has missed so many of the newest: the entry before them, with its chain, and nothing of what came earlier."""
    held = Held()
    with Honest(address, name="before", timeout=30) as link:
        link.say({"type": "room.join", "req": 11, "room": link.room})
        joined = link.answer("room.joined", 30)["room"]
        link.say({"type": "history.get", "req": 12, "room": link.room, "before": joined["head"] - missed + 1, "limit": 1, "board": True})
        entry = link.answer("history.page", 30)["events"][-1]
    held.room, held.epoch, held.chain, held.events = link.room, joined["epoch"], entry.get("chain"), {entry["seq"]: (entry["id"], None)}
    return held


def health(host):
    """(status, what /health says)"""
    link = http.client.HTTPConnection(host.address, host.port, timeout=20)
    try:
        link.request("GET", "/health")
        answer = link.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        link.close()
