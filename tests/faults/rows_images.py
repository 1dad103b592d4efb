# SPDX-License-Identifier: MIT
"""Row 35: images, which are bytes beside the log: no hole is ever acknowledged, whatever happens between two parts."""
import base64
import concurrent.futures
import hashlib
import os
import signal
import sqlite3
import threading
import time

from follower import Held, Follower, health
from frames import uuid7
from host import Host, Lock
from poster import pour
from rows import row
from rows_space import Tmpfs, until_acked

PART = 32768
LOCKED, SECOND = 30.0, 0.7  # another program holds the lock so long at most; another message comes so long after it was taken


def text(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def parts(image):
    return range(0, len(image), PART)


class Bringer(Follower):
    """Moves images part by part, and tells what was answered."""

    def put(self, req, image, offset):
        self.say({"type": "blob.put", "req": req, "room": self.room, "hash": text(hashlib.sha256(image).digest()),
                  "size": len(image), "offset": offset, "data": text(image[offset:offset + PART])})

    def answered(self, req, timeout=30.0):
        """("have", how much, is it stored) or ("error", code)"""
        while True:
            message = self.message(timeout)
            if message.get("req") == req:
                return (("error", message["code"]) if message["type"] == "error" else
                        ("have", message["have"], message["stored"]) if message["type"] == "blob.have" else message)

    def allowed(self, ask, req):
        """The answer, unless it is that this comes too fast, or that the disk takes nothing yet: then it is asked again, as a
        client does."""
        end = time.monotonic() + 30
        while True:
            ask()
            answer = self.answered(req)
            if answer not in (("error", "rate"), ("error", "storage")) or time.monotonic() > end:
                return answer
            time.sleep(0.05 if answer[1] == "rate" else 0.1)

    def bring(self, image):
        """Until it is stored; whether it is."""
        at = 0
        for req in range(1000, 1000 + 4 * len(parts(image)) + 4):
            kind, *said = self.allowed(lambda: self.put(req, image, at), req)
            if kind == "error":
                return False
            if said[1]:
                return True
            at = said[0]
        return False

    def load(self, image):
        """The bytes that are named like this image, or the code of the refusal."""
        got, name = b"", text(hashlib.sha256(image).digest())
        for offset in parts(image):
            wanted = {"type": "blob.get", "req": 2000 + offset, "room": self.room, "hash": name, "offset": offset}
            answer = self.allowed(lambda: self.say(wanted), 2000 + offset)
            if isinstance(answer, tuple):
                return answer[1]
            got += base64.urlsafe_b64decode(answer["data"] + "=" * (-len(answer["data"]) % 4))
        return got


def is_whole(client, image, was_stored):
    """What was acknowledged as stored can be had, byte for byte; what was not can be brought."""
    return client.load(image) == image if was_stored else client.bring(image) and client.load(image) == image


def _locked(bench, host, client, turn):
    """The second part, and the second message, come while the host waits for a lock that it will not get."""
    image, first, second = os.urandom(2 * PART), uuid7(), uuid7()
    lock = Lock(host)
    client.say({"type": "chat.post", "id": first, "room": client.room, "body": f"first {turn}"})
    client.put(1, image, 0)
    lock.hold_on(SECOND)
    client.say({"type": "chat.post", "id": second, "room": client.room, "body": f"second {turn}"})
    client.put(2, image, PART)
    said, locked = {}, True
    while len(said) < 4:
        message = client.message(lock.left(LOCKED) if locked else 30)
        key = message.get("id") or message.get("req")
        if key in (first, second, 1, 2):
            said[key] = message
        if locked and message["type"] == "error":  # the host has given up the first; it still waits with the second
            lock.free()
            locked = False
    stored = said[2].get("stored", False)
    bench.expect(is_whole(client, image, stored), f"turn {turn}: an image with a hole, acknowledged: {stored}")
    refused = [id for id in (first, second) if said[id]["type"] == "error"]
    for id in refused:
        client.say({"type": "chat.post", "id": id, "room": client.room, "body": "again"})
        said[id] = client.answer("ack", 30)
    bench.expect(said[first]["seq"] < said[second]["seq"], f"turn {turn}: the second message stands before the first")
    return bool(refused)


def _turned(bench):
    """A bit of an image turns while nobody looks."""
    host, image, other = Host(bench.server, bench.folder / "turned"), os.urandom(3 * PART + 5), os.urandom(PART)
    with host:
        host.start()
        with Bringer((host.address, host.port), name="ana") as client:
            bench.expect(client.bring(image) and client.bring(other), "an image could not be brought")
            held = client.held
        host.terminate()
        data = host.file.read_bytes()
        at = data.find(image[5000:5040])
        host.file.write_bytes(data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1:])
        host.start()
        end = time.monotonic() + 60
        while "alarm" not in health(host)[1] and time.monotonic() < end:
            time.sleep(0.05)
        alarm = health(host)[1].get("alarm", "")
        bench.expect("1 image" in alarm, f"the alarm says {alarm!r}")
        with Bringer((host.address, host.port), held) as client:
            bench.expect(client.load(image) == "not-found", "an image that the disk turned is still there")
            bench.expect(client.load(other) == other, "another image is not whole")
            bench.expect(client.bring(image) and client.load(image) == image, "a good copy was not taken")


