# SPDX-License-Identifier: MIT
"""The real session as a process that types, and what became of what it typed. What else it does: deeds.py."""
import contextlib
import os
import re
import subprocess
import time

from raw import Honest

LABEL = re.compile(r"r(\d+)\.(\d+)$")
PATIENCE = 60.0


class Typist:
    """The driver as a process, and what it said was on its disk."""

    def __init__(self, program, endpoint, folder, run, count, pause=5, environment=None, rooms=0, halt=0):
        """`rooms`: how many there are to be; then it does all that one can, in all of them. 0: it types in the first one.
        `halt`: after so many things it waits for the command "away", and goes on when it is without the host."""
        folder.mkdir(parents=True, exist_ok=True)
        self.run = run
        self.output = folder / f"typist-{run}.out"
        self._shown = 0
        with open(self.output, "wb") as output:
            self.process = subprocess.Popen([program, f"ws://{endpoint[0]}:{endpoint[1]}/ws", str(folder), "Ana", f"r{run}.", "0",
                                             str(count), str(pause), *([str(rooms), str(halt)] if rooms else [])], stdin=subprocess.PIPE, stdout=output,
                                            stderr=subprocess.DEVNULL, env={**os.environ, **(environment or {})})

    def lines(self):
        """Whole lines only: it may be killed in the middle of one."""
        return self.output.read_text().split("\n")[:-1]

    def idles(self):
        """How often nothing waited any more. What waited then says nothing of a later connection."""
        return self.lines().count("idle")

    def states(self):
        """How its session stood, one after the other, since it was told to say so: names of Session::State."""
        return [line.removeprefix("state ") for line in self.lines() if line.startswith("state ")]

    def told(self):
        """How much of what it did is on its disk."""
        return sum(line[:1].isdigit() for line in self.lines())

    def until(self, what, question, patience=PATIENCE):
        end = time.monotonic() + patience
        while not question():
            if self.process.poll() is not None:
                raise RuntimeError(f"the driver ended with {self.process.returncode}")
            if time.monotonic() > end:
                raise RuntimeError(f"waited {patience:.0f} s for {what}; it said {self.lines()[-3:]}")
            time.sleep(0.005)

    def command(self, word):
        self.process.stdin.write(word.encode() + b"\n")
        self.process.stdin.flush()

    def shows(self, patience=PATIENCE):
        """What somebody sees who looks through all of it: the lines of display.h."""
        self.command("show")
        self.until("what is shown", lambda: self.lines().count("shown") > self._shown, patience)
        self._shown += 1
        lines = self.lines()
        ends = [at for at, line in enumerate(lines) if line == "shown"]
        return lines[ends[-2] + 1 if len(ends) > 1 else 0:ends[-1]]

    def kill(self):
        self.process.kill()
        self.process.wait()
        with contextlib.suppress(OSError):
            self.process.stdin.close()


def log_of(host):
    """The driver's messages in the order of the log of the first room."""
    said, after = [], 0
    with Honest((host.address, host.port), name="reader", join=True) as reader:
        while True:
            reader.say({"type": "history.get", "req": 9, "room": reader.room, "after": after, "limit": 200, "board": False})
            page = reader.answer("history.page", 30)
            said += [event["chat"]["body"] for event in page["events"] if "chat" in event and LABEL.match(event["chat"]["body"])]
            if not page["more"]:
                return said
            after = page["events"][-1]["seq"]


def labels(bodies):
    return [tuple(map(int, LABEL.match(body).groups())) for body in bodies]


def judge(told, found):
    once = set(found)
    return {"lost": len(set(told) - once), "twice": len(found) - len(once),
            "out of order": sum(a > b for a, b in zip(found, found[1:]))}


def controls(bench, told, found):
    """The judge's counts of the log as it is, with one that is left out, one that is there again, two that stand the wrong way round."""
    for what, name, log in (("a log that has lost one of them", "lost", found[1:]), ("a log that has one of them again", "twice", found + found[:1]),
                            ("a log that has two of them the wrong way round", "out of order", [*found[1::-1], *found[2:]])):
        bench.exceeds(what, {name: judge(told, log)[name]})
