# SPDX-License-Identifier: MIT
"""What the driver said was on its disk, of all that one can do in a session, what the host has of it, and the judgement:
each message is there once, in the order written, in its room, in its last words; each drawing once, as it was drawn, on
its board; each room and board once; what was taken back is nowhere."""
import collections
import contextlib
import json
import re
import sqlite3

from raw import Honest

LABEL = re.compile(r"r(\d+)\.(\d+)@([0-9a-f]{12})(?:~(\d{4}))?$")  # run, number, the end of the room's id, the number of the change
OPAQUE = 0xFF000000

# What the window says of a message that is taken back.
NOT_SENT, MAYBE_THERE, THERE = "it is not sent", "may have reached the host", "has this message already"

WRONGS = ("messages lost", "messages twice", "messages out of order", "messages in another room", "of nobody", "changes lost",
          "taken back and there", "drawings lost", "drawings twice", "drawings out of order", "drawings changed or elsewhere",
          "rooms lost", "rooms twice", "boards lost", "boards twice")


class Message:
    def __init__(self, words):
        self.words = [words]   # as it was typed, and as it was changed then
        self.is_asked = False  # back; whether that came to the disk is not known without
        self.sentence = ""     # of it

    @property
    def is_taken(self):
        return self.is_asked and THERE not in self.sentence


class Deeds:
    """What one person was told, over all the runs of their program."""

    def __init__(self):
        self.messages, self.drawings = {}, {}  # by (run, number)
        self.rooms, self.boards = {}, {}       # by id: the name; the room
        self.made_offline = 0

    def add(self, run, lines):
        """The lines of one run, which is over."""
        for line in lines:
            if line.startswith("taking "):
                self.messages[self.of(line.split(" ")[1])].is_asked = True
            if not line[:1].isdigit():
                continue
            number, what, room, rest = line.split(" ", 3)
            if what == "said":
                self.messages[run, int(number)] = Message(rest)
            elif what == "changed":
                self.messages[self.of(rest)].words.append(rest)
            elif what == "taken":
                words, _, sentence = rest.partition(" ")
                if not any(known in sentence for known in (NOT_SENT, MAYBE_THERE, THERE)):
                    raise ValueError(f"of what is taken back the driver says {sentence!r}")
                self.messages[self.of(words)].sentence = sentence
            elif what == "drew":
                commit = json.loads(rest)
                self.drawings[run, int(number)] = (room, commit.get("board"), drawn(commit["ops"]))
            elif what == "made":
                how, _, name = rest.partition(" ")
                self.rooms[room] = name
                self.made_offline += how == "offline"
            elif what == "added":
                self.boards[rest] = room
            else:
                raise ValueError(f"the driver says {line!r}")

    @staticmethod
    def of(words):
        return tuple(map(int, LABEL.match(words).groups()[:2]))

    def things(self):
        """What has to be there in the end, by kind and name, as reach.py names it too."""
        return ({("message", *label) for label, message in self.messages.items() if not message.is_asked} |
                {("drawing", *label) for label in self.drawings} | {("room", room) for room in self.rooms} |
                {("board", board) for board in self.boards})

    def forget(self, thing):
        """Nobody is owed it any more."""
        kind, *name = thing
        where = {"message": self.messages, "drawing": self.drawings, "room": self.rooms, "board": self.boards}[kind]
        where.pop(tuple(name) if len(name) > 1 else name[0], None)

    @property
    def changes(self):
        return sum(len(message.words) - 1 for message in self.messages.values())

    @property
    def taken(self):
        return sum(NOT_SENT in message.sentence for message in self.messages.values())


def label_of(op):
    """(run, number) of a stroke, which stand in its colour; a run below 0: it is not the driver's."""
    color = op.get("color", 0) - OPAQUE
    return color >> 16, color & 0xFFFF


def drawn(ops):
    """What a transaction draws, whatever the ids of it are: they are not what somebody sees."""
    return [{key: value for key, value in op.items() if key != "object"} for op in ops]


def heads(host):
    """How much is in all the logs together."""
    with Honest((host.address, host.port), name="reader") as reader:
        return sum(room["head"] for room in rooms_of(reader))


def rooms_of(reader):
    rooms, after = [], {}
    while True:
        reader.say({"type": "rooms.list", "req": 8, **after})
        page = reader.answer("rooms.page", 30)
        rooms += page["rooms"]
        if not page["more"]:
            return rooms
        after = {"after": rooms[-1]["id"]}


