# SPDX-License-Identifier: MIT
"""A good history made by hand, and every way to damage it: each kind of violation must be found, and only when there.

The history: three people, a crash of the host in the middle with one acknowledgement lost on the way, a join with
catch-up, refusals that were retried and for good ones, a topic, a change of rights and of boards, presence with a quick return, typing that ended.
"""
import history as h
import checker

ROOM, OTHER, EPOCH = "room", "other-room", "epoch"
CLIENTS = ("ana", "ben", "cid")


DRAWN, TOPIC, RIGHTS, BOARDS = "op-4", "op-5", "op-9", "op-11"
STROKE = {"act": "create", "object": "object", "kind": "stroke", "x": 1, "y": 2.5, "points": "AAQCAgIE", "color": 0xFF102030, "width": 2}


def said_by(id):
    """What is asked for under that id, as its client says it."""
    if id == DRAWN:
        return {"board": {"ops": [STROKE, {"act": "set", "object": "object", "order": "back", "text": None}], "board": ROOM}}
    if id == RIGHTS:
        return {"rights": {"act": "board", "right": "look"}}
    if id == BOARDS:
        return {"boards": {"act": "freeze", "board": ROOM}}
    return {"topic": {"topic": f"topic of {id}"}} if id == TOPIC else {"chat": {"body": f"text of {id}", "replyTo": None}}


def told_of(id):
    """The same as a host may tell it: nothing that is null, the first board without its name, numbers in another spelling."""
    if id == DRAWN:
        return {"board": {"ops": [{**STROKE, "x": 1.0, "width": 2.0}, {"order": "back", "act": "set", "object": "object"}]}}
    return said_by(id)


# Refused for good, each with its reason in the history: who, the id, the code, and what is particular about the send.
EXPLAINED = (
    ("cid", "never", "bad-text", {"flaw": "a control character"}),
    ("ben", "barred", "forbidden", {}),             # by RIGHTS
    ("ben", "frozen", "frozen", {}),                # by BOARDS
    ("ben", "nowhere", "not-found", {"room": "no-room"}),
    ("ben", "to-nothing", "not-found", {"about": "no-operation"}),
    ("cid", "on-it", "board", {"about": DRAWN}),    # which ben drew
    ("ana", "op-0", "id-reused", {"body": 1}),
)


def _event(seq, id, author, line):
    event = {"seq": seq, "id": id, "author": author, "name": author, "time": 1000 + seq, "line": line, **told_of(id)}
    return {**event, "body": h.change_sum(ROOM, event), "digest": h.event_sum(event)}


