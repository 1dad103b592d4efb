# SPDX-License-Identifier: MIT
"""The attacks of dos_probe.py. Each is a function(host) that returns notes; a note with "!" is a complaint. What
else it takes is for attackcontrols.py, which makes it where it has to complain."""
import collections
import json
import os
import random
import select
import socket
import time

from follower import health
from frames import BINARY, CONTINUATION, PING, TEXT, close_payload, CLOSE, frame, uuid7
from host import usage
from raw import Ended, Honest, Raw

Attack = collections.namedtuple("Attack", "function serve growth rates disk", defaults=[False])
ATTACKS = {}
MIB = 1024
SLOWNESS = 1  # how many times as long as on a quiet machine the host may take for what it has to do: for a short run (K16)


def within(seconds):
    return seconds * SLOWNESS


def attack(*, serve=True, growth=8 * MIB, rates=True, disk=False):
    """`growth`: how much memory may be needed for it, in KiB; `rates`: against a host with its limits on rates; `disk`: on
    a disk that does what the attack says (host.disk)."""
    def add(function):
        ATTACKS[function.__name__] = Attack(function, serve, growth, rates, disk)
        return function
    return add


def address(host):
    return host.address, host.port


def open_many(host, count):
    """As many connections as the host lets us have, quickly."""
    socks = []
    for _ in range(count):
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.settimeout(2)
        try:
            sock.connect(address(host))
        except OSError:
            sock.close()
            break
        socks.append(sock)
    return socks


def wait_all_closed(socks, limit):
    """Returns (how many the host has not closed after `limit` seconds, when the last one was)."""
    begun, last, left = time.monotonic(), 0.0, {sock.fileno(): sock for sock in socks}
    poll = select.poll()
    for number in left:
        poll.register(number, select.POLLIN | select.POLLHUP | select.POLLERR)
    while left and time.monotonic() - begun < limit:
        for number, _ in poll.poll(100):
            try:
                data = left[number].recv(65536)
            except OSError:
                data = b""
            if not data:
                poll.unregister(number)
                del left[number]
                last = time.monotonic() - begun
    for sock in socks:
        sock.close()
    return len(left), last


def closed_within(count, left, last, limit):
    return [f"! {left} of {count} were still open after {limit:.0f} s"] if left else [f"all closed after {last:.1f} s"]


@attack()
def slowloris(host):
    """200 connections send a request's head, a byte at a time."""
    socks = open_many(host, 200)
    request = b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + b"a" * 100
    begun, opened = time.monotonic(), len(socks)
    for at in range(24):
        for sock in socks:
            try:
                sock.send(request[at:at + 1])
            except OSError:
                pass
        time.sleep(0.1)
    left, last = wait_all_closed(socks, within(4))
    return closed_within(opened, left, time.monotonic() - begun if not last else 2.4 + last, 2 + within(4))


@attack()
def header_bloat(host, count=40, lines=16):
    """40 connections send a head of a megabyte."""
    refused = 0
    for _ in range(count):
        with Raw(address(host)) as raw:
            raw.send(b"GET /ws HTTP/1.1\r\nHost: x\r\n")
            try:
                for _ in range(lines):
                    raw.send(b"X-Fill: " + b"a" * 65528 + b"\r\n")
                raw.sock.settimeout(within(2))
                refused += b" 431 " in raw.sock.recv(64)  # told so, not let go for being slow
            except socket.timeout:
                pass
            except OSError:
                refused += 1
    return [f"{refused} of {count} refused"] + ([f"! some heads were not refused within {within(2)} s"] if refused < count else [])


@attack()
def idle_tcp(host):
    """300 connections say nothing."""
    socks = open_many(host, 300)
    return closed_within(len(socks), *wait_all_closed(socks, within(5)), within(5))


@attack()
def idle_upgraded(host):
    """100 WebSockets never say hello."""
    raws = [Raw(address(host)).upgrade() for _ in range(100)]
    begun, codes = time.monotonic(), collections.Counter()
    for raw in raws:
        code, _ = raw.wait_end(max(0.05, within(7) - (time.monotonic() - begun)))
        codes[code] += 1
        raw.close()
    return [f"closed with {dict(codes)}"] + ([f"! not all closed with 4097 within {within(7)} s"] if set(codes) != {4097} else [])


