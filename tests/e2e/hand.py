# SPDX-License-Identifier: MIT
"""A hand that draws for as long as others look, while they draw too."""

import itertools
import threading

STEP = 0.016 # seconds from point to point
CHUNK = 16   # points to one call of xdotool


class Hand:
    """Draws along a path without an end, in a thread of its own, from begin() to lift()."""

    def __init__(self, window, path):
        self._window = window
        self._path = iter(path)
        self._lifted = threading.Event()
        self._thread = threading.Thread(target=self._draw, daemon=True)

    def begin(self):
        self._window.raise_()
        self._thread.start()

    def lift(self):
        self._lifted.set()
        self._thread.join()

    def _draw(self):
        self._window.press(*next(self._path))
        while not self._lifted.is_set():
            self._window.drag(itertools.islice(self._path, CHUNK), STEP)
        self._window.release()
