# SPDX-License-Identifier: MIT
"""Made-up transactions on a board that any host must take, with a value of each form that an operation may hold."""
import base64

from frames import uuid7

TEXTS = ("", "a note", "  blanks  ", "e\u0301 é", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "one\ntwo\tthree", "\u202egnp.exe", "x" * 300)


def varint(value):
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def samples(rng):
    """A stroke as shared/board/README.md packs it: flags, exponent, count, steps; with pressure or without."""
    count, pressed = rng.randrange(1, 40), rng.random() < 0.5
    steps = [rng.randrange(-60, 60) for _ in range(2 * count)] + ([rng.randrange(1, 3) for _ in range(count)] if pressed else [])
    packed = bytes([int(pressed), 4]) + varint(count) + b"".join(varint(step << 1 ^ step >> 63) for step in steps)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def number(rng):
    return rng.choice((0, 0.0, -1, 0.1, 1 / 3, 12345.678901234567, -7999999.5, rng.uniform(-1e6, 1e6)))


def ops(rng):
    color, object = rng.randrange(1 << 32), uuid7()
    place = {"x": number(rng), "y": number(rng)}
    box = {**place, "w": abs(number(rng)), "h": abs(number(rng))}
    made = rng.choice((
        {"kind": "stroke", **place, "points": samples(rng), "color": color, "width": rng.choice((0.03125, 2, 3.3))},
        {"kind": rng.choice(("rectangle", "ellipse", "diamond")), **box, "fill": color, "opacity": rng.random(), "dash": "dotted",
         "text": rng.choice(TEXTS)},
        {"kind": rng.choice(("text", "sticky", "frame")), **box, "text": rng.choice(TEXTS), "fontSize": 16, "align": "center"},
        {"kind": rng.choice(("line", "arrow")), **place, "w": number(rng), "h": number(rng),
         "start": {"object": uuid7(), "x": 0.25, "y": rng.random()}, "color": color}))
    made = {"act": "create", "object": object, **made}
    later = rng.choice((
        {"act": "set", "object": object, "rotation": rng.uniform(-360, 360), "locked": False, "text": None},
        {"act": "set", "object": object, "order": "back"},
        {"act": "set", "object": object, "x": number(rng), "y": number(rng), "unset": ["parent"]},
        {"act": "erase", "object": object}))
    return [made, later] if rng.random() < 0.5 else [made]