@attack()
def connection_flood(host, count=10_000):
    """Connect and go, 10,000 times."""
    begun = time.monotonic()
    for n in range(count):
        sock = socket.create_connection(address(host), within(2))
        if n % 3 == 0:
            sock.send(b"GET / HTTP/1.1\r\n")
        sock.close()
    return [f"{count / (time.monotonic() - begun):.0f} a second"]


def flood(raw, block, seconds, pause=0.0):
    """Sends without reading until the host cuts the connection or time is over. Returns (bytes, was it cut)."""
    raw.sock.setblocking(False)
    sent, end, rest = 0, time.monotonic() + seconds, b""
    while time.monotonic() < end:
        try:
            rest = rest or block  # a frame that was sent in part goes on, or the host would cut for that
            count = raw.sock.send(rest)
            sent, rest = sent + count, rest[count:]
            time.sleep(pause)
        except BlockingIOError:
            select.select([], [raw.sock], [], 0.05)
        except OSError:
            return sent, True
    return sent, False


@attack()
def ping_flood(host, at_once=200, pause=0.0):
    """WebSocket pings as fast as they go; the pongs are not read."""
    with Honest(address(host)) as raw:  # who has said hello is not closed for not saying it
        raw.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sent, cut = flood(raw, frame(PING, b"x" * 100) * at_once, within(4), pause)
    return [f"{sent // 106} pings"] + ([] if cut else ["! was not cut"])


@attack()
def ask_flood(host):
    """The application's own pings as fast as they go; the answers are not read."""
    with Honest(address(host)) as raw:
        sent, cut = flood(raw, frame(TEXT, b'{"type":"ping","n":1}') * 200, 6)
    return [f"{sent // 27} pings", "cut" if cut else "throttled, not cut"]


@attack()
def empty_fragments(host, at_once=500, pause=0.0):
    """A message of 200,000 empty fragments."""
    with Honest(address(host)) as raw:
        raw.send(frame(TEXT, b"", final=False))
        sent, cut = flood(raw, frame(CONTINUATION, b"", final=False) * at_once, within(4), pause)
    return [f"{sent // 6} fragments"] + ([] if cut else ["! was not cut"])


@attack()
def big_frame(host, claim=100_000_000):
    """A frame that announces 100 MB: refused from its header alone."""
    notes = []
    for opcode in (TEXT, BINARY):
        with Raw(address(host)).upgrade() as raw:
            raw.send(frame(opcode, b"x", claim=claim))
            code, seconds = raw.wait_end(within(2))
            notes.append(f"{code} after {seconds * 1000:.0f} ms" if code == 1009 else f"! not refused with 1009 within {within(2)} s, but {code}")
    return notes


@attack()
def big_message(host, pause=0.0):
    """A message of 16 KiB fragments without end."""
    with Raw(address(host)).upgrade() as raw:
        raw.send(frame(BINARY, b"x" * 16384, final=False))
        sent, cut = flood(raw, frame(CONTINUATION, b"x" * 16384, final=False), within(3), pause)
    return [f"cut after {sent / 1e6:.1f} MB"] if cut else ["! was not cut"]


@attack()
def stalled_frame(host):
    """A frame stops in the middle, on 50 connections."""
    raws = [Raw(address(host)).upgrade() for _ in range(50)]
    for raw in raws:
        raw.send(frame(TEXT, b"x" * 100)[:40])
    begun, late = time.monotonic(), 0
    for raw in raws:
        code, _ = raw.wait_end(max(0.05, within(12) - (time.monotonic() - begun)))
        late += code is None
        raw.close()
    return [f"! {late} of 50 were still open after {within(12)} s"] if late else [f"all closed after {time.monotonic() - begun:.1f} s"]


