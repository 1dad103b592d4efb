# SPDX-License-Identifier: MIT
"""A display of our own with a window manager, and windows on it as a person uses them."""

import colorsys
import os
import signal
import subprocess
import time
from collections import Counter

PATIENCE = 30.0


def until(what, question, patience=PATIENCE):
    """Asks until the answer is true; the answer, or an error that says what was waited for."""
    end = time.monotonic() + patience
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > end:
            raise TimeoutError(f"waited {patience:.0f} s for {what}")
        time.sleep(0.1)


class Desktop:
    """Places and sizes are in points: with a scale of 2 each is two pixels wide, as on a fine screen."""

    def __init__(self, folder, width=1680, height=1050, scale=1):
        self.folder = folder
        self.scale = scale
        self.size = f"{width * scale}x{height * scale}"
        self.processes = []

    def __enter__(self):
        # Xvfb takes the first free number itself and tells it.
        read, write = os.pipe()
        self.processes.append(subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{self.size}x24", "-nolisten", "tcp"],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        os.close(write)
        with os.fdopen(read, encoding="ascii") as answer: # it may come a digit at a time
            number = answer.readline().strip()
        runtime = self.folder / f"display{number}"
        runtime.mkdir(mode=0o700)
        self.environment = dict(os.environ, DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb", LC_ALL="C.UTF-8", LANG="C.UTF-8",
                                XDG_RUNTIME_DIR=str(runtime), NO_AT_BRIDGE="1")
        for variable in ("DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY", "QT_SCALE_FACTOR"):
            self.environment.pop(variable, None)
        if self.scale != 1:
            self.environment["QT_SCALE_FACTOR"] = str(self.scale)
        self.processes.append(subprocess.Popen(["openbox"], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        until("the window manager", lambda: self.tool("xdotool", "get_num_desktops").strip() not in ("", "0"))
        return self

    def picture(self, path):
        """All that the display shows, dialogs and lists over a window too."""
        self.tool("import", "-window", "root", str(path))

    def pointer(self):
        """Where the pointer is."""
        return self.tool("xdotool", "getmouselocation", "--shell").split()[:2]

    def shows(self, title):
        """Whether there is a window called so."""
        return bool(self.tool("xdotool", "search", "--onlyvisible", "--name", title).split())

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.kill()
            process.wait()

    def tool(self, *command):
        return subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                              timeout=60).stdout

    def start(self, program, *arguments, log, **variables):
        return subprocess.Popen([str(program), *map(str, arguments)], env=dict(self.environment, **variables),
                                stdout=open(log, "ab"), stderr=subprocess.STDOUT)


class Window:
    """The main window of one process."""

    def __init__(self, desktop, process, title):
        self.desktop = desktop
        self.process = process
        self.id = until(f"a window called {title}", lambda: self._find(title))

    def _find(self, title):
        for line in self.desktop.tool("xdotool", "search", "--onlyvisible", "--name", title).split():
            if self.desktop.tool("xdotool", "getwindowpid", line).strip() == str(self.process.pid):
                return line
        return None

    def _do(self, *command):
        self.desktop.tool("xdotool", *map(str, command))

    def raise_(self):
        self._do("windowactivate", "--sync", self.id)

    def key(self, *keys):
        self.raise_()
        self._do("key", "--delay", 40, *keys)

    def tap(self, *keys):
        """Keys for whatever has them by now: a dialog, a list that is open. Nothing is raised for that."""
        self._do("key", "--delay", 40, *keys)

    def spell(self, text):
        """Letters for whatever has the keys by now."""
        self._do("type", "--delay", 8, text)

    def write(self, text, send=True):
        self.raise_()
        self._do("type", "--delay", 8, text)
        if send:
            self._do("key", "Return")

    def click(self, x, y):
        self.raise_()
        self._do(*self._to(x, y), "click", 1)

    def stroke(self, points):
        self.raise_()
        first, *rest = points
        self.press(*first)
        self.drag(rest)
        self.release()

    def press(self, x, y):
        self._do(*self._to(x, y), "mousedown", 1)

    def drag(self, points, step=0.012):
        self._do(*(word for x, y in points for word in [*self._to(x, y), "sleep", step]))

    def release(self):
        self._do("mouseup", 1)

    def point(self, x, y):
        self.raise_()
        self._do(*self._to(x, y))

    def stroke_while_busy(self, points):
        """The window stands still while the pointer goes from the second point to the last, as one that is very busy."""
        self.raise_()
        (x, y), *rest = points
        self._do(*self._to(x, y), "mousedown", 1, "sleep", 0.3)
        self.process.send_signal(signal.SIGSTOP)
        self.drag(rest)
        self.process.send_signal(signal.SIGCONT)
        self._do("sleep", 0.3, "mouseup", 1)

    def resize(self, width, height):
        self._do("windowsize", "--sync", self.id, *self._pixel(width, height))

    def move(self, x, y):
        self._do("windowmove", self.id, *self._pixel(x, y))

    def _pixel(self, *points):
        return [round(point * self.desktop.scale) for point in points]

    def _to(self, x, y):
        return ["mousemove", "--window", self.id, *self._pixel(x, y)]

    def look(self):
        """What is seen now."""
        self.raise_()
        command = f"import -window {self.id} -depth 8 ppm:-"
        if self.desktop.scale != 1:
            command += f" | convert - -scale {100 / self.desktop.scale}% -depth 8 ppm:-"
        return Look(subprocess.run(command, shell=True, env=self.desktop.environment, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, timeout=60).stdout)

    def picture(self, path):
        self.raise_()
        self.desktop.tool("import", "-window", self.id, str(path))
        return path

    def written(self, box):
        return self.look().written(box)

    def ink(self, box):
        return self.look().ink(box)

    def marks(self, box, least=10, most=18):
        return self.look().marks(box, least, most)

    def lines(self, box):
        return self.look().lines(box)

    def ground(self, box):
        return self.look().ground(box)

    def pixels(self, box):
        return list(self.look().rows(box))

    def hue(self, box, least, most):
        return self.look().hue(box, least, most)

    def steady(self):
        """Waits until a picture is like one of the two before it: everything has been painted, but for a caret that blinks."""
        last = []

        def same():
            now = self.desktop.tool("sh", "-c", f"import -window {self.id} rgb:- | md5sum")
            before = last[-2:]
            last.append(now)
            return now in before

        self.raise_()
        until("a window that stands still", same)


class Look:
    """What a window showed at one moment, a pixel for each point. A box is WIDTHxHEIGHT+X+Y."""

    def __init__(self, ppm):
        kind, size, most, self.data = ppm.split(b"\n", 3)
        assert kind == b"P6" and most == b"255", "not the picture of a window"
        self.width = int(size.split()[0])

    def rows(self, box):
        """The colours in each row."""
        width, height, left, top = (int(part) for part in box.replace("x", "+").split("+"))
        for y in range(top, top + height):
            begin = (y * self.width + left) * 3
            row = self.data[begin:begin + width * 3]
            yield list(zip(row[::3], row[1::3], row[2::3]))

    def colours(self, box):
        """How often each colour is there."""
        return Counter(pixel for row in self.rows(box) for pixel in row)

    def ground(self, box):
        """The colour that most of the box has."""
        return self.colours(box).most_common(1)[0][0]

    def ink(self, box):
        """How many pixels are not of the ground's colour: whatever was painted on it."""
        counts = self.colours(box)
        return counts.total() - max(counts.values())

    def written(self, box):
        """How many pixels are dark on a light ground, or light on a dark one: ink and letters."""
        counts = self.colours(box)
        dark = is_dark(counts.most_common(1)[0][0])
        return sum(count for colour, count in counts.items() if is_dark(colour) != dark)

    def hue(self, box, least, most):
        """How many pixels have a clear colour whose hue is between two angles."""
        found = 0
        for colour, count in self.colours(box).items():
            hue, saturation, value = colorsys.rgb_to_hsv(*(part / 255 for part in colour))
            found += count * (saturation > 0.5 and value > 0.3 and least <= hue * 360 <= most)
        return found

    def coloured(self, box):
        """How many pixels are of a colour, however pale: neither ink nor paper."""
        return sum(count for colour, count in self.colours(box).items() if max(colour) - min(colour) > 40)

    def lines(self, box):
        """What is written in the box, line by line from above, as pictures that can be compared."""
        found, line = [], []
        for row in [*self.rows(box), ()]:
            if len(set(row)) > 1:
                line.append(tuple(row))
            elif line:
                found.append(tuple(line))
                line = []
        return found

    def marks(self, box, least, most):
        """How many things of that height stand above each other in the box, apart from its ground."""
        inked = [len(set(row)) > 1 for row in self.rows(box)] + [False]
        found = begin = 0
        for y, ink in enumerate(inked):
            if ink and not (y and inked[y - 1]):
                begin = y
            elif not ink and y and inked[y - 1]:
                found += least <= y - begin <= most
        return found


def is_dark(colour):
    red, green, blue = colour
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.45 * 255
