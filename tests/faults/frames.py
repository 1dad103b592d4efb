# SPDX-License-Identifier: MIT
"""WebSocket frames (RFC 6455) and identifiers, as a client needs them. Values only: no sockets here."""
import base64
import hashlib
import os
import struct
import time

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
ACCEPT_SALT = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # fixed by RFC 6455 §1.3


def masked(payload, key):
    if not payload or key == b"\0\0\0\0":
        return bytes(payload)
    size = len(payload)
    stretched = (key * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(stretched, "big")).to_bytes(size, "big")


def frame(opcode, payload=b"", *, final=True, reserved=0, mask=True, claim=None, width=None, key=None):
    """One frame. `claim` announces another length than the payload has; `width` (0, 2, 8) forces the length's form."""
    length = len(payload) if claim is None else claim
    if width is None:
        width = 0 if length < 126 else 2 if length < 65536 else 8
    first = (0x80 if final else 0) | reserved << 4 | opcode
    bit = 0x80 if mask else 0
    if width == 0:
        head = struct.pack(">BB", first, bit | length)
    elif width == 2:
        head = struct.pack(">BBH", first, bit | 126, length & 0xFFFF)
    else:
        head = struct.pack(">BBQ", first, bit | 127, length & 0xFFFF_FFFF_FFFF_FFFF)
    if not mask:
        return head + payload
    key = os.urandom(4) if key is None else key
    return head + key + masked(payload, key)


def close_payload(code, reason=""):
    return struct.pack(">H", code) + reason.encode()


def close_code_of(payload):
    return struct.unpack(">H", payload[:2])[0] if len(payload) >= 2 else 1005


class FrameReader:
    """Cuts bytes into whole messages and control frames, however they arrive. The peer's mistakes raise ValueError."""

    def __init__(self):
        self._buffer = bytearray()
        self._parts = None
        self._opcode = 0

    def feed(self, data):
        self._buffer += data
        found = []
        while (item := self._next()) is not None:
            found.append(item)
        return [item for item in found if item]

    def _next(self):
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        first, second = buffer[0], buffer[1]
        length, at = second & 127, 2
        if length == 126:
            if len(buffer) < 4:
                return None
            length, at = struct.unpack_from(">H", buffer, 2)[0], 4
        elif length == 127:
            if len(buffer) < 10:
                return None
            length, at = struct.unpack_from(">Q", buffer, 2)[0], 10
        key = b""
        if second & 128:
            key, at = bytes(buffer[at:at + 4]), at + 4
        if len(buffer) < at + length:
            return None
        payload = bytes(buffer[at:at + length])
        del buffer[:at + length]
        if key:
            payload = masked(payload, key)
        if first & 0x70:
            raise ValueError("reserved bits in a frame")
        return self._assemble(first & 15, bool(first & 0x80), payload)

    def _assemble(self, opcode, final, payload):
        if opcode >= CLOSE:
            return opcode, payload
        if opcode == CONTINUATION:
            if self._parts is None:
                raise ValueError("a continuation of nothing")
            self._parts.append(payload)
        else:
            if self._parts is not None:
                raise ValueError("a new message inside another")
            self._opcode, self._parts = opcode, [payload]
        if not final:
            return ()
        message, self._parts = b"".join(self._parts), None
        return self._opcode, message


def handshake_request(host, port, *, path="/ws", protocol="coterie.v1.json", key=None, extra=()):
    key = key or base64.b64encode(os.urandom(16)).decode()
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", "Upgrade: websocket", "Connection: Upgrade",
             f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13"]
    if protocol:
        lines.append(f"Sec-WebSocket-Protocol: {protocol}")
    lines.extend(extra)
    return key, ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def accept_of(key):
    return base64.b64encode(hashlib.sha1(key.encode() + ACCEPT_SALT).digest()).decode()


def uuid7():
    """RFC 9562 §5.7."""
    ms = time.time_ns() // 1_000_000
    bits = int.from_bytes(os.urandom(10), "big")
    value = (ms & 0xFFFF_FFFF_FFFF) << 80 | 7 << 76 | (bits >> 62 & 0xFFF) << 64 | 2 << 62 | bits & (1 << 62) - 1
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
