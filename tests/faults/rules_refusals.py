# SPDX-License-Identifier: MIT
"""What must hold for what a host refuses for good: the history says why (K10), and it is answered alike whenever it is
sent again (K11). A host that takes nothing loses nothing: without these it would pass. What it refuses for now, because
there is too much of it, may come again at a time that it tells (K23)."""
from typing import Callable, NamedTuple

import history as h

KINDS = {
    "refused-for-nothing": "a sound operation was refused for good, and the history has no reason for it (K10)",
    "answered-otherwise": "what was refused is called stored before, what was acknowledged is refused, or what cannot become right is taken (K11)",
    "no-time": "what came too fast, or to a busy host, was refused without a word of when it may come again (K23)",
}
TIMED = {"rate", "busy"}


class Case(NamedTuple):
    """One refusal: of which send, and in which history."""
    refusal: h.Refuse
    send: h.Invoke
    index: object


class Reason(NamedTuple):
    holds: Callable
    words: str  # what must be in the history


def _person(case, client):
    return case.index.user.get(client, client)


def _is_flawed(case):
    return bool(case.send.flaw)


def _is_unknown(case):
    """Nobody was welcomed on that connection yet."""
    return not any((one.client, one.link) == (case.send.client, case.send.link) and one.t <= case.send.t for one in case.index.of(h.Welcome))


def _is_outside(case):
    """Never seen inside, by a join or by an acknowledgement there, or asked to leave: what was on its way then is refused,
    whoever comes back."""
    person, room = _person(case, case.send.client), case.send.room

    def any_of(*kinds):
        return any(one.room == room and one.t <= case.refusal.t and _person(case, one.client) == person
                   for kind in kinds for one in case.index.of(kind))
    return any_of(h.Left) or not any_of(h.Joined, h.Ack)


def _is_gone(case):
    if case.send.room not in case.index.epoch:
        return True
    return bool(case.send.about) and case.send.about not in case.index.by_id


def _changed_by_others(case, changes):
    """Somebody else had asked for such a change of the room, which stands in its log, before the refusal."""
    person = _person(case, case.send.client)
    return any(entry.change in changes and entry.author != person and (sends := case.index.sends.get(entry.id)) and sends[0].t <= case.refusal.t
               for entry in case.index.final[case.send.room])


def _is_used_otherwise(case):
    return any(other.body != case.send.body for other in case.index.sends[case.send.id])


FLAWED = Reason(_is_flawed, "its client sent it knowing what is wrong with it")
# Closed: a code that is not here explains nothing. Whoever makes a new reason to refuse says here what shows it.
REASONS = {
    **dict.fromkeys(("unknown-type", "missing", "wrong-type", "out-of-range", "too-long", "too-short", "too-many", "too-few", "duplicate-key",
                     "invalid-text", "bad-name", "bad-text", "bad-blob"), FLAWED),
    "hello-first": Reason(_is_unknown, "nobody was welcomed on that connection"),
    "not-member": Reason(_is_outside, "the person had not joined the room, or has left it"),
    "not-found": Reason(_is_gone, "the room, or what it acts on, is in no log"),
    "forbidden": Reason(lambda case: _changed_by_others(case, ("rights", "boards")), "somebody else changed rights or boards of the room before"),
    "frozen": Reason(lambda case: _changed_by_others(case, ("boards",)), "somebody else changed the room's boards before"),
    "board": Reason(lambda case: bool(case.send.about) and _changed_by_others(case, ("board",)),
                    "it acts on what somebody drew, and somebody else drew there before"),
    "id-reused": Reason(_is_used_otherwise, "its id was sent with something else, too"),
}


def judge(index, found, epochs_may_change):
    for id, refusals in index.refusals.items():
        sends = index.sends.get(id)
        if not sends:
            continue  # what nobody sent is no refusal of anything sound
        for refusal in refusals:
            if refusal.code in TIMED and refusal.retry_ms <= 0:
                found.add("no-time", f"{id} of {refusal.client} link {refusal.link}: {refusal.code}")
            if refusal.code not in h.FOR_NOW and not is_explained(refusal, sends, index):
                found.add("refused-for-nothing", f"{id} of {refusal.client} link {refusal.link}: {refusal.code}")
        if len({send.body for send in sends}) == 1:  # else each of them has an answer of its own
            _alike(id, refusals, sends, index, found, epochs_may_change)


def is_explained(refusal, sends, index):
    reason = REASONS.get(refusal.code)
    return reason is not None and any(reason.holds(Case(refusal, send, index)) for send in sends if send.t <= refusal.t)


def _alike(id, refusals, sends, index, found, epochs_may_change):
    acks = index.acks.get(id, ())
    for ack in acks:
        # Whether what `storage` was said of is on the disk, nobody knows. The others are said of what has no effect.
        before = [refusal for refusal in refusals if refusal.t <= ack.t and refusal.code != "storage"]
        others = sum(send.t <= ack.t for send in sends) - 1  # each was refused: none of them can be what is stored
        if ack.dup and before and len(before) >= others:
            found.add("answered-otherwise", f"{id}: {before[0].code}, then acknowledged as stored before")
        elif any(REASONS.get(refusal.code) is FLAWED for refusal in before):
            found.add("answered-otherwise", f"{id}: {before[0].code}, then taken as {ack.seq}")
    if acks and not epochs_may_change:  # a log that is rolled back forgets what it has acknowledged
        late = [refusal for refusal in refusals if refusal.code not in h.FOR_NOW and refusal.t > acks[0].t]
        for refusal in late:
            found.add("answered-otherwise", f"{id}: acknowledged as {acks[0].seq}, then {refusal.code}")
