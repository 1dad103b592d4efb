# SPDX-License-Identifier: MIT
"""People who post far more often than they may, and never look at what comes back but to count it: a process of their
own, so that who is measured beside them does not wait for them.

    flood.py PORT PEOPLE RATE SECONDS [STAY [new]]      prints {"posted", "taken", "refused", "ended", "came"}

With STAY they hang up after so many seconds and come back at once, and so does whoever is closed; with `new` each time
as somebody whom the host has never seen.
"""
import contextlib
import json
import re
import selectors
import subprocess
import sys
import time

from frames import TEXT, frame, uuid7
from raw import Ended, Honest

ACK = re.compile(rb'"type":"ack"')
REFUSED = re.compile(rb'"code":"rate"')
KEEP = 16  # a pattern may be cut by the end of a read


class Flooder:
    def __init__(self, address, n):
        self.address, self.name, self.token = address, f"flooder {n}", None
        self.posted, self.counts, self.came, self.gone = 0, [0, 0], 0, 0
        self.link, self.not_before = None, 0.0
        self.come()

    def come(self):
        """False: the host would not have it now."""
        try:
            self.link = Honest(self.address, name=self.name, token=self.token, join=self.token is None)
        except (LookupError, OSError, TimeoutError, Ended):
            self.not_before = time.monotonic() + 0.5
            return False
        self.token, self.since = self.link.token, time.monotonic()
        self.link.sock.setblocking(False)
        self.rest, self.ended = b"", False
        self.came += 1
        return True

    def go(self, *, forget):
        self.link.close()
        self.link = None
        if forget:
            self.token = None

    def post(self, count):
        room = self.link.room.encode()
        block = b"".join(frame(TEXT, b'{"type":"chat.post","id":"%s","room":"%s","body":"flood"}' % (uuid7().encode(), room),
                               key=b"\0\0\0\0") for _ in range(count))
        try:
            if self.link.sock.send(block) < len(block):
                self.ended = True  # the rest of a frame would have to follow: the host has ceased to read this one
            self.posted += count
        except BlockingIOError:
            pass
        except OSError:
            self.ended = True

    def listen(self):
        try:
            data = self.link.sock.recv(262144)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self.gone += not data and not self.ended
        self.ended = self.ended or not data
        data = self.rest + data
        for place, pattern in enumerate((ACK, REFUSED)):
            self.counts[place] += sum(found.end() > len(self.rest) for found in pattern.finditer(data))
        self.rest = data[-KEEP:]


def flood(address, people, rate, seconds, stay=0.0, new=False):
    crowd, waker = [Flooder(address, n) for n in range(people)], selectors.DefaultSelector()
    for n, one in enumerate(crowd):
        waker.register(one.link.sock, selectors.EVENT_READ, one)
        one.since -= stay * n / people  # not all at once
    print("flooding", flush=True)
    begun = time.monotonic()
    while (now := time.monotonic() - begun) < seconds + 1:  # the last answers may take a moment
        for one in crowd:
            if one.link is None:
                if now < seconds and time.monotonic() > one.not_before and one.come():
                    waker.register(one.link.sock, selectors.EVENT_READ, one)
                continue
            due = int(min(now, seconds) * rate) - one.posted
            if due > 0 and not one.ended:
                one.post(min(due, rate))
            if stay and now < seconds and (one.ended or time.monotonic() - one.since > stay):
                one.listen()
                with contextlib.suppress(KeyError):
                    waker.unregister(one.link.sock)
                one.go(forget=new)
        for key, _ in waker.select(0.02):
            key.data.listen()
            if key.data.ended:
                waker.unregister(key.fileobj)
    return {"posted": sum(one.posted for one in crowd), "taken": sum(one.counts[0] for one in crowd),
            "refused": sum(one.counts[1] for one in crowd), "ended": sum(one.gone for one in crowd),
            "came": sum(one.came for one in crowd)}


def in_background(address, people, rate, seconds, *more):
    """Returns the process, which has begun; poster.finished() reads what it counted."""
    process = subprocess.Popen([sys.executable, __file__, str(address[1]), str(people), str(rate), str(seconds), *map(str, more)],
                               stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    return process


if __name__ == "__main__":
    print(json.dumps(flood(("127.0.0.1", int(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]),
                           float(sys.argv[5]) if len(sys.argv) > 5 else 0.0, sys.argv[6:] == ["new"])))
