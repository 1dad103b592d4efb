# SPDX-License-Identifier: MIT
"""What an attack costs: memory, descriptors and CPU of the host, and how an honest client fares meanwhile."""
import threading
import time

from host import usage
from raw import Honest

LIMIT_GROWTH = 8 * 1024  # KiB
LIMIT_SERVED = 2.0       # seconds from nothing to a durable acknowledgement
PATIENCE = 20.0          # seconds for what has to come to pass at all (K17)


class Watch:
    """Samples the host and sends an honest client in again and again while the body of `with` runs."""

    def __init__(self, host, *, serve=True, token=None, patience=PATIENCE, settles=None):
        """`patience`: for the honest client; `settles`: for descriptors to be given back, else as long."""
        self._host, self._serve, self._patience = host, serve, patience
        self._settles = patience if settles is None else settles
        self._over = threading.Event()
        self.token = token
        self.peak = self.start = self.end = 0
        self.descriptors = 0
        self.slowest, self.served, self.failures = 0.0, 0, []

    def __enter__(self):
        before = usage(self._host.process.pid)
        self.start = self.peak = before["rss"]
        self.descriptors, self.cpu = before["descriptors"], before["cpu"]
        self._threads = [threading.Thread(target=self._sample)]
        if self._serve:
            self._threads.append(threading.Thread(target=self._honest))
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        for thread in self._threads:
            thread.join()
        self.end = usage(self._host.process.pid)["rss"] if self._host.is_alive() else 0

    def _sample(self):
        while not self._over.wait(0.03):
            if not self._host.is_alive():
                return
            self.peak = max(self.peak, usage(self._host.process.pid)["rss"])

    def _honest(self):
        while True:
            begun = time.monotonic()
            try:
                with Honest((self._host.address, self._host.port), token=self.token, timeout=self._patience) as client:
                    self.token = client.token
                    client.post(timeout=self._patience)
                self.slowest = max(self.slowest, time.monotonic() - begun)
                self.served += 1
            except (OSError, LookupError) as error:
                self.failures.append(f"{type(error).__name__} {error}")
            if self._over.wait(0.25):
                return

    @property
    def growth(self):
        return self.peak - self.start

    def settle_descriptors(self):
        """Waits until the host has as many open as before. Returns (how many are left over, seconds)."""
        begun = time.monotonic()
        while True:
            over = usage(self._host.process.pid)["descriptors"] - self.descriptors
            if over <= 0 or time.monotonic() - begun > self._settles:
                return max(over, 0), time.monotonic() - begun
            time.sleep(0.05)

    def complaints(self, growth=LIMIT_GROWTH, served=LIMIT_SERVED):
        """`served`: how long an honest client may wait; None: it is judged elsewhere."""
        out = []
        if not self._host.is_alive():
            out.append("the host ended")
            return out
        if self.growth > growth:
            out.append(f"grew by {self.growth / 1024:.1f} MiB")
        if self._serve and not self.served:
            out.append("an honest client was never served")
        if self.failures:
            out.append(f"an honest client was turned away {len(self.failures)} times ({self.failures[0]})")
        if served is not None and self.slowest > served:
            out.append(f"an honest client waited {self.slowest:.1f} s")
        left, _ = self.settle_descriptors()
        if left:
            out.append(f"{left} descriptors are left over")
        return out
