# SPDX-License-Identifier: MIT
"""A network cable between a program and its host: it can be pulled out and put in again. Copies bytes, whatever they mean."""

import socket
import threading


class Cable:
    def __init__(self, target):
        self._target = target # the host's port
        self._sockets = set()
        self._lock = threading.Lock()
        self._listener = None
        self.port = 0
        self.plug()

    def plug(self):
        listener = socket.create_server(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def pull(self):
        """Every connection breaks, and a new one is refused."""
        with self._lock:
            listener, self._listener = self._listener, None
            sockets, self._sockets = self._sockets, set()
        if listener:
            listener.shutdown(socket.SHUT_RDWR) # close() alone would leave accept() waiting
            listener.close()
        for side in sockets:
            self._end(side)

    def _accept(self, listener):
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                near.close()
                continue
            with self._lock:
                plugged = self._listener is listener
                if plugged:
                    self._sockets |= {near, far}
            if not plugged:
                self._end(near)
                self._end(far)
                return
            for side, other in ((near, far), (far, near)):
                side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._copy, args=(side, other), daemon=True).start()

    def _copy(self, side, other):
        try:
            while data := side.recv(65536):
                other.sendall(data)
        except OSError:
            pass
        self._end(side)
        self._end(other)

    @staticmethod
    def _end(side):
        try:
            side.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass # the other direction was faster
        side.close()
