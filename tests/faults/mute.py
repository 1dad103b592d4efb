# SPDX-License-Identifier: MIT
"""A server that opens every WebSocket and then neither says, reads nor closes anything: the control of whatever claims
to notice a host that hangs. A thread of this process; looks like a Host to the probes."""
import re
import socket
import threading

from frames import accept_of

KEY = re.compile(rb"sec-websocket-key:\s*(\S+)", re.I)


class MuteHost:
    def __init__(self):
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self._held = []
        self.address, self.port = self._listener.getsockname()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                link, _ = self._listener.accept()
            except OSError:
                return
            self._held.append(link)
            threading.Thread(target=self._greet, args=(link,), daemon=True).start()

    @staticmethod
    def _greet(link):
        head = b""
        try:
            while b"\r\n\r\n" not in head:
                data = link.recv(4096)
                if not data:
                    return
                head += data
            key = KEY.search(head)
            if key:
                link.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             b"Sec-WebSocket-Accept: " + accept_of(key.group(1).decode("latin-1")).encode() + b"\r\n\r\n")
        except OSError:
            pass

    def is_alive(self):
        return True

    def log_text(self):
        return ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.close()
        for link in self._held:
            link.close()
