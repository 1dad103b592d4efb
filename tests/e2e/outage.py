# SPDX-License-Identifier: MIT
"""The host stops answering, then dies; somebody types and draws on, and their program is killed as well. Then both come
back: everything is there once, in order (issue "Nothing is ever lost", G19)."""

import signal

from desktop import until
from script import Trio

COUNT = 20
MARKS = "22x530+864+155"  # where the clocks stand, at the end of each row of a window of 1180x760
BODIES = "480x515+310+172"  # what was said, without names, times and clocks
RECENT = 18  # of the lines that are in sight, whatever stands above them
NOTICE = "200x40+20+52"  # the banner under the title
PEOPLE = "220x50+925+92"  # the beginning of the column of people, without the banner
BOARD = "440x100+410+218"  # where the stroke goes, above the hint of an empty board


class Outage(Trio):
    STILLS = {"outage-away.png": ["outage-2-silence.png", "outage-3-away.png", "outage-7-drawn.png"],
              "outage.png": ["outage-8-waiting.png", "outage-9-restarted.png", "outage-10-said-kim.png"]}

    def play(self):
        self.host()
        self.join("ben", "Ben")
        self.watch()
        for window in self.windows.values():
            window.resize(1180, 760)
        kim, ben = self.windows["kim"], self.windows["ben"]
        kim.write("The lens is in the cupboard")
        until("the first message", lambda: self.bodies() == ["The lens is in the cupboard"])
        ben.steady()
        self.check("no clock while the host answers", ben.marks(MARKS) == 0)
        ben.picture(self.out / "outage-1-connected.png")

        # It does not answer any more: nothing of the network tells that.
        self.processes["kim"].send_signal(signal.SIGSTOP)
        words = [f"Message {number} of {COUNT}" for number in range(1, COUNT + 1)]
        for body in words[:5]:
            ben.write(body)
        until("clocks at what waits", lambda: ben.marks(MARKS) == 5)
        ben.picture(self.out / "outage-2-silence.png")
        before = ben.ground(NOTICE)
        until("the banner", lambda: ben.ground(NOTICE) != before, 40)
        ben.picture(self.out / "outage-3-away.png")
        self.check("while the host stands still, what was typed has clocks, and a banner says why", True)
        self.observer.close()
        self.processes["kim"].kill()
        self.processes["kim"].wait()
        del self.windows["kim"]
        for body in words[5:]:
            ben.write(body)

        # What waits can still be changed, and taken back.
        ben.write("Not this one")
        ben.key("Up")
        ben.picture(self.out / "outage-4-edit.png")
        ben.key("ctrl+a")
        ben.write("Nor this")
        ben.key("shift+Tab", "End", "Delete")
        ben.picture(self.out / "outage-5-taken-back.png")
        ben.key("Escape", "Up", "End")
        ben.write(", changed")
        words[-1] += ", changed"

        ben.key("ctrl+shift+f")
        ben.write("cupb", send=False)
        ben.steady()
        ben.picture(self.out / "outage-6-search.png")
        ben.key("Return")
        ben.picture(self.out / "outage-7-found.png")
        ben.key("Escape", "ctrl+2")
        ben.steady()
        paper = ben.written(BOARD)
        ben.stroke(self.wave(1))
        until("the stroke on Ben's board", lambda: ben.written(BOARD) > paper + 400)
        ben.picture(self.out / "outage-7-drawn.png")
        ben.key("ctrl+1")
        until("half a minute of waiting said in words", lambda: self.is_amber(ben), 60)
        ben.steady()
        ben.picture(self.out / "outage-8-waiting.png")
        self.check("what has waited for half a minute is amber", True)
        self.processes["ben"].kill()
        self.processes["ben"].wait()
        del self.windows["ben"]

        typed = self.start_ben_again_alone()
        self.host(str(self.port))
        self.windows["kim"].resize(1180, 760)
        self.watch()
        wanted = ["The lens is in the cupboard", *words]
        until("what waited", lambda: len(self.bodies()) >= len(wanted) and self.strokes() >= 1, 60)
        ben = self.windows["ben"]
        until("no clock any more", lambda: ben.marks(MARKS) == 0, 40)
        self.watch()
        self.check("all of it is there once, in order, as it was changed", self.bodies() == wanted)
        self.check("the drawing is there once", self.strokes() == 1)
        self.check("the clocks are gone", True)
        for name, window in self.windows.items():
            window.key("ctrl+1")
            self.check_soon(f"{name}'s window shows all of it once and in order",
                            lambda shown=window: shown.lines(BODIES)[-RECENT:] == typed)
            window.picture(self.out / f"outage-10-said-{name}.png")
        for window in self.windows.values():
            window.key("ctrl+3")
            window.steady()
        self.shots("outage-10-back")

    def start_ben_again_alone(self):
        """Killed and started again without a host: what waits is there, with its clocks. Answers the last lines as they look."""
        self.join("ben", "Ben")
        ben = self.windows["ben"]
        ben.resize(1180, 760)
        until("clocks after the restart", lambda: ben.marks(MARKS) == COUNT)
        ben.steady()
        ben.picture(self.out / "outage-9-restarted.png")
        self.check("after kill -9, before the host is back, all that waits is shown", True)
        self.check_soon("the column of people says why it is empty", lambda: ben.ink(PEOPLE) > 100)
        typed = ben.lines(BODIES)[-RECENT:]
        self.check("each line is another one", len(set(typed)) == RECENT)  # else comparing them would prove nothing
        return typed

    @staticmethod
    def is_amber(window):
        return window.hue(MARKS, 20, 55) > 100

