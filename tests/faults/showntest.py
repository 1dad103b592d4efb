#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Proof of the judges of what a client shows and of what damage may take from it (K12, K13): what is right passes, and each
thing that may go wrong is named."""
import contextlib
import copy
import json
import pathlib
import sqlite3
import tempfile
import unittest

import company
import deeds
import reach
import shown
from cborform import Form
from rows_client import Journals, standing_on

HOME, BOARD = "019370e0-0000-7000-8000-00000000000a", "019370e0-0000-7000-8000-0000000000bb"
ANA, BEN = "019370e0-0000-7000-8000-0000000000a1", "019370e0-0000-7000-8000-0000000000b1"


def id_of(number):
    return f"019370e0-0000-7000-8000-{number:012x}"


def world():
    def chat(seq, author, body):
        return {"seq": seq, "id": id_of(seq), "author": author, "chat": {"body": body}}

    drawn = {"act": "create", "object": id_of(77), "kind": "stroke", "color": deeds.OPAQUE + (1 << 16) + 3}
    return {HOME: ("lobby", [chat(1, ANA, "r1.0@" + HOME[-12:]), chat(2, BEN, "hello"), {"seq": 3, "id": id_of(3), "author": BEN, "board": {"ops": [drawn]}},
                             chat(4, BEN, "again"), chat(5, ANA, "r1.1@" + HOME[-12:])])}


def lines(change=lambda rows: None, objects=(id_of(77),)):
    rows = [{"room": HOME, "seq": event["seq"], "id": event["id"], "author": event["author"], "text": shown.sum_of(event["chat"]["body"])}
            for event in world()[HOME][1] if "chat" in event]
    change(rows)
    return [*("shows " + json.dumps(row) for row in rows), "draws " + json.dumps({"room": HOME, "board": HOME, "objects": list(objects)}), "idle"]


def named(*arguments, **more):
    return shown.named(shown.judge(lines(*arguments, **more), world()))


class ShownTest(unittest.TestCase):
    def test_what_is_right_passes(self):
        self.assertEqual(named(), set())

    def test_each_wrong_is_named(self):
        found = {
            "not shown": named(lambda rows: rows.pop(1)),
            "shown twice": named(lambda rows: rows.insert(1, rows[1])),
            "shown out of order": named(lambda rows: rows.insert(1, rows.pop(2))),
            "shown and not in the log": named(lambda rows: rows.insert(1, {**rows[1], "id": id_of(99)})),
            "shown otherwise": named(lambda rows: rows[1].update(text=shown.sum_of("hallo"))),
            "shown as another's": named(lambda rows: rows[1].update(author=ANA)),
            "drawn and not shown": named(objects=()),
            "shown and not drawn": named(objects=(id_of(77), id_of(78))),
        }
        for name, wrong in found.items():
            self.assertEqual(wrong, {name})
        self.assertEqual(set(found), set(shown.WRONGS))
        self.assertLessEqual(set(shown.PLANTS.values()), set(shown.WRONGS))

    def test_what_is_shown_of_a_room_that_is_nowhere_is_in_no_log(self):
        self.assertEqual(shown.named(shown.judge([line for line in lines() if line.startswith("shows")], {})), {"shown and not in the log"})
        self.assertEqual(shown.named(shown.judge([], world())), {"not shown", "drawn and not shown"})

    def test_what_somebody_else_said_is_left_out_of_the_deeds(self):
        left = company.without(world(), {id_of(2), id_of(3), id_of(4)})
        self.assertEqual([event["seq"] for event in left[HOME][1]], [1, 5])


TOLD = [f"0 said {HOME} r1.0@{HOME[-12:]}", f"1 said {HOME} r1.1@{HOME[-12:]}", f"2 added {HOME} {BOARD}",
        f"3 drew {HOME} " + json.dumps({"board": BOARD, "ops": [{"color": deeds.OPAQUE + (1 << 16) + 3, "object": id_of(77)}]})]


def judged(reach=(), *, said=True, told=TOLD, there=world, left=()):
    one, all = deeds.Deeds(), Journals()
    one.add(1, told)
    all.judge(one, set(reach) | standing_on(reach, one), there(), said, left)
    return all


def missing(*numbers):
    def there():
        found = copy.deepcopy(world())
        found[HOME] = (found[HOME][0], [event for event in found[HOME][1] if event["seq"] not in numbers])
        return found
    return there


class ReachTest(unittest.TestCase):
    def test_what_damage_took_is_excused_and_nothing_else(self):
        took = [("board", BOARD)]
        self.assertEqual(judged(took).beyond, 0)
        self.assertEqual(judged().beyond, 1)  # the board
        self.assertEqual(judged(took, there=missing(3)).beyond, 0)  # what was drawn on it has no place
        self.assertEqual(judged(took, there=missing(1)).beyond, 1)
        self.assertEqual(judged([*took, ("message", 1, 0)], there=missing(1)).beyond, 0)
        self.assertEqual(judged([*took, ("message", 1, 0)], there=missing(1), said=False).silent, 2)

    def test_what_was_changed_or_taken_back_may_be_as_before(self):
        changed = [*TOLD, f"4 changed {HOME} r1.0@{HOME[-12:]}~0004"]
        taken = [*TOLD, f"taking r1.0@{HOME[-12:]}", f"4 taken {HOME} r1.0@{HOME[-12:]} The message was taken back; it is not sent."]
        for told in (changed, taken):
            self.assertEqual(judged([("board", BOARD)], told=told).beyond, 1)
            self.assertEqual(judged([("board", BOARD), ("message", 1, 0)], told=told).beyond, 0)
        waits = [f"r1.0@{HOME[-12:]}~0004".encode()]  # its new words came too late, and are kept for somebody to decide
        self.assertEqual(judged([("board", BOARD)], told=changed, left=waits).beyond, 0)

    def test_a_frame_reaches_what_waits_in_it_alone(self):
        said = {"chat.post": {"body": f"r1.7@{HOME[-12:]}"}, "room.create": {"name": "r1.room8", "topic": ""},
                "boards.change": {"change": {"act": "add", "board": BOARD, "name": "another"}},
                "board.commit": {"ops": [{"act": "create", "object": id_of(77), "kind": "stroke", "color": deeds.OPAQUE + (1 << 16) + 9}]}}
        things = [("message", 1, 7), ("room", HOME), ("board", BOARD), ("drawing", 1, 9)]
        with tempfile.TemporaryDirectory() as folder:
            cache = pathlib.Path(folder) / "cache.sqlite"
            with contextlib.closing(sqlite3.connect(cache, isolation_level=None)) as db:
                db.execute("pragma journal_mode=wal")
                db.execute("pragma wal_autocheckpoint=0")
                db.execute("create table outbox(ord integer primary key, id blob, room blob, message blob)")
                ends = []
                for n, (kind, fields) in enumerate(said.items()):
                    id = HOME if kind == "room.create" else id_of(n)
                    message = Form().encode({"type": kind, "id": id, **({} if kind == "room.create" else {"room": HOME}), **fields})
                    db.execute("insert into outbox values(?, ?, ?, ?)", (n, bytes.fromhex(id.replace("-", "")), bytes.fromhex(HOME.replace("-", "")), message))
                    ends.append(cache.with_name("cache.sqlite-wal").stat().st_size)
                journal = cache.with_name("cache.sqlite-wal")
                # The last frames hold the last of them alone; from some byte on, all that comes behind it.
                self.assertEqual(reach.reached(cache, journal, range(ends[-1] - 10, ends[-1])), {things[-1]})
                self.assertEqual(reach.reached(cache, journal, range(ends[0], ends[-1])), set(things[1:]))
                self.assertEqual(reach.reached(cache, journal, range(ends[0] - 10, ends[0] - 9)), set())  # it stands in later frames too


if __name__ == "__main__":
    unittest.main()
