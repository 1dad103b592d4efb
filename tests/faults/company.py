# SPDX-License-Identifier: MIT
"""Somebody else in the session, who writes and draws in every room that there is."""
import contextlib
import random

import drawing
from deeds import rooms_of
from frames import uuid7
from raw import Honest


class Company:
    """Speaks when it is asked to, where there is a host to speak to; comes back when it was cut off."""

    def __init__(self, host, seed=1):
        self._host, self._dice, self._link, self._token = host, random.Random(f"company {seed}"), None, None
        self._rooms, self.user = [], ""
        self.ids, self.acked = set(), set()  # of what was asked for, and of what the host has said is stored

    def says(self, count=1):
        for _ in range(count):
            for _ in range(2):
                if not self._host.is_alive():
                    return
                try:
                    self._say()
                    break
                except (OSError, LookupError):  # the host was killed or has given up a silent link: it may be stored or not
                    self.close()

    def beside(self, question):
        """The question, with something said now and then while somebody waits for its answer."""
        def asked():
            if self._dice.random() < 0.1:
                self.says()
            return question()
        return asked

    def _say(self):
        if not self._link:
            self._link = Honest((self._host.address, self._host.port), name="Ben", token=self._token)
            self._token, self.user, self._rooms = self._link.token, self._link.user, []
        if not self._rooms or self._dice.random() < 0.2:
            self._come_in()
        id, room = uuid7(), self._dice.choice(self._rooms)
        self.ids.add(id)
        if self._dice.random() < 0.75:
            said = {"type": "chat.post", "body": f"from somebody else, {len(self.ids)}"}
        else:
            stroke = {"act": "create", "object": uuid7(), "kind": "stroke", "x": len(self.ids), "y": 1.5, "points": drawing.samples(self._dice),
                      "color": 0xFF336699, "width": 2}
            said = {"type": "board.commit", "ops": [stroke]}
        self._link.say({**said, "id": id, "room": room})
        while self._link.answer("ack", 30)["id"] != id:
            pass
        self.acked.add(id)

    def _come_in(self):
        for room in rooms_of(self._link):
            if room["id"] not in self._rooms:
                self._link.say({"type": "room.join", "req": 7, "room": room["id"]})
                self._link.answer("room.joined", 30)
                self._rooms.append(room["id"])

    def close(self):
        if self._link:
            with contextlib.suppress(OSError):
                self._link.close()
            self._link = None


def without(world, ids):
    """The logs without what bears these ids."""
    return {room: (name, [event for event in events if event["id"] not in ids]) for room, (name, events) in world.items()}
