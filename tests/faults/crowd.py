# SPDX-License-Identifier: MIT
"""Hundreds to thousands of listeners on one thread: what comes is counted and its order checked by a pattern, never
parsed. For figures; histories are the business of client.py."""
import heapq
import re
import selectors
import socket
import ssl
import struct
import time

from frames import TEXT, FrameReader, frame, handshake_request

SEQ = re.compile(rb'"event":\{"seq":(\d+),')
RETRY = re.compile(rb'"retryMs":(\d+)')
PONG = re.compile(rb'"type":"pong","n":(\d+),')
CLOSED = re.compile(rb"\x88([\x02-\x3c])(..)(.*)\Z", re.S)  # a Close frame, as the last thing that came
CARRY = 64  # a pattern may be cut by the end of a read


def end_of(rest):
    """How a connection says that it ends: with the code of the Close frame that came last, if any."""
    found = CLOSED.search(rest)
    while found and len(found.group(3)) + 2 != found.group(1)[0]:
        found = CLOSED.search(rest, found.start() + 1)
    return f"closed {struct.unpack('>H', found.group(2))[0]}" if found else "closed"


class Member:
    __slots__ = ("sock", "name", "stage", "reader", "token", "room", "head", "seen", "last", "disorder", "rest", "reading", "ended", "rtt",
                 "pinged", "caught_up", "wants")

    def __init__(self, name):
        self.name, self.stage, self.reader, self.token = name, "new", None, None
        self.room, self.head, self.seen, self.last, self.disorder = "", 0, 0, 0, 0
        self.rest, self.reading, self.ended, self.rtt, self.pinged = b"", True, "", [], 0.0
        self.caught_up, self.wants, self.sock = 0.0, 0, None


