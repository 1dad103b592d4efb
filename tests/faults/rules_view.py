# SPDX-License-Identifier: MIT
"""What must hold for what each client was shown: live, on catching up, and at the end."""
import collections

import history as h

KINDS = {
    "disagreement": "two clients, or a client and the log, hold different entries under one number (G2)",
    "phantom": "a client was shown what is not in the log (G4)",
    "live-twice": "a connection got one event twice",
    "live-disorder": "a connection got an older event after a newer one (P9)",
    "live-gap": "a connection got an event and not the one before it (P9)",
    "lost-live": "the first live event after joining does not follow the head that `room.joined` named (P11)",
    "uninvited": "a connection got an event of a room that it had not asked for, or was out of (P35)",
    "unshown": "at the end a client holds more of a room than a connection ever showed it, or than there is",
    "stale-live": "a live event that `room.joined` had already counted (P11)",
    "catchup-skip": "a page left out an event (P11)",
    "page-short": "a page said that nothing follows, although something did, or that something does, and had nothing (P11)",
    "head-back": "`room.joined` named a head under what somebody had seen or got acknowledged before (G5)",
    "missed-reset": "another epoch, or a position beyond the log, and no `reset` (P12)",
    "false-reset": "`reset` without a reason (P12)",
    "epoch-changed": "a room got another epoch although nothing of it was lost",
    "left-behind": "a client that was connected at the end does not hold the whole log (G5)",
    "unanswered": "an operation on a connection that lived got no answer (P6)",
    "answered-twice": "an operation got more answers than it was sent times (P6)",
    "identity": "somebody who sent their token came back as somebody else (P17)",
    "close-code": "a connection was closed with a code that is in no table (P18)",
    "dup-flag": "`dup` is set on a first send, or missing on a resend of what was acknowledged (P7)",
}


# shared/protocol/closecodes.h; 1005 and 1006 stand for no code at all.
CLOSE_CODES = {1000, 1001, 1005, 1006, 1009, 4001, 4003, 4008, 4009, 4013, 4029, 4040, 4041, 4090, 4097, 4099}


def judge(index, found, epochs_may_change):
    _links(index, found)
    _agreement(index, found, epochs_may_change)
    reached = _live(index, found)
    _uninvited(index, found)
    _pages(index, found)
    _joins(index, found, epochs_may_change)
    _answers(index, found)
    for item in index.of(h.Settled):
        head = len(index.final[item.room])
        if item.seq < head and index.epoch.get(item.room) == item.epoch:
            found.add("left-behind", f"{item.client} holds {item.seq} of {head}")
        shown = reached.get((item.client, item.room), 0)
        if index.epoch.get(item.room) == item.epoch and item.seq > min(shown, head):
            found.add("unshown", f"{item.client} holds {item.seq} of {head}, and was shown {shown}")


def _links(index, found):
    people = {}
    for item in index.of(h.Welcome):
        if people.setdefault(item.client, item.user) != item.user:
            found.add("identity", f"{item.client} link {item.link}: {item.user}, was {people[item.client]}")
            people[item.client] = item.user
    for item in index.of(h.Closed):
        if item.code not in CLOSE_CODES:
            found.add("close-code", f"{item.client} link {item.link}: {item.code}")


def _shown(index):
    for item in index.of(h.Live):
        yield item.client, item.room, item.epoch, item.seq, item.id, item.digest
    for page in index.of(h.Page):
        for seq, id, digest in page.events:
            yield page.client, page.room, page.epoch, seq, id, digest


def _agreement(index, found, epochs_may_change):
    held = {}
    for entry in index.of(h.Final):
        held[entry.room, entry.epoch, entry.seq] = (entry.id, entry.digest)
    reported = set()
    for client, room, epoch, seq, id, digest in _shown(index):
        key = (room, epoch, seq)
        is_of_this_log = epoch == index.epoch.get(room) or not epochs_may_change
        if id not in index.by_id and (is_of_this_log or id not in index.sends):
            if (client, id) not in reported:
                found.add("phantom", f"{id} shown to {client} as {seq}")
            reported.add((client, id))
        elif held.setdefault(key, (id, digest)) != (id, digest) and (client, key) not in reported:
            found.add("disagreement", f"{seq}: {client} holds {id}, others {held[key][0]}")
            reported.add((client, key))


def _uninvited(index, found):
    order = {h.Joining: 0, h.Live: 1, h.Out: 2}
    marks = sorted((item for kind in order for item in index.of(kind)), key=lambda item: (item.t, order[type(item)]))
    inside = set()
    for item in marks:
        key = (item.client, item.link, item.room)
        if type(item) is h.Joining:
            inside.add(key)
        elif type(item) is h.Out:
            inside.discard(key)
        elif key not in inside:
            found.add("uninvited", f"{item.client} link {item.link}: {item.seq} of {item.room}")


