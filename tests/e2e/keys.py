# SPDX-License-Identifier: MIT
"""A board by the keyboard alone, in real windows: making, writing, moving, sizing, connecting, undoing, exporting, and 50,000
strokes looked at. Nothing here moves a pointer or presses a button of it (issue "The whiteboard", T8, T12, T34, T38, V9)."""

import json
import re
import subprocess
import threading
from collections import Counter

import exports
from bigboard import make_board
from desktop import until
from script import Trio

BOARD = "560x530+345+160"  # of a window of 1180x760, without the cards around
COLUMN = "200x300+20+200"  # the rooms: a sheet darkens them
PAST_WORDS = "440x50+360+500" # in the sheet of a board's past, what was done then
PAST_MAKES = "150x26+645+577" # the button that makes a board of it: it has a colour when it can be pressed
PREVIEW = "460x180+360+160" # in the sheet, how the export will look
STROKES = 50_000
MOVES = {"rectangle": (-18, 0), "ellipse": (18, -8), "sticky": (-14, -2)} # presses to the right and down
TALL, ZOOM = 3, 11 # presses
WORDS = {"frame": {"Optics", "Homework"}, "rectangle": {"Lens"}, "ellipse": {"Screen"}, "sticky": {"Bring the lens"},
         "text": {"Measure f twice"}}


