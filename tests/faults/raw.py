# SPDX-License-Identifier: MIT
"""Blocking connections for the probes: one that may send any bytes at all, and an honest one to measure with."""
import contextlib
import json
import socket
import struct
import time

from frames import BINARY, CLOSE, PING, PONG, TEXT, FrameReader, close_code_of, frame, handshake_request, uuid7


class Ended(ConnectionError):
    """The other side closed; `code` is what its Close frame said, 1006 if it sent none."""

    def __init__(self, code, reason=""):
        super().__init__(f"closed with {code} {reason}".strip())
        self.code, self.reason = code, reason


PATIENCE = 20.0  # seconds for what has to come at all, where nobody says how many (K17)


class Raw:
    """A socket, and a WebSocket on it once upgrade() was called. Never checks what it sends."""

    tls = None  # an SSLContext: all that are made from then on connect encrypted

    def __init__(self, address, timeout=PATIENCE, receive_buffer=0):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if receive_buffer:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.sock.settimeout(timeout)
        self.sock.connect(address)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if Raw.tls:
            self.sock = Raw.tls.wrap_socket(self.sock)
        self.address = address
        self.reader = FrameReader()
        self.waiting = []  # frames that came together with an earlier one
        self.form = None   # a cborform.Form: messages go and come in binary frames

    def send(self, data):
        self.sock.sendall(data)

    def upgrade(self, protocol="coterie.v1.json", form=None):
        self.knock(protocol, form)
        return self.opened()

    def knock(self, protocol="coterie.v1.json", form=None):
        self.form = form
        self.send(handshake_request(*self.address, protocol="coterie.v1.cbor" if form else protocol)[1])

    def opened(self):
        head = b""
        while b"\r\n\r\n" not in head:
            data = self.sock.recv(4096)
            if not data:
                raise Ended(1006, "before the handshake was over")
            head += data
        head, _, rest = head.partition(b"\r\n\r\n")
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise Ended(1006, head.split(b"\r\n")[0].decode("latin-1"))
        self.waiting += self.reader.feed(rest)
        return self

    def frame(self, timeout):
        """The next frame, as (opcode, payload). Raises Ended, or TimeoutError."""
        end = time.monotonic() + timeout
        while not self.waiting:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self.sock.settimeout(left)
            try:
                data = self.sock.recv(65536)
            except (ConnectionResetError, BrokenPipeError):
                raise Ended(1006, "reset") from None
            if not data:
                raise Ended(1006)
            self.waiting += self.reader.feed(data)
        opcode, payload = self.waiting.pop(0)
        if opcode == CLOSE:
            raise Ended(close_code_of(payload), payload[2:].decode("utf-8", "replace"))
        return opcode, payload

    def message(self, timeout=PATIENCE):
        """The next message; other frames are passed over."""
        end = time.monotonic() + timeout
        while True:
            opcode, payload = self.frame(max(0.0, end - time.monotonic()))
            if opcode == TEXT:
                return json.loads(payload)
            if opcode == PING:
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # why it closed comes behind the ping
                    self.send(frame(PONG, payload))
            elif opcode == BINARY:
                return self.form.decode(payload) if self.form else {"type": "binary", "payload": payload}

    def rest(self, timeout):
        """Takes all that comes in this time, and answers the pings: who does not answer them, as other words stand before them, is closed."""
        end = time.monotonic() + timeout
        with contextlib.suppress(TimeoutError):
            while True:
                self.message(end - time.monotonic())

    def wait_end(self, timeout):
        """Reads until the other side closes. Returns (code, seconds), or (None, seconds) if it did not."""
        begun = time.monotonic()
        try:
            while True:
                self.frame(max(0.0, timeout - (time.monotonic() - begun)))
        except Ended as end:
            return end.code, time.monotonic() - begun
        except (TimeoutError, socket.timeout):
            return None, time.monotonic() - begun
        except OSError:
            return 1006, time.monotonic() - begun

    def say(self, message):
        self.send(frame(BINARY, self.form.encode(message)) if self.form else frame(TEXT, json.dumps(message, ensure_ascii=False).encode()))

    def reset(self):
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def close(self):
        self.sock.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Honest(Raw):
    """Says hello, knows the first room, posts and waits for the acknowledgement."""

    def __init__(self, address, name="witness", token=None, timeout=PATIENCE, join=False):
        super().__init__(address, timeout)
        self.upgrade()
        hello = {"type": "hello", "version": 1, "program": "tests/faults", "name": name}
        if token:
            hello["token"] = token
        self.say(hello)
        welcome = self.answer("welcome", timeout)
        self.token, self.user = welcome["token"], welcome["user"]
        self.say({"type": "rooms.list", "req": 1})
        self.room = self.answer("rooms.page", timeout)["rooms"][0]["id"]
        if join:
            self.say({"type": "room.join", "req": 2, "room": self.room})
            self.answer("room.joined", timeout)

    def answer(self, kind, timeout=PATIENCE):
        end = time.monotonic() + timeout
        while True:
            message = self.message(max(0.0, end - time.monotonic()))
            if message["type"] == kind:
                return message
            if message["type"] == "error" and kind != "error":
                raise LookupError(message["code"])

    def post(self, body="still here", timeout=PATIENCE):
        """Returns the seconds until the durable acknowledgement."""
        begun = time.monotonic()
        id = uuid7()
        self.say({"type": "chat.post", "id": id, "room": self.room, "body": body})
        while self.answer("ack", timeout)["id"] != id:
            pass
        return time.monotonic() - begun