def good():
    """Returns the history as a list that a damage may change freely."""
    out, log, line = [], [], 0
    t = 0.0

    def at():
        nonlocal t
        t = round(t + 0.01, 2)
        return t

    for name in CLIENTS:
        out.append(h.Welcome(at(), name, 1, "user-" + name, name))
        out.append(h.Came(at(), "user-" + name))
        out.append(h.Joining(at(), name, 1, ROOM))
        out.append(h.Joined(at(), t - 0.005, name, 1, ROOM, EPOCH, 0, 0, False, "", 0))
    # gus goes to another room, and leaves it
    out.append(h.Welcome(at(), "gus", 1, "user-gus", "gus"))
    out.append(h.Came(at(), "user-gus"))
    out.append(h.Joining(at(), "gus", 1, OTHER))
    out.append(h.Joined(at(), t - 0.005, "gus", 1, OTHER, EPOCH, 0, 0, False, "", 0))
    out.append(h.Left(at(), "gus", 1, OTHER))
    out.append(h.Out(at(), "gus", 1, OTHER))
    links = dict.fromkeys(CLIENTS, 1)

    def invoke(name, id, **particular):
        out.append(h.Invoke(at(), name, links[name], ROOM, id, h.change_sum(ROOM, said_by(id)))._replace(**particular))

    def store(name, id, *, chat=True):
        nonlocal line
        line += 1 if chat else 0
        entry = _event(len(log) + 1, id, "user-" + name, line if chat else 0)
        log.append(entry)
        return entry

    def show(entry, listeners=CLIENTS):
        for name in listeners:
            out.append(h.Live(at(), name, links[name], ROOM, EPOCH, entry["seq"], entry["id"], entry["digest"]))

    def ack(name, entry, dup=False):
        out.append(h.Ack(at(), name, links[name], ROOM, entry["id"], entry["seq"], entry["time"], dup))

    for n in range(12):
        name, id = CLIENTS[n % 3], f"op-{n}"
        invoke(name, id)
        entry = store(name, id, chat="chat" in said_by(id))
        show(entry)
        ack(name, entry)
    # two sent before either is answered, so that their order is the host's own doing
    invoke("ana", "pair-1")
    invoke("ana", "pair-2")
    for id in ("pair-1", "pair-2"):
        entry = store("ana", id)
        show(entry)
        ack("ana", entry)
    # a refusal that is retried, and one of what came to the disk all the same
    invoke("ben", "late")
    out.append(h.Refuse(at(), "ben", 1, "late", "rate", 200))
    invoke("ben", "late")
    entry = store("ben", "late")
    show(entry)
    ack("ben", entry)
    invoke("cid", "unsure")
    out.append(h.Refuse(at(), "cid", 1, "unsure", "storage"))
    entry = store("cid", "unsure")
    show(entry)
    invoke("cid", "unsure")
    ack("cid", entry, dup=True)
    # refusals for good, the last two of somebody who has left and of somebody whom nobody knows yet
    for name, id, code, particular in EXPLAINED:
        invoke(name, id, **particular)
        out.append(h.Refuse(at(), name, 1, id, code))
    out.append(h.Left(at(), "cid", 1, ROOM))
    invoke("cid", "outside")
    out.append(h.Refuse(at(), "cid", 1, "outside", "not-member"))
    out.append(h.Invoke(at(), "fay", 1, ROOM, "too-soon", 0))
    out.append(h.Refuse(at(), "fay", 1, "too-soon", "hello-first"))
    # ana's operation is stored, the host dies before it can say so
    invoke("ana", "unheard")
    unheard = store("ana", "unheard")
    out.append(h.Fault(at(), "kill9"))
    for name in (*CLIENTS, "gus"):
        out.append(h.Closed(at(), name, 1, 1006))
        out.append(h.Gone(at(), "user-" + name, 0.0))
        links[name] = 2
    for name in CLIENTS:
        out.append(h.Welcome(at(), name, 2, "user-" + name, name))
        out.append(h.Came(at(), "user-" + name))
        out.append(h.Joining(at(), name, 2, ROOM))
        before = unheard["seq"] - 1
        out.append(h.Joined(at(), t - 0.005, name, 2, ROOM, EPOCH, unheard["seq"], line, False, EPOCH, before))
        events = ((unheard["seq"], unheard["id"], unheard["digest"]),)
        out.append(h.Page(at(), t - 0.005, name, 2, ROOM, EPOCH, before, events, False))
    invoke("ana", "unheard")
    ack("ana", unheard, dup=True)
    for n in range(6):
        name, id = CLIENTS[n % 3], f"after-{n}"
        invoke(name, id)
        entry = store(name, id)
        show(entry)
        ack(name, entry)
    # cid is lost for good, ben for a moment, eve says goodbye; ana watches
    for name in ("ben", "cid"):
        out.append(h.Presence(at(), "ana", 2, "user-" + name, True, True))
        out.append(h.Closed(at(), name, 2, 1006))
        out.append(h.Gone(at(), "user-" + name, 0.0))
    out.append(h.Welcome(at(), "eve", 1, "user-eve", "eve"))
    out.append(h.Came(at(), "user-eve"))
    out.append(h.Presence(at(), "ana", 2, "user-eve", True, True))
    t += 0.9
    out.append(h.Closed(at(), "eve", 1, 1000))
    out.append(h.Gone(at(), "user-eve", 0.0, "goodbye"))
    out.append(h.Presence(at(), "ana", 2, "user-eve", False, True))
    out.append(h.Welcome(at(), "ben", 3, "user-ben", "ben"))
    out.append(h.Came(at(), "user-ben"))
    out.append(h.Joining(at(), "ben", 3, ROOM))
    out.append(h.Joined(at(), t - 0.005, "ben", 3, ROOM, EPOCH, len(log), line, False, EPOCH, len(log)))
    t += 12.0
    out.append(h.Presence(at(), "ana", 2, "user-cid", False, True))
    # dan comes late: everybody who is up is told, and his pages come in order
    out.append(h.Welcome(at(), "dan", 1, "user-dan", "dan"))
    out.append(h.Came(at(), "user-dan"))
    out.append(h.Joining(at(), "dan", 1, ROOM))
    out.append(h.Presence(at(), "ana", 2, "user-dan", True, True))
    out.append(h.Presence(at(), "ben", 3, "user-dan", True, True))
    out.append(h.Joined(at(), t - 0.005, "dan", 1, ROOM, EPOCH, len(log), line, False, "", 0))
    whole = tuple((entry["seq"], entry["id"], entry["digest"]) for entry in log)
    out.append(h.Page(at(), t - 0.005, "dan", 1, ROOM, EPOCH, 0, whole[:10], True))
    out.append(h.Page(at(), t - 0.005, "dan", 1, ROOM, EPOCH, 10, whole[10:], False))
    out.append(h.Presence(at(), "dan", 1, "user-ana", True, False, t - 0.005))
    out.append(h.Presence(at(), "dan", 1, "user-cid", False, False, t - 0.005))
    out.append(h.TypingSent(at(), "user-ana", ROOM))
    out.append(h.Typing(at(), "dan", 1, ROOM, "user-ana", True))
    out.append(h.Typing(at(), "dan", 1, ROOM, "user-ana", False))
    t += 20.0
    out.append(h.End(at()))
    for name in ("ana", "ben", "dan"):
        out.append(h.Settled(name, ROOM, EPOCH, len(log)))
    for entry in log:
        out.append(h.Final(ROOM, EPOCH, entry["seq"], entry["id"], entry["author"], entry["line"], entry["time"],
                           h.said_in(ROOM, said_by(entry["id"]))[0], entry["body"], entry["digest"], entry["name"][5:]))
    out.append(h.FinalHead(ROOM, EPOCH, len(log), line))
    out.append(h.FinalHead(OTHER, EPOCH, 0, 0))
    return out


