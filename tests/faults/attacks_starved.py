# SPDX-License-Identifier: MIT
"""The attacks of dos_probe.py that leave the host without something that it needs, descriptors or its disk: meanwhile nobody who comes can
be served as usual, so each of them says what the host owes to whom instead."""
import json
import ssl
import time

from attacks import MIB, address, attack, flood, open_many, within
from frames import TEXT, frame, uuid7
from host import usage
from raw import Honest


def knock(host, patience):
    """(what a newcomer was told, after how long)"""
    begun = time.monotonic()
    try:
        with Honest(address(host), timeout=patience) as newcomer:
            newcomer.post(timeout=patience)
        said = "let in"
    except ssl.SSLError as error:  # the refusal comes before any handshake, so in the clear
        said = "503" if error.reason == "WRONG_VERSION_NUMBER" else str(error)
    except (OSError, LookupError) as error:
        said = "503" if " 503 " in str(error) else f"{type(error).__name__} {error}"
    return said, time.monotonic() - begun


@attack(serve=False)
def fd_limit(host, leaves=True, looks=1.0, sync_ms=0):
    """More connections than the host may have descriptors: who is in stays in and is served, who comes is told 503 at once, and the CPU
    does not spin."""
    inside = Honest(address(host))
    socks = open_many(host, 400)
    time.sleep(0.3)
    if sync_ms:
        host.disk.control.sync_ms = sync_ms
    notes, before, spent = [], usage(host.process.pid)["cpu"], 0.0
    said, waited = knock(host, within(2))  # at once: the silent ones have 3 s for a head, and then there is room again
    took = inside.post()
    begun, looked = time.monotonic(), 0.0
    while spent <= 0.3 and looked < looks:
        time.sleep(0.1)
        spent, looked = usage(host.process.pid)["cpu"] - before, time.monotonic() - begun
    notes.append(f"CPU {spent:.2f} s in {looked:.1f} s, acknowledged in {took * 1000:.0f} ms, a newcomer {said} after {waited * 1000:.0f} ms")
    if took > within(2):
        notes.append(f"! who was inside waited {took:.1f} s for an acknowledgement")
    if said != "503" or waited > within(2):
        notes.append(f"! a newcomer was not told 503 within {within(2)} s, but {said} after {waited:.1f} s")
    if sync_ms:
        host.disk.control.sync_ms = 0
    if spent > 0.3:
        notes.append(f"! spins: {spent:.2f} s of CPU in {looked:.1f} s")
    for sock in socks if leaves else ():
        sock.close()
    begun = time.monotonic()
    while True:
        try:
            with Honest(address(host), timeout=within(1.0)) as newcomer:
                newcomer.post()
            break
        except (OSError, LookupError):
            if time.monotonic() - begun > within(5):
                notes.append(f"! nobody could come in within {within(5)} s after the flood")
                break
            time.sleep(0.05)
    took = time.monotonic() - begun
    inside.close()
    return notes + [f"open again after {took:.2f} s"] + ([f"! slower than {within(1)} s"] if took > within(1) else [])


# 32 MiB may wait for the disk (P42), with their answers and what they are encoded from: up to 40 MiB were measured.
@attack(serve=False, growth=64 * MIB, rates=False, disk=True)
def stuck_disk(host, seconds=6, pause=0.0, stands=8000, heals=True, patience=30):
    """The disk stands still for 8 s, and somebody who always comes back posts what the line carries: beyond a bound it is refused; who
    only asks is answered, and all goes on when the disk does."""
    reader, refused, sent, slowest = Honest(address(host), name="reader", join=True), "", 0, 0.0
    with Honest(address(host), name="busy") as raw:
        token = raw.token
    block = b"".join(frame(TEXT, json.dumps({"type": "chat.post", "id": uuid7(), "room": reader.room, "body": "x" * 4000}).encode())
                     for _ in range(50))
    host.disk.control.sync_ms = stands
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with Honest(address(host), name="busy", token=token) as raw:
            sent += flood(raw, block, min(1.0, max(0.05, end - time.monotonic())), pause)[0]
        time.sleep(0.2)  # who is cut at once comes back at once; pings have a rate
        begun = time.monotonic()
        reader.say({"type": "ping", "n": 1})
        reader.answer("pong")
        slowest = max(slowest, time.monotonic() - begun)
    try:
        reader.post(timeout=1.0)
    except (LookupError, TimeoutError) as error:
        refused = str(error) if isinstance(error, LookupError) else "nothing"
    host.disk.control.sync_ms = 0 if heals else stands
    begun, healed = time.monotonic(), False
    while not healed and time.monotonic() - begun < patience:
        try:
            reader.post(timeout=min(10.0, patience))
            healed = True
        except (LookupError, TimeoutError):
            time.sleep(0.1)
    took = time.monotonic() - begun
    reader.close()
    notes = [f"{sent / 1e6:.0f} MB sent, slowest pong {slowest * 1000:.0f} ms, on again after {took:.1f} s"]
    return notes + ([] if refused == "busy" else [f"! who posted then was told {refused or 'that it was stored'}, not busy"]) + \
        ([] if healed else [f"! nothing was taken {patience} s after"]) + ([f"! a pong took longer than {within(2)} s"] if slowest > within(2) else [])