class Crowd:
    """`enter()` brings members in; `run()` lets time pass. `after`: the seq that they already hold, for all or for each.
    `tls`: an SSLContext, when they connect encrypted."""

    def __init__(self, address, *, join=True, receive_buffer=0, prefix="member", tls=None):
        self.address, self._join, self.receive_buffer, self._prefix = address, join, receive_buffer, prefix
        self.members, self._tls = [], tls
        self._waker = selectors.DefaultSelector()
        self._later = []  # when who asks again for a page: the host would not answer then
        self.first = self.latest = 0.0  # event since first_again()

    def enter(self, count, *, at_once=64, timeout=60.0, tokens=(), after=None):
        """Returns the seconds it took. `at_once`: how many are on their way at a time."""
        begun, new = time.monotonic(), []
        while True:
            arriving = [member for member in new if member.stage not in ("in", "ended")]
            while len(new) < count and len(arriving) < at_once:
                member = Member(f"{self._prefix} {len(self.members)}")
                member.token = tokens[len(new)] if len(new) < len(tokens) else None
                member.wants = -1 if after is None else after if isinstance(after, int) else after[len(new)]
                self._connect(member)
                new.append(member)
                self.members.append(member)
                arriving.append(member)
            if not arriving and len(new) == count:
                return time.monotonic() - begun
            if time.monotonic() - begun > timeout:
                raise TimeoutError(f"{sum(m.stage == 'in' for m in new)} of {count} were in after {timeout:.0f} s; "
                                   f"others: {[(m.stage, m.ended) for m in new if m.stage != 'in'][:3]}")
            self._turn(0.2)

    def adopt(self, sock):
        """One more who is in, over a connection that somebody else has made: to a server that knows nothing of rooms."""
        member = Member(f"{self._prefix} {len(self.members)}")
        member.sock, member.stage = sock, "in"
        self._waker.register(sock, selectors.EVENT_READ, member)
        self.members.append(member)
        return member

    def first_again(self):
        self.first = self.latest = 0.0

    def _connect(self, member):
        member.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if self.receive_buffer:
            member.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.receive_buffer)
        member.sock.connect(self.address)
        member.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._tls:
            member.sock.settimeout(10)
            member.sock = self._tls.wrap_socket(member.sock)
        member.sock.setblocking(False)
        member.sock.send(handshake_request(*self.address, protocol="coterie.v1.json")[1])
        member.stage = "upgrading"
        self._waker.register(member.sock, selectors.EVENT_READ, member)

    def _say(self, member, text):
        try:
            member.sock.send(frame(TEXT, text.encode(), key=b"\0\0\0\0"))
        except OSError as error:
            self._end(member, str(error))

    def _turn(self, wait):
        while self._later and self._later[0][0] <= time.monotonic():
            member = self.members[heapq.heappop(self._later)[1]]
            if member.stage != "ended":
                self._page(member, member.wants)
        if self._later:
            wait = min(wait, max(0.0, self._later[0][0] - time.monotonic()))
        for key, _ in self._waker.select(wait):
            member = key.data
            try:
                data = member.sock.recv(262144)
                while self._tls and member.sock.pending():
                    data += member.sock.recv(member.sock.pending())
            except (BlockingIOError, ssl.SSLWantReadError):
                continue
            except OSError as error:
                self._end(member, str(error))
                continue
            if not data:
                self._end(member, end_of(member.rest))
            elif member.stage == "in":
                self._listen(member, data)
            else:
                self._arrive(member, data)

    def _arrive(self, member, data):
        if member.stage == "upgrading":
            member.rest += data
            head, found, data = member.rest.partition(b"\r\n\r\n")
            if not found:
                return
            if b" 101 " not in head[:20]:
                return self._end(member, head[:40].decode("latin-1"))
            member.reader, member.rest, member.stage = FrameReader(), b"", "greeting"
            token = f',"token":"{member.token}"' if member.token else ""
            self._say(member, f'{{"type":"hello","version":1,"program":"crowd","name":"{member.name}"{token}}}')
        for opcode, payload in member.reader.feed(data):
            if opcode == TEXT:
                self._answer(member, payload)
            elif opcode == 8:
                return self._end(member, "closed " + payload.hex())

    def _answer(self, member, payload):
        def text(name):
            found = re.search(rb'"%s":"([^"]*)"' % name, payload)
            return found.group(1).decode() if found else ""
        kind = text(b"type")
        if kind == "welcome":
            member.token = text(b"token")
            self._say(member, '{"type":"rooms.list","req":1}')
        elif kind == "rooms.page":
            member.room = text(b"id")
            if not self._join:
                member.stage = "in"
                return
            self._say(member, '{"type":"room.join","req":2,"room":"%s"}' % member.room)
        elif kind == "room.joined":
            member.head = member.last = int(re.search(rb'"head":(\d+)', payload).group(1))
            if member.wants < 0 or member.wants >= member.head:
                member.stage, member.caught_up = "in", time.monotonic()
            else:
                self._page(member, member.wants)
        elif kind == "history.page":
            seqs = [int(seq) for seq in re.findall(rb'\{"seq":(\d+),', payload)]
            if seqs != list(range(member.wants + 1, member.wants + 1 + len(seqs))):
                member.disorder += 1
            member.seen += len(seqs)
            member.wants += len(seqs)
            if member.wants >= member.head or not seqs:
                member.stage, member.last, member.caught_up = "in", max(member.last, member.wants), time.monotonic()
            else:
                self._page(member, member.wants)
        elif kind == "room.event":
            seq = int(re.search(rb'"seq":(\d+)', payload).group(1))
            member.disorder += seq != member.last + 1
            member.last = seq
        elif kind == "error":
            if b'"rate"' in payload and member.wants >= 0:
                retry = RETRY.search(payload)
                heapq.heappush(self._later, (time.monotonic() + (int(retry.group(1)) if retry else 100) / 1000,
                                             self.members.index(member)))
            else:
                self._end(member, payload.decode("utf-8", "replace")[:120])

    def _page(self, member, after):
        self._say(member, '{"type":"history.get","req":3,"room":"%s","after":%d,"limit":100,"board":true}' % (member.room, after))

    def _listen(self, member, data):
        data = member.rest + data
        end = 0
        for found in SEQ.finditer(data):
            seq, end = int(found.group(1)), found.end()
            member.disorder += seq != member.last + 1
            member.last = seq
            member.seen += 1
        if end:
            self.latest = time.monotonic()
            self.first = self.first or self.latest
        if member.pinged and (pong := PONG.search(data, end)):
            member.rtt.append(time.monotonic() - member.pinged)
            member.pinged, end = 0.0, max(end, pong.end())
        member.rest = data[max(end, len(data) - CARRY):]

    def _end(self, member, why):
        if member.stage != "ended":
            member.stage, member.ended = "ended", why
            try:
                self._waker.unregister(member.sock)
            except (KeyError, ValueError):
                pass
            member.sock.close()

    # in the course of things

    def run(self, seconds=None, until=None):
        """Lets time pass until `until()` is true or `seconds` are over. Returns whether it became true."""
        end = time.monotonic() + (seconds if seconds is not None else 1e9)
        while time.monotonic() < end:
            if until and until():
                return True
            self._turn(min(0.05, max(0.0, end - time.monotonic())))
        return bool(until and until())

    def run_while_moving(self, patience, until):
        """As long as something comes; `patience` seconds without anything are enough. Returns whether it became true."""
        seen, moved = -1, time.monotonic()
        while time.monotonic() - moved < patience:
            if self.run(1.0, until):
                return True
            if (now := sum(member.seen + len(member.rest) for member in self.members)) != seen:
                seen, moved = now, time.monotonic()
        return False

    def stop_reading(self, members):
        for member in members:
            if member.reading and member.stage == "in":
                member.reading = False
                self._waker.unregister(member.sock)

    def read_again(self, members):
        for member in members:
            if not member.reading and member.stage == "in":
                member.reading = True
                self._waker.register(member.sock, selectors.EVENT_READ, member)

    def ping(self, members, n=1):
        for member in members:
            member.pinged = time.monotonic()
            self._say(member, '{"type":"ping","n":%d}' % n)

    def breathe(self, members=None):
        """So that nobody is taken for dead: the host counts any word of a client."""
        for member in members or self.members:
            if member.stage == "in":
                self._say(member, '{"type":"ping","n":9}')

    def drop_all(self, *, reset=True):
        for member in self.members:
            if member.stage != "ended":
                if reset:
                    member.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self._end(member, "dropped")

    @property
    def present(self):
        return [member for member in self.members if member.stage == "in"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.drop_all()
        self._waker.close()
