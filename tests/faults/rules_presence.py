# SPDX-License-Identifier: MIT
"""Presence and typing (G8): nobody stays as a ghost, nobody vanishes while there, nobody types for ever."""
import collections

import history as h

GRACE = 10.0   # between the last connection's end and the others' hearing of it
SLACK = 3.0    # for a busy machine
TYPING = 6.0   # typing fades after this without a repeat

KINDS = {
    "presence-stuck": "somebody gone is still shown as there, long after the grace",
    "presence-flap": "somebody was shown as gone while there, or back within the grace",
    "presence-missing": "somebody came, and a connection that was up never heard of it",
    "typing-stuck": "somebody ceased to type and is still shown as typing",
}


def judge(index, found):
    spans = _spans(index)
    opened = {}
    for item in index.of(h.Welcome):
        opened[item.client, item.link] = item.t
    said = collections.defaultdict(list)
    for item in index.of(h.Presence):
        said[(item.client, item.link), item.user].append(item)
    for (link, user), words in said.items():
        for word in words:
            if word.news and not word.online and _was_there(spans.get(user, ()), word.t):
                found.add("presence-flap", f"{user} shown as gone to {link[0]} at t={word.t:.1f}")
        gone = _gone_since(spans.get(user, ()))
        if words[-1].online and gone is not None and link not in index.closed:
            since, notice = gone
            if index.end - since > GRACE + notice + SLACK:
                found.add("presence-stuck", f"{user} is gone since t={since:.1f}, {link[0]} was not told")
    for user, times in spans.items():
        _missing(user, times, opened, said, index, found)
    _typing(index, found)


def _spans(index):
    """user → [(came, gone or None, notice)]"""
    spans = collections.defaultdict(list)
    for item in sorted(index.of(h.Came) + index.of(h.Gone), key=lambda i: i.t):
        if isinstance(item, h.Came):
            spans[item.user].append((item.t, None, 0.0))
        elif spans[item.user] and spans[item.user][-1][1] is None:
            spans[item.user][-1] = (spans[item.user][-1][0], item.t, item.notice)
    return spans


def _was_there(times, t):
    return any(came + 0.5 < t and (gone is None or t < gone + GRACE - 0.5) for came, gone, _ in times)


def _gone_since(times):
    return (times[-1][1], times[-1][2]) if times and times[-1][1] is not None else None


def _missing(user, times, opened, said, index, found):
    came, gone, _ = times[-1]
    if gone is not None or index.end - came < SLACK:
        return
    if len(times) > 1 and came - times[-2][1] < GRACE + times[-2][2] + SLACK:
        return  # back before the others were told
    for link, since in opened.items():
        if link in index.closed or since > came - 0.5 or index.user.get(link[0]) == user:
            continue
        if not any(word.online and word.t > came - 0.5 for word in said.get((link, user), ())):
            found.add("presence-missing", f"{user} came at t={came:.1f}, {link[0]} was not told")


def _typing(index, found):
    sent = collections.defaultdict(float)
    for item in index.of(h.TypingSent):
        sent[item.user, item.room] = max(sent[item.user, item.room], item.t)
    last = {}
    for item in index.of(h.Typing):
        last[item.client, item.link, item.user, item.room] = item
    for (client, link, user, room), item in last.items():
        since = max(item.t, sent[user, room])
        if item.on and (client, link) not in index.closed and index.end - since > TYPING + SLACK:
            found.add("typing-stuck", f"{user} shown as typing to {client} since t={item.t:.1f}")
