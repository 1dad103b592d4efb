# SPDX-License-Identifier: MIT
"""What a delivery costs the machine at least: the bare relays of tests/bench/peers/raw, of which the one does nothing but
send() and the other nothing but write() to a QSslSocket, with the same crowd. The calibration of rows 12 and 112."""
import os
import selectors
import socket
import ssl
import subprocess
import time

from frames import TEXT, frame, handshake_request
from host import usage


def connected(address, tls):
    sock = socket.create_connection(address)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if tls:
        sock = tls.wrap_socket(sock)
    sock.sendall(handshake_request(*address)[1])
    head = b""
    while b"\r\n\r\n" not in head:
        data = sock.recv(4096)
        if not data:
            raise OSError("the relay closed a connection in its handshake")
        head += data
    sock.setblocking(False)
    return sock


def received(sock):
    """How many bytes came; none: it has been closed."""
    count = len(sock.recv(262144))
    while count and isinstance(sock, ssl.SSLSocket) and sock.pending():
        count += len(sock.recv(262144))
    return count


def cost(program, *, listeners, rate, seconds, size, tls=None):
    """µs of the relay's CPU per delivery, or None when not all arrived. One posts `rate` texts of `size` bytes a second, everybody
    hears. `tls`: an SSLContext for a relay that encrypts."""
    process = subprocess.Popen([program], stdout=subprocess.PIPE, text=True)
    crowd = []
    try:
        address = ("127.0.0.1", int(process.stdout.readline().split()[1]))
        waker = selectors.DefaultSelector()
        for _ in range(listeners):
            crowd.append(connected(address, tls))
            waker.register(crowd[-1], selectors.EVENT_READ)
        message = frame(TEXT, b"x" * size, key=b"\0\0\0\0")
        each = size + (4 if size > 125 else 2)  # as it comes back, unmasked
        most, arrived, posted = rate * seconds, 0, 0
        before, begun = usage(process.pid)["cpu"], time.monotonic()
        while arrived < most * each * listeners:
            now = time.monotonic() - begun
            if now > seconds + 30:
                return None
            if posted < most and posted <= now * rate:
                crowd[0].send(message)
                posted += 1
            for key, _ in waker.select(max(0.0, posted / rate - now) if posted < most else 0.2):
                try:
                    count = received(key.fileobj)
                except (ssl.SSLWantReadError, BlockingIOError):
                    continue  # a part of a record
                if not count:
                    return None
                arrived += count
        return (usage(process.pid)["cpu"] - before) * 1e6 / (most * listeners)
    finally:
        for sock in crowd:
            sock.close()
        process.terminate()
        process.wait()
        process.stdout.close()


def program_of(build, name="rawrelay"):
    """The program of a relay, or None where benchmarks are not built."""
    path = os.path.join(build, "bench", name)
    return path if os.access(path, os.X_OK) else None
