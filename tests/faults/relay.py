# SPDX-License-Identifier: MIT
"""What a delivery costs the machine at least: the bare relay of tests/bench/peers/raw, which does nothing but send(),
with the same crowd. The calibration of row 12."""
import os
import selectors
import socket
import subprocess
import time

from frames import TEXT, frame, handshake_request
from host import usage


def connected(address):
    sock = socket.create_connection(address)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.sendall(handshake_request(*address)[1])
    head = b""
    while b"\r\n\r\n" not in head:
        data = sock.recv(4096)
        if not data:
            raise OSError("the relay closed a connection in its handshake")
        head += data
    sock.setblocking(False)
    return sock


def cost(program, *, listeners, rate, seconds, size):
    """µs of the relay's CPU per delivery, or None when not all arrived. One posts `rate` texts of `size` bytes a second, everybody hears."""
    process = subprocess.Popen([program], stdout=subprocess.PIPE, text=True)
    crowd = []
    try:
        address = ("127.0.0.1", int(process.stdout.readline().split()[1]))
        waker = selectors.DefaultSelector()
        for _ in range(listeners):
            crowd.append(connected(address))
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
                data = key.fileobj.recv(262144)
                if not data:
                    return None
                arrived += len(data)
        return (usage(process.pid)["cpu"] - before) * 1e6 / (most * listeners)
    finally:
        for sock in crowd:
            sock.close()
        process.terminate()
        process.wait()
        process.stdout.close()


def program_of(build):
    """The relay's program, or None where benchmarks are not built."""
    path = os.path.join(build, "bench/rawrelay")
    return path if os.access(path, os.X_OK) else None
