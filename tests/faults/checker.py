#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Judges a recorded history. Knows the promises of shared/README.md and nothing of any server.

    checker.py FILE…        judge histories that chaos.py wrote with --history
    checker.py --selftest   damage a good history in every way and see each damage found
    checker.py --list       the kinds of violation
"""
import argparse
import collections
import sys

import history as h
import rules_log
import rules_presence
import rules_refusals
import rules_view

Violation = collections.namedtuple("Violation", "kind detail")

KINDS = {"vacuous": "nothing was sent, acknowledged, shown or read: such a history says nothing of any host (K22)",
         **rules_log.KINDS, **rules_refusals.KINDS, **rules_view.KINDS, **rules_presence.KINDS}


class Findings:
    """Collects violations; of each kind only the first few are kept in words, all are counted."""

    def __init__(self, keep=5):
        self._keep = keep
        self.counts = collections.Counter()
        self.examples = []

    def add(self, kind, detail):
        if kind not in KINDS:
            raise KeyError(kind)
        self.counts[kind] += 1
        if self.counts[kind] <= self._keep:
            self.examples.append(Violation(kind, detail))

    def __bool__(self):
        return bool(self.counts)

    def __str__(self):
        lines = [f"{kind}: {count}" for kind, count in sorted(self.counts.items())]
        return "\n".join(lines + [f"  {v.kind}: {v.detail}" for v in self.examples])


class Index:
    """The history by kind, and the little that several rules want to know."""

    def __init__(self, items):
        by_kind = collections.defaultdict(list)
        for item in items:
            by_kind[type(item)].append(item)
        self.of = lambda kind: by_kind[kind]
        self.final = collections.defaultdict(list)
        for item in self.of(h.Final):
            self.final[item.room].append(item)
        self.epoch = {item.room: item.epoch for item in self.of(h.FinalHead)}
        self.user = {item.client: item.user for item in self.of(h.Welcome)}
        self.names = collections.defaultdict(set)  # what each user had called themselves
        for item in self.of(h.Welcome):
            self.names[item.user].add(item.name)
        self.sends = collections.defaultdict(list)
        for item in self.of(h.Invoke):
            self.sends[item.id].append(item)
        self.by_id = {}
        for item in self.of(h.Final):  # where it was sent to, if it stands there at all
            if item.id not in self.by_id or item.room in self.rooms_of(item.id):
                self.by_id[item.id] = item
        self.acks = collections.defaultdict(list)
        for item in self.of(h.Ack):
            self.acks[item.id].append(item)
        self.refusals = collections.defaultdict(list)
        for item in self.of(h.Refuse):
            self.refusals[item.id].append(item)
        self.closed = {(item.client, item.link): item.t for item in self.of(h.Closed)}
        ends = self.of(h.End)
        self.end = ends[-1].t if ends else float("inf")

    def rooms_of(self, id):
        """Those that an operation was sent to."""
        return {send.room for send in self.sends.get(id, ())}


def judge(items, *, epochs_may_change=False):
    """`epochs_may_change`: after a restored backup or a damaged file a new epoch is the honest answer."""
    index, found = Index(items), Findings()
    for kind in (h.Welcome, h.Invoke, h.Ack, h.End, h.FinalHead, h.Final):
        if not index.of(kind):
            found.add("vacuous", f"no {kind.__name__} in it")
    if not index.of(h.Live) and not index.of(h.Page):
        found.add("vacuous", "nobody was shown anything")
    rules_log.judge(index, found, epochs_may_change)
    rules_refusals.judge(index, found, epochs_may_change)
    rules_view.judge(index, found, epochs_may_change)
    rules_presence.judge(index, found)
    return found


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*")
    options.add_argument("--selftest", action="store_true")
    options.add_argument("--list", action="store_true")
    options.add_argument("--epochs-may-change", action="store_true")
    chosen = options.parse_args()
    if chosen.list:
        for kind, meaning in KINDS.items():
            print(f"{kind:20} {meaning}")
        return 0
    if chosen.selftest:
        import damages
        return damages.run()
    failed = False
    for path in chosen.files:
        found = judge(h.load(path), epochs_may_change=chosen.epochs_may_change)
        print(f"{path}: {'FAIL' if found else 'PASS'}")
        if found:
            print(found)
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
