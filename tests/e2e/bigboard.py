# SPDX-License-Identifier: MIT
"""A board of very many strokes, as a file that the program imports: lines of handwriting on pages beside each other. The
same numbers make the same file on every machine. How points are packed: shared/board/README.md, "Points"."""

import base64
import json
import math
import random

POINTS = 75          # of a stroke: 50,000 are 3.75 million, as in tests/bench
KINDS = 256          # different strokes; each stands at many places
LINES, WORDS = 25, 26 # of a page of 1920 x 1080: 650 strokes
PAGE = (1920, 1080)
INK = ("ff1e1e1e", "ff0072b2", "ffd55e00", "ff009e73")
UNITS = 16           # of a board unit: an exponent of 4


def make_board(path, strokes, seed=20261128):
    """Writes the file; answers how many points are in it."""
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
    with open(path, "w", encoding="ascii") as file:
        json.dump({"format": "coterie-board", "version": 1, "name": "Big", "objects": objects}, file)
    return strokes * POINTS


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