class Keys(Trio):
    DISPLAYS = 2 # each window has a keyboard of its own

    def play(self):
        home = self.folder / "home" # where the dialogs begin, and what they remember
        home.mkdir()
        for desktop in self.desktops:
            desktop.environment["HOME"] = str(home)
            # Out of the way before anything is there to be pointed at.
            desktop.tool("xdotool", "mousemove", *(str(int(side) - 1) for side in desktop.size.split("x")))
        away = [desktop.pointer() for desktop in self.desktops]
        self.host()
        self.join("ben", "Ben")
        for window in self.windows.values():
            window.resize(1180, 760)
            window.move(0, 0)
            window.key("ctrl+2", "v")
            window.steady()
        self.shots("keys-1-empty")
        self.kim, self.ben = self.windows["kim"], self.windows["ben"]
        self.make()
        self.move_and_size()
        self.connect()
        self.undo_all()
        self.second_frame()
        self.export_all()
        self.many_strokes()
        self.check("no pointer was moved", [desktop.pointer() for desktop in self.desktops] == away)
        self.ben.point(5, 5)
        self.check("which would have been seen", [desktop.pointer() for desktop in self.desktops] != away)

    # -- a small board

    def make(self):
        kim = self.kim
        kim.tap("minus", "minus", "minus")
        kim.tap("f", "Return")
        self.write("Optics")
        for tool, word in (("r", "Lens"), ("o", "Screen")):
            kim.tap(tool, "Return", "Return") # makes it, and writes in it
            self.write(word)
        kim.tap("n", "Return")
        self.write("Bring the lens")
        made = self.wait_for("a frame, two shapes and a note with their words",
                             lambda things: self.words(things) == {"Optics", "Lens", "Screen", "Bring the lens"})
        self.check("by keys alone: a frame, and in it two shapes and a note, each with what was typed",
                   self.kinds(made) == Counter(("frame", "rectangle", "ellipse", "sticky")) and
                   {thing.get("parent") for thing in made.values()} == {None, self.one(made, "frame")["id"]})

    def write(self, text):
        self.kim.spell(text)
        self.kim.tap("Escape", "Escape") # out of the text; nothing is selected

    def move_and_size(self):
        """Shift with an arrow: 10 units a press."""
        before = self.board()
        for kind, (across, down) in MOVES.items():
            keys = [f"shift+{'Right' if across > 0 else 'Left'}"] * abs(across) + [f"shift+{'Down' if down > 0 else 'Up'}"] * abs(down)
            self.kim.tap(*["Tab"] * self.place_of(kind), *keys)
            if kind == "rectangle":
                self.kim.picture(self.out / "keys-2-moved-kim.png")
                self.kim.tap(*["ctrl+shift+Down"] * TALL)
            self.kim.tap("Escape")
            x, y, width, height = self.lies(before, kind)
            there = x + 10 * across, y + 10 * down, width, height + (10 * TALL if kind == "rectangle" else 0)
            self.wait_for(f"the {kind} where the arrows took it", lambda things: self.lies(things, kind) == there)
        self.check("what was selected by Tab was moved by 10 units a press, and one of it made taller, its upper left in its place",
                   True)

    def connect(self):
        self.kim.tap(*["Tab"] * self.place_of("rectangle"), "c")
        between = (self.place_of("ellipse") - self.place_of("rectangle")) % len(self.board())
        self.kim.tap(*["Tab"] * between)
        self.kim.steady()
        self.kim.picture(self.out / "keys-3-connecting-kim.png")
        self.kim.tap("Return", "Escape", "Escape")
        things = self.wait_for("an arrow", lambda things: self.kinds(things)["arrow"] == 1)
        arrow = self.one(things, "arrow")
        self.check("C, Tab and Return bound an arrow to both shapes, without a drag",
                   [arrow[end]["object"] for end in ("start", "end")] ==
                   [self.one(things, kind)["id"] for kind in ("rectangle", "ellipse")])
        self.kim.steady()
        self.shots("keys-4-drawn")

    def undo_all(self):
        whole = self.board()
        self.kim.tap("ctrl+z")
        self.wait_for("no arrow", lambda things: self.kinds(things)["arrow"] == 0)
        self.kim.tap(*["ctrl+z"] * 30)
        self.wait_for("nothing", lambda things: not things)
        self.kim.steady()
        self.shots("keys-5-undone")
        self.kim.tap(*["ctrl+shift+z"] * 31)
        self.wait_for("all of it again", lambda things: things == whole)
        self.check("undone to the empty board and redone, it is the same board to the last value", True)
        self.kim.tap("Escape")

    def second_frame(self):
        kim = self.kim
        kim.tap(*["Right"] * 9)
        kim.tap("f", "Return")
        self.write("Homework")
        kim.tap("t", "Return")
        self.write("Measure f twice")
        things = self.wait_for("a second frame with a text", lambda things: self.words(things) == set().union(*WORDS.values()))
        self.check("the arrows panned the board: the second frame lies beside the first",
                   len({thing["x"] // 800 for thing in things.values() if thing["kind"] == "frame"}) == 2)
        self.same_picture("the small board")
        self.shots("keys-6-two-frames")

    # -- files

    def export_all(self):
        things = self.board()
        note = self.one(things, "sticky")
        png = exports.Png(self.export(self.kim, "optics.png", shot="keys-7-export-png"))
        svg = exports.Svg(self.export(self.kim, "optics.svg", "Tab", "Tab", "Tab", "Right"))
        pdf = exports.Pdf(self.export(self.kim, "optics.pdf", "Tab", "Tab", "Right", "Tab", "Right", shot="keys-8-export-pdf"))
        self.check(f"the SVG is XML, has the board in it and paints it: {svg.signs} letters, and the note in its colour",
                   svg.board == set(things) and svg.signs == sum(len(word.replace(" ", "")) for word in self.words(things)) and
                   "#" + note["fill"][2:] in svg.fills)
        self.check(f"the PNG has two pixels for each unit of that: {png.size[0]} x {png.size[1]}",
                   png.size == tuple(2 * side for side in svg.size))
        self.check("in the PNG each object is where it is on the board, and between the frames is nothing",
                   self.is_painted(png, svg, things))
        elsewhere = {name: dict(thing, y=thing["y"] + (0 if thing["kind"] == "frame" else -90)) for name, thing in things.items()}
        self.check("of objects that lie elsewhere the same is not said", not self.is_painted(png, svg, elsewhere))
        frames = [thing for thing in things.values() if thing["kind"] == "frame"]
        self.check("the PDF has a page for each frame, as large as that, and the note on the first alone",
                   pdf.sizes == [(frame["w"] * 0.75, frame["h"] * 0.75) for frame in frames] and
                   [pdf.fills(page, note["fill"]) for page in range(len(frames))] == [True, False])
        self.other_window_has("Board", self.export(self.ben, "ben.json", "Tab", "Tab", "Tab", "Right", "Right", "Right"), len(things))

    def is_painted(self, png, svg, things):
        def box(x, y, width, height):
            left, top = (round(2 * (at - corner)) for at, corner in zip((x, y), svg.corner))
            return f"{round(2 * width)}x{round(2 * height)}+{left}+{top}"

        inked = {kind: min(png.look.ink(box(*self.frame(thing))) for thing in things.values() if thing["kind"] == kind)
                 for kind in WORDS}
        note = self.one(things, "sticky")
        yellow = png.look.ground(box(*self.frame(note)))
        first, second = sorted((thing for thing in things.values() if thing["kind"] == "frame"), key=lambda thing: thing["x"])
        end = first["x"] + first["w"]
        gap = png.look.ink(box(end + 2, first["y"], second["x"] - end - 4, first["h"]))
        print("      pixels of ink:", inked, "between the frames:", gap, flush=True)
        return min(inked.values()) > 400 and gap == 0 and "ff" + bytes(yellow).hex() == note["fill"]

    def export(self, window, name, *keys, shot=None):
        """Through the sheet and the dialog; the file."""
        file = self.folder / name
        light = window.ground(COLUMN)
        window.tap("ctrl+shift+e")
        until("the sheet", lambda: window.ground(COLUMN) != light)
        if keys:
            window.tap(*keys)
        if shot:
            until("how it will look", lambda: window.look().coloured(PREVIEW) > 200)
            window.steady()
            window.picture(self.out / f"{shot}-kim.png")
        window.tap("Return")
        self.answer_dialog(window, "Export the board", file, shot)
        until(f"{name}, and the board again", lambda: window.ground(COLUMN) == light and file.exists(), 120)
        return file

    def answer_dialog(self, window, title, file, shot=None):
        until("the dialog", lambda: window.desktop.shows(title))
        window.spell(str(file))
        if shot:
            window.desktop.picture(self.out / f"{shot}-dialog-kim.png")
        window.tap("Return")
        until("the end of the dialog", lambda: not window.desktop.shows(title))

    # -- a large board

    def many_strokes(self):
        source = self.folder / "big.json"
        points = make_board(source, STROKES)
        kim, ben = self.kim, self.ben
        kim.tap("b", "Tab")
        kim.desktop.picture(self.out / "keys-9-boards-kim.png")
        kim.tap("Return") # a new one, whose name can be written at once
        until("a second board", lambda: len(self.boards()) == 2)
        kim.tap("ctrl+a")
        kim.spell("Big")
        kim.tap("Return", "Escape")
        until("its name", lambda: "Big" in self.boards())
        kim.steady()
        log = self.listen(STROKES)
        kim.tap("ctrl+shift+i")
        self.answer_dialog(kim, "Import files", source)
        kim.steady()
        kim.picture(self.out / "keys-10-reading-kim.png")
        until("strokes in sight", lambda: kim.look().coloured(BOARD) > 50_000, 120)
        log.join(300)
        self.check(f"the log has {STROKES} strokes more", self.heard == STROKES)
        kim.steady()
        kim.picture(self.out / "keys-11-imported-kim.png")
        kim.tap("Escape")
        ben.tap("shift+Next")
        self.same_picture(f"{STROKES} strokes", 120)
        self.shots("keys-12-whole")
        self.pan_and_zoom()
        mine = exports.board(self.other_window_has("Big", self.export(ben, "ben-big.json"), STROKES))
        wanted = json.loads(source.read_bytes())["objects"]
        self.check(f"each of {STROKES} strokes with {points} points came as the file has it, once",
                   Counter(map(self.as_drawn, mine.values())) == Counter(map(self.as_drawn, wanted)))
        self.duplicate(mine)

    def duplicate(self, original):
        """A329: all that the board shows, on a board of its own."""
        log = self.listen(STROKES)
        self.kim.tap("b", "ctrl+d")
        log.join(300)
        copy = self.board("Big (copy)")
        self.check(f"duplicated by keys: a board of its own with each of {STROKES} strokes, once, under ids of their own",
                   Counter(map(self.as_drawn, copy.values())) == Counter(map(self.as_drawn, original.values())) and
                   not set(copy) & set(original))
        self.kim.steady()
        self.kim.picture(self.out / "keys-15-duplicated-kim.png")
        # What is made now is on the copy alone, and so is whoever shows it.
        self.kim.tap("Escape", "r", "Return", "Escape")
        until("a shape more", lambda: len(self.board("Big (copy)")) == STROKES + 1)
        self.check("what is drawn there is on the duplicate, and not on the board it is of", len(self.board("Big")) == STROKES)
        self.ben.tap("shift+Next")
        self.same_picture("the duplicate", 120)
        self.look_back(copy)

    def look_back(self, first):
        """A331: the board after the first of its two changes, as a board of its own."""
        kim = self.kim
        log = self.listen(STROKES)
        kim.tap("ctrl+h")
        until("the board as it is", lambda: kim.look().coloured(PAST_MAKES) > 2000, 120)
        last = kim.pixels(PAST_WORDS)
        kim.tap("Left")
        until("what was done before", lambda: kim.pixels(PAST_WORDS) != last, 120)
        until("the board as it was", lambda: kim.look().coloured(PAST_MAKES) > 2000, 120)
        kim.picture(self.out / "keys-16-history-kim.png")
        kim.tap("Tab", "Tab", "Tab", "Return")
        log.join(300)
        name = next(name for name in self.boards() if name.startswith("Big (copy) ("))
        past = self.board(name)
        self.check(f"by keys, a board of what was there after the first change: each of {STROKES} strokes, without the shape",
                   Counter(map(self.as_drawn, past.values())) == Counter(map(self.as_drawn, first.values())) and
                   not set(past) & set(first) and len(self.board("Big (copy)")) == STROKES + 1)
        kim.steady()
        kim.picture(self.out / "keys-17-past-kim.png")

    @staticmethod
    def as_drawn(stroke):
        return stroke["x"], stroke["y"], stroke["color"], stroke["width"], stroke["points"]

    def listen(self, count):
        self.watch()
        log = threading.Thread(target=self.hear, args=(count,), daemon=True)
        log.start()
        return log

    def hear(self, count):
        """Until so many strokes are in the log, as an observer hears of them: looking at windows meanwhile would hold them up."""
        self.heard = 0
        while self.heard < count:
            event = self.observer.wait("room.event", 300)["event"]
            self.heard += sum(op["act"] == "create" for op in event.get("board", {}).get("ops", []))
        self.observer.close()

    def pan_and_zoom(self):
        kim = self.kim
        whole = kim.pixels(BOARD)
        kim.tap(*["plus"] * ZOOM)
        near = self.other_picture("the board larger", whole)
        kim.picture(self.out / "keys-13-near-kim.png")
        kim.tap(*["Right"] * 5, *["Down"] * 4)
        far = self.other_picture("another place", near)
        kim.picture(self.out / "keys-14-panned-kim.png")
        inked = [sum(pixel != row[0] for row in rows for pixel in row) for rows in (near, far)]
        self.check(f"plus and the arrows zoomed and panned a board of {STROKES} strokes; both places are full of them",
                   min(inked) > 30000)
        kim.tap(*["Left"] * 5, *["Up"] * 4)
        until("the place before, to the pixel", lambda: kim.pixels(BOARD) == near)
        kim.tap("shift+1")
        until("all of it, to the pixel", lambda: kim.pixels(BOARD) == whole)
        self.check("panned back and seen whole again, it is the same picture to the pixel", True)

    def other_picture(self, what, before):
        until(what, lambda: self.kim.pixels(BOARD) != before)
        self.kim.steady()
        return self.kim.pixels(BOARD)

    # -- what there is

    def same_picture(self, what, patience=60):
        """Both windows show all of the board, in the same pixels."""

        def shown():
            for window in self.windows.values():
                window.tap("shift+1") # more may have come
            mine, others = (window.pixels(BOARD) for window in self.windows.values())
            return mine == others and len({pixel for row in mine for pixel in row}) > 2

        self.check(f"both windows show the same picture of {what}", until(f"the same picture of {what}", shown, patience))

    def other_window_has(self, name, file, count):
        """V9: the window and the program without a display write the same bytes of the same objects."""
        held = self.exported(name).read_bytes() == file.read_bytes()
        self.check(f"what the second window exports of {name} is, byte by byte, what the session's file has: {count} objects",
                   held and len(exports.board(file)) == count)
        return file

    def exported(self, name):
        file = self.folder / "held.json"
        subprocess.run([self.program, "--export", self.file, "--board", name, "--to", file], env=self.desktops[0].environment, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return file

    def board(self, name="Board"):
        """What the session's file has of a board, by id."""
        return exports.board(self.exported(name))

    def boards(self):
        """The names of the room's boards, as the program lists them when it does not know which is meant."""
        told = subprocess.run([self.program, "--export", self.file, "--board", "none of them", "--to", self.folder / "none.json"],
                              env=self.desktops[0].environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
        return re.findall(r'--board "([^"]*)"', told)

    def wait_for(self, what, right):
        found = []
        until(what, lambda: right(found[-1]) if found.append(self.board()) is None else False)
        return found[-1]

    @staticmethod
    def kinds(things):
        return Counter(thing["kind"] for thing in things.values())

    @staticmethod
    def words(things):
        return {thing["text"] for thing in things.values() if thing.get("text")}

    @staticmethod
    def one(things, kind):
        return next(thing for thing in things.values() if thing["kind"] == kind)

    def lies(self, things, kind):
        return self.frame(self.one(things, kind))

    @staticmethod
    def frame(thing):
        return tuple(thing[side] for side in "xywh")

    def place_of(self, kind):
        """How often Tab is pressed until it is selected, when nothing was: all is in the frame's row, from left to right."""
        things = self.board()
        return sorted(things.values(), key=lambda thing: thing["x"]).index(self.one(things, kind)) + 1
