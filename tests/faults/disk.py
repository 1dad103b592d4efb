# SPDX-License-Identifier: MIT
"""How long the disk itself takes meanwhile: the disk of a shared machine stands still for a third of a second now and then,
and no acknowledgement comes before it goes on. What a limit on latency judges is the rest."""
import os
import threading
import time


class Disk:
    """Writes and syncs a small file again and again while the body of `with` runs."""

    def __init__(self, folder, every=0.02):
        self._path, self._every = os.path.join(folder, "disk"), every
        self._over = threading.Event()
        self._syncs = []  # (begun, ended)

    def __enter__(self):
        os.makedirs(os.path.dirname(self._path), exist_ok=True)
        self._file = os.open(self._path, os.O_CREAT | os.O_WRONLY, 0o600)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()
        os.close(self._file)

    def _run(self):
        while not self._over.wait(self._every):
            os.pwrite(self._file, os.urandom(4096), 0)
            begun = time.monotonic()
            os.fdatasync(self._file)
            self._syncs.append((begun, time.monotonic()))

    def stood(self, begun, ended):
        """Seconds of this time in which the disk was busy with one and the same sync: the longest such."""
        return max((min(ended, e) - max(begun, b) for b, e in self._syncs if b < ended and e > begun), default=0.0)

    @property
    def slowest(self):
        return max((e - b for b, e in self._syncs), default=0.0)