@attack()
def drip_frame(host):
    """A frame comes a byte each half second, from people who were welcomed."""
    raws = [Honest(address(host), name=f"drip{n}") for n in range(10)]
    slow = frame(TEXT, b'{"type":"ping","n":1' + b" " * 200 + b"}")
    begun, at, open_ = time.monotonic(), 0, list(raws)
    while open_ and time.monotonic() - begun < within(13):
        for raw in list(open_):
            try:
                raw.send(slow[at:at + 1])
                if raw.wait_end(0.001)[0] is not None:
                    open_.remove(raw)
            except OSError:
                open_.remove(raw)
        at += 1
        time.sleep(0.5)
    for raw in raws:
        raw.close()
    return [f"! {len(open_)} of 10 were still open after {within(13)} s"] if open_ else [f"all closed after {time.monotonic() - begun:.1f} s"]


def _pages(raw, count):
    ask = {"type": "history.get", "req": 5, "room": raw.room, "limit": 100, "board": False}
    return frame(TEXT, json.dumps(ask).encode()) * count


@attack()
def echo_flood(host):
    """Six people, one after the other, ask for pages of history as fast as they can and read nothing."""
    with Honest(address(host)) as seed:
        for _ in range(15):
            seed.post("x" * 3000)
    cut = 0
    for n in range(6):
        with Honest(address(host), name=f"echo{n}") as raw:
            cut += flood(raw, _pages(raw, 100), 1.5)[1]
    return [f"{cut} of 6 cut, the others throttled"]


@attack(growth=24 * MIB)
def echo_storm(host, stays=3):
    """40 people ask for 60 pages of history each, all at once, and read nothing."""
    with Honest(address(host)) as seed:
        for _ in range(15):
            seed.post("x" * 3000)
    raws = []
    for n in range(40):
        raws.append(Honest(address(host), name=f"echo{n}"))
    for raw in raws:
        raw.send(_pages(raw, 60))
    time.sleep(stays)
    for raw in raws:
        raw.close()
    return []


@attack()
def unreading_close(host):
    """60 connections are told to go and do not read it."""
    raws = [Raw(address(host), receive_buffer=4096).upgrade() for _ in range(60)]
    for n, raw in enumerate(raws):
        raw.send(frame(CLOSE, close_payload(1000)) if n % 2 else frame(3, b"no such opcode"))
    before = usage(host.process.pid)["descriptors"]
    begun = time.monotonic()
    while usage(host.process.pid)["descriptors"] > before - 50 and time.monotonic() - begun < within(5):
        time.sleep(0.05)
    took = time.monotonic() - begun
    freed = before - usage(host.process.pid)["descriptors"]
    for raw in raws:
        raw.close()
    return [f"{freed} descriptors free again after {took:.1f} s"] + ([f"! held for {within(5)} s"] if took > within(5) else [])


@attack()
def half_closed(host, ended=True):
    """60 connections end their own direction and wait."""
    raws = [Honest(address(host), name=f"half{n}") for n in range(60)]
    for raw in raws if ended else ():
        raw.sock.shutdown(socket.SHUT_WR)
    left, last = wait_all_closed([raw.sock for raw in raws], within(4))
    return closed_within(60, left, last, within(4))


@attack(growth=24 * MIB, rates=False)
def deaf_listeners(host, rounds=300, deafness=True, sync_ms=0):
    """20 people listen and never read, while 24 MB are said in their room; nobody else is harmed."""
    deaf, others = [], health(host)[1]["connections"]
    for n in range(20):
        raw = Raw(address(host), receive_buffer=4096).upgrade()
        raw.say({"type": "hello", "version": 1, "program": "deaf", "name": f"deaf{n}"})
        deaf.append(raw)
    speaker = Honest(address(host), name="speaker")
    for raw in deaf:
        raw.say({"type": "room.join", "req": 1, "room": speaker.room})
    if sync_ms:
        host.disk.control.sync_ms = sync_ms
    slowest = 0.0
    for _ in range(rounds):
        begun = time.monotonic()
        ids = {uuid7() for _ in range(10)}
        for id in ids:
            speaker.say({"type": "chat.post", "id": id, "room": speaker.room, "body": "ä" * 4000})
        while ids:
            ids.discard(speaker.answer("ack")["id"])
        slowest = max(slowest, time.monotonic() - begun)
    # Who takes nothing for 30 s is closed (N8). Told by the host: to look at the connection would be to read from it.
    kept, end = len(deaf), time.monotonic() + within(45)
    while kept and time.monotonic() < end:
        time.sleep(0.5)
        for raw in (speaker,) if deafness else (speaker, *deaf):
            raw.rest(0.01)
        kept = max(0, health(host)[1]["connections"] - others - 1)
    cut = len(deaf) - kept
    for raw in (speaker, *deaf):
        raw.close()
    notes = [f"slowest acknowledgement {slowest * 1000:.0f} ms, {cut} of 20 cut"]
    return notes + ([f"! slower than {within(2)} s"] if slowest > within(2) else []) + (["! some were kept"] if cut < 20 else [])


