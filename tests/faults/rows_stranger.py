# SPDX-License-Identifier: MIT
"""Rows 5 to 8 and 32: what a stranger can send."""
import json
import os
import pathlib
import subprocess
import sys
import threading
import time

import badinputs
import dos_probe
import flood
import framefuzz
import poster
from frames import BINARY, TEXT, frame, uuid7
from host import NO_RATES, Host, usage
from measure import Watch
from mute import MuteHost
from raw import Ended, Honest, Raw
from rows import ROOT, Skip, row
from rows_durable import head_of

MIB = 1024


@row(5, "RFC 6455", "every case OK, LAX at most 4 and named", quick=60, full=120)
def rfc(bench):
    named = os.environ.get("COTERIE_RFC6455_SUITE")
    suite = pathlib.Path(named) if named else ROOT.parent / "shared" / "blackbox" / "rfc6455_suite.py"
    if not suite.exists():
        raise Skip(f"{suite} (a suite of its own, not part of the project; COTERIE_RFC6455_SUITE names another place)")
    with Host(bench.server, f"{bench.folder}/rfc", rates=True) as host:
        host.start()
        out = bench.folder / "rfc.json"
        done = subprocess.run([sys.executable, str(suite), "--port", str(host.port), "--mode", "app", "--strict", "--json", str(out)],
                              capture_output=True, text=True)
        lines = done.stdout.strip().splitlines()
        verdicts = json.loads(out.read_text()) if out.exists() else []
        verdicts = verdicts["cases"] if isinstance(verdicts, dict) and "cases" in verdicts else verdicts
        counts = {word: sum(word == str(case.get("verdict", "")) for case in verdicts if isinstance(case, dict)) for word in ("OK", "LAX", "FAIL")}
        for word, count in counts.items():
            bench.figure(word, count)
        bench.expect(counts["OK"] >= 200, f"only {counts['OK']} cases OK: {lines[-1:]}")
        bench.expect(done.returncode == 0 and counts["FAIL"] == 0, f"ended with {done.returncode}: {lines[-3:]}")
        bench.expect(counts["LAX"] <= 4, "LAX: " + ", ".join(str(case.get("id")) for case in verdicts if case.get("verdict") == "LAX"))
        bench.expect(host.is_alive(), "the host ended")
    _rfc_control(bench, suite)


def _rfc_control(bench, suite):
    """The model server reads frames without any of the guards."""
    with Host("model", f"{bench.folder}/lax") as host:
        host.start()
        done = subprocess.run([sys.executable, str(suite), "--port", str(host.port), "--mode", "app", "--strict", "--no-big", "--wait", "0.5",
                               "--only", "H"],
                              capture_output=True, text=True, timeout=60)
        bench.control("a server without a guard", done.returncode != 0)


@row(6, "attacks on resources", "all withstood, growth ≤ 8 MiB (24 where pages are asked for), honest client ≤ 2 s", quick=90,
     full=420, alone=True)
def resources(bench):
    quick = ["header_bloat", "connection_flood", "fd_limit", "ping_flood", "big_frame", "empty_fragments", "garbage", "half_closed"]
    names = quick if bench.is_quick else list(dos_probe.attacks.ATTACKS)
    results = dos_probe.run(names, bench.server, show=lambda line: None)
    bench.figure("withstood", f"{sum(result['ok'] for result in results)}/{len(results)}")
    bench.figure("largest growth, MiB", max(result["growth-mib"] for result in results))
    bench.figure("honest client served", sum(result["honest"] for result in results))
    bench.figure("slowest, s", max(result["slowest"] for result in results))
    for result in results:
        bench.expect(result["ok"], f"{result['attack']}: {'; '.join(result['complaints'])}")
    # A host with no seats to spare must be seen to turn an honest client away.
    with Host(bench.server, f"{bench.folder}/control", arguments=["--max-connections", "3"]) as host:
        host.start()
        held = [Honest((host.address, host.port), name=f"held {n}") for n in range(3)]
        with Watch(host) as watch:
            time.sleep(1.0)
        bench.control("a host whose seats are all taken", watch.complaints())
        for link in held:
            link.close()


PEOPLE, CHAT_RATE, CHAT_BURST = 50, 5, 20  # what a host allows that is told nothing else


