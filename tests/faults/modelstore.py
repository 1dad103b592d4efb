# SPDX-License-Identifier: MIT
"""The model server's log on SQLite, with group commit, and the planted bugs that live in storage."""
import fcntl
import hashlib
import json
import sqlite3
import time

from frames import uuid7

VERSION = 1
REUSED = "reused"  # the id is in use for something else
SCHEMA = """
create table if not exists users(id text primary key, name text, token blob unique);
create table if not exists rooms(id text primary key, name text, topic text, epoch text, n integer);
create table if not exists members(room text, user text, read integer, primary key(room, user));
create table if not exists events(room text, seq integer, author text, id text, line integer, time integer, said text,
                                  primary key(room, seq)) without rowid;
create index if not exists by_id on events(room, author, id);
"""


def hash_of(token):
    return hashlib.blake2b(token.encode(), digest_size=32).digest()


class Room:
    def __init__(self, id, name, topic, epoch):
        self.id, self.name, self.topic, self.epoch = id, name, topic, epoch
        self.head = self.line = 0  # of what everybody was told
        self.written = Written()
        self.members = {}
        self.listeners = set()
        self.typing = {}


class Written:
    """Where a room's log ends for whoever writes it: ahead of what was told while the disk is at work."""

    def __init__(self, head=0, line=0, time=0):
        self.head, self.line, self.time = head, line, time


class Unusable(Exception):
    def __init__(self, status, text):
        super().__init__(text)
        self.status = status


class ModelStore:
    def __init__(self, path, bugs):
        self.bugs = bugs
        self._lock = open(path + ".lock", "w")
        try:
            if "two-hosts" not in bugs:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Unusable(4, f"{path} is in use by another server") from None
        self._path = path
        self.db = sqlite3.connect(path, isolation_level=None, timeout=0.1 if "locked-for-good" in bugs else 2.0, check_same_thread=False)
        if self.db.execute("pragma user_version").fetchone()[0] > VERSION:
            raise Unusable(3, f"{path} was written by a newer version")
        self.db.execute(f"pragma user_version={VERSION}")
        mode = "NORMAL" if "normal-sync" in bugs else "FULL"
        self.db.execute("pragma journal_mode=WAL")
        self.db.execute(f"pragma synchronous={mode}")
        self.db.executescript(SCHEMA)
        self._recent = []  # bug `dedup-window`
        self._recover()
        # Pages do not wait for the disk: whoever reads them has a connection of their own.
        self._reader = self.db if "ack-early" in bugs else sqlite3.connect(path, isolation_level=None, timeout=2.0)

    def _recover(self):
        if "lost-on-restart" in self.bugs:
            self.db.execute("delete from events where (room, seq) in (select room, max(seq) from events group by room)")
        self.rooms, self.names = {}, {}
        for id, name, topic, epoch in self.db.execute("select id, name, topic, epoch from rooms order by n").fetchall():
            room = Room(id, name, topic, epoch)
            if "epoch-at-start" in self.bugs:
                room.epoch = uuid7()
            row = self.db.execute("select seq, time from events where room=? order by seq desc limit 1", (id,)).fetchone()
            room.head, time = row or (0, 0)
            room.line = self.db.execute("select max(line) from events where room=?", (id,)).fetchone()[0] or 0
            if "seq-reuse" in self.bugs:
                room.head -= room.head % 8  # as if the counter was written every eight entries only
            room.written = Written(room.head, room.line, time)
            room.members = dict(self.db.execute("select user, read from members where room=?", (id,)).fetchall())
            self.rooms[id] = room
        self.users = {} if "forgets-people" in self.bugs else {
            token: (id, name) for id, name, token in self.db.execute("select id, name, token from users").fetchall()}

    def add_room(self, id, name, topic):
        room = Room(id, name, topic, uuid7())
        self.db.execute("insert into rooms values(?,?,?,?,?)", (id, name, topic, room.epoch, len(self.rooms)))
        return room

    def add_user(self, name, token):
        user = uuid7()
        self.db.execute("insert into users values(?,?,?)", (user, name, hash_of(token)))
        return user

    def add_member(self, room, user):
        self.db.execute("insert or replace into members values(?,?,?)", (room.id, user, room.line))

    def remove_member(self, room, user):
        self.db.execute("delete from members where room=? and user=?", (room.id, user))

    def find(self, room, author, id):
        if "no-dedup" in self.bugs or ("dedup-window" in self.bugs and id not in self._recent):
            return None
        return self.db.execute("select seq, time, said from events where room=? and author=? and id=? limit 1",
                               (room.id, author, id)).fetchone()

    def commit(self, batch):
        """`batch`: (room, event) in order; fills in seq, line, time. Returns a list of (event, is it there already, or REUSED)."""
        done = []
        self.db.execute("begin immediate")
        try:
            for room, event in batch:
                done.append(self._append(room, event))
            self.db.execute("commit")
        except sqlite3.Error as error:
            if self.db.in_transaction:
                self.db.execute("rollback")
            self._reload(batch)
            if "acks-unsynced" in self.bugs and error.sqlite_errorname == "SQLITE_IOERR_FSYNC":
                self.db.execute("pragma synchronous=OFF")
                return self.commit(batch)
            raise
        return done

    def cause(self):
        """The number of the error that the disk has for whoever writes now; 0: none. SQLite does not tell all of them apart."""
        try:
            with open(self._path + ".probe", "wb", buffering=0) as probe:
                probe.write(b"?")
        except OSError as error:
            return error.errno
        return 0

    def _append(self, room, event):
        old = self.find(room, event["author"], event["id"])
        if old:
            said = json.loads(old[2])
            if any(event.get(kind) != said.get(kind) for kind in ("chat", "topic", "board")):
                return event, REUSED
            return {**event, **said, "seq": old[0], "time": old[1]}, True
        written = room.written
        written.head += 1
        written.time = event["time"] if "time-back" in self.bugs else max(written.time, event["time"])
        if "chat" in event or "line-of-all" in self.bugs:
            written.line += 1
            event["line"] = written.line
        event.update(seq=written.head, time=written.time)
        self._recent = (self._recent + [event["id"]])[-16:]
        said = {key: event[key] for key in ("name", "chat", "topic", "board", "line") if key in event}
        self.db.execute("insert or replace into events values(?,?,?,?,?,?,?)",
                        (room.id, event["seq"], event["author"], event["id"], event.get("line", 0), event["time"],
                         json.dumps(said)))
        return event, False

    def _reload(self, batch):
        for room in {room.id: room for room, _ in batch}.values():
            row = self.db.execute("select max(seq), max(time), max(line) from events where room=?", (room.id,)).fetchone()
            room.written = Written(row[0] or 0, row[2] or 0, row[1] or 0)

    def page(self, room, after, before, limit):
        if after is not None:
            if "catchup-skip" in self.bugs and after > 0:
                after += 1
            rows = self._reader.execute("select seq, author, id, time, said from events where room=? and seq>? and seq<=? "
                                        "order by seq limit ?", (room.id, after, room.head, limit + 1)).fetchall()
            more, rows = len(rows) > limit, rows[:limit]
        else:
            rows = self._reader.execute("select seq, author, id, time, said from events where room=? and seq<? order by seq "
                                        "desc limit ?", (room.id, min(before or 1 << 53, room.head + 1), limit + 1)).fetchall()
            more, rows = len(rows) > limit, rows[:limit][::-1]
        return [{"seq": seq, "author": author, "id": id, "time": at, **json.loads(said)}
                for seq, author, id, at, said in rows], more

    def close(self):
        self.db.close()


def now_ms():
    return time.time_ns() // 1_000_000