def world_of(host):
    """Each room by its id: its name, and its log."""
    world = {}
    with Honest((host.address, host.port), name="reader") as reader:
        for room in rooms_of(reader):
            reader.say({"type": "room.join", "req": 2, "room": room["id"]})
            reader.answer("room.joined", 30)
            events, more = [], True
            while more:
                reader.say({"type": "history.get", "req": 9, "room": room["id"], "after": events[-1]["seq"] if events else 0,
                            "limit": 200, "board": True})
                page = reader.answer("history.page", 30)
                events, more = events + page["events"], page["more"]
            world[room["id"]] = (room["name"], events)
    return world


def things_in(world):
    """What is there, named likewise."""
    found = {("room", room) for room in world}
    for _, events in world.values():
        for event in events:
            if "chat" in event and (label := LABEL.match(event["chat"]["body"])):
                found.add(("message", *map(int, label.groups()[:2])))
            elif "board" in event:
                found.add(("drawing", *label_of(event["board"]["ops"][0])))
            elif event.get("boards", {}).get("act") == "add":
                found.add(("board", event["boards"]["board"]))
    return found


def authors(world):
    return {event["author"] for _, events in world.values() for event in events}


def left_in(folder):
    """What still waits on a client's disk, or waits for somebody to decide. Its program has ended."""
    left = []
    for file in folder.glob("**/cache.sqlite"):
        with contextlib.closing(sqlite3.connect(file)) as db:
            if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'outbox'").fetchone():  # else it never got as far as that
                left += [bytes(message) for message, in db.execute("SELECT message FROM outbox")]
    return left


def judge(deeds, world, left=()):
    """How often each thing is wrong."""
    wrong = dict.fromkeys(WRONGS, 0)
    said, drew = collections.defaultdict(list), collections.defaultdict(list)
    for room, (_, events) in world.items():
        last = {"chat": (-1, -1), "board": (-1, -1)}

        def order(lane, label):
            wrong["messages out of order" if lane == "chat" else "drawings out of order"] += label < last[lane]
            last[lane] = label

        for event in events:
            if "chat" in event:
                words = event["chat"]["body"]
                label = LABEL.match(words)
                if not label:
                    wrong["of nobody"] += 1
                    continue
                run, number, end, _ = label.groups()
                said[int(run), int(number)].append(words)
                wrong["messages in another room"] += not room.endswith(end)
                order("chat", (int(run), int(number)))
            elif "board" in event:
                ops = event["board"]["ops"]
                label = label_of(ops[0])
                drew[label].append((room, event["board"].get("board"), drawn(ops)))
                wrong["of nobody"] += label[0] < 0
                order("board", label)
    judge_messages(deeds, said, left, wrong)
    for label, drawing in deeds.drawings.items():
        there = drew.get(label, [])
        wrong["drawings lost"] += not there
        wrong["drawings changed or elsewhere"] += sum(one != drawing for one in there)
    wrong["drawings twice"] = sum(len(there) - 1 for there in drew.values())
    judge_places(deeds, world, wrong)
    return wrong


def judge_messages(deeds, said, left, wrong):
    for label, message in deeds.messages.items():
        there = said.get(label, [])
        if message.is_taken:
            wrong["taken back and there"] += NOT_SENT in message.sentence and bool(there)
            continue
        wrong["messages lost"] += not there
        # The host may have had it before its words were changed. Then the new ones wait for somebody to decide.
        if there and max(there + still_here(message.words[0], left)) < message.words[-1]:
            wrong["changes lost"] += 1
    wrong["messages twice"] = sum(len(there) - 1 for there in said.values())


def still_here(words, left):
    """The words to which these were changed and which wait on the client's disk."""
    return [found.decode() for message in left for found in re.findall(re.escape(words.encode()) + rb"~\d{4}", message)]


def judge_places(deeds, world, wrong):
    names = collections.Counter(name for name, _ in world.values())
    for room, name in deeds.rooms.items():
        wrong["rooms lost"] += room not in world
        wrong["rooms twice"] += names[name] > 1
    added = collections.Counter((room, event["boards"]["board"]) for room, (_, events) in world.items() for event in events
                                if event.get("boards", {}).get("act") == "add")
    for board, room in deeds.boards.items():
        wrong["boards lost"] += added[room, board] == 0
        wrong["boards twice"] += added[room, board] > 1
