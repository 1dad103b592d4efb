#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Proof of the judge of what the real session keeps: what is right passes, and each thing that may go wrong is named."""
import copy
import json
import unittest

import deeds

HOME, MADE = "019370e0-0000-7000-8000-00000000000a", "019370e0-0000-7000-8000-00000000000b"
BOARD = "019370e0-0000-7000-8000-0000000000bb"
TAKEN = "The message was taken back; it is not sent."
MAYBE = "The message was taken back here. It may have reached the host before; then it shows again."


def words(number, room=HOME, change=""):
    return f"r1.{number}@{room[-12:]}{change}"


def stroke(number, points="AAAA"):
    return {"act": "create", "object": f"object-{number}", "kind": "stroke", "points": points, "color": 0xFF000000 + (1 << 16) + number}


def drew(number, room=HOME, board=None):
    return f"{number} drew {room} " + json.dumps({"type": "board.commit", "room": room, "ops": [stroke(number)], **({"board": board} if board else {})})


TOLD = [f"0 said {HOME} {words(0)}", f"1 made {MADE} offline r1.room1", f"2 said {MADE} {words(2, MADE)}", drew(3), f"4 added {HOME} {BOARD}",
        f"5 said {HOME} {words(5)}", f"6 changed {HOME} {words(0, change='~0006')}", "idle", f"7 said {HOME} {words(7)}", f"taking {words(5)}",
        f"8 taken {HOME} {words(5)} {TAKEN}", drew(9, HOME, BOARD), f"10 said {HOME} {words(10)}", f"taking {words(10)}"]


def world():
    def chat(seq, body):
        return {"seq": seq, "author": "ana", "chat": {"body": body}}

    def board(seq, number, where=None):
        return {"seq": seq, "author": "ana", "board": {"ops": [stroke(number)], **({"board": where} if where else {})}}

    home = [chat(1, words(0, change="~0006")), board(2, 3), {"seq": 3, "author": "ana", "boards": {"act": "add", "board": BOARD}}, chat(4, words(7)),
            board(5, 9, BOARD)]
    return {HOME: ("lobby", home), MADE: ("r1.room1", [chat(1, words(2, MADE))])}


def found(change=lambda there: None, told=TOLD, left=()):
    """The wrongs that are named."""
    what, there = deeds.Deeds(), copy.deepcopy(world())
    what.add(1, told)
    change(there)
    return {name for name, count in deeds.judge(what, there, left).items() if count}


def with_body(there, at, body):
    there[HOME][1][at]["chat"]["body"] = body


class DeedsTest(unittest.TestCase):
    def test_what_is_right_passes(self):
        self.assertEqual(found(), set())
        what = deeds.Deeds()
        what.add(1, TOLD)
        self.assertEqual((len(what.messages), what.changes, what.taken, len(what.drawings), what.made_offline), (5, 1, 1, 2, 1))
        self.assertEqual(deeds.authors(world()), {"ana"})

    def test_each_wrong_is_named(self):
        log = lambda there: there[HOME][1]
        for name, change in {
            "messages lost": lambda there: log(there).pop(3),
            "messages twice": lambda there: log(there).append(log(there)[3]),
            "messages out of order": lambda there: log(there).insert(0, log(there).pop(3)),
            "messages in another room": lambda there: there[MADE][1].append(log(there).pop(3)),
            "of nobody": lambda there: log(there).append({"seq": 6, "chat": {"body": "hello"}}),
            "changes lost": lambda there: with_body(there, 0, words(0)),
            "taken back and there": lambda there: log(there).insert(3, {"seq": 4, "chat": {"body": words(5)}}),
            "drawings lost": lambda there: log(there).pop(1),
            "drawings twice": lambda there: log(there).insert(1, {"seq": 2, "board": {"ops": [{**stroke(3), "object": "another"}]}}),
            "drawings out of order": lambda there: log(there).insert(0, log(there).pop(4)),
            "rooms lost": lambda there: there.pop(MADE),
            "rooms twice": lambda there: there.update({"another": ("r1.room1", [])}),
            "boards lost": lambda there: log(there).pop(2),
            "boards twice": lambda there: log(there).append(log(there)[2]),
        }.items():
            self.assertIn(name, found(change), name)
        for change in (lambda there: log(there)[1]["board"]["ops"][0].update(points="BBBB"), lambda there: log(there)[1]["board"].update(board=BOARD),
                       lambda there: there[MADE][1].append(log(there).pop(1))):
            self.assertEqual(found(change), {"drawings changed or elsewhere"})

    def test_new_words_that_came_too_late_are_kept_for_somebody_to_decide(self):
        earlier = lambda there: with_body(there, 0, words(0))
        self.assertEqual(found(earlier, left=[b"\x01" + words(0, change="~0006").encode() + b"\x02"]), set())
        self.assertEqual(found(earlier, left=[words(0, change="~0004").encode()]), {"changes lost"})
        self.assertEqual(found(lambda there: with_body(there, 0, words(0, change="~0008"))), set())  # a change it was killed before it told of

    def test_what_was_asked_back_and_not_told_of_may_be_there_or_not(self):
        there = lambda there: there[HOME][1].append({"seq": 6, "chat": {"body": words(10)}})
        self.assertEqual(found(there), set())
        self.assertEqual(found(lambda there: None, told=[*TOLD, f"11 taken {HOME} {words(10)} {MAYBE}"]), set())
        self.assertEqual(found(there, told=[*TOLD, f"11 taken {HOME} {words(10)} {MAYBE}"]), set())
        self.assertEqual(found(there, told=[*TOLD, f"11 taken {HOME} {words(10)} {TAKEN}"]), {"taken back and there"})
        with self.assertRaises(ValueError):
            found(told=[*TOLD, f"11 taken {HOME} {words(10)} something else"])


if __name__ == "__main__":
    unittest.main()
