# SPDX-License-Identifier: MIT
"""A board of very many strokes, as a file that the program imports: lines of handwriting on pages beside each other, and
if wanted objects of all the other kinds among them. The same numbers make the same file on every machine. How points are
packed: shared/board/README.md, "Points"."""

import base64
import functools
import hashlib
import json
import math
import random
import struct
import zlib

POINTS = 75          # of a stroke: 50,000 are 3.75 million, as in tests/bench
KINDS = 256          # different strokes; each stands at many places
LINES, WORDS = 25, 26 # of a page of 1920 x 1080: 650 strokes
PAGE = (1920, 1080)
FILL = ("ffffec99", "ffa5d8ff", "ffb2f2bb", "80ffc9c9")
OTHERS = ("rectangle", "sticky", "arrow", "text", "ellipse", "image", "line", "diamond", "frame", "sticky")
STROKES_AN_OTHER = 10
INK = ("ff1e1e1e", "ff0072b2", "ffd55e00", "ff009e73")
UNITS = 16           # of a board unit: an exponent of 4


def make_board(path, strokes, seed=20261128, mixed=False):
    """Writes the file; answers how many points are in it. mixed: with a tenth as many objects of the other kinds."""
    dice = random.Random(seed)
    kinds = [base64.b64encode(packed(stroke(dice))).decode() for _ in range(KINDS)]
    pages = math.ceil(strokes / (LINES * WORDS))
    columns = math.ceil(math.sqrt(pages))
    objects = []
    for number in range(strokes):
        page, place = divmod(number, LINES * WORDS)
        line, word = divmod(place, WORDS)
        row, column = divmod(page, columns)
        objects.append({"kind": "stroke", "color": INK[page % len(INK)], "width": 2, "points": kinds[dice.randrange(KINDS)],
                        "x": column * PAGE[0] + 40 + word * 71, "y": row * PAGE[1] + 50 + line * 41})
        if mixed and number % STROKES_AN_OTHER == 0:
            objects.append(other(number // STROKES_AN_OTHER, dice, column * PAGE[0], row * PAGE[1]))
    board = {"format": "coterie-board", "version": 1, "name": "Big", "objects": objects}
    if mixed:
        board["assets"] = {picture_key(): base64.b64encode(picture()).decode()}
    with open(path, "w", encoding="ascii") as file:
        json.dump(board, file)
    return strokes * POINTS


def other(number, dice, left, top):
    kind = OTHERS[number % len(OTHERS)]
    wide, tall = {"frame": (600, 400), "image": (200, 150), "sticky": (160, 160)}.get(kind, (dice.randint(60, 260), dice.randint(40, 180)))
    made = {"kind": kind, "color": INK[number % len(INK)], "x": left + dice.randint(0, PAGE[0]), "y": top + dice.randint(0, PAGE[1]),
            "w": wide, "h": tall}
    if kind in ("rectangle", "ellipse", "diamond", "sticky"):
        made["fill"] = FILL[number // 3 % len(FILL)]
        made["rotation"] = number % 7 * 5
        made["opacity"] = 0.6 if number % 9 == 0 else 1
    if kind in ("rectangle", "sticky", "text", "frame"):
        made["text"] = "What the lens does to light " + str(number)
    if kind == "image":
        made["asset"] = picture_key()
    return made


def picture():
    """A PNG of 400 x 300 without two pixels alike beside each other."""
    rows = b"".join(b"\0" + bytes(part for x in range(400) for part in (x * 7 & 255, y * 5 & 255, x * y & 255)) for y in range(300))
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 400, 300, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


@functools.cache
def picture_key():
    return hashlib.sha256(picture()).hexdigest()


def stroke(dice):
    """A word in a running hand, 60 units wide: loops that go on to the right."""
    high, turns, lean = dice.uniform(8, 15), dice.uniform(3, 6), dice.uniform(0, 2 * math.pi)
    for i in range(POINTS):
        turn = lean + 2 * math.pi * turns * i / POINTS
        yield 60 * i / POINTS + 5 * math.cos(turn), high * math.sin(turn) * (0.7 + 0.3 * math.sin(turn / 3))


def packed(points):
    data = bytearray([0, 4])
    data += varint(POINTS)
    last = (0, 0)
    for point in points:
        now = tuple(round(part * UNITS) for part in point)
        for part, before in zip(now, last):
            step = part - before
            data += varint(step << 1 if step >= 0 else (-step << 1) - 1)
        last = now
    return bytes(data)


def varint(value):
    data = bytearray()
    while value > 0x7F:
        data.append(value & 0x7F | 0x80)
        value >>= 7
    data.append(value)
    return data
