# SPDX-License-Identifier: MIT
"""A client that knows Coterie only from shared/protocol/protocol.md: WebSocket text frames with JSON, by hand.
Standard library only. Every wait ends by itself."""

import base64
import json
import os
import re
import secrets
import signal
import socket
import struct
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 15.0

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class Closed(Exception):
    """The other side ended the connection; code 1006 when it did so without a goodbye."""

    def __init__(self, code, reason=""):
        super().__init__(f"closed with {code} {reason}")
        self.code = code
        self.reason = reason


def uuid7():
    """RFC 9562, section 5.7."""
    value = (int(time.time() * 1000) << 80 | secrets.randbits(80)) & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


class WebSocket:
    def __init__(self, port, protocol="coterie.v1.json", headers="", path="/ws"):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""
        key = base64.b64encode(os.urandom(16)).decode()
        wanted = f"Sec-WebSocket-Protocol: {protocol}\r\n" if protocol else ""
        self.socket.sendall((f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
                             f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
                             f"{wanted}{headers}\r\n").encode())
        head = self._until(b"\r\n\r\n").decode("latin-1")
        if not head.startswith("HTTP/1.1 101"):
            raise Closed(int(head.split()[1]), head.splitlines()[0])
        if protocol and f"sec-websocket-protocol: {protocol}" not in head.lower():
            raise Closed(1002, "the sub-protocol was not taken")

    def _until(self, mark):
        while mark not in self.received:
            self._more()
        head, self.received = self.received.split(mark, 1)
        return head

    def _more(self):
        try:
            data = self.socket.recv(65536)
        except ConnectionError:
            data = b""
        if not data:
            raise Closed(1006)
        self.received += data

    def _take(self, count):
        while len(self.received) < count:
            self._more()
        taken, self.received = self.received[:count], self.received[count:]
        return taken

    def send_raw(self, data):
        self.socket.sendall(data)

    def send_frame(self, opcode, payload, final=True, masked=True, reserved=0, length=None):
        size = len(payload) if length is None else length
        head = bytes([(0x80 if final else 0) | reserved << 4 | opcode])
        bit = 0x80 if masked else 0
        if size < 126:
            head += bytes([bit | size])
        elif size < 65536:
            head += bytes([bit | 126]) + struct.pack(">H", size)
        else:
            head += bytes([bit | 127]) + struct.pack(">Q", size)
        if masked:
            mask = os.urandom(4)
            head += mask
            payload = bytes(b ^ mask[i & 3] for i, b in enumerate(payload))
        self.send_raw(head + payload)

    def send_text(self, text):
        self.send_frame(TEXT, text if isinstance(text, bytes) else text.encode())

    def read_frame(self, patience=PATIENCE):
        """The next data frame as (opcode, payload); answers pings; raises Closed."""
        deadline = time.monotonic() + patience
        while True:
            self.socket.settimeout(max(0.001, deadline - time.monotonic()))
            first, second = self._take(2)
            size = second & 0x7F
            if size == 126:
                size = struct.unpack(">H", self._take(2))[0]
            elif size == 127:
                size = struct.unpack(">Q", self._take(8))[0]
            payload = self._take(size)
            opcode = first & 0x0F
            if opcode == PING:
                self.send_frame(PONG, payload)
            elif opcode == CLOSE:
                code = struct.unpack(">H", payload[:2])[0] if len(payload) >= 2 else 1005
                raise Closed(code, payload[2:].decode(errors="replace"))
            elif opcode in (TEXT, BINARY):
                return opcode, payload

    def close(self):
        self.socket.close()


class Client:
    """A member: says hello, joins a room, reads, posts."""

    def __init__(self, port, name, token=None, protocol="coterie.v1.json"):
        self.socket = WebSocket(port, protocol)
        self.request = 0
        self.kept = []  # messages that came while another one was waited for
        hello = {"type": "hello", "version": 1, "program": "blackbox 1", "name": name}
        if token:
            hello["token"] = token
        self.send(hello)
        self.welcome = self.wait("welcome")

    def send(self, message):
        self.socket.send_text(json.dumps(message))

    def read(self, patience=PATIENCE):
        opcode, payload = self.socket.read_frame(patience)
        assert opcode == TEXT, "a client of text frames got a binary one"
        return json.loads(payload)

    def wait(self, kind, patience=PATIENCE, **fields):
        """The first message of this type with these fields; others are kept for a later wait."""

        def fits(message):
            return message["type"] == kind and all(message.get(key) == value for key, value in fields.items())

        for message in self.kept:
            if fits(message):
                self.kept.remove(message)
                return message
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            message = self.read(deadline - time.monotonic())
            if fits(message):
                return message
            self.kept.append(message)
        raise TimeoutError(f"no {kind} with {fields} in {patience} s; there were {self.kept}")

    def ask(self, kind, answer, **fields):
        self.request += 1
        self.send({"type": kind, "req": self.request, **fields})
        return self.wait(answer, req=self.request)

    def rooms(self):
        return self.ask("rooms.list", "rooms.page")["rooms"]

    def join(self, room):
        return self.ask("room.join", "room.joined", room=room)["room"]

    def post(self, room, body, identifier=None):
        """Posts and waits for the acknowledgement: from here on it survives a power cut."""
        identifier = identifier or uuid7()
        self.send({"type": "chat.post", "id": identifier, "room": room, "body": body})
        return self.wait("ack", id=identifier)

    def history(self, room, **fields):
        return self.ask("history.get", "history.page", room=room, limit=100, board=False, **fields)

    def close(self):
        self.socket.close()


class Host:
    """The built coterie-server as a process of its own, on a free port, with a session file that outlives it."""

    def __init__(self, program, folder, *options):
        self.program = program
        self.folder = Path(folder)
        self.options = options
        self.process = None
        self.start()

    def start(self):
        log = open(self.folder / "log", "wb")
        self.process = subprocess.Popen(
            [self.program, "--port", "0", "--listen", "local", "--file", str(self.folder / "session.coterie"),
             "--log-format", "json", *self.options], stdout=log, stderr=log, env=dict(os.environ, HOME=str(self.folder)))
        log.close()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            found = re.search(r'"message":"listening","port":(\d+)', self.log())
            if found:
                self.port = int(found.group(1))
                return
            time.sleep(0.02)
        raise RuntimeError("the host did not start:\n" + self.log())

    def log(self):
        return (self.folder / "log").read_text(errors="replace")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """The exit code after a polite end."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()
        return self.process.returncode


def temporary_folder():
    return tempfile.TemporaryDirectory(prefix="coterie-blackbox-")


def documented(section, column=0):
    """The first column of a table of protocol.md."""
    page = (ROOT / "shared" / "protocol" / "protocol.md").read_text(encoding="utf-8")
    table = page.split(f"## {section}", 1)[1].split("\n## ", 1)[0]
    rows = [line.split("|")[1 + column].strip(" `") for line in table.splitlines() if line.startswith("| ")]
    return [row for row in rows if row and not row.startswith("code")]
