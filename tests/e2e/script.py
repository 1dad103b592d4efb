# SPDX-License-Identifier: MIT
"""What the three do, and what must then be true."""

import math
import os
import shutil
import signal

from coterie_text import Client
from desktop import PATIENCE, Window, until

SESSION = "Class 7b"
PEOPLE = ("kim", "ben", "ana")
CHAT = "640x560+260+110"   # the timeline of a window of 1180x760
BLUE = (385, 333)        # the second ink of the palette
CORNERS = "500x18+410+543" # where the lower corners of the fast stroke are, and nothing of a straight one
MIDDLE = "380x260+450+180" # where a question stands, over a board on which nobody draws
PAPER = "520x360+380+120"  # the middle of the board


class Trio:
    DISPLAYS = 1 # that the three share in turn
    STILLS = {}  # for the READMEs: name, and which of the pictures stand in it side by side

    def __init__(self, desktops, program, folder, out, theme=None):
        self.desktops, self.program, self.folder, self.out, self.theme = desktops, program, folder, out, theme
        self.passed = self.failed = 0
        self.port = self.token = None
        self.processes = {}
        self.windows = {}
        self.file = folder / "class.coterie"

    # -- what happens

    def check(self, what, truth):
        print(("ok    " if truth else "FAIL  ") + what, flush=True)
        self.passed += bool(truth)
        self.failed += not truth

    def check_soon(self, what, question, patience=PATIENCE):
        """What a window shows as soon as it has painted: it may be busy with something else first."""
        try:
            until(what, question, patience)
        except TimeoutError:
            self.check(what, False)
        else:
            self.check(what, True)

    def host(self, port="0"):
        self.open("kim", "--host", SESSION, "--file", self.file, "--port", port, "--local", "--as", "Ms Kim")
        self.port = until("the host's port", lambda: self.listening(self.processes["kim"].pid))

    def join(self, who, name, port=None):
        self.open(who, "--join", f"127.0.0.1:{port or self.port}", "--as", name)

    def open(self, who, *arguments):
        """The program of one of the three, with settings of its own."""
        config = self.folder / who
        if self.theme and not config.exists():
            config.mkdir()
            (config / "coterie.ini").write_text(f"[look]\ntheme={self.theme}\n")
        desktop = self.desktops[PEOPLE.index(who) % len(self.desktops)]
        self.processes[who] = desktop.start(self.program, *arguments, "--config-dir", config, log=self.folder / f"{who}.log")
        self.windows[who] = Window(desktop, self.processes[who], SESSION)

    @staticmethod
    def listening(pid):
        """The TCP port on which a process listens: its sockets in /proc, matched with the kernel's table."""
        sockets = set()
        for descriptor in os.listdir(f"/proc/{pid}/fd"):
            try:
                sockets.add(os.readlink(f"/proc/{pid}/fd/{descriptor}"))
            except OSError:
                pass
        for table in ("tcp", "tcp6"):
            with open(f"/proc/{pid}/net/{table}", encoding="ascii") as lines:
                for line in list(lines)[1:]:
                    field = line.split()
                    if field[3] == "0A" and f"socket:[{field[9]}]" in sockets:
                        return int(field[1].rsplit(":", 1)[1], 16)
        return None

    def shots(self, state):
        for who, window in self.windows.items():
            window.picture(self.out / f"{state}-{who}.png")

    def bodies(self):
        page = self.observer.history(self.room)
        return [event["chat"]["body"] for event in page["events"] if "chat" in event]

    def strokes(self):
        page = self.observer.ask("history.get", "history.page", room=self.room, limit=200, board=True)
        return sum(op["act"] == "create" for event in page["events"] if "board" in event for op in event["board"]["ops"])

    def watch(self):
        self.observer = Client(self.port, "Observer", token=self.token)
        self.token = self.observer.welcome["token"]
        self.room = self.observer.rooms()[0]["id"]
        self.observer.join(self.room)

    # -- the main job

    def play(self):
        self.host() # each waits for a window with the session's name in its title
        self.join("ben", "Ben")
        self.join("ana", "Ana Novak")
        self.watch()
        members = self.observer.ask("members.get", "members.page", room=self.room)["members"]
        people = {member["name"] for member in members}
        self.check("the window hosts, and two more have joined", {"Ms Kim", "Ben", "Ana Novak"} <= people)
        for window in self.windows.values():
            window.resize(1180, 760)
        for window in self.windows.values():
            window.steady() # what is not painted yet would count as written
        self.watch() # anew: who does not answer pings for so long may be taken for lost

        said = ["Good morning, everybody", "Does the beam bend before the lens?", "Look at the board, upper left"]
        before = {who: window.written(CHAT) for who, window in self.windows.items()}
        for who, body in zip(PEOPLE, said):
            self.windows[who].write(body)
            until(f"'{body}' in the session", lambda: body in self.bodies())
        self.check("what three people typed is stored once each, in order", self.bodies() == said)
        for who, window in self.windows.items():
            shown = until(f"the messages in {who}'s window", lambda: window.written(CHAT) > before[who] + 1000, 20)
            self.check(f"{who}'s window shows the conversation", shown)
        self.bodies() # whatever was told up to here has been read by now,
        self.observer.kept.clear() # and is forgotten, that who typed before is not taken for who types now
        self.windows["ben"].write("I am wri", send=False)
        self.observer.wait("typing.changed", name="Ben", on=True)
        self.shots("1-chat")
        self.windows["ben"].key("ctrl+a", "BackSpace")
        self.watch() # anew: pictures take their time, and an observer who does not answer pings is taken for lost

        for window in self.windows.values():
            window.key("ctrl+2")
        paper = {who: window.written(PAPER) for who, window in self.windows.items()}
        for number, who in enumerate(PEOPLE):
            self.windows[who].stroke(self.wave(number))
            until(f"{who}'s stroke in the session", lambda: self.strokes() == number + 1)
        for who, window in self.windows.items():
            shown = until(f"three strokes in {who}'s window", lambda: window.written(PAPER) > paper[who] + 1200, 20)
            self.check(f"{who}'s board shows what the three drew", shown)
        kim = self.windows["kim"]
        before = kim.written(CORNERS)
        kim.stroke_while_busy([(420 + 20 * i, 520 + 40 * (i % 2)) for i in range(25)])
        until("the stroke of a busy window", lambda: self.strokes() == 4)
        self.check_soon("a busy window keeps the corners of a fast stroke", lambda: kim.written(CORNERS) - before > 200)
        self.shots("2-board")

        # The host loses its power in the middle of it all; the others write on.
        for window in self.windows.values():
            window.key("ctrl+1")
        self.observer.close()
        self.processes["kim"].send_signal(signal.SIGKILL)
        self.processes["kim"].wait()
        del self.windows["kim"]
        self.windows["ana"].write("Written while the host is away")
        self.windows["ben"].write("Me too")
        self.shots("3-away")
        self.host(str(self.port))
        self.windows["kim"].resize(1180, 760)
        self.watch()
        late = {"Written while the host is away", "Me too"}
        until("what was written meanwhile", lambda: late <= set(self.bodies()), 60)
        self.check("after kill -9 everything acknowledged is there, and what waited came once",
                   self.bodies()[:3] == said and sorted(self.bodies()[3:]) == sorted(late))
        self.check("the drawing is there", self.strokes() == 4)
        for window in self.windows.values():
            window.key("ctrl+3")
        self.shots("4-back")

        # A person leaves in an orderly way; the host asks before it ends the session for the others.
        ana = self.processes["ana"]
        self.windows.pop("ana").key("ctrl+q")
        self.check("Ctrl+Q ends a guest", until("the end of Ana's program", lambda: ana.poll() is not None) and ana.returncode == 0)
        kim, window = self.processes["kim"], self.windows["kim"]
        window.steady()
        quiet = window.pixels(MIDDLE)
        window.key("ctrl+q")
        self.check("the host is asked first", until("the question", lambda: window.pixels(MIDDLE) != quiet) and kim.poll() is None)
        window.steady()
        window.picture(self.out / "5-question-kim.png")
        window.key("Escape")
        self.check("Escape answers it as if nothing had been pressed",
                   until("the board as it was", lambda: window.pixels(MIDDLE) == quiet) and kim.poll() is None)

    def quit(self):
        """The last of all: the host presses Ctrl+Q and answers by keys alone."""
        kim, window = self.processes["kim"], self.windows.pop("kim")
        window.key("ctrl+q")
        window.steady()
        window.key("Tab", "Return")
        self.check("Tab and Return end the session and the program",
                   until("the end of the host's program", lambda: kim.poll() is not None) and kim.returncode == 0)

    @staticmethod
    def wave(number):
        return [(420 + 9 * i, int(190 + 80 * number + 45 * math.sin(i / 4 + number))) for i in range(48)]

    def stills(self, folder):
        for name, pictures in self.STILLS.items():
            self.desktops[0].tool("convert", *(self.out / picture for picture in pictures), "-bordercolor", "#8a8f9c", "-border", "1",
                                  "+append", "-resize", f"{720 * len(pictures)}x", "-colors", "160", "-strip", folder / name)

    def pose(self, folder):
        """The pictures of the README: chat and board beside each other, in light and dark."""
        folder.mkdir(parents=True, exist_ok=True)
        self.observer.close()
        self.windows["kim"].key("Escape")
        self.windows["kim"].key("ctrl+2")
        self.windows["kim"].click(*BLUE)
        self.windows["kim"].stroke([(620 + int(80 * math.cos(i / 6)), 300 + int(80 * math.sin(i / 6))) for i in range(39)])
        self.windows["ben"].key("ctrl+1")
        self.windows["ben"].write("Does it bend *before* the lens, or **inside**? `n = 1.52`")
        for scheme in ("light", "dark"):
            config = self.folder / f"ana-{scheme}"
            shutil.copytree(self.folder / "ana", config)
            settings = config / "coterie.ini"
            settings.write_text(settings.read_text() + f"\n[look]\ntheme={scheme}\n")
            desktop = self.desktops[0]
            process = desktop.start(self.program, "--join", f"127.0.0.1:{self.port}", "--as", "Ana Novak", "--config-dir", config,
                                    log=self.folder / "pose.log")
            window = Window(desktop, process, SESSION)
            window.resize(1180, 760)
            window.key("ctrl+2", "v", "ctrl+3") # with Select in the hand nothing lies over the drawing
            self.windows["ben"].write("Look, I typed", send=False)
            window.steady()
            window.picture(folder / f"coterie-{scheme}.png")
            self.windows["ben"].key("ctrl+a", "BackSpace")
            process.terminate()
            process.wait()

    def end(self):
        for process in self.processes.values():
            if process.poll() is None:
                process.kill()
                process.wait()
