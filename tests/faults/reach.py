# SPDX-License-Identifier: MIT
"""What damage to the journal of a client's cache can reach at most, told without the client: what waiting in
it is in no other place than the bytes that are damaged: messages, drawings, rooms and boards. The form of a journal: https://sqlite.org/fileformat2.html §4.

A client that brings back less has lost more than the damage took.
"""
import contextlib
import sqlite3
import struct
from typing import NamedTuple

from cborform import Form
from deeds import LABEL, label_of

HEAD, FRAME_HEAD = 32, 24


class Frame(NamedTuple):
    begin: int
    end: int
    page: int
    pages: int  # of the whole database, after a commit; else 0


def frames_of(journal):
    """The frames that are what was written, from the first on: each carries the sum of all before it."""
    if len(journal) < HEAD:
        return
    order = "<" if journal[3] == 0x82 else ">"
    size, = struct.unpack_from(">I", journal, 8)
    size, salts, sums = 65536 if size == 1 else size, journal[16:24], struct.unpack_from(">II", journal, 24)
    for begin in range(HEAD, len(journal) - FRAME_HEAD - size + 1, FRAME_HEAD + size):
        end = begin + FRAME_HEAD + size
        sums = _summed(_summed(sums, journal[begin:begin + 8], order), journal[begin + FRAME_HEAD:end], order)
        if journal[begin + 8:begin + 16] != salts or struct.unpack_from(">II", journal, begin + 16) != sums:
            return
        yield Frame(begin, end, *struct.unpack_from(">II", journal, begin))


def _summed(sums, data, order):
    one, other = sums
    for left, right in struct.iter_unpack(order + "II", data):
        one = (one + left + other) & 0xFFFFFFFF
        other = (other + right + one) & 0xFFFFFFFF
    return one, other


def image(database, journal, hurt=range(0)):
    """The database as it is by every commit whose last frame is whole, without the frames that the bytes `hurt` are in."""
    pages, under_way, count = {}, {}, 0
    for frame in frames_of(journal):
        if max(frame.begin, hurt.start) < min(frame.end, hurt.stop):
            continue
        under_way[frame.page] = journal[frame.begin + FRAME_HEAD:frame.end]
        if frame.pages:
            pages.update(under_way)
            under_way, count = {}, frame.pages
    out = bytearray(database)
    for page, content in pages.items():
        at = (page - 1) * len(content)
        out.extend(bytes(max(0, at + len(content) - len(out))))
        out[at:at + len(content)] = content
        size = len(content)
    if count:
        del out[count * size:]
    if len(out) > 20:
        out[18:20] = b"\1\1"  # in the form that has no journal
    return bytes(out)


def waiting(content, file):
    """What waits to be sent in a database of that content, as far as it can be read: (id, room) → the message."""
    file.write_bytes(content)
    found = {}
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as db:
        for way in ("", "DESC"):
            with contextlib.suppress(sqlite3.DatabaseError):
                for id, room, message in db.execute(f"SELECT id, room, message FROM outbox NOT INDEXED ORDER BY ord {way}"):
                    found[bytes(id), bytes(room)] = bytes(message)
    file.unlink()
    return found


def thing_in(message, form):
    """What somebody did, as deeds.py names it, of what waits: a message, a drawing, a room or a board."""
    said = form.decode(message)
    if said["type"] == "chat.post" and (label := LABEL.match(said["body"])):
        return "message", *map(int, label.groups()[:2])
    if said["type"] == "board.commit":
        return "drawing", *label_of(said["ops"][0])
    if said["type"] == "room.create":
        return "room", said["id"]
    if said["type"] == "boards.change" and said["change"]["act"] == "add":
        return "board", said["change"]["board"]
    return None


def reached(cache, journal, hurt):
    """Of what somebody did, that which damage to the bytes `hurt` of the journal can change: take, leave as it was before it
    was changed, or bring back when it was taken back."""
    database, content = cache.read_bytes(), journal.read_bytes()
    copy, form = cache.with_name("reach.sqlite"), Form()
    whole, hurt = waiting(image(database, content), copy), waiting(image(database, content, hurt), copy)
    differing = [message for one, other in ((whole, hurt), (hurt, whole)) for key, message in one.items() if other.get(key) != message]
    return {thing for message in differing if (thing := thing_in(message, form))}
