# SPDX-License-Identifier: MIT
"""Fills a session file with a long log, faster than a host could: entries and chain as server/README.md S14 and
shared/protocol/protocol.md describe them. That a host opens it proves that both are described well enough."""
import hashlib
import sqlite3
import struct
import time


def head(kind, number):
    """RFC 8949 §3: the first bytes of an item."""
    if number < 24:
        return bytes([kind << 5 | number])
    for extra, form, limit in ((24, ">B", 1 << 8), (25, ">H", 1 << 16), (26, ">I", 1 << 32), (27, ">Q", 1 << 64)):
        if number < limit:
            return bytes([kind << 5 | extra]) + struct.pack(form, number)
    raise OverflowError(number)


def text(words):
    data = words.encode()
    return head(3, len(data)) + data


def blob(data):
    return head(2, len(data)) + data


def entry(seq, op, author, name, ms, line, words):
    return b"".join((head(5, 7), b"\1", head(0, seq), b"\2", blob(op), b"\3", blob(author), b"\4", name, b"\5", head(0, ms), b"\6",
                     head(0, line), b"\7", head(5, 1), b"\1", text(words)))


def fill(path, count):
    """Appends `count` messages to the first room. The host must be stopped. Returns the new head."""
    db = sqlite3.connect(path, isolation_level=None)
    room, id, epoch = db.execute("select number, id, epoch from room order by number limit 1").fetchone()
    last = db.execute("select seq, line, hash from event where room=? order by seq desc limit 1", (room,)).fetchone()
    seq, line, chain = last or (0, 0, hashlib.blake2b(id + epoch, digest_size=32).digest())
    author, name, ms = db.execute("select id from person limit 1").fetchone()[0], text("Ada"), int(time.time() * 1000) - 86_400_000

    def rows():
        nonlocal chain
        for n in range(1, count + 1):
            op = struct.pack(">QQ", (ms + n) << 16 | 0x7000, 1 << 63 | n)  # a UUID of version 7
            body = entry(seq + n, op, author, name, ms + n, line + n, f"message number {n} of many, as long as most of them are")
            chain = hashlib.blake2b(chain + body, digest_size=32).digest()
            yield room, seq + n, line + n, ms + n, 1, 0, author, op, body, chain
    db.execute("pragma synchronous=off")
    db.execute("pragma cache_size=-100000")
    db.execute("begin")
    db.executemany("insert into event (room, seq, line, time, kind, board, author, op, body, hash) values (?,?,?,?,?,?,?,?,?,?)", rows())
    db.execute("commit")
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()
    return seq + count