def _killed_on_a_full_disk(bench):
    with Tmpfs(bench.folder / "disk", "28m") as disk, Host(bench.server, disk.folder / "data") as host:
        host.log = bench.folder / "images-full.log"
        host.start()
        image = os.urandom(3 * PART)
        with Bringer((host.address, host.port), Held(), name="ana") as client:
            client.write(1, "precious")
            client.put(1, image, 0)
            client.answered(1)
            held = client.held
        host.kill()
        disk.fill()
        took = host.start()
        with Bringer((host.address, host.port), held) as client:
            bench.expect(len(client.page()) == 1, "what was written is not there")
            disk.free()
            bench.expect(until_acked(client, 30) is not None, "nothing was taken within 30 s after there was space")
            client.write(1, "later")
            bench.expect(client.bring(image) and client.load(image) == image, "the image could not be brought afterwards")
        return took


def _announced(bench):
    """People who announce large images, send one part of each and go."""
    with Host(bench.server, bench.folder / "announced", rates=True) as host:
        host.start()
        with Bringer((host.address, host.port), name="honest") as honest:
            for person in range(12):
                with Bringer((host.address, host.port), name=f"guest {person}") as guest:
                    for req in range(1, 5):
                        guest.say({"type": "blob.put", "req": req, "room": guest.room, "hash": text(os.urandom(32)),
                                   "size": 10 * 1024 * 1024, "offset": 0, "data": text(os.urandom(PART))})
                        guest.answered(req)
            image = os.urandom(1000)
            bench.expect(honest.bring(image) and honest.load(image) == image, "announcements kept an image out")


BESIDE = "p99 ms of a message beside images"


def _beside(bench):
    """Somebody's messages while others bring an image and fetch one, as fast as the host lets them."""
    with Host(bench.server, bench.folder / "beside") as host, concurrent.futures.ThreadPoolExecutor(2) as pool:
        host.start()
        address, over = (host.address, host.port), threading.Event()
        there = os.urandom(bench.of(2, 10) * 1024 * 1024)
        with Bringer(address, name="ana") as ana, Bringer(address, name="ben") as ben:
            bench.expect(ana.bring(there), "an image could not be brought")
            moved = {"brought": 0, "fetched": 0}

            def bring():
                while not over.is_set() and moved["brought"] < 60 * 1024 * 1024:  # of what one person may bring
                    image = os.urandom(1024 * 1024)
                    bench.expect(ana.bring(image), "an image could not be brought beside messages")
                    moved["brought"] += len(image)

            def fetch():
                while not over.is_set():
                    bench.expect(ben.load(there) == there, "an image was not fetched whole beside messages")
                    moved["fetched"] += len(there)
            moving = [pool.submit(bring), pool.submit(fetch)]
            poured, least = [], bench.of(1, 10)
            try:
                while len(poured) < 10 and (not poured or min(moved.values()) < least * 1024 * 1024):  # what a busy machine does later
                    poured.append(pour(address, rate=100, seconds=bench.of(1, 4)))
            finally:
                over.set()
            for one in moving:
                one.result(60)
        for result in poured:
            bench.expect(not result.unanswered and not result.refused, f"unanswered {result.unanswered}, refused {result.refused}")
        bench.figure("messages beside images", sum(result.acked for result in poured))
        for what, size in moved.items():
            bench.at_least(f"MiB {what} meanwhile", size // 1024 // 1024, least)
        bench.speed(BESIDE, round(max(result.percentile(0.99) for result in poured) * 1000, 1), 150, utmost=500)  # behind the flushes of parts of 32 KiB
        waiting = pool.submit(pour, address, rate=100, seconds=1)
        time.sleep(0.4)
        host.signal(signal.SIGSTOP)
        time.sleep(0.8)
        host.signal(signal.SIGCONT)
        bench.exceeds("a host that stands still for 800 ms", {BESIDE: round(waiting.result(30).percentile(0.99) * 1000, 1)})


@row(35, "images", "a part refused, a kill, a turned bit, announcements: never a hole acknowledged, nobody kept out; one sender's messages in order; "
     "messages of others no later for them",
     quick=90, full=150)
def images(bench):
    rounds, refused = bench.of(2, 8), 0
    with Host(bench.server, bench.folder / "locked") as host:
        host.start()
        with Bringer((host.address, host.port), name="ana") as client:
            for turn in range(rounds):
                refused += _locked(bench, host, client, turn)
            image = os.urandom(2 * PART)
            client.bring(image)
        host.terminate()
        database = sqlite3.connect(str(host.file))
        database.execute("DELETE FROM blob_part WHERE part=0 AND upload=(SELECT max(upload) FROM blob)")
        database.commit()
        database.close()
        host.start()
        with Bringer((host.address, host.port), name="ben") as client:
            bench.control("an image that has lost its first part", client.load(image) != image)
    bench.figure("rounds with a lock held", rounds)
    bench.at_least("in which the disk refused", refused, 1)
    _turned(bench)
    _announced(bench)
    _beside(bench)
    bench.figure("started on a full disk after, s", round(_killed_on_a_full_disk(bench), 2))

