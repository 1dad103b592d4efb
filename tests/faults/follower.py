# SPDX-License-Identifier: MIT
"""A client that holds a room's log as far as it has seen it, and comes back with (epoch, seq, chain). Blocking."""
import http.client
import json

from raw import Honest


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


def health(host):
    """(status, what /health says)"""
    link = http.client.HTTPConnection(host.address, host.port, timeout=20)
    try:
        link.request("GET", "/health")
        answer = link.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        link.close()
