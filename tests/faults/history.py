# SPDX-License-Identifier: MIT
"""What clients saw, in the order they saw it: the only thing that the checker is told.

Times are monotonic seconds of the recording program. A link is one connection of one client: 1, 2, 3, …
In a file: one JSON object a line, its kind at "e".
"""
import json
import zlib
from typing import NamedTuple


class Welcome(NamedTuple):
    t: float
    client: str
    link: int
    user: str
    name: str = ""  # what they had called themselves


class Closed(NamedTuple):
    t: float
    client: str
    link: int
    code: int


class Invoke(NamedTuple):  # a send of an operation, the first or another one with the same id
    t: float
    client: str
    link: int
    room: str
    id: str
    body: int
    flaw: str = ""   # what its client knows to be wrong with it; else it is sound: well-formed and within the limits
    about: str = ""  # the operation that it acts on or answers, if any


class Ack(NamedTuple):
    t: float
    client: str
    link: int
    room: str
    id: str
    seq: int
    time: int
    dup: bool


class Refuse(NamedTuple):
    t: float
    client: str
    link: int
    id: str
    code: str
    retry_ms: int = 0  # after which it may succeed; 0: the host did not say


class Joining(NamedTuple):  # somebody asks for a room: from here on its events may come
    t: float
    client: str
    link: int
    room: str


class Joined(NamedTuple):
    t: float
    asked: float
    client: str
    link: int
    room: str
    epoch: str
    head: int
    line: int
    reset: bool
    had_epoch: str
    had_seq: int


class Left(NamedTuple):  # somebody asks to leave a room
    t: float
    client: str
    link: int
    room: str


class Out(NamedTuple):  # the host has said that they are out
    t: float
    client: str
    link: int
    room: str


class Live(NamedTuple):
    t: float
    client: str
    link: int
    room: str
    epoch: str
    seq: int
    id: str
    digest: int


class Page(NamedTuple):
    t: float
    asked: float
    client: str
    link: int
    room: str
    epoch: str
    after: int
    events: tuple  # of (seq, id, digest)
    more: bool


class Settled(NamedTuple):  # how far a client holds the room without a hole when the run ends
    client: str
    room: str
    epoch: str
    seq: int


class Came(NamedTuple):  # a person's first connection is up
    t: float
    user: str


class Gone(NamedTuple):  # a person's last connection is down: the host knows at `t` at the earliest, and `notice` seconds later at the latest
    t: float
    user: str
    notice: float
    parting: str = "lost"  # "goodbye": it was closed with 1000, and the host has answered (P43); "unheard": it has not, or waits for another device
    seen: float = 0.0  # when its end was seen: "not later than" counts from there (K19)


class Presence(NamedTuple):
    t: float
    client: str
    link: int
    user: str
    online: bool
    news: bool  # `presence.changed`; else what a page of members said
    asked: float = 0.0  # when that page was asked for


class TypingSent(NamedTuple):
    t: float
    user: str
    room: str


class Typing(NamedTuple):
    t: float
    client: str
    link: int
    room: str
    user: str
    on: bool


class Final(NamedTuple):  # an entry of the log as a newcomer reads it when all is over
    room: str
    epoch: str
    seq: int
    id: str
    author: str
    line: int  # 0: none
    time: int
    change: str  # its kind, of KINDS_OF_CHANGE
    body: int
    digest: int
    name: str = ""  # the author's


class FinalHead(NamedTuple):
    room: str
    epoch: str
    head: int
    line: int


RESTART = "restart"  # no fault, but the end of what the host before knew of connections


class Fault(NamedTuple):
    t: float
    what: str


class End(NamedTuple):
    t: float


KINDS = {kind.__name__: kind for kind in (Welcome, Closed, Invoke, Ack, Refuse, Joining, Joined, Left, Out, Live, Page, Settled, Came, Gone,
                                          Presence, TypingSent, Typing, Final, FinalHead, Fault, End)}


KINDS_OF_CHANGE = ("chat", "topic", "board", "boards", "rights")
FOR_NOW = {"rate", "full", "storage", "busy"}  # refusals of what can succeed later (shared/protocol/errors.h)


def canonical(value):
    """One spelling of what is the same in the protocol: a field that is null is one that is not there, a number is what
    it comes to, however it is written, and the fields of a record have no order."""
    if isinstance(value, dict):
        return {name: canonical(item) for name, item in sorted(value.items()) if item is not None}
    if isinstance(value, list):
        return [canonical(item) for item in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return int(value) if float(value).is_integer() and abs(value) <= 1 << 53 else float(value)
    return value


def event_sum(event):
    """Of everything that an event says, so that two clients that hold different events under one number differ."""
    said = [event["id"], event["author"], event["name"], event["time"], event.get("line"), *(event.get(kind) for kind in KINDS_OF_CHANGE)]
    return zlib.crc32(json.dumps(canonical(said)).encode())


def said_in(room, change):
    """What a change says, as (its kind, its content). The host adds nothing to it and takes nothing away but the name of
    a board where it is the room's first, which is meant where none is named (P23)."""
    kind = next((kind for kind in KINDS_OF_CHANGE if change.get(kind) is not None), None)
    content = canonical(change.get(kind))
    if kind == "board" and content.get("board") == room:
        del content["board"]
    return kind, content


def change_sum(room, change):
    return zlib.crc32(json.dumps(said_in(room, change)).encode())


# What a message asks for, as the event will say it.
CHANGES = {
    "chat.post": lambda m: {"chat": {"body": m["body"], "replyTo": m.get("replyTo")}},
    "room.topic": lambda m: {"topic": {"topic": m["topic"]}},
    "board.commit": lambda m: {"board": {"ops": m["ops"], "board": m.get("board"), "step": m.get("step")}},
    "boards.change": lambda m: {"boards": m["change"]},
    "rights.set": lambda m: {"rights": m["change"]},
}


def message_sum(message):
    return change_sum(message["room"], CHANGES[message["type"]](message))


def save(history, path):
    with open(path, "w", encoding="utf-8") as out:
        for item in history:
            out.write(json.dumps({"e": type(item).__name__, **item._asdict()}, separators=(",", ":")) + "\n")


def load(path):
    history = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            kind = KINDS[fields.pop("e")]
            if kind is Page:
                fields["events"] = tuple(tuple(event) for event in fields["events"])
            history.append(kind(**fields))
    return history
