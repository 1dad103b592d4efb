# SPDX-License-Identifier: MIT
"""What a delivery costs the machine at least: the bare relays of tests/bench/peers/raw, of which the one does nothing but
send() and the other nothing but write() to a QSslSocket, with the same crowd. The calibration of rows 12 and 112."""
import os
import selectors
import socket
import ssl
import subprocess
import time

from crowd import Crowd
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


def pace(program, *, listeners, size, rate=0, seconds=0, window=0, most=0, tls=None):
    """Deliveries a second from the first to the last, or None when not all arrived: to a crowd that looks at what it hears as that of
    row 12 does. One posts `rate` a second, or `most`, `window` of them on their way to itself."""
    process = subprocess.Popen([program], stdout=subprocess.PIPE, text=True)
    try:
        address = ("127.0.0.1", int(process.stdout.readline().split()[1]))
        with Crowd(address, tls=tls) as crowd:
            for _ in range(listeners):
                crowd.adopt(connected(address, tls))
            speaker, posted, begun, most = crowd.members[0], 0, time.monotonic(), most or rate * seconds

            def due():
                return min(most, speaker.last + window if window else int((time.monotonic() - begun) * rate) + 1)
            while posted < most:
                if not crowd.run(60, lambda: due() > posted) if window else crowd.run(posted / rate + begun - time.monotonic()):
                    return None
                now = due()
                speaker.sock.send(b"".join(event(seq, size) for seq in range(posted + 1, now + 1)))
                posted = now
            if not crowd.run(60, lambda: all(member.last == most for member in crowd.members)):
                return None
            return most * listeners / max(crowd.latest - crowd.first, 0.001)
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def event(seq, size):
    """A text of that many bytes in which a crowd finds its number."""
    return frame(TEXT, (b'{"event":{"seq":%d,' % seq).ljust(size, b"x"), key=b"\0\0\0\0")


def program_of(build, name="rawrelay"):
    """The program of a relay, or None where benchmarks are not built."""
    path = os.path.join(build, "bench", name)
    return path if os.access(path, os.X_OK) else None
