# SPDX-License-Identifier: MIT
"""A connection of the model server: the handshake, frames, and what is said through them."""
import asyncio
import json
import os
import socket
import threading

from frames import CLOSE, PING, PONG, TEXT, FrameReader, accept_of, close_code_of, close_payload, frame

SULKS = 5.0


def said(message):
    """In the form that the real server writes: compact, an event's number first."""
    if "event" in message:
        message = {**message, "event": {"seq": message["event"]["seq"], **message["event"]}}
    return json.dumps(message, separators=(",", ":")).encode()


class Peer(asyncio.Protocol):
    def __init__(self, hub):
        self.hub, self.reader, self.head, self.user, self.name = hub, None, b"", "", ""
        self.said_goodbye = False
        self.quiet = 0.0

    def connection_made(self, transport):
        self.transport = transport
        if "threads" in self.hub.bugs:
            threading.Thread(target=threading.Event().wait, daemon=True).start()
        if "keeps-descriptors" in self.hub.bugs:
            self.hub.hoard.append(os.dup(transport.get_extra_info("socket").fileno()))
        # So that a peer that does not read is felt soon, and not after the megabytes that the kernel would take.
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 32768)

    def data_received(self, data):
        self.quiet = 0.0
        if self.reader is None:
            self.head += data
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return
            lines, data = self.head[:end].decode("latin-1").split("\r\n"), self.head[end + 4:]
            fields = {line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in lines[1:]}
            if "sec-websocket-key" not in fields:
                self.transport.close()
                return
            self.transport.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                  f"Sec-WebSocket-Accept: {accept_of(fields['sec-websocket-key'])}\r\n"
                                  "Sec-WebSocket-Protocol: coterie.v1.json\r\n\r\n").encode())
            self.reader = FrameReader()
            self.hub.peers.add(self)
        for opcode, payload in self.reader.feed(data):
            if opcode == TEXT:
                self.hub.message(self, json.loads(payload))
            elif opcode == PING:
                self.transport.write(frame(PONG, payload, mask=False))
            elif opcode == CLOSE:
                code = close_code_of(payload)
                self.said_goodbye = code == 1000
                self.close(code if code != 1005 else 1000)

    def send(self, message):
        if "sulks" in self.hub.bugs and message.get("code") == "storage" and self.hub.loop.time() >= self.hub.well_at:
            self.hub.well_at = self.hub.loop.time() + SULKS
        if not self.transport.is_closing():
            if "drops-slow" in self.hub.bugs and self.transport.get_write_buffer_size() > 8192:
                return
            self.transport.write(frame(TEXT, said(message), mask=False))

    def close(self, code):
        self.transport.write(frame(CLOSE, close_payload(code), mask=False))
        self.transport.close()

    def connection_lost(self, _error):
        self.hub.gone(self)