class Sender:
    """Sends one bad input after another, each from a connection of its own when the last one was closed."""

    def __init__(self, host, room):
        self.host, self.room, self.links = host, room, {}

    def link(self, binary):
        if binary not in self.links:
            raw = Raw((self.host.address, self.host.port)).upgrade("coterie.v1.cbor" if binary else "coterie.v1.json")
            if not binary:
                raw.say({"type": "hello", "version": 1, "program": "badinputs", "name": "Mallory"})
                while raw.message()["type"] != "welcome":
                    pass
            self.links[binary] = raw
        return self.links[binary]

    def send(self, binary, payload):
        """Returns "answered", "closed N", "ignored" (the next ping was answered, this was not) or "silent"."""
        raw, limit, alive = self.link(binary), 2.0, False
        try:
            raw.send(frame(BINARY if binary else TEXT, payload))
            raw.say({"type": "ping", "n": 77}) if not binary else None
            answers = alive = False
            while not (answers and alive):
                message = raw.message(limit)
                answers = answers or binary or message["type"] in ("error", "ack", "room.event", "pong") and message.get("n") != 77
                alive = alive or binary or message["type"] == "pong" and message["n"] == 77
            return "answered"
        except Ended as end:
            self.drop(binary)
            return f"closed {end.code}"
        except (TimeoutError, OSError):
            self.drop(binary)
            return "ignored" if alive else "silent"

    def drop(self, binary):
        self.links.pop(binary).close()

    def renew(self, binary):
        if binary in self.links:
            self.drop(binary)


def places(text, room):
    """Everywhere that a text may be put."""
    yield {"type": "chat.post", "id": uuid7(), "room": room, "body": text}
    yield {"type": "room.create", "id": uuid7(), "name": text, "topic": ""}
    yield {"type": "room.topic", "id": uuid7(), "room": room, "topic": text}
    yield {"type": "room.join", "req": 5, "room": text}
    yield {"type": "hello", "version": 1, "program": text, "name": text}


@row(7, "bad inputs", "≥ 250 made, each over the wire: an answer or a close in 2 s, a durable ack for a witness after each, "
     "≤ 64 MiB", quick=120, full=300, alone=True)
def inputs(bench):
    with Host(bench.server, f"{bench.folder}/inputs") as host:
        host.start()
        address = (host.address, host.port)
        witness = Honest(address, join=True, timeout=5)
        sender = Sender(host, witness.room)
        before = usage(host.process.pid)["rss"]
        todo = [(name, binary, data) for name, (binary, data, _) in badinputs.frames(witness.room, uuid7()).items()]
        for name, text in badinputs.strings().items():
            said = list(places(text, witness.room))
            for n, message in enumerate(said if not bench.is_quick else said[:1] + said[1 + len(todo) % 4:][:1]):
                todo.append((f"{name} in {message['type']}", False, json.dumps(message).encode()))
        silent, closed, missed, slowest = [], {}, [], 0.0
        for n, (name, binary, data) in enumerate(todo):
            if n % 15 == 0:
                sender.renew(False)  # the host closes who makes more than 20 mistakes, and rightly
            if len(data) > 65000:
                data = data[:65000]
            what = sender.send(binary, data)
            if binary:
                sender.renew(True)
            if what in ("silent", "ignored"):
                silent.append(name)
            closed[what] = closed.get(what, 0) + 1
            try:
                slowest = max(slowest, witness.post(f"witness {n}", timeout=5))
            except (OSError, LookupError, TimeoutError) as error:
                missed.append(f"{name}: {error}")
                witness = Honest(address, join=True)
            if not host.is_alive():
                bench.expect(False, f"{name}: the host ended: {host.log_text()[-400:]}")
                return
        bench.figure("inputs", len(todo))
        bench.expect(len(todo) >= 250, "too few inputs")
        bench.figure("verdicts", ", ".join(f"{what} {count}" for what, count in sorted(closed.items())))
        bench.figure("neither answered nor closed", len(silent))
        bench.expect(not silent, f"neither answered nor closed: {', '.join(silent[:8])}")
        bench.figure("witness acks missed", len(missed))
        bench.expect(not missed, "; ".join(missed[:4]))
        bench.at_most("peak MiB", round(usage(host.process.pid)["peak"] / MIB, 1), 64)
        bench.figure("growth MiB", round((usage(host.process.pid)["rss"] - before) / MIB, 1))
        bench.speed("slowest witness ack, s", round(slowest, 3), 2)
        sender.renew(False)
        _inputs_control(bench)


def _inputs_control(bench):
    """A host that stands still must be seen."""
    with Host("model:unanswered", f"{bench.folder}/control") as host:
        host.start()
        missed = 0
        with Honest((host.address, host.port), join=True) as witness:
            for _ in range(1000):
                try:
                    witness.post(timeout=0.5)
                except (TimeoutError, OSError):
                    missed += 1
                    break
        bench.control("a host that forgets to answer now and then", missed)


@row(8, "noise on the wire", "≥ 10,000 connections of seeded noise, 0 hangs, 0 crashes; the kept inputs of every fuzzer pass",
     quick=90, full=240)
