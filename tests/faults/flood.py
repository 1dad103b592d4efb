# SPDX-License-Identifier: MIT
"""People who post far more often than they may, and never look at what comes back but to count it: a process of their
own, so that who is measured beside them does not wait for them.

    flood.py PORT PEOPLE RATE SECONDS      prints {"posted", "taken", "refused", "ended"}
"""
import json
import re
import selectors
import subprocess
import sys
import time

from frames import TEXT, frame, uuid7
from raw import Honest

ACK = re.compile(rb'"type":"ack"')
REFUSED = re.compile(rb'"code":"rate"')
KEEP = 16  # a pattern may be cut by the end of a read


class Flooder:
    def __init__(self, address, n):
        self.link = Honest(address, name=f"flooder {n}", join=True)
        self.link.sock.setblocking(False)
        self.posted, self.counts, self.rest, self.ended = 0, [0, 0], b"", False

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
        self.ended = self.ended or not data
        data = self.rest + data
        for place, pattern in enumerate((ACK, REFUSED)):
            self.counts[place] += sum(found.end() > len(self.rest) for found in pattern.finditer(data))
        self.rest = data[-KEEP:]


def flood(address, people, rate, seconds):
    crowd, waker = [Flooder(address, n) for n in range(people)], selectors.DefaultSelector()
    for one in crowd:
        waker.register(one.link.sock, selectors.EVENT_READ, one)
    print("flooding", flush=True)
    begun = time.monotonic()
    while (now := time.monotonic() - begun) < seconds + 1:  # the last answers may take a moment
        for one in crowd:
            due = int(min(now, seconds) * rate) - one.posted
            if due > 0 and not one.ended:
                one.post(due)
        for key, _ in waker.select(0.02):
            key.data.listen()
            if key.data.ended:
                waker.unregister(key.fileobj)
    return {"posted": sum(one.posted for one in crowd), "taken": sum(one.counts[0] for one in crowd),
            "refused": sum(one.counts[1] for one in crowd), "ended": sum(one.ended for one in crowd)}


def in_background(address, people, rate, seconds):
    """Returns the process, which has begun; poster.finished() reads what it counted."""
    process = subprocess.Popen([sys.executable, __file__, str(address[1]), str(people), str(rate), str(seconds)],
                               stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    return process


if __name__ == "__main__":
    print(json.dumps(flood(("127.0.0.1", int(sys.argv[1])), int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]))))