def _where(items, kind, **fields):
    for at, item in enumerate(items):
        if isinstance(item, kind) and all(getattr(item, key) == value for key, value in fields.items()):
            return at
    raise LookupError(kind, fields)


def _change(items, kind, which, **fields):
    at = _where(items, kind, **which)
    items[at] = items[at]._replace(**fields)


def _drop(items, kind, **which):
    return items.pop(_where(items, kind, **which))


def _renumber_final(items, first, by):
    for at, item in enumerate(items):
        if isinstance(item, h.Final) and item.seq >= first:
            items[at] = item._replace(seq=item.seq + by)


def _swap_final(items, one, other):
    """Two entries change places in the log; clients, acknowledgements and numbers follow, so only the order is wrong."""
    a, b = items[_where(items, h.Final, id=one)], items[_where(items, h.Final, id=other)]
    moved = {one: b, other: a}
    for at, item in enumerate(items):
        if isinstance(item, (h.Final, h.Ack, h.Live)) and item.id in moved:
            to = moved[item.id]
            items[at] = item._replace(seq=to.seq, **({"time": to.time} if hasattr(item, "time") else {}))
            if isinstance(item, h.Final):
                items[at] = items[at]._replace(line=to.line)
    finals = sorted((i for i in items if isinstance(i, h.Final)), key=lambda i: i.seq)
    items[:] = [i for i in items if not isinstance(i, h.Final)] + finals


def _lose(items):
    _drop(items, h.Final, id="after-5")  # the last: no number is missing
    items[:] = [i for i in items if not (isinstance(i, (h.Live, h.Settled)) and getattr(i, "id", "") in ("after-5", ""))]