def noise(bench):
    wanted, threads = bench.of(600, 10_000), 6
    with Host(bench.server, f"{bench.folder}/noise", arguments=["--max-connections", "400"]) as host:
        host.start()
        with Honest((host.address, host.port)) as witness:
            room = witness.room
            before, results, begun = usage(host.process.pid), [], time.monotonic()
            def one(n):
                results.append(framefuzz.run(host, room, wanted // threads + 1, bench.seed, first=n * 1_000_000))
            crowd = [threading.Thread(target=one, args=(n,)) for n in range(threads)]
            for thread in crowd:
                thread.start()
            while any(thread.is_alive() for thread in crowd):
                witness.rest(0.2)
            took = time.monotonic() - begun
            witness.post(timeout=5)
        runs = sum(sum(seen.values()) for seen, _ in results)
        wrong = [f"framefuzz.py --only {which}: {what}" for _, bad in results for which, what in bad]
        bench.at_least("connections", runs, wanted)
        bench.figure("wrong", len(wrong))
        bench.expect(not wrong, "; ".join(wrong[:5]))
        bench.speed("in 60 s", int(runs * 60 / took), 10_000, at_least=True)
        time.sleep(0.5)
        bench.at_most("growth MiB", round((usage(host.process.pid)["rss"] - before["rss"]) / MIB, 1), 8)
        bench.expect(host.is_alive(), "the host ended")
    corpus = subprocess.run([bench.program("tests/tst_fuzz_corpus")], capture_output=True, text=True,
                            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    bench.expect(corpus.returncode == 0, corpus.stdout[-500:])
    bench.figure("kept inputs", "pass" if corpus.returncode == 0 else "fail")
    with MuteHost() as host:
        seen, wrong = framefuzz.run(host, uuid7(), 100, bench.seed, patience=0.5, wanted=3)
        bench.control("a server that neither answers nor closes", [what for _, what in wrong] == ["hang"] * 3)


def beside_a_flood(bench, name, seconds, arguments=(), how=()):
    """50 people who post at ten times the rate that is allowed, and one who keeps within it in the same room; `how` they
    come back is said in flood.py. Returns the neighbour's latencies, how often it was refused, and what became of the flood."""
    with Host(bench.server, f"{bench.folder}/{name}", rates=True, arguments=arguments) as host:
        host.start()
        address, latencies, refused = (host.address, host.port), [], 0
        with Honest(address, name="neighbour", join=True) as neighbour:
            process = flood.in_background(address, PEOPLE, CHAT_RATE * 10, seconds, *how)
            while process.poll() is None and len(latencies) < seconds * 4:
                try:
                    latencies.append(neighbour.post(timeout=10))
                except LookupError:
                    refused += 1
                time.sleep(0.25)
            found = poster.finished(process, 60)
        found["taken"] = head_of(host) - len(latencies)  # who hangs up does not hear of it
        return latencies, refused, found


def allowed_in(seconds):
    return PEOPLE * (CHAT_BURST + CHAT_RATE * (seconds + 1))


def judge_flood(bench, words, seconds, how=()):
    latencies, refused, found = beside_a_flood(bench, words or "rates", seconds, how=how)
    about = f"{words}: " if words else ""
    bench.figure(f"{about}posted", found["posted"])
    bench.at_most(f"{about}taken", found["taken"], allowed_in(seconds))
    bench.at_least(f"{about}refused", found["refused"], PEOPLE)
    bench.figure(f"{about}closed by the host", found["ended"])
    if how:
        bench.at_least(f"{about}came", found["came"], PEOPLE * seconds // 4)
    bench.at_least(f"{about}the neighbour's messages", len(latencies), seconds)
    bench.at_most(f"{about}of these refused", refused, 0)
    bench.speed(f"{about}the neighbour's p99, ms", round(sorted(latencies)[int(len(latencies) * 0.99)] * 1000, 1), 100)


@row(32, "message flood", "50 people at ten times their rate, who stay or come back each second: no more taken than their rates allow, the rest "
     "refused with `rate`; who keeps to it is never refused, p99 < 100 ms", quick=60, full=180, alone=True)
def message_flood(bench):
    seconds = bench.of(8, 40)
    judge_flood(bench, "", seconds)
    judge_flood(bench, "who come back", seconds, ["1"])
    _, _, found = beside_a_flood(bench, "without", 4, NO_RATES)
    bench.control(f"a host that knows no rates (took {found['taken']:,})", found["taken"] > allowed_in(4))
    _, _, found = beside_a_flood(bench, "strangers", 8, how=["1", "new"])
    bench.control(f"people who are somebody new each time (took {found['taken']:,})", found["taken"] > allowed_in(8))
