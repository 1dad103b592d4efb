#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Seeded noise on the wire: frames that are broken, cut, mixed and mutated, against a host that must answer or close,
never hang and never end. A run is one connection.

    framefuzz.py --server build/dev/bin/coterie-server --runs 1000 --seed 1
    framefuzz.py --server … --only 1:417        one run again
"""
import argparse
import collections
import json
import random
import socket
import sys
import tempfile

from cborform import Form
from frames import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, close_payload, frame, handshake_request, uuid7
from host import Host
from raw import Ended, Raw
from rules_view import CLOSE_CODES

WORDS = ("hello", "rooms.list", "room.join", "room.leave", "history.get", "members.get", "chat.post", "room.topic", "room.read", "board.commit",
         "board.get", "board.cursor", "board.look", "board.stroke", "typing.set", "presence.set", "ping", "room.create", "room.event", "welcome", "zzz")
FIELDS = ("req", "room", "id", "body", "name", "topic", "after", "before", "limit", "board", "on", "view", "selected", "x", "y", "ops", "n", "status", "text", "token", "version")
FORM = Form()
# 1002 and 1007 are the RFC's own answers to broken framing; no honest client ever sees them.
CODES = CLOSE_CODES | {1002, 1003, 1007}


def value(rng, room, depth=0):
    dice = rng.randrange(12)
    if dice == 0 and depth < 6:
        return [value(rng, room, depth + 1) for _ in range(rng.randrange(5))]
    if dice == 1 and depth < 6:
        return {rng.choice(FIELDS): value(rng, room, depth + 1) for _ in range(rng.randrange(5))}
    return (room, uuid7(), rng.randrange(-5, 200), rng.choice((2**53, -2**63, 1e300, 0.5)), rng.choice((True, False, None)), "x" * rng.randrange(5000),
            "".join(chr(rng.choice((0x41, 0x202E, 0x300, 0x1F600, 0x7, 0xFFFF))) for _ in range(rng.randrange(60))), "general", "online", 1)[dice - 2]


def message(rng, room):
    out = {"type": rng.choice(WORDS)}
    for name in rng.sample(FIELDS, rng.randrange(0, 8)):
        out[name] = value(rng, room)
    if rng.random() < 0.7:
        out.update(req=rng.randrange(1, 9), room=room, id=uuid7(), version=1, program="fuzz", name="Fuzz")
    return out


def binary_message(rng, room):
    """Of the fields that the message may have, so that more of it is read than its first wrong word."""
    said = message(rng, room)
    while said["type"] not in FORM.fields:
        said = message(rng, room)
    return FORM.encode({name: item for name, item in said.items() if name == "type" or name in FORM.fields[said["type"]]})


def mutated(rng, data):
    data = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        if not data:
            break
        at, dice = rng.randrange(len(data)), rng.randrange(5)
        if dice == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif dice == 1:
            del data[at:at + rng.randrange(1, 9)]
        elif dice == 2:
            data[at:at] = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 9)))
        elif dice == 3:
            data[at:at] = data[max(0, at - 20):at]
        else:
            data[at] = rng.choice((0, 0x7F, 0x80, 0xFF))
    return bytes(data)


def one_frame(rng, room):
    payload = json.dumps(message(rng, room), ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")
    if rng.random() < 0.4:
        payload = mutated(rng, payload)
    dice = rng.randrange(20)
    if dice < 9:
        return frame(TEXT, payload)
    if dice < 10:
        return frame(BINARY, bytes(rng.randrange(256) for _ in range(rng.randrange(60))))
    if dice < 12:
        payload = binary_message(rng, room)
        return frame(BINARY, mutated(rng, payload) if rng.random() < 0.6 else payload)
    if dice < 14:  # in fragments
        cut = rng.randrange(len(payload) + 1)
        return frame(TEXT, payload[:cut], final=False) + (frame(PING, b"in between") if rng.random() < 0.3 else b"") + \
            frame(CONTINUATION, payload[cut:])
    if dice < 15:
        return frame(PING, payload[:rng.randrange(126)])
    if dice < 16:
        return frame(rng.randrange(16), payload[:100], final=rng.random() < 0.5, reserved=rng.randrange(8), mask=rng.random() < 0.8)
    if dice < 17:
        return frame(CLOSE, rng.choice((b"", b"x", close_payload(rng.randrange(5000)), close_payload(1000) + b"\xff\xfe", payload[:100])))
    if dice < 18:
        return frame(TEXT, payload, claim=rng.choice((len(payload) + 1, max(0, len(payload) - 1), 65537, 2**31, 2**63, 2**64 - 1)), width=8)
    if dice < 19:
        return frame(PONG, b"") + frame(CONTINUATION, payload)
    return mutated(rng, frame(TEXT, payload))


def run_once(address, rng, room, patience=8.0):
    """Returns what the host did: a close code, "left" when we did not wait; "hang", for `patience` seconds, is the fault."""
    noisy_head = rng.random() < 0.1
    with Raw(address, timeout=patience) as raw:
        try:
            if noisy_head:
                raw.send(mutated(rng, handshake_request(*address)[1]))
                return "http " + (raw.sock.recv(4096)[9:12].decode("latin-1") or "closed")
            raw.upgrade(rng.choice(("coterie.v1.json", "coterie.v1.cbor")))
            out = b""
            if rng.random() < 0.8:
                hello = {"type": "hello", "version": 1, "program": "fuzz", "name": f"Fuzz {rng.randrange(4)}"}
                out = frame(TEXT, json.dumps(hello).encode()) if rng.random() < 0.7 else frame(BINARY, FORM.encode(hello))
            out += b"".join(one_frame(rng, room) for _ in range(rng.randrange(1, 12)))
            cuts = sorted(rng.randrange(len(out)) for _ in range(rng.randrange(4)))
            for begin, end in zip([0, *cuts], [*cuts, len(out)]):
                raw.send(out[begin:end])
            if rng.random() < 0.3:
                raw.reset() if rng.random() < 0.5 else raw.close()
                return "left"
            raw.sock.shutdown(socket.SHUT_WR)  # the host must answer what it has, and close
            code, _ = raw.wait_end(patience)
            return "hang" if code is None else code
        except Ended as end:
            return end.code
        except (TimeoutError, socket.timeout):
            return "hang"
        except OSError:
            return "reset"


def run(host, room, runs, seed, first=0, *, patience=8.0, wanted=0):
    """Returns (counts of what happened, [(seed, n) that went wrong]). `wanted`: when so many went wrong, it is enough."""
    seen, wrong = collections.Counter(), []
    for n in range(first, first + runs):
        what = run_once((host.address, host.port), random.Random(f"{seed}:{n}"), room, patience)
        seen[what] += 1
        if what == "hang" or isinstance(what, int) and what not in CODES and not 3000 <= what < 5000:  # these: our own, echoed
            wrong.append((f"{seed}:{n}", what))
        if not host.is_alive():
            wrong.append((f"{seed}:{n}", f"the host ended: {host.log_text()[-300:]}"))
            break
        if 0 < wanted <= len(wrong):
            break
    return seen, wrong


def main():
    from raw import Honest
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--server", required=True)
    options.add_argument("--runs", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", metavar="SEED:RUN")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="coterie-fuzz-") as folder, Host(chosen.server, f"{folder}/host") as host:
        host.start()
        with Honest((host.address, host.port)) as witness:
            room = witness.room
        seed, first = map(int, chosen.only.split(":")) if chosen.only else (chosen.seed, 0)
        seen, wrong = run(host, room, 1 if chosen.only else chosen.runs, seed, first)
    print(", ".join(f"{what}: {count}" for what, count in seen.most_common()))
    for which, what in wrong:
        print(f"FAIL --only {which}: {what}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
