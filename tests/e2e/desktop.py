# SPDX-License-Identifier: MIT
"""A display of our own with a window manager, and windows on it as a person uses them."""

import colorsys
import os
import signal
import subprocess
import time

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
        runtime = self.folder / "runtime"
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
        (x, y), *rest = points
        steps = [*self._to(x, y), "mousedown", 1]
        for x, y in rest:
            steps += [*self._to(x, y), "sleep", 0.012]
        self._do(*steps, "mouseup", 1)

    def stroke_while_busy(self, points):
        """The window stands still while the pointer goes from the second point to the last, as one that is very busy."""
        self.raise_()
        (x, y), *rest = points
        self._do(*self._to(x, y), "mousedown", 1, "sleep", 0.3)
        self.process.send_signal(signal.SIGSTOP)
        steps = []
        for x, y in rest:
            steps += [*self._to(x, y), "sleep", 0.012]
        self._do(*steps)
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

    def _seen(self, box):
        """The command that gives what is seen in WIDTHxHEIGHT+X+Y, a pixel for each point."""
        return f"import -window {self.id} png:- | convert - -scale {100 / self.desktop.scale}% -crop {box} +repage"

    def picture(self, path):
        self.raise_()
        self.desktop.tool("import", "-window", self.id, str(path))
        return path

    def dark_pixels(self, box):
        """How many pixels of WIDTHxHEIGHT+X+Y are much darker than the paper: ink and letters."""
        self.raise_()
        answer = self.desktop.tool("sh", "-c", f"{self._seen(box)} -colorspace Gray "
                                   "-threshold 45% -negate -format '%[fx:mean*w*h]' info:")
        return float(answer or 0)

    def ink(self, box):
        """How many pixels of WIDTHxHEIGHT+X+Y are not of its most frequent colour: whatever was painted on the ground."""
        self.raise_()
        answer = self.desktop.tool("sh", "-c", f"{self._seen(box)} -depth 8 "
                                   "-format '%c' histogram:info:- | sed 's/:.*//'")
        counts = [int(line) for line in answer.split()]
        return sum(counts) - max(counts, default=0)

    def marks(self, box, least=10, most=18):
        """How many things of that height stand above each other in the box, apart from its ground."""
        height, rows = self._pixels(box)
        inked = [len(set(rows.get(y, ()))) > 1 for y in range(height)] + [False]
        found = begin = 0
        for y, ink in enumerate(inked):
            if ink and not (y and inked[y - 1]):
                begin = y
            elif not ink and y and inked[y - 1]:
                found += least <= y - begin <= most
        return found

    def ground(self, box):
        """The colour that most of the box has."""
        pixels = [pixel for row in self._pixels(box)[1].values() for pixel in row]
        return max(set(pixels), key=pixels.count, default=None)

    def hue(self, box, least, most):
        """How many pixels of the box have a clear colour whose hue is between two angles."""
        found = 0
        for row in self._pixels(box)[1].values():
            for pixel in row:
                hue, saturation, value = colorsys.rgb_to_hsv(*(part / 255 for part in pixel))
                found += saturation > 0.5 and value > 0.3 and least <= hue * 360 <= most
        return found

    def _pixels(self, box):
        """The height of the box, and the colours of each row."""
        self.raise_()
        answer = self.desktop.tool("sh", "-c", f"{self._seen(box)} -depth 8 txt:-")
        rows = {}
        for line in answer.splitlines()[1:]:
            where, colour = line.split(":", 1)
            digits = colour.split("#")[1][:6]
            rows.setdefault(int(where.split(",")[1]), []).append(tuple(int(digits[i:i + 2], 16) for i in (0, 2, 4)))
        return max(rows, default=-1) + 1, rows

    def steady(self):
        """Waits until two pictures in a row are alike: everything has been painted."""
        last = [None]

        def same():
            now = self.desktop.tool("sh", "-c", f"import -window {self.id} rgb:- | md5sum")
            before, last[0] = last[0], now
            return before == now

        self.raise_()
        until("a window that stands still", same)
