# SPDX-License-Identifier: MIT
"""One WebSocket connection that speaks the protocol's JSON framing, for asyncio.

Owns its socket; calls its listener from the event loop; never decides to come back: that is the client's business.
"""
import asyncio
import json
import socket
import struct

from frames import CLOSE, PING, PONG, TEXT, FrameReader, accept_of, close_code_of, close_payload, frame, handshake_request


class Refused(ConnectionError):
    """The other side answered the handshake with something else than 101."""


class Connection(asyncio.Protocol):
    def __init__(self, host, port, listener):
        self._listener = listener
        self._key, self._request = handshake_request(host, port)
        self._head = bytearray()
        self._reader = None
        self._transport = None
        self.opened = asyncio.get_running_loop().create_future()
        self.code = 1006  # what the peer's Close said; 1006: it said nothing
        self.reason = ""

    @classmethod
    async def open(cls, host, port, listener, *, receive_buffer=0, timeout=5.0):
        """`listener` has message(dict) and closed(code, reason)."""
        loop = asyncio.get_running_loop()
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        connection = None
        try:
            if receive_buffer:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
            sock.setblocking(False)
            await asyncio.wait_for(loop.sock_connect(sock, (host, port)), timeout)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _, connection = await loop.create_connection(lambda: cls(host, port, listener), sock=sock)
            await asyncio.wait_for(connection.opened, timeout)
        except BaseException:
            if connection:
                connection._listener = None
                connection.abort()
            else:
                sock.close()
            raise
        return connection

    def connection_made(self, transport):
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data):
        if self._reader is None:
            data = self._finish_handshake(data)
            if data is None:
                return
        try:
            frames = self._reader.feed(data)
        except ValueError as error:
            self.code, self.reason = 1002, f"the peer broke the framing: {error}"
            self._transport.abort()
            return
        for opcode, payload in frames:
            if opcode == TEXT:
                if self._listener:
                    self._listener.message(json.loads(payload))
            elif opcode == PING:
                self._transport.write(frame(PONG, payload))
            elif opcode == CLOSE:
                self.code, self.reason = close_code_of(payload), payload[2:].decode("utf-8", "replace")
                self._transport.write(frame(CLOSE, payload[:2]))
                self._transport.close()

    def _finish_handshake(self, data):
        self._head += data
        end = self._head.find(b"\r\n\r\n")
        if end < 0:
            return None
        head, rest = self._head[:end].decode("latin-1"), bytes(self._head[end + 4:])
        status = head.split(" ", 2)[1] if " " in head else "?"
        if status != "101" or accept_of(self._key) not in head:
            if not self.opened.done():
                self.opened.set_exception(Refused(f"HTTP {status}"))
            self._transport.abort()
            return None
        self._reader = FrameReader()
        if not self.opened.done():
            self.opened.set_result(None)
        return rest

    def connection_lost(self, error):
        if not self.opened.done():
            self.opened.set_exception(error or ConnectionError("closed before the handshake was over"))
            self.opened.exception()  # seen, even if nobody waits any more
        listener, self._listener = self._listener, None
        if listener:
            listener.closed(self.code, self.reason)

    def send(self, message):
        if self._transport.is_closing():
            return  # closed() follows, or was called
        self._transport.write(frame(TEXT, json.dumps(message, separators=(",", ":"), ensure_ascii=False).encode()))

    def close(self, code=1000, reason=""):
        if not self._transport.is_closing():
            self._transport.write(frame(CLOSE, close_payload(code, reason)))

    def abort(self, *, reset=False):
        """Drops the socket at once; with `reset` the peer gets RST instead of FIN."""
        if reset:
            sock = self._transport.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._transport.abort()

    def pause(self):
        if not self._transport.is_closing():
            self._transport.pause_reading()

    def resume(self):
        if not self._transport.is_closing():
            self._transport.resume_reading()
