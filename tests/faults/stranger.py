# SPDX-License-Identifier: MIT
"""Somebody who means harm: sends one bad input after another in one of the two framings, and says what the host made of it."""
import itertools
import json
import time
import types

import history as h
from frames import BINARY, TEXT, frame, uuid7
from raw import Ended, Raw

PATIENCE = 15      # inputs on one connection; a host closes who makes more than 20 mistakes, and rightly
WAIT = 2.0         # seconds for an answer; a short run waits longer (K16)
NO_ANSWER = ("silent", "ignored")
MINE = 1 << 40     # pings that no input sends are counted from here
KINDS = ("text", "sticky", "rectangle", "frame", "arrow")
# What comes to everybody, whatever they asked.
BROADCASTS = {"room.added", "room.event", "member.joined", "member.left", "typing.changed", "board.preview", "board.pointer", "board.onlooker"}


def places(text, general, sender, n):
    """Everywhere that a text may be put, by name, all of it whole and within the sender's rights: `general` is a room with
    others in it, and the sender's own is theirs alone. No file has a name in the protocol: a blob is named by its hash."""
    own, kind = sender.room, KINDS[n % len(KINDS)]
    said = {"id": uuid7(), "room": own}
    yield "message", {**said, "type": "chat.post", "room": general, "body": text}
    yield "name of a room", {"type": "room.create", "id": uuid7(), "name": text, "topic": ""}
    yield "topic of a new room", {"type": "room.create", "id": uuid7(), "name": f"room {said['id']}", "topic": text}
    yield "topic", {**said, "type": "room.topic", "room": general, "topic": text}
    yield "id", {"type": "room.join", "req": 5, "room": text}
    yield "status", {"type": "presence.set", "status": ("away", "dnd")[n % 2], "text": text}
    yield "name of a new board", {**said, "type": "boards.change", "change": {"act": "add", "board": uuid7(), "name": text}}
    yield "name of a board", {**said, "type": "boards.change", "change": {"act": "rename", "board": own, "name": text}}
    yield "text of an object", {**said, "type": "board.commit", "ops": [
        {"act": "create", "object": uuid7(), "kind": kind, "x": n, "y": 0.5, "w": 100, "h": 40, "text": text}]}
    yield "text that is put in", {**said, "type": "board.commit", "ops": [
        {"act": "text", "object": sender.note, "base": sender.base, "client": 1 + n, "delta": [{"insert": text}]}]}
    yield "name in hello", {"type": "hello", "version": 1, "program": "badinputs", "name": text}
    yield "program in hello", {"type": "hello", "version": 1, "program": text, "name": "Mallory"}


def names_of_places():
    return [name for name, _ in places("", "", types.SimpleNamespace(room="", note="", base=0), 0)]


class Sender:
    def __init__(self, host, form=None, patience=PATIENCE, wait=None):
        """`form`: a cborform.Form, or the inputs go as JSON."""
        self.host, self.form, self._patience, self._wait = host, form, patience, wait or WAIT
        self._link, self._sent, self._pings = None, 0, itertools.count(MINE)
        self.user = self.room = self.note = ""
        self.base = 0
        self.taken = {}      # what was acknowledged, by id: (the room, what it said)
        self.compared = 0
        self.otherwise = []  # of it, what was kept or told otherwise than it was sent

    def _open(self):
        return Raw((self.host.address, self.host.port)).upgrade(form=self.form)

    def enter(self):
        """On a connection of its own, where one has none or has made its mistakes: as somebody new with a room."""
        if self._link and self._sent < self._patience:
            return
        if self._link:
            self.read_back(self.room)
        self.close()
        self._link, self._sent, self.room, self.note = self._open(), 0, uuid7(), uuid7()
        self.user = self._ask({"type": "hello", "version": 1, "program": "badinputs", "name": "Mallory"}, "welcome")["user"]
        self._ask({"type": "room.create", "id": self.room, "name": f"of Mallory {self.room}", "topic": ""}, "ack")
        self._ask({"type": "room.join", "req": 1, "room": self.room}, "room.joined")
        self.base = self._ask({"type": "board.commit", "id": uuid7(), "room": self.room, "ops": [
            {"act": "create", "object": self.note, "kind": "sticky", "x": 0, "y": 0, "w": 100, "h": 40}]}, "ack")["seq"]

    def _ask(self, message, kind):
        self._link.say(message)
        end = time.monotonic() + max(5.0, self._wait)
        while True:
            answer = self._link.message(max(0.0, end - time.monotonic()))
            if answer["type"] == kind:
                return answer
            if answer["type"] == "error":
                raise LookupError(f"{message['type']}: {answer}")

    def read_back(self, room):
        """Compares what the room's log holds with what was acknowledged of it, and forgets that."""
        after, mine = 0, {id: said for id, (where, said) in self.taken.items() if where == room}
        while mine:
            page = self._ask({"type": "history.get", "req": 2, "room": room, "after": after, "limit": 200, "board": True}, "history.page")
            for event in page["events"]:
                if event["id"] in mine:
                    self._compare(event, mine.pop(event["id"]) == h.change_sum(room, event))
            if not page["more"]:
                break
            after = page["events"][-1]["seq"]
        self.otherwise += [f"{id} is not in the log" for id in mine]
        self.taken = {id: said for id, said in self.taken.items() if said[0] != room}

    def _compare(self, what, same):
        self.compared += 1
        if not same:
            self.otherwise.append(str(what)[:200])

    def put(self, text, place, general, n):
        """The text in the place of that name; a hello is said on a connection of its own."""
        self.enter()
        message = dict(places(text, general, self, n))[place]
        payload = self.form.encode(message) if self.form else json.dumps(message).encode()
        word = self.send(payload, id=message.get("id"), first=message["type"] == "hello")
        if word == "ack" and message["type"] in h.CHANGES:
            self.taken[message["id"]] = message["room"], h.message_sum(message)
        elif word == "presence.changed":
            self._compare(self.answer, self.answer["person"]["text"] == text)
        return word

    def send(self, payload, *, id=None, first=False):
        """What the host answered: the code of an error, else the kind of message; or "closed N", "ignored" (the next
        ping was answered, this was not) or "silent". `first`: on a connection on which nothing was said before."""
        if first:
            with self._open() as raw:
                return self._verdict(raw, payload, id)
        self.enter()
        self._sent += 1
        word = self._verdict(self._link, payload, id)
        if word.startswith(("closed", *NO_ANSWER)):
            self.close()
        return word

    def _verdict(self, raw, payload, id):
        mine, word, alive, end = next(self._pings), "", False, time.monotonic() + self._wait
        try:
            raw.send(frame(BINARY if self.form else TEXT, payload))
            raw.say({"type": "ping", "n": mine})
            while not (word and alive):
                answer = raw.message(max(0.0, end - time.monotonic()))
                if answer["type"] == "pong" and answer["n"] == mine:
                    alive = True
                elif not word and self._answers(answer, id):
                    word, self.answer = answer["code"] if answer["type"] == "error" else answer["type"], answer
            return word
        except Ended as ended:
            return f"closed {ended.code}"
        except (TimeoutError, OSError):
            return "ignored" if alive else "silent"

    def _answers(self, answer, id):
        """What could not be read is refused without its id (P3)."""
        if id is not None:
            return answer["type"] in ("ack", "error") and answer.get("id") in (id, None)
        if answer["type"] == "presence.changed":
            return answer["person"]["id"] == self.user
        return answer["type"] not in BROADCASTS

    def close(self):
        if self._link:
            self._link.close()
            self._link = None