def _damages():
    """name of the kind → what to do to a good history"""
    def twice(items):
        entry = items[_where(items, h.Final, id="op-3")]
        last = items[_where(items, h.Final, id="after-5")]
        items.append(entry._replace(seq=last.seq + 1, line=last.line + 1, time=last.time))

    def number_twice(items):
        _change(items, h.Final, {"id": "op-3"}, seq=items[_where(items, h.Final, id="op-2")].seq)

    def log_order(items):
        at = _where(items, h.Final, id="op-3")
        items[at], items[at + 1] = items[at + 1], items[at]

    def unsent(items):
        items[:] = [i for i in items if not (isinstance(i, h.Invoke) and i.id == "op-3")]

    def stale_live(items):
        at = _where(items, h.Joined, client="ben", link=3)
        joined, last = items[at], items[_where(items, h.Final, id="after-5")]
        items.insert(at + 1, h.Live(joined.t + 0.001, "ben", 3, ROOM, EPOCH, last.seq, last.id, last.digest))

    def lost_live(items):
        at = _where(items, h.Joined, client="ben", link=2)
        items[at] = items[at]._replace(head=items[at].head - 2, had_seq=items[at].had_seq - 2)

    def skip_in_page(items):
        at = _where(items, h.Page, client="dan", after=10)
        events = items[at].events
        items[at] = items[at]._replace(events=events[:3] + events[4:])

    def page_short(items):
        _change(items, h.Page, {"client": "dan", "after": 0}, more=False)

    def disorder(items):
        one, two = _where(items, h.Live, client="ben", id="op-6"), _where(items, h.Live, client="ben", id="op-7")
        items[one], items[two] = items[two]._replace(t=items[one].t), items[one]._replace(t=items[two].t)

    def two_answers(items):
        at = _where(items, h.Ack, id="op-3")
        items.insert(at + 1, items[at]._replace(t=items[at].t + 0.001, dup=True))

    def epoch_changed(items):
        for at, item in enumerate(items):
            if isinstance(item, h.Joined) and item.link == 2:
                items[at] = item._replace(epoch="another", reset=True)

    def fresh_dup(items):
        _change(items, h.Ack, {"id": "op-3"}, dup=True)

    def no_dup(items):
        at = _where(items, h.Invoke, id="op-3")
        ack = items[_where(items, h.Ack, id="op-3")]
        items.append(items[at]._replace(t=ack.t + 1))
        items.append(ack._replace(t=ack.t + 2))

    def redrawn(change):
        """Stored otherwise than it was sent, and told so to everybody alike."""
        def damage(items):
            stored = _event(0, DRAWN, "", 0)
            stored["board"]["ops"] = change(stored["board"]["ops"])
            for at, item in enumerate(items):
                if isinstance(item, h.Final) and item.id == DRAWN:
                    items[at] = item._replace(body=h.change_sum(ROOM, stored), digest=1)
                elif isinstance(item, h.Live) and item.id == DRAWN:
                    items[at] = item._replace(digest=1)
                elif isinstance(item, h.Page):
                    items[at] = item._replace(events=tuple((seq, id, 1 if id == DRAWN else digest) for seq, id, digest in item.events))
        return damage

    def too_early(id):
        """Refused before the reason for it was there."""
        def damage(items):
            _change(items, h.Invoke, {"id": id}, t=0.001)
            _change(items, h.Refuse, {"id": id}, t=0.002)
        return damage

    def same_again(items):
        """Nothing else was sent under the id that is said to be in use."""
        at = [at for at, item in enumerate(items) if isinstance(item, h.Invoke) and item.id == "op-0"]
        items[at[1]] = items[at[1]]._replace(body=items[at[0]].body)

    def refused_then(id, client, code):
        """Sent once more, and answered by that refusal, or by an acknowledgement."""
        def damage(items):
            send = items[_where(items, h.Invoke, id=id)]
            items.append(send._replace(t=14.0, client=client, link=1))
            items.append(h.Refuse(14.1, client, 1, id, code) if code else h.Ack(14.1, client, 1, ROOM, id, 3, 1003, False))
        return damage

    def sent_elsewhere(items, *kinds):
        for at, item in enumerate(items):
            if isinstance(item, kinds) and item.id == "after-5":
                items[at] = item._replace(room=OTHER)

    def in_two_rooms(items):
        """The one in the other room is read first."""
        at = _where(items, h.Final, id="op-0")
        items.insert(at, items[at]._replace(room=OTHER))
        _change(items, h.FinalHead, {"room": OTHER}, head=1, line=1)

    def hears(link, **particular):
        """gus is told an event of the log, before or after he was in the room."""
        def damage(items):
            live = items[_where(items, h.Live, client="cid", id="op-1")]
            items.insert(_where(items, h.Live) + 1, live._replace(client="gus", link=link, **particular))
        return damage

    def says_of(user, **particular):
        def damage(items):
            word = items[_where(items, h.Presence, client="dan", user="user-ana")]
            items.insert(_where(items, h.TypingSent), word._replace(user=user, **particular))
        return damage

    def types(items, user):
        on = items[_where(items, h.Typing, on=True)]
        items += [on._replace(user=user), on._replace(user=user, t=on.t + 0.1, on=False)]

    def without(*kinds):
        def damage(items):
            items[:] = [item for item in items if not isinstance(item, kinds)]
        return damage

    def deaf(items):
        """Says at the end that it has everything, and heard nothing."""
        items[:] = [item for item in items if not (isinstance(item, h.Live) and item.client == "ana")]

    def another_epoch(items):
        at = _where(items, h.Page, client="dan", after=10)
        page = items[at]
        items[at] = page._replace(epoch="old", events=tuple((seq, id + " of old", digest) for seq, id, digest in page.events))

    def ghost(items):
        _drop(items, h.Presence, user="user-cid", online=False)

    def waits_after_goodbye(items):
        """Nobody is told, and all ends before a grace would be over."""
        _drop(items, h.Presence, user="user-eve", online=False)
        gone = items[_where(items, h.Gone, user="user-eve")].t
        items[:] = [i for i in items if getattr(i, "t", 0) < gone + 6]
        items.append(h.End(gone + 6))

    def one_of_two(items):
        """What ended was the one device, the other stayed."""
        _drop(items, h.Gone, user="user-cid")

    def flap(items):
        at = _where(items, h.Presence, client="ana", user="user-ben")
        came = items[_where(items, h.Welcome, client="ben", link=3)].t
        items.insert(at + 1, items[at]._replace(t=came - 0.5, online=False))

    return {
        "lost": _lose,
        "duplicate": twice,
        "gap": lambda i: _renumber_final(i, 9, 1),
        "number-twice": number_twice,
        "log-order": log_order,
        "head": lambda i: _change(i, h.FinalHead, {}, head=99),
        "line": lambda i: _change(i, h.Final, {"id": "op-7"}, line=77),
        "time-back": lambda i: _change(i, h.Final, {"id": "op-7"}, time=1),
        "unsent": unsent,
        "author": lambda i: _change(i, h.Final, {"id": "op-7"}, author="user-cid"),
        "name": lambda i: _change(i, h.Final, {"id": "op-7"}, name="Mallory"),
        "name (of somebody with a number)": lambda i: _change(i, h.Final, {"id": "op-7"}, name="ben2"),
        "wrong-room": lambda i: sent_elsewhere(i, h.Invoke),
        "wrong-room (and the ack says so)": lambda i: sent_elsewhere(i, h.Invoke, h.Ack),
        "wrong-room (beside the right one)": in_two_rooms,
        "duplicate (in two rooms)": in_two_rooms,
        "ack-room": lambda i: sent_elsewhere(i, h.Ack),
        "unread": lambda i: _drop(i, h.FinalHead, room=OTHER),
        "vacuous": lambda i: i.clear(),
        "vacuous (nothing was read)": without(h.Final),
        "vacuous (nothing was acknowledged)": without(h.Ack),
        "vacuous (nobody was shown anything)": without(h.Live, h.Page),
        "vacuous (no end)": without(h.End),
        "body": lambda i: _change(i, h.Final, {"id": "op-7"}, body=1),
        "body (of a drawing: a colour)": redrawn(lambda ops: [{**ops[0], "color": 0xFF102031}, *ops[1:]]),
        "body (of a drawing: a place)": redrawn(lambda ops: [{**ops[0], "y": 2.25}, *ops[1:]]),
        "body (of a drawing: an operation)": redrawn(lambda ops: ops[:1]),
        "body (of a drawing: their order)": redrawn(lambda ops: ops[::-1]),
        "ack-number": lambda i: _change(i, h.Ack, {"id": "op-7"}, seq=3),
        "ack-time": lambda i: _change(i, h.Ack, {"id": "op-7"}, time=3),
        "ack-unsent": lambda i: _change(i, h.Ack, {"id": "op-7"}, client="cid"),
        "refused-stored": lambda i: i.insert(_where(i, h.Invoke, id="op-7") + 1, h.Refuse(
            i[_where(i, h.Invoke, id="op-7")].t, "ben", 1, "op-7", "storage")) or _drop(i, h.Ack, id="op-7"),
        "refused-for-nothing": lambda i: _change(i, h.Refuse, {"id": "never"}, code="made-up"),
        "refused-for-nothing (without a flaw)": lambda i: _change(i, h.Invoke, {"id": "never"}, flaw=""),
        "refused-for-nothing (no change of rights before)": too_early("barred"),
        "refused-for-nothing (no freeze before)": too_early("frozen"),
        "refused-for-nothing (the room is there)": lambda i: _change(i, h.Invoke, {"id": "nowhere"}, room=ROOM),
        "refused-for-nothing (what it acts on is there)": lambda i: _change(i, h.Invoke, {"id": "to-nothing"}, about="op-1"),
        "refused-for-nothing (acts on nothing)": lambda i: _change(i, h.Invoke, {"id": "on-it"}, about=""),
        "refused-for-nothing (the id is its own)": same_again,
        "refused-for-nothing (is in the room)": lambda i: _drop(i, h.Left, client="cid"),
        "refused-for-nothing (was welcomed)": lambda i: i.append(h.Welcome(0.0, "fay", 1, "user-fay")),
        "no-time": lambda i: _change(i, h.Refuse, {"id": "late"}, retry_ms=0),
        "no-time (of a busy host)": lambda i: _change(i, h.Refuse, {"id": "late"}, code="busy", retry_ms=0),
        "answered-otherwise": lambda i: _change(i, h.Ack, {"id": "late"}, dup=True),
        "answered-otherwise (an ack, then a refusal)": refused_then("op-3", "ana", "forbidden"),
        "answered-otherwise (a flaw, then an ack)": refused_then("never", "cid", ""),
        "fifo": lambda i: _swap_final(i, "pair-1", "pair-2"),
        "real-time": lambda i: _swap_final(i, "op-6", "op-10"),
        "disagreement": lambda i: _change(i, h.Live, {"client": "cid", "id": "op-7"}, digest=5),
        "phantom (of another epoch)": another_epoch,
        "phantom": lambda i: i.insert(20, i[_where(i, h.Live, client="cid", id="op-1")]._replace(id="nowhere")),
        "live-twice": lambda i: i.insert(_where(i, h.Live, client="cid", id="op-8"),
                                         i[_where(i, h.Live, client="cid", id="op-7")]),
        "live-disorder": disorder,
        "live-gap": lambda i: _drop(i, h.Live, client="ben", id="op-7"),
        "lost-live": lost_live,
        "stale-live": stale_live,
        "uninvited": hears(1),
        "uninvited (before it was asked for)": lambda i: hears(1, room=OTHER, t=0.001)(i),
        "uninvited (is out again)": hears(1, room=OTHER),
        "uninvited (on another connection)": hears(2, room=OTHER),
        "unshown": deaf,
        "unshown (more than there is)": lambda i: _change(i, h.Settled, {"client": "dan"}, seq=99),
        "catchup-skip": skip_in_page,
        "page-short": page_short,
        "page-short (more, and nothing)": lambda i: i.insert(0, i[_where(i, h.Page, client="dan", after=0)]._replace(events=(), more=True)),
        "head-back": lambda i: _change(i, h.Joined, {"client": "ben", "link": 2}, head=3, had_seq=3),
        "missed-reset": lambda i: _change(i, h.Joined, {"client": "ben", "link": 3}, had_seq=999),
        "false-reset": lambda i: _change(i, h.Joined, {"client": "ben", "link": 3}, reset=True),
        "epoch-changed": epoch_changed,
        "left-behind": lambda i: _change(i, h.Settled, {"client": "dan"}, seq=4),
        "unanswered": lambda i: i.append(h.Invoke(15.0, "ana", 2, ROOM, "silence", 0)),
        "answered-twice": two_answers,
        "identity": lambda i: _change(i, h.Welcome, {"client": "ben", "link": 2}, user="user-eve"),
        "close-code": lambda i: _change(i, h.Closed, {"client": "ben", "link": 1}, code=1002),
        "dup-flag": fresh_dup,
        "dup-flag (missing)": no_dup,
        "presence-stuck": ghost,
        "presence-stuck (after a goodbye)": waits_after_goodbye,
        "presence-flap": flap,
        "presence-flap (within the grace)": lambda i: _change(i, h.Gone, {"user": "user-eve"}, parting="lost"),
        "presence-flap (one of two devices)": one_of_two,
        "presence-phantom": says_of("user-nobody"),
        "presence-phantom (as news)": says_of("user-nobody", news=True),
        "presence-absent": says_of("user-ana", online=False),
        "typing-phantom": lambda i: types(i, "user-ben"),
        "presence-missing": lambda i: _drop(i, h.Presence, client="ben", user="user-dan"),
        "typing-stuck": lambda i: _drop(i, h.Typing, on=False),
    }


def run():
    found = checker.judge(good())
    if found:
        print(f"FAIL a good history is found bad\n{found}")
        return 1
    print("ok   a good history is found good")
    missed = 0
    damages = _damages()
    for name, damage in damages.items():
        kind = name.split(" ")[0]
        items = good()
        damage(items)
        found = checker.judge(items)
        ok = kind in found.counts
        missed += not ok
        print(f"{'ok  ' if ok else 'FAIL'} {name:48} {dict(found.counts)}")
    untried = set(checker.KINDS) - {name.split(" ")[0] for name in damages}
    if untried:
        print(f"FAIL no damage for: {', '.join(sorted(untried))}")
    print(f"{len(damages) - missed} of {len(damages)} damages found, {len(checker.KINDS)} kinds of violation")
    return 1 if missed or untried else 0
