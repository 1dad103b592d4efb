# SPDX-License-Identifier: MIT
"""What must hold between what was sent, what was acknowledged, and the log that is there when all is over."""
import history as h

A_MINUTE = 60_000

KINDS = {
    "lost": "an acknowledged operation is not in the log (G1)",
    "duplicate": "one operation stands twice in the log (G3)",
    "gap": "a number is missing from the log (G2)",
    "number-twice": "one number stands twice in the log (G2)",
    "log-order": "the log is not read by rising numbers",
    "head": "what the room says of its head or line is not what its log holds",
    "line": "messages are not numbered 1, 2, 3, … by line, or something else has a line (P10)",
    "time-back": "a later entry has an earlier time (P16)",
    "unsent": "the log holds what nobody sent",
    "author": "an entry bears another author than its sender",
    "name": "an entry bears another name than its author had said",
    "wrong-room": "an entry stands in another room than it was sent to",
    "ack-room": "an acknowledgement named another room than its operation was sent to",
    "unread": "a room in which somebody was, or wrote, and whose log was not there to be read at the end",
    "body": "an entry holds another text or another drawing than was sent",
    "ack-number": "an acknowledgement named another number than the log (P8)",
    "ack-time": "an acknowledgement named another time than the log",
    "ack-unsent": "somebody got an acknowledgement for what they did not send",
    "refused-stored": "an operation was refused, never sent again, and is in the log (P14)",
    "fifo": "operations of one sender stand in another order than they were sent (G6)",
    "real-time": "an operation stands before one that was acknowledged before it was sent (G6)",
}


def judge(index, found, epochs_may_change):
    ids = {}
    for room, log in index.final.items():
        _numbering(room, log, found)
        _content(log, index, found, ids)
    _heads(index, found)
    _acks(index, found, epochs_may_change)
    _refusals(index, found)
    _fifo(index, found)
    _real_time(index, found)


def _numbering(room, log, found):
    last, seen, line, time = 0, set(), 0, 0
    for entry in log:
        if entry.seq in seen:
            found.add("number-twice", f"{room} {entry.seq}")
        elif entry.seq < last:
            found.add("log-order", f"{room} {entry.seq} after {last}")
        seen.add(entry.seq)
        last = max(last, entry.seq)
        if entry.time < time <= entry.time + A_MINUTE:  # by more, the host's clock was wrong before
            found.add("time-back", f"{room} {entry.seq}: {entry.time} after {time}")
        time = entry.time
        is_chat = entry.change == "chat"
        if is_chat:
            line += 1
        if entry.line != (line if is_chat else 0):
            found.add("line", f"{room} {entry.seq}: line {entry.line}, expected {line if is_chat else 'none'}")
            line = entry.line or line
    for seq in range(1, last + 1):
        if seq not in seen:
            found.add("gap", f"{room} {seq} of {last}")


def _is_called(name, said):
    """A number is added where somebody else has the name."""
    return name == said or name.startswith(said + " ") and name[len(said) + 1:].isdigit()


def _content(log, index, found, ids):
    """`ids`: where each operation stands, of all logs."""
    for entry in log:
        rooms = index.rooms_of(entry.id)
        before = ids.setdefault((entry.author, entry.id), entry)
        if before is not entry and (before.room == entry.room or not {before.room, entry.room} <= rooms):
            found.add("duplicate", f"{entry.id} at {before.seq} of {before.room}, and again at {entry.seq} of {entry.room}")
        sends = index.sends.get(entry.id)
        if not sends:
            found.add("unsent", f"{entry.id} at {entry.seq}")
            continue
        if entry.author != index.user.get(sends[0].client):
            found.add("author", f"{entry.id} at {entry.seq}: {entry.author}")
        elif not any(_is_called(entry.name, said) for said in index.names[entry.author]):
            found.add("name", f"{entry.id} at {entry.seq}: {entry.name}")
        if entry.room not in rooms:
            found.add("wrong-room", f"{entry.id} at {entry.seq} of {entry.room}")
        if entry.body != sends[0].body:
            found.add("body", f"{entry.id} at {entry.seq}")


def _heads(index, found):
    for said in index.of(h.FinalHead):
        log = index.final[said.room]
        head = max((entry.seq for entry in log), default=0)
        line = max((entry.line for entry in log), default=0)
        if (said.head, said.line) != (head, line):
            found.add("head", f"{said.room}: said {said.head}/{said.line}, holds {head}/{line}")
    for room in {item.room for kind in (h.Joined, h.Ack) for item in index.of(kind)} | set(index.final):
        if room not in index.epoch:
            found.add("unread", room)


def _acks(index, found, epochs_may_change):
    for id, acks in index.acks.items():
        sends = {send.client for send in index.sends.get(id, ())}
        entry = index.by_id.get(id)
        for ack in acks:
            if ack.client not in sends:
                found.add("ack-unsent", f"{id} to {ack.client}")
            elif ack.room not in index.rooms_of(id):
                found.add("ack-room", f"{id} to {ack.client}: {ack.room}")
            elif not entry:
                if not epochs_may_change:
                    found.add("lost", f"{id}, acknowledged as {ack.seq} at t={ack.t:.3f}")
            elif ack.seq != entry.seq:
                found.add("ack-number", f"{id}: acknowledged as {ack.seq}, stored as {entry.seq}")
            elif ack.time != entry.time:
                found.add("ack-time", f"{id}: acknowledged {ack.time}, stored {entry.time}")


def _refusals(index, found):
    for id, refusals in index.refusals.items():
        sends = index.sends.get(id, ())
        if len(sends) == 1 and id not in index.acks and id in index.by_id:
            found.add("refused-stored", f"{id}: {refusals[0].code}, stored as {index.by_id[id].seq}")


def _fifo(index, found):
    # What was refused for a while may be overtaken by what its sender had already sent (P34): it is left out.
    last = {}
    for id, sends in index.sends.items():  # by the time of the first send
        entry = index.by_id.get(id)
        if not entry or id in index.refusals:
            continue
        key = (sends[0].client, entry.room)
        if entry.seq < last.get(key, 0):
            found.add("fifo", f"{id} of {sends[0].client} at {entry.seq}, an earlier one at {last[key]}")
        last[key] = max(last.get(key, 0), entry.seq)


def _real_time(index, found):
    marks = [(ack.t, 0, ack.room, ack.id) for acks in index.acks.values() for ack in acks]
    marks += [(sends[0].t, 1, sends[0].room, id) for id, sends in index.sends.items()]
    marks.sort()
    newest = {}
    for _, is_send, room, id in marks:
        entry = index.by_id.get(id)
        if not entry:
            continue
        if not is_send:
            newest[room] = max(newest.get(room, 0), entry.seq)
        elif entry.seq < newest.get(room, 0):
            found.add("real-time", f"{id} at {entry.seq}, although {newest[room]} was acknowledged before it was sent")