def _live(index, found):
    """Returns (client, room) → up to where it was shown the room."""
    reached = collections.defaultdict(int)
    for item in index.of(h.Page):
        reached[item.client, item.room] = max(reached[item.client, item.room], item.events[-1][0] if item.events else 0)
    last = {(j.client, j.link, j.room): None for j in index.of(h.Joined)}
    heads = {(j.client, j.link, j.room): j.head for j in index.of(h.Joined)}
    for item in index.of(h.Live):
        key = (item.client, item.link, item.room)
        reached[item.client, item.room] = max(reached[item.client, item.room], item.seq)
        if key not in last:
            continue  # it came before the answer to the join, which counts it
        before, where = last[key], f"{item.client} link {item.link}: {item.seq}"
        if before is None:
            if item.seq <= heads[key]:
                found.add("stale-live", f"{where}, joined at {heads[key]}")
                continue
            if item.seq > heads[key] + 1:
                found.add("lost-live", f"{where}, joined at {heads[key]}")
        elif item.seq == before:
            found.add("live-twice", where)
        elif item.seq < before:
            found.add("live-disorder", f"{where} after {before}")
        elif item.seq > before + 1:
            found.add("live-gap", f"{where} after {before}")
        last[key] = max(item.seq, before or 0)
    return reached


def _pages(index, found):
    seen = collections.defaultdict(list)  # room → what was known to be stored, by time
    for ack in index.of(h.Ack):
        seen[ack.room].append((ack.t, ack.seq))
    for marks in seen.values():
        marks.sort()
    for page in index.of(h.Page):
        expected = page.after + 1
        for seq, _, _ in page.events:
            if seq != expected:
                found.add("catchup-skip", f"{page.client} asked after {page.after}, got {seq} instead of {expected}")
            expected = seq + 1
        if page.more and not page.events:
            found.add("page-short", f"{page.client} asked after {page.after}, got nothing, and that there is more")
        if not page.more and expected <= _newest_before(seen[page.room], page.asked):
            found.add("page-short", f"{page.client} asked after {page.after}, got up to {expected - 1} as the last")


def _newest_before(marks, t):
    newest = 0
    for at, seq in marks:
        if at >= t:
            break
        newest = max(newest, seq)
    return newest


def _joins(index, found, epochs_may_change):
    known = [(ack.t, ack.room, ack.seq) for ack in index.of(h.Ack)]
    known += [(live.t, live.room, live.seq) for live in index.of(h.Live)]
    known.sort()
    joins = sorted(index.of(h.Joined), key=lambda j: j.asked)
    newest, at, epochs = {}, 0, {}
    for join in joins:
        while at < len(known) and known[at][0] < join.asked:
            newest[known[at][1]] = max(newest.get(known[at][1], 0), known[at][2])
            at += 1
        where = f"{join.client} link {join.link}"
        if epochs.setdefault(join.room, join.epoch) != join.epoch:
            epochs[join.room] = join.epoch
            newest[join.room] = 0
            if not epochs_may_change:
                found.add("epoch-changed", f"{where}: {join.epoch}")
        if join.head < newest.get(join.room, 0) and not epochs_may_change:
            found.add("head-back", f"{where}: {join.head}, but {newest[join.room]} was known")
        must = bool(join.had_epoch) and (join.had_epoch != join.epoch or join.had_seq > join.head)
        if must and not join.reset:
            found.add("missed-reset", f"{where} had {join.had_seq} of {join.had_epoch}, head {join.head} of {join.epoch}")
        if join.reset and not must:
            found.add("false-reset", f"{where} had {join.had_seq}, head {join.head}")


def _answers(index, found):
    for id, sends in index.sends.items():
        acks, refusals = index.acks.get(id, ()), index.refusals.get(id, ())
        asked, answered = collections.Counter(), collections.Counter()
        for send in sends:
            asked[send.client, send.link] += 1
        for answer in (*acks, *refusals):
            answered[answer.client, answer.link] += 1
        for link, count in asked.items():
            if answered[link] > count:
                found.add("answered-twice", f"{id} on {link[0]} link {link[1]}")
            elif answered[link] < count and link not in index.closed:
                found.add("unanswered", f"{id} on {link[0]} link {link[1]}")
        if sum(not ack.dup for ack in acks) > 1:
            found.add("dup-flag", f"{id}: two acknowledgements without `dup`")
        for ack in acks:
            if ack.dup and sum(send.t <= ack.t for send in sends) < 2:
                found.add("dup-flag", f"{id}: `dup` on a first send")
