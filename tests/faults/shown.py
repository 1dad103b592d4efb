# SPDX-License-Identifier: MIT
"""What the real session shows of everybody, beside the host's logs when all is over (K12): each message once, in the order
of the log, as it is there, its author's, and nothing else; and on each board what was drawn there."""
import collections
import hashlib
import json
import time

from deeds import world_of

PATIENCE = 60.0
WRONGS = ("not shown", "shown twice", "shown out of order", "shown and not in the log", "shown otherwise", "shown as another's",
          "drawn and not shown", "shown and not drawn")
# What the driver may do wrong on purpose (display.h), and as what it must be found.
PLANTS = {"drop": "not shown", "twice": "shown twice", "swap": "shown out of order", "phantom": "shown and not in the log",
          "stale": "shown otherwise", "stranger": "shown as another's", "undrawn": "drawn and not shown"}


def sum_of(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read(lines):
    """The rows of each room in the order in which they are shown, and what is on each board."""
    rows, boards = collections.defaultdict(list), {}
    for line in lines:
        what, _, fields = line.partition(" ")
        if what == "shows":
            row = json.loads(fields)
            rows[row["room"]].append(row)
        elif what == "draws":
            board = json.loads(fields)
            boards[board["room"], board["board"]] = set(board["objects"])
    return rows, boards


def judge(lines, world):
    """How often each thing is wrong."""
    wrong = dict.fromkeys(WRONGS, 0)
    rows, boards = read(lines)
    for room, (_, events) in world.items():
        log = {event["id"]: event for event in events if "chat" in event}
        there = rows.pop(room, [])
        ids = [row["id"] for row in there]
        wrong["not shown"] += len(set(log) - set(ids))
        wrong["shown twice"] += len(ids) - len(set(ids))
        wrong["shown out of order"] += sum(one["seq"] > other["seq"] for one, other in zip(there, there[1:]))
        for row in there:
            event = log.get(row["id"])
            if not event:
                wrong["shown and not in the log"] += 1
                continue
            wrong["shown otherwise"] += (row["seq"], row["text"]) != (event["seq"], sum_of(event["chat"]["body"]))
            wrong["shown as another's"] += row["author"] != event["author"]
    wrong["shown and not in the log"] += sum(len(there) for there in rows.values())  # of rooms that are nowhere
    drawn = drawn_in(world)
    for board in set(drawn) | set(boards):
        wrong["drawn and not shown"] += len(drawn.get(board, set()) - boards.get(board, set()))
        wrong["shown and not drawn"] += len(boards.get(board, set()) - drawn.get(board, set()))
    return wrong


def drawn_in(world):
    """What is on each board, where things are made and erased."""
    drawn = collections.defaultdict(set)
    for room, (_, events) in world.items():
        for event in events:
            for op in event.get("board", {}).get("ops", ()):
                objects = drawn[room, event["board"].get("board") or room]
                if op["act"] == "create":
                    objects.add(op["object"])
                elif op["act"] == "erase":
                    objects.discard(op["object"])
    return drawn


def until(typist, world, is_it, patience=PATIENCE):
    """What is wrong with what is shown, as soon as it is so, or when there was time enough for it to come."""
    end = time.monotonic() + patience
    while True:
        wrong = judge(typist.shows(), world)
        if is_it(wrong) or time.monotonic() > end:
            return wrong
        time.sleep(0.1)


def weigh(bench, typist, host, company, *, least):
    """Judges what is shown at the end, when nobody says anything any more."""
    world = world_of(host)
    there = {event["id"] for _, events in world.values() for event in events}
    bench.at_least("of somebody else", len(company.acked), least)
    bench.at_most("of these lost", len(company.acked - there), 0)
    bench.exceeds("logs that have lost one of these", {"of these lost": len(company.acked - (there - set(list(company.acked)[:1])))})
    wrong = until(typist, world, lambda wrong: not any(wrong.values()))
    bench.figure("messages and drawings shown", sum(len(rows) for rows in read(typist.shows())[0].values()) +
                 sum(len(objects) for objects in drawn_in(world).values()))
    bench.at_most("shown wrongly", sum(wrong.values()), 0)
    if any(wrong.values()):
        bench.expect(False, ", ".join(f"{name}: {count}" for name, count in wrong.items() if count))
        bench.note("\n".join(differences(typist.shows(), world)[:12]))


def differences(lines, world):
    """In words, what is there and not shown, and what is shown and not there."""
    rows, boards = read(lines)
    out = []
    for room, (name, events) in world.items():
        there, log = {row["id"]: row for row in rows.get(room, ())}, {event["id"]: event for event in events if "chat" in event}
        where = f"{name} ({len(log)} in the log, {len(there)} shown)"
        out += [f"{where}: {event['seq']} {event['chat']['body']} of {event['author']} is not shown" for id, event in log.items() if id not in there]
        out += [f"{where}: {row} is in no log" for id, row in there.items() if id not in log]
    drawn = drawn_in(world)
    out += [f"{world[room][0]}, board {board}: {len(objects - boards.get((room, board), set()))} of {len(objects)} not shown"
            for (room, board), objects in drawn.items() if objects - boards.get((room, board), set())]
    return out


def controls(bench, begin, host, plants=("drop",)):
    """`begin(environment)` starts the driver once more where it was, with a fault of what it shows."""
    world = world_of(host)
    for plant in plants:
        typist = begin({"COTERIE_SHOW_PLANT": plant})
        try:
            typist.until("an empty outbox", lambda: "idle" in typist.lines())
            wrong = until(typist, world, lambda wrong: named(wrong) == {PLANTS[plant]})
        finally:
            typist.kill()
        bench.control(f"a session whose display has the fault \"{plant}\" ({', '.join(sorted(named(wrong))) or 'nothing'})",
                      named(wrong) == {PLANTS[plant]}, limits=["shown wrongly"])


def named(wrong):
    return {name for name, count in wrong.items() if count}
