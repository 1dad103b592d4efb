# SPDX-License-Identifier: MIT
"""Presence and typing (G8, P43): nobody stays as a ghost, nobody vanishes while there, nobody types for ever."""
import collections
from typing import NamedTuple

import history as h

GRACE = 10.0   # between the last connection's end and the others' hearing of it
SLACK = 3.0    # for a busy machine
TYPING = 6.0   # typing fades after this without a repeat

KINDS = {
    "presence-stuck": "somebody gone is still shown as there, long after the grace, or after their goodbye (P43)",
    "presence-flap": "somebody was shown as gone while there, if only with one device, or back within the grace",
    "presence-missing": "somebody came, and a connection that was up never heard of it",
    "presence-phantom": "somebody was shown as there who never came",
    "presence-absent": "a page of members showed somebody as gone who was there all the while",
    "typing-phantom": "somebody was shown as typing who had not typed there",
    "typing-stuck": "somebody ceased to type and is still shown as typing",
}


class Span(NamedTuple):
    """A time in which somebody was there."""
    came: float
    gone: float = None
    notice: float = 0.0
    parting: str = "lost"

    @property
    def least(self):
        """Nobody may hear of their going sooner than this after it."""
        return GRACE if self.parting == "lost" else 0.0

    @property
    def most(self):
        """Everybody must have heard of it by then: of a goodbye at once (P43)."""
        return self.notice if self.parting == "goodbye" else GRACE + self.notice


def judge(index, found):
    spans = _spans(index)
    starts = [item.t for item in index.of(h.Fault) if item.what == h.RESTART]
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
            if word.online and user not in index.names:
                found.add("presence-phantom", f"{user} shown to {link[0]} at t={word.t:.1f}")
            if not word.news and not word.online and _was_connected(spans.get(user, ()), starts, word.asked, word.t):
                found.add("presence-absent", f"{user} shown as gone to {link[0]} at t={word.t:.1f}")
        last = spans[user][-1] if user in spans else None
        if words[-1].online and last and last.gone is not None and link not in index.closed:
            if index.end - last.gone > last.most + SLACK:
                found.add("presence-stuck", f"{user} is gone since t={last.gone:.1f} ({last.parting}), {link[0]} was not told")
    for user, times in spans.items():
        _missing(user, times, opened, said, index, found)
    _typing(index, found)


def _spans(index):
    """user → [Span]"""
    spans = collections.defaultdict(list)
    for item in sorted(index.of(h.Came) + index.of(h.Gone), key=lambda i: i.t):
        if isinstance(item, h.Came):
            spans[item.user].append(Span(item.t))
        elif spans[item.user] and spans[item.user][-1].gone is None:
            spans[item.user][-1] = Span(spans[item.user][-1].came, item.t, item.notice, item.parting)
    return spans


def _was_there(spans, t):
    return any(span.came + 0.5 < t and (span.gone is None or t < span.gone + span.least - 0.5) for span in spans)


def _was_connected(spans, starts, since, until):
    """By whatever the host may have known in that time: a restarted host waits for nobody whom it has not seen, and a client that is
    busy with what the host before had sent it does not know yet that this one is gone."""
    return any(span.came + 0.5 < since and (span.gone is None or until < span.gone) and not any(span.came < start < until for start in starts)
               for span in spans)


def _missing(user, times, opened, said, index, found):
    last = times[-1]
    if last.gone is not None or index.end - last.came < SLACK:
        return
    if len(times) > 1 and last.came - times[-2].gone < times[-2].most + SLACK:
        return  # back before the others were told
    for link, since in opened.items():
        if link in index.closed or since > last.came - 0.5 or index.user.get(link[0]) == user:
            continue
        if not any(word.online and word.t > last.came - 0.5 for word in said.get((link, user), ())):
            found.add("presence-missing", f"{user} came at t={last.came:.1f}, {link[0]} was not told")


def _typing(index, found):
    sent = collections.defaultdict(float)
    first = {}
    for item in index.of(h.TypingSent):
        first.setdefault((item.user, item.room), item.t)
        sent[item.user, item.room] = max(sent[item.user, item.room], item.t)
    last = {}
    for item in index.of(h.Typing):
        if item.on and first.get((item.user, item.room), float("inf")) > item.t:
            found.add("typing-phantom", f"{item.user} in {item.room}, to {item.client} at t={item.t:.1f}")
        last[item.client, item.link, item.user, item.room] = item
    for (client, link, user, room), item in last.items():
        since = max(item.t, sent[user, room])
        if item.on and (client, link) not in index.closed and index.end - since > TYPING + SLACK:
            found.add("typing-stuck", f"{user} shown as typing to {client} since t={item.t:.1f}")
