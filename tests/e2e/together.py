# SPDX-License-Identifier: MIT
"""Three people with a display, a pointer and a keyboard each draw on one board at once; one loses the network and draws
on; each takes back their own (issue "The whiteboard", W-20, B4, B5, B9)."""

import itertools
import json
import math
import subprocess
from collections import Counter

from cable import Cable
from desktop import until
from hand import Hand
from script import PEOPLE, Trio

NAMES = {"kim": "Ms Kim", "ben": "Ben", "ana": "Ana Novak"}
BOARD = "485x540+420+160"  # of a window of 1180x760, without the cards around
STRIP = "360x40+810+712"   # what the board says of itself, at the lower edge
LEFT, RIGHT = 450, 730     # where what is drawn begins, and where a hand goes round until it is lifted
TITLE = (590, 24)          # where a pointer is on no board
NOTICE = "200x40+20+52"    # the banner under the title
AMBER = (20, 55)


class Together(Trio):
    DISPLAYS = 3
    STILLS = {"together.png": [f"together-1-at-once-{who}.png" for who in NAMES],
              "one-offline.png": [f"together-2-one-offline-{who}.png" for who in NAMES]}
    cable = None # Ana's

    def play(self):
        self.host()
        self.cable = Cable(self.port)
        self.join("ben", NAMES["ben"])
        self.join("ana", NAMES["ana"], self.cable.port)
        for window in self.windows.values():
            window.resize(1180, 760)
            window.key("ctrl+2")
        self.windows["kim"].stroke(self.dash(0, 3)) # the hint of an empty board is gone from here on
        until("the first stroke", lambda: self.creations() == Counter({"Ms Kim": 1}))
        self.everywhere("the first stroke", {(0, 3)})
        self.all_at_once()
        self.one_offline()
        self.everybody_takes_back_their_own()
        self.the_same_board()

    def all_at_once(self):
        before = self.creations()
        quiet = {who: window.look() for who, window in self.windows.items()}
        hands = [Hand(self.windows[who], self.round(row)) for row, who in enumerate(PEOPLE)]
        for hand in hands:
            hand.begin()
        try:
            for who in PEOPLE:
                until(f"the others' ink under way, with their names, in {who}'s window", lambda: self.sees_the_others(who, quiet[who]))
            under_way = self.creations() == before
            self.shots("together-1-at-once")
        finally:
            for hand in hands:
                hand.lift()
        self.check("while three draw at once, each window shows the ink and the named pointers of the others, and nothing of it is "
                   "in the log", under_way)
        until("three strokes in the log", lambda: (self.creations() - before).total() >= 3)
        self.check("each stroke is in the log once", self.creations() - before == Counter(NAMES.values()))
        self.everywhere("what all three drew", self.drawn | {(0, 0), (1, 0), (2, 0)})

    def sees_the_others(self, who, quiet):
        look = self.windows[who].look()
        return all(look.ink(self.place(row, 0)) > quiet.ink(self.place(row, 0)) + 300 and look.coloured(self.end_of(row)) > 350
                   for row, name in enumerate(PEOPLE) if name != who)

    def one_offline(self):
        before = self.creations()
        both = self.drawn
        ana = self.windows["ana"]
        self.cable.pull()
        said = [until("Ana's board to say that she is offline", lambda: self.new_words(ana, []))]
        ana.key("e")
        ana.stroke([(LEFT + 8 * i, self.middle(0) - 40 + 8 * i) for i in range(10)]) # across Kim's first
        said.append(until("one change that waits", lambda: self.new_words(ana, said)))
        ana.key("p")
        ana.stroke(self.dash(2, 1))
        said.append(until("two changes that wait", lambda: self.new_words(ana, said)))
        self.check("Ana's board says that she is offline, and counts what waits", True)
        self.windows["kim"].stroke(self.dash(0, 1))
        self.windows["ben"].stroke(self.dash(1, 1))
        until("what the two drew meanwhile", lambda: (self.creations() - before).total() == 2)
        self.everywhere("what the two with a network drew", both | {(0, 1), (1, 1)}, ("kim", "ben"))
        self.everywhere("what Ana drew and erased without one", (both | {(2, 1)}) - {(0, 0)}, ("ana",))
        until("the banner", lambda: ana.ground(NOTICE) != self.windows["ben"].ground(NOTICE))
        self.everywhere("what Ana has on her board, in its place below the banner", (both | {(2, 1)}) - {(0, 0)}, ("ana",))
        self.shots("together-2-one-offline")
        self.cable.plug()
        until("what Ana drew offline", lambda: (self.creations() - before).total() >= 3)
        self.check("what was drawn on both sides is in the log once", self.creations() - before == Counter(NAMES.values()))
        self.everywhere("what all did, and not what Ana erased", (both | {(0, 1), (1, 1), (2, 1)}) - {(0, 0)})
        until("nothing waiting any more", lambda: ana.look().hue(STRIP, *AMBER) == 0)
        self.check("Ana's board says nothing of a network any more", True)
        self.shots("together-3-back")

    @staticmethod
    def new_words(window, said):
        """How many pixels the words in amber have, when that is none of the numbers before: each sentence has its own."""
        amber = window.look().hue(STRIP, *AMBER)
        return amber if amber > 200 and amber not in said else None

    def everybody_takes_back_their_own(self):
        whole = self.drawn
        for row, who in enumerate(PEOPLE):
            name = NAMES[who]
            self.windows[who].key("ctrl+z")
            self.everywhere(f"all but {name}'s last stroke, which was taken back", whole - {(row, 1)})
            self.check(f"{name}'s undo is of what {name} did", self.last_step() == ("undo", name, name))
            if who == "ben":
                self.shots("together-4-undo-ben")
            self.windows[who].key("ctrl+shift+z")
            self.everywhere(f"{name}'s stroke again", whole)

    def the_same_board(self):
        """The same pixels in all windows, and the session file has as many strokes as they show."""
        for window in self.windows.values():
            window.point(*TITLE)

        def shown():
            boards = [list(window.look().rows(BOARD)) for window in self.windows.values()]
            return boards[0] if boards[0] == boards[1] == boards[2] else None

        rows = until("the same picture in all three windows", shown)
        self.check(f"all windows show the same board, in each of {len(rows) * len(rows[0])} pixels", True)
        self.shots("together-5-end")
        file = self.folder / "board.json"
        subprocess.run([self.program, "--export", self.file, "--to", file], env=self.desktops[0].environment, check=True,
                       stdout=subprocess.DEVNULL)
        objects = json.loads(file.read_text())["objects"]
        self.check("the session file has the strokes that the windows show", len(objects) == len(self.drawn))

    def end(self):
        super().end()
        if self.cable:
            self.cable.pull()

    # -- what the log and the windows have

    def steps(self):
        """The board's transactions, as (author, operations, id), with all authors by name."""
        self.watch()
        page = self.observer.ask("history.get", "history.page", room=self.room, limit=200, board=True)
        self.observer.close()
        return [(event["name"], event["board"]["ops"], event["id"]) for event in page["events"] if "board" in event]

    def creations(self):
        return Counter(author for author, ops, _ in self.steps() for op in ops if op["act"] == "create")

    def last_step(self):
        steps = self.steps()
        author, ops, _ = steps[-1]
        return ops[0]["act"], author, next((by for by, _, step in steps if step == ops[0].get("target")), None)

    def everywhere(self, what, drawn, people=PEOPLE):
        """Waits until these windows show what is drawn at these places, and at no other."""
        def right(who):
            look = self.windows[who].look()
            return all((look.written(self.place(row, column)) > 150) == ((row, column) in drawn)
                       for row, column in itertools.product(range(3), (0, 1, 3)))

        for who in people:
            until(f"{what} in {who}'s window", lambda: right(who))
        if people == PEOPLE:
            self.drawn = drawn
        self.check(f"{what}: seen by {', '.join(NAMES[who] for who in people)}", True)

    # -- where things are drawn: a row for each person, in it a wave, a flat one below, and one at the right

    @staticmethod
    def middle(row):
        return 215 + 150 * row

    @classmethod
    def place(cls, row, column):
        left, width, top, height = {0: (LEFT, 200, -42, 84), 1: (LEFT, 200, 50, 36), 3: (800, 100, -42, 84)}[column]
        return f"{width}x{height}+{left}+{cls.middle(row) + top}"

    @classmethod
    def end_of(cls, row):
        return f"160x120+{RIGHT - 50}+{cls.middle(row) - 50}"

    @classmethod
    def dash(cls, row, column):
        left, top = {1: (LEFT, 68), 3: (800, 0)}[column]
        return [(left + 5 * i, cls.middle(row) + top + 8 * (i % 2)) for i in range(20)]

    @classmethod
    def round(cls, row):
        """A wave, then round and round at its end."""
        for i in range(45):
            yield LEFT + 6 * i, cls.middle(row) + 32 * math.sin(i / 4)
        for i in itertools.count():
            yield RIGHT + 22 * math.sin(i / 5), cls.middle(row) - 22 + 22 * math.cos(i / 5)