@attack()
def volatile_flood(host, at_once=100, pause=0.0, kinds=5):
    """Typing and typing no more, pointers, looks and looking away, as fast as they go: nobody answers any of them."""
    notes = []
    for kind, message in (("typing", {"type": "typing.set", "on": True}), ("typing no more", {"type": "typing.set", "on": False}),
                          ("pointers", {"type": "board.cursor", "x": 1.5, "y": 2.5, "on": True}),
                          ("looks", {"type": "board.look", "view": {"x": 0, "y": 0, "width": 8, "height": 6}}),
                          ("looking away", {"type": "board.look"}))[:kinds]:
        with Honest(address(host), name=f"busy {kind}", join=True) as raw:
            block = frame(TEXT, json.dumps({**message, "room": raw.room}).encode())
            sent, cut = flood(raw, block * at_once, within(4), pause)
        notes.append(f"{sent // len(block)} {kind}")
        if not cut:
            notes.append(f"! {kind}: was not cut")
    return notes


@attack()
def http_flood(host):
    """GET /health, 2,000 times."""
    good = 0
    for _ in range(2000):
        with socket.create_connection(address(host), within(2)) as sock:
            sock.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            good += b" 200 " in sock.recv(64)
    return [f"{good} answered"] + (["! some were not"] if good < 2000 else [])


@attack()
def garbage(host):
    """Random bytes, a TLS ClientHello, another protocol's greeting: 300 connections."""
    chance = random.Random(5)
    starts = [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(100), b"SSH-2.0-probe\r\n", b"\0" * 200,
              b"GET / HTTP/9.9\r\n\r\n", b"\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"]
    socks = []
    for n in range(300):
        sock = socket.create_connection(address(host), within(2))
        try:
            sock.send(starts[n % 7] if n % 7 < 6 else chance.randbytes(300))
        except OSError:
            pass
        socks.append(sock)
    return closed_within(300, *wait_all_closed(socks, within(5)), within(5))


@attack()
def newcomers(host):
    """400 people come for the first time, each a durable write, and go at once."""
    begun, came = time.monotonic(), 0
    for n in range(400):
        try:
            with Honest(address(host), name=f"new {os.getpid()} {n}"):
                came += 1
        except (Ended, LookupError, TimeoutError, socket.timeout):
            pass
    return [f"{came} let in, {came / (time.monotonic() - begun):.0f} a second"]


@attack()
def repeated_id(host):
    """One operation is sent 300 times at once; it is stored once and each copy is answered."""
    with Honest(address(host), name="again", join=True) as raw:
        id, answers = uuid7(), collections.Counter()
        for _ in range(300):
            raw.say({"type": "chat.post", "id": id, "room": raw.room, "body": "again and again"})
        events = 0
        try:
            while sum(answers.values()) < 300 or not events:
                message = raw.message(within(3))
                if message.get("id") == id:
                    answers["dup" if message.get("dup") else message.get("code", "ack")] += 1
                events += message["type"] == "room.event" and message["event"]["id"] == id
        except (TimeoutError, socket.timeout):
            pass
        notes = [f"{dict(answers)}, shown {events}×"]
        if events != 1 or answers["ack"] != 1 or sum(answers.values()) != 300:
            notes.append("! not once, or not all answered")
        if set(answers) - {"ack", "dup", "rate"}:
            notes.append("! refused for another reason than its rate")
        return notes
