# SPDX-License-Identifier: MIT
"""Posts as fast as a host acknowledges, with as little work as possible on this side: frames are made before, answers
are found by a pattern and not parsed. One thread; in_background() for another process.

    poster.py PORT '{"posters": 1, "window": 32, "most": 3200}'
"""
import collections
import json
import re
import selectors
import subprocess
import sys
import time

from frames import TEXT, frame, uuid7
from raw import Honest

ACK = re.compile(rb'"type":"ack".*?"id":"([0-9a-f-]{36})"|"id":"([0-9a-f-]{36})"[^{}]*"type":"ack"')
ERROR = re.compile(rb'"type":"error"[^{}]*')
HEAD = 4096  # how much of an unfinished message may lie between two reads


class Poured:
    def __init__(self):
        self.acked = self.unanswered = 0
        self.seconds = 0.0
        self.latencies, self.refused = [], collections.Counter()

    def percentile(self, part):
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


class _Poster:
    def __init__(self, address, n, text):
        self.link = Honest(address, name=f"poster {n}")
        self.link.sock.setblocking(True)
        self.link.sock.settimeout(10)
        self.text, self.waiting, self.rest = text, {}, b""

    def post(self, count):
        room, out = self.link.room, []
        for _ in range(count):
            id = uuid7()
            self.waiting[id.encode()] = 0.0
            out.append(frame(TEXT, b'{"type":"chat.post","id":"%s","room":"%s","body":"%s"}' % (id.encode(), room.encode(),
                                                                                               self.text), key=b"\0\0\0\0"))
        now = time.monotonic()
        for id in list(self.waiting)[-count:]:
            self.waiting[id] = now
        self.link.send(b"".join(out))


def pour(address, *, posters=8, window=64, seconds=5.0, size=200, patience=15.0, most=0, rate=0):
    """Every poster keeps `window` messages under way. Stops after `seconds`, or after `most`, and waits for the rest.
    `rate`: instead, so many a second from one poster, whether they are acknowledged or not."""
    text = b"x" * size
    if rate:
        posters, window = 1, 0
    result, waker = Poured(), selectors.DefaultSelector()
    crowd = [_Poster(address, n, text) for n in range(posters)]
    try:
        for poster in crowd:
            waker.register(poster.link.sock, selectors.EVENT_READ, poster)
        begun = time.monotonic()
        sent = 0
        for poster in crowd:
            poster.post(window)
            sent += window
        last = begun
        while True:
            now = time.monotonic()
            if rate and now - begun < seconds:
                due = int((now - begun) * rate) - sent
                if due > 0:
                    crowd[0].post(due)
                    sent, last = sent + due, now
            elif not any(poster.waiting for poster in crowd) or now - last > patience:
                break
            for key, _ in waker.select(0.5 / rate if rate else 0.5):
                poster, now = key.data, time.monotonic()
                data = poster.link.sock.recv(262144)
                if not data:
                    raise ConnectionError("the host closed the connection of a poster")
                answered = _answers(poster, data, now, result)
                last = now if answered else last
                if answered and not rate and now - begun < seconds and not (most and sent >= most):
                    poster.post(min(answered, most - sent) if most else answered)
                    sent += answered
        result.seconds = max(last - begun, 0.001)
        result.unanswered = sum(len(poster.waiting) for poster in crowd)
        return result
    finally:
        waker.close()
        for poster in crowd:
            poster.link.close()


def _answers(poster, data, now, result):
    data = poster.rest + data
    end, answered = 0, 0
    for found in ACK.finditer(data):
        end = found.end()
        begun = poster.waiting.pop(found.group(1) or found.group(2), None)
        if begun is not None:
            answered += 1
            result.acked += 1
            result.latencies.append(now - begun)
    if b'"type":"error"' in data[end:]:
        for found in ERROR.finditer(data, end):
            result.refused[found.group(0)[:120].decode("utf-8", "replace")] += 1
        end = len(data)
    poster.rest = data[end:][-HEAD:]
    return answered


def in_background(address, **options):
    """The same in a process of its own, so that it and a crowd here do not wait for each other. Returns the process;
    finished() reads its figures."""
    return subprocess.Popen([sys.executable, __file__, str(address[1]), json.dumps(options)], stdout=subprocess.PIPE, text=True)


def finished(process, timeout=120):
    """What a program that counts has printed as JSON when it was done."""
    out, _ = process.communicate(timeout=timeout)
    if process.returncode != 0:
        raise RuntimeError(f"{process.args[1]} ended with {process.returncode}")
    return json.loads(out)


if __name__ == "__main__":
    done = pour(("127.0.0.1", int(sys.argv[1])), **json.loads(sys.argv[2] if len(sys.argv) > 2 else "{}"))
    print(json.dumps({"acked": done.acked, "unanswered": done.unanswered, "seconds": done.seconds, "refused": dict(done.refused),
                      "p50": done.percentile(0.5), "p99": done.percentile(0.99)}))
