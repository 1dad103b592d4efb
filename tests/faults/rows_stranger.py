# SPDX-License-Identifier: MIT
"""Rows 5 to 8 and 32: what a stranger can send."""
import collections
import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import threading
import time

import attackcontrols
import badinputs
import dos_probe
import flood
import framefuzz
import fuzzers
import poster
import stranger
from cborform import PAGE, Form
from disk import Disk
from frames import uuid7
from host import NO_RATES, Host, usage
from measure import LIMIT_GROWTH, LIMIT_SERVED, PATIENCE, Watch
from mute import MuteHost
from raw import Honest, Raw
from rows import ROOT, Skip, row
from rows_durable import head_of
from stranger import NO_ANSWER, Sender

MIB = 1024
ROOMY = ["--max-connections", "20000", "--max-arriving", "20000"]  # no seat is refused
MOST_P99 = 100  # ms, of who keeps to the rates beside those who do not
SERVED, UTMOST_SERVED = "slowest, s", 5 * LIMIT_SERVED  # as much longer as a short run gives the host to close what it has to close


def until(question, patience=PATIENCE):
    """Whether it came to that."""
    end = time.monotonic() + patience
    while not (answer := question()) and time.monotonic() < end:
        time.sleep(0.05)
    return answer


@row(5, "RFC 6455", "every case OK, LAX at most 4 and named", quick=60, full=120)
def rfc(bench):
    named = os.environ.get("COTERIE_RFC6455_SUITE")
    suite = pathlib.Path(named) if named else ROOT.parent / "shared" / "blackbox" / "rfc6455_suite.py"
    if not suite.exists():
        raise Skip(f"{suite} (a suite of its own, not part of the project; COTERIE_RFC6455_SUITE names another place)")
    with Host(bench.server, f"{bench.folder}/rfc", rates=True) as host:
        host.start()
        done, verdicts = _judged(suite, host, bench.folder / "rfc.json")
        for word in ("OK", "LAX", "FAIL"):
            bench.figure(word, len(verdicts[word]))
        bench.expect(len(verdicts["OK"]) >= 200, f"only {len(verdicts['OK'])} cases OK: {done.stdout.strip().splitlines()[-1:]}")
        bench.expect(done.returncode == 0 and not verdicts["FAIL"], f"ended with {done.returncode}: {done.stdout.strip().splitlines()[-3:]}")
        bench.expect(len(verdicts["LAX"]) <= 4, "LAX: " + ", ".join(verdicts["LAX"]))
        bench.expect(host.is_alive(), "the host ended")
    # The model server reads frames without any of the guards.
    with Host("model", f"{bench.folder}/lax") as host:
        host.start()
        _, verdicts = _judged(suite, host, bench.folder / "lax.json", "--no-big", "--wait", "0.5", "--only", "H")
        bench.control(f"a server without a guard ({len(verdicts['FAIL'])} FAIL)", verdicts["FAIL"])


def _judged(suite, host, out, *arguments):
    """The suite's end, and its cases by verdict. One that did not even begin has judged nothing."""
    done = subprocess.run([sys.executable, str(suite), "--port", str(host.port), "--mode", "app", "--strict", "--json", str(out), *arguments],
                          capture_output=True, text=True, timeout=120)
    cases = json.loads(out.read_text()) if out.exists() else []
    cases = cases["cases"] if isinstance(cases, dict) and "cases" in cases else cases
    return done, {word: [str(case.get("id")) for case in cases if isinstance(case, dict) and case.get("verdict") == word] for word in ("OK", "LAX", "FAIL")}


def judge_growth(bench, results):
    """Memory, by the limit of each attack: the usual one for all together, and what needs more by name (see the README)."""
    grew = {result["attack"]: result["growth-mib"] for result in results}
    limits = {name: dos_probe.attacks.ATTACKS[name].growth for name in grew}
    usual = [grew[name] for name in grew if limits[name] <= LIMIT_GROWTH]
    bench.at_most("largest growth, MiB", max(usual, default=0), LIMIT_GROWTH / MIB)
    for name in sorted(grew):
        if limits[name] > LIMIT_GROWTH:
            bench.at_most(f"growth by {name}, MiB", grew[name], round(limits[name] / MIB, 1))


@row(6, "attacks on resources", "all withstood, growth ≤ 8 MiB but where an attack is given more by name, honest client ≤ 2 s", quick=90,
     full=420, alone=True)
def resources(bench):
    quick = ["header_bloat", "connection_flood", "fd_limit", "ping_flood", "big_frame", "empty_fragments", "garbage", "half_closed"]
    names = quick if bench.is_quick else list(dos_probe.attacks.ATTACKS)
    probed(bench, names)
    resources_controls(bench, names)


def probed(bench, names):
    """The attacks, judged."""
    dos_probe.attacks.SLOWNESS = bench.of(5, 1)
    results = dos_probe.run(names, bench.server, show=lambda line: None, served=None)
    bench.figure("withstood", f"{sum(result['ok'] for result in results)}/{len(results)}")
    judge_growth(bench, results)
    bench.figure("honest client served", sum(result["honest"] for result in results))
    bench.speed(SERVED, max(result["slowest"] for result in results), LIMIT_SERVED, utmost=UTMOST_SERVED)
    for result in results:
        bench.expect(result["ok"], f"{result['attack']}: {'; '.join(result['complaints'])}")
    return results


def resources_controls(bench, names):
    """Each attack where its own verdict has to be another, and meanwhile each limit of the watch, exceeded (K14): seats, waiting,
    memory, descriptors."""
    with attackcontrols.Judging(bench.server, names, bench.of(0.5, 1)) as judging:
        watch_controls(bench)
        judging.judge(bench)
    hoard_control(bench, names)


def watch_controls(bench):
    with Host(bench.server, f"{bench.folder}/control", arguments=["--max-connections", "3"]) as host:
        host.start()
        held = [Honest((host.address, host.port), name=f"held {n}") for n in range(3)]
        with Watch(host) as watch:
            time.sleep(1.0)
        bench.control("a host whose seats are all taken", any("turned away" in text for text in watch.complaints()))
        for link in held:
            link.close()
    stands = UTMOST_SERVED + 1
    with Host(bench.server, f"{bench.folder}/still") as host:
        host.start()
        with Watch(host) as watch:
            time.sleep(0.5)
            host.signal(signal.SIGSTOP)
            time.sleep(stands)
            host.signal(signal.SIGCONT)
            time.sleep(0.5)
        bench.exceeds(f"a host that stands still for {stands:.0f} s", {SERVED: round(watch.slowest, 2)})
    with Host(bench.server, f"{bench.folder}/stay") as host, contextlib.ExitStack() as end:
        host.start()
        with Watch(host, serve=False, patience=5.0) as watch:
            for n in range(5):  # welcomed: whoever is not is closed after a while
                end.enter_context(Honest((host.address, host.port), name=f"stays {n}"))
        bench.control("connections that stay behind an attack", any("left over" in text for text in watch.complaints()))


def hoard_control(bench, names):
    """With nothing beside it: the host lets go of whoever does not say soon who they are."""
    most = max(dos_probe.attacks.ATTACKS[name].growth for name in names)
    with Host(bench.server, f"{bench.folder}/hoard", arguments=ROOMY) as host, contextlib.ExitStack() as end:
        host.start()
        with Watch(host, serve=False) as watch:
            hoard(host, end, most // 64 + 200)
            until(lambda: watch.growth > most)
        # by the largest limit of all, and so by that of each attack
        bench.control(f"a host that is made to keep 64 KB for each newcomer (grew by {watch.growth / 1024:.0f} MiB)",
                      any("grew by" in text for text in watch.complaints(most)), limits=[name for name in bench.most if "growth" in name])


PEOPLE, CHAT_RATE, CHAT_BURST = 50, 5, 20  # what a host allows that is told nothing else


def inputs_for(bench, general):
    """[(name, whether in CBOR, what a sender does)]. Each text goes to each place in both framings, one after the other."""
    todo = [(name, binary, lambda sender, data=data, first=first: sender.send(data, first=first))
            for name, (binary, data, first) in badinputs.frames(general, uuid7()).items()]
    everywhere = stranger.names_of_places()
    for n, (name, text) in enumerate(badinputs.strings().items()):
        for place in everywhere if not bench.is_quick else (everywhere[0], everywhere[1 + n % (len(everywhere) - 1)]):
            def put(sender, text=text, place=place, n=n):
                return sender.put(text, place, general, n)
            todo += [((name, place), binary, put) for binary in (False, True)]
    return todo


def agree(place, word, in_cbor):
    """A name may be taken by the one before; a text in the place of an id is a text to begin with in JSON only."""
    return word == in_cbor or (word, in_cbor) == ("ack", "name-taken") or place == "id" and (word, in_cbor) == ("invalid-text", "wrong-type")


def otherwise(words):
    """Where a text was answered otherwise in CBOR than in JSON."""
    return [f"{which}: {word}, in CBOR {words[which, True]}" for (which, binary), word in words.items()
            if isinstance(which, tuple) and not binary and not agree(which[1], word, words[which, True])]


def read_back(senders, general):
    for sender in senders.values():
        sender.enter()
        sender.read_back(sender.room)
        sender.read_back(general)
    return [words for sender in senders.values() for words in sender.otherwise]


@row(7, "bad inputs", "≥ 250 made, each text in every place and in both framings: an answer or a close in 2 s, to a text an answer and the same "
     "in both, what is taken kept as it was sent, a durable ack for a witness after each, ≤ 64 MiB", quick=120, full=420, alone=True)
def inputs(bench):
    with Host(bench.server, f"{bench.folder}/inputs") as host:
        host.start()
        address = (host.address, host.port)
        stranger.WAIT = bench.of(15.0, 2.0)
        witness = Honest(address, join=True, timeout=PATIENCE)
        senders = {False: Sender(host), True: Sender(host, Form())}
        before = usage(host.process.pid)["rss"]
        todo = inputs_for(bench, witness.room)
        words, missed, slowest = {}, [], 0.0
        for n, (which, binary, act) in enumerate(todo):
            words[which, binary] = act(senders[binary])
            try:
                slowest = max(slowest, witness.post(f"witness {n}", timeout=bench.of(PATIENCE, 5)))
            except (OSError, LookupError, TimeoutError) as error:
                missed.append(f"{which}: {error}")
                witness = Honest(address, join=True)
            if not host.is_alive():
                bench.expect(False, f"{which}: the host ended: {host.log_text()[-400:]}")
                return
        bench.at_least("inputs", len(todo), 250)
        bench.figure("of these in CBOR", sum(binary for _, binary, _ in todo))
        counted = collections.Counter(word if word.startswith(("closed", *NO_ANSWER)) else "answered" for word in words.values())
        bench.figure("verdicts", ", ".join(f"{what} {count}" for what, count in sorted(counted.items())))
        bench.figure("answers of", ", ".join(f"{word} {count}" for word, count in collections.Counter(words.values()).most_common(6)))
        no_answer = [str(which) for (which, _), word in words.items() if word in NO_ANSWER]
        bench.at_most("neither answered nor closed", len(no_answer), 0)
        bench.expect(not no_answer, ", ".join(no_answer[:8]))
        ended = [f"{which}: {word}" for (which, _), word in words.items() if isinstance(which, tuple) and word.startswith("closed")]
        bench.at_most("closed for a text", len(ended), 0)
        bench.expect(not ended, ", ".join(ended[:8]))
        differing = otherwise(words)
        bench.at_most("answered otherwise in CBOR", len(differing), 0)
        bench.expect(not differing, "; ".join(differing[:8]))
        kept = read_back(senders, witness.room)
        bench.at_least("read back in the framing in which it came", sum(sender.compared for sender in senders.values()), bench.of(200, 1_000))
        bench.at_most("kept otherwise than it was sent", len(kept), 0)
        bench.expect(not kept, "; ".join(kept[:4]))
        bench.at_most("witness acks missed", len(missed), 0)
        bench.expect(not missed, "; ".join(missed[:4]))
        bench.at_most("peak MiB", round(usage(host.process.pid)["peak"] / MIB, 1), 64)
        bench.figure("growth MiB", round((usage(host.process.pid)["rss"] - before) / MIB, 1))
        bench.speed("slowest witness ack, s", round(slowest, 3), 2)
        _inputs_controls(bench, host, senders, witness.room)


def _inputs_controls(bench, host, senders, general):
    texts = [(name, text) for name, text in badinputs.strings().items() if len(text) < 100][:40]

    def words_of(sender):
        return {((name, "message"), bool(sender.form)): sender.put(text, "message", general, n) for n, (name, text) in enumerate(texts)}
    # As if the page and the host disagreed about a number.
    drifted = PAGE.read_text(encoding="utf-8").replace("| 3 | `body` |", "| 9 | `body` |")
    found = otherwise({**words_of(senders[False]), **words_of(Sender(host, Form(drifted)))})
    bench.exceeds(f"messages whose keys are not the page's, of {len(texts)}", {"answered otherwise in CBOR": len(found)})
    careless = Sender(host, patience=1_000)
    ended = [word for word in (careless.send(b"{") for _ in range(40)) if word.startswith("closed")]
    bench.exceeds("a connection that makes more mistakes than a host bears", {"closed for a text": len(ended)})
    for sender in (*senders.values(), careless):
        sender.close()
    word, missed = _forgotten(bench)
    bench.control("a host that forgets to answer the stranger now and then", word == "ignored", limits=["neither answered nor closed"])
    bench.exceeds("a host that forgets to answer the witness now and then", {"witness acks missed": missed})
    bench.exceeds("a host that removes blanks at the end of a message", {"kept otherwise than it was sent": len(_trimmed(bench, texts))})
    with Host(bench.server, f"{bench.folder}/hoard", arguments=ROOMY) as hoarder, contextlib.ExitStack() as end:
        hoarder.start()
        hoard(hoarder, end, 1_000)
        until(lambda: usage(hoarder.process.pid)["peak"] > 80 * MIB)
        peak = round(usage(hoarder.process.pid)["peak"] / MIB, 1)
    bench.exceeds("a host that is made to keep 64 KB for each newcomer", {"peak MiB": peak})
    with Honest((host.address, host.port), join=True, timeout=5) as witness:
        host.signal(signal.SIGSTOP)
        threading.Timer(2.6, lambda: host.signal(signal.SIGCONT)).start()
        bench.exceeds("a host that stands still for 2.6 s", {"slowest witness ack, s": round(witness.post(timeout=PATIENCE), 3)})


def _forgotten(bench):
    """What is found at a host that forgets to answer now and then: the stranger's last verdict, and how often the witness waited."""
    word, missed = "ack", 0
    with Host("model:unanswered", f"{bench.folder}/control") as host:
        host.start()
        with Honest((host.address, host.port), join=True) as witness:
            sender = Sender(host, patience=1_000, wait=2.0)
            for n in range(2_000):
                try:
                    witness.post(timeout=0.5)
                except TimeoutError:
                    missed += 1
                try:
                    word = sender.put("still here", "message", witness.room, n) if word == "ack" else word
                except TimeoutError:  # it forgot while the stranger came in
                    continue
                if word != "ack" and missed:
                    break
    return word, missed


def _trimmed(bench, texts):
    """What is kept otherwise at a host that removes blanks."""
    with Host("model:trims", f"{bench.folder}/trims") as host:
        host.start()
        with Honest((host.address, host.port), join=True) as witness:
            sender = Sender(host, patience=1_000)
            for n, (_, text) in enumerate(texts):
                sender.put(text + " ", "message", witness.room, n)
            return read_back({False: sender}, witness.room)


def hoard(host, end, count):
    """So many begin a frame that never ends, and stay until `end`: the host keeps 64 KB for each, for as long as it waits for
    them to say who they are. So they are quick: 50 at a time."""
    for first in range(0, count, 50):
        some = [end.enter_context(Raw((host.address, host.port))) for _ in range(first, min(count, first + 50))]
        for raw in some:
            raw.knock()
        for raw in some:
            raw.opened().send(b"\x82\xfe\xfb\xf4\0\0\0\0" + bytes(64_000))


# What replays the kept inputs of the fuzzers: decode, name and board; sync and text; httphead; frameguard.
REPLAYS = ("tst_fuzz_corpus", "tst_fuzz_corpus_app", "tst_httphead", "tst_frameguard")


def replayed(*command):
    """How many tests of a program passed, 0 where one did not or nothing was tried; and its last words."""
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    said = re.search(r"^Totals: (\d+) passed, 0 failed, 0 skipped", done.stdout, re.M)
    return int(said.group(1)) if said and done.returncode == 0 else 0, done.stdout[-500:] + done.stderr[-500:]


def replay(bench):
    passed = {}
    for name in REPLAYS:
        passed[name], words = replayed(bench.program(f"tests/{name}"))
        bench.expect(passed[name] > 2, f"{name}: {words}")  # its first and its last word are tests, too
    bench.figure("kept inputs", "pass" if min(passed.values()) > 2 else "fail")
    bench.control("a replay that tries nothing", replayed(bench.program(f"tests/{REPLAYS[0]}"), "-functions")[0] == 0)


PER_MINUTE, NOISE_GROWTH = 10_000, 8  # connections; MiB


@row(8, "noise on the wire", "≥ 10,000 connections of seeded noise, 0 hangs, 0 crashes; the kept inputs of every fuzzer pass, and "
     "each finds nothing in 60 s", quick=90, full=2100)  # with what it takes to build the fuzzers
def noise(bench):
    wanted, threads = bench.of(600, 10_000), 6
    with Host(bench.server, f"{bench.folder}/noise", arguments=["--max-connections", "400"]) as host:
        host.start()
        with Honest((host.address, host.port)) as witness:
            room = witness.room
            before, results, begun = usage(host.process.pid), [], time.monotonic()
            def one(n):
                results.append(framefuzz.run(host, room, wanted // threads + 1, bench.seed, first=n * 1_000_000, patience=bench.of(30.0, 8.0)))
            crowd = [threading.Thread(target=one, args=(n,)) for n in range(threads)]
            for thread in crowd:
                thread.start()
            while any(thread.is_alive() for thread in crowd):
                witness.rest(0.2)
            took = time.monotonic() - begun
            witness.post(timeout=PATIENCE)
        runs = sum(sum(seen.values()) for seen, _ in results)
        wrong = [f"framefuzz.py --only {which}: {what}" for _, bad in results for which, what in bad]
        bench.at_least("connections", runs, wanted)
        bench.figure("wrong", len(wrong))
        bench.expect(not wrong, "; ".join(wrong[:5]))
        bench.speed("in 60 s", int(runs * 60 / took), PER_MINUTE, at_least=True)
        time.sleep(0.5)
        bench.at_most("growth MiB", round((usage(host.process.pid)["rss"] - before["rss"]) / MIB, 1), NOISE_GROWTH)
        bench.expect(host.is_alive(), "the host ended")
    replay(bench)
    with MuteHost() as host:
        begun = time.monotonic()
        seen, wrong = framefuzz.run(host, uuid7(), 100, bench.seed, patience=0.5, wanted=3)
        rate = int(sum(seen.values()) * 60 / (time.monotonic() - begun))
        bench.control("a server that neither answers nor closes", [what for _, what in wrong] == ["hang"] * 3)
        bench.exceeds("a server that lets each wait for half a second", {"in 60 s": rate})
    with Host(bench.server, f"{bench.folder}/hoard", arguments=ROOMY) as host, contextlib.ExitStack() as end:
        host.start()
        before = usage(host.process.pid)["rss"]
        hoard(host, end, 400)
        until(lambda: usage(host.process.pid)["rss"] - before > 2 * NOISE_GROWTH * MIB)
        growth = round((usage(host.process.pid)["rss"] - before) / MIB, 1)
        bench.exceeds("noise that begins frames and stays", {"growth MiB": growth})
    if not bench.is_quick:
        fuzzers.run(bench, 60)  # last: where they cannot be made, the row is a SKIP, and what else was found stands


def beside_a_flood(bench, name, seconds, arguments=(), how=(), stands=0.0):
    """50 people who post at ten times the rate that is allowed, and one who keeps within it in the same room; `how` they
    come back is said in flood.py. The host `stands` still for so many seconds of each second. Returns the neighbour's
    latencies without what the disk took of them, how often it was refused, and what became of the flood."""
    with Host(bench.server, f"{bench.folder}/{name}", rates=True, arguments=arguments) as host:
        host.start()
        address, posts, refused = (host.address, host.port), [], 0
        with Honest(address, name="neighbour", join=True) as neighbour, Disk(f"{bench.folder}/{name}") as disk, standing(host, stands):
            process = flood.in_background(address, PEOPLE, CHAT_RATE * 10, seconds, *how)
            while process.poll() is None and len(posts) < seconds * 4:
                begun = time.monotonic()
                try:
                    posts.append((begun, begun + neighbour.post(timeout=10)))
                except LookupError:
                    refused += 1
                time.sleep(0.25)
            found = poster.finished(process, 60)
        found["disk"] = disk.slowest
        latencies = [ended - begun - disk.stood(begun, ended) for begun, ended in posts]
        found["taken"] = head_of(host) - len(latencies)  # who hangs up does not hear of it
        return latencies, refused, found


@contextlib.contextmanager
def standing(host, seconds):
    """Stops the host for so long in each second, as a host that is busy with something else for too long."""
    over = threading.Event()

    def stand():
        while not over.wait(1 - seconds):
            host.signal(signal.SIGSTOP)
            over.wait(seconds)
            host.signal(signal.SIGCONT)

    thread = threading.Thread(target=stand) if seconds else None
    if thread:
        thread.start()
    try:
        yield
    finally:
        over.set()
        if thread:
            thread.join()


def p99(latencies):
    return round(sorted(latencies)[int(len(latencies) * 0.99)] * 1000, 1)


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
    bench.figure(f"{about}the disk stood still for up to, ms", round(found["disk"] * 1000))
    bench.speed(f"{about}the neighbour's p99, ms", p99(latencies), MOST_P99)


@row(32, "message flood", "50 people at ten times their rate, who stay or come back each second: no more taken than their rates allow, the rest "
     "refused with `rate`; who keeps to it is never refused, p99 < 100 ms beyond what the disk takes", quick=80, full=180, alone=True)
def message_flood(bench):
    seconds = bench.of(8, 40)
    judge_flood(bench, "", seconds)
    judge_flood(bench, "who come back", seconds, ["1"])
    _, _, found = beside_a_flood(bench, "without", 4, NO_RATES)
    bench.control(f"a host that knows no rates (took {found['taken']:,})", found["taken"] > allowed_in(4), limits=["taken"])
    latencies, _, _ = beside_a_flood(bench, "standing", 4, stands=0.4)
    bench.exceeds("a host that stands still for 400 ms in each second", dict.fromkeys(
        ("the neighbour's p99, ms", "who come back: the neighbour's p99, ms"), p99(latencies)))
    _, _, found = beside_a_flood(bench, "strangers", 8, how=["1", "new"])
    bench.control(f"people who are somebody new each time (took {found['taken']:,})", found["taken"] > allowed_in(8),
                  limits=["who come back: taken"])
    _, refused, _ = beside_a_flood(bench, "strict", 2, ["--chat-rate", "1", "--chat-burst", "1"])
    bench.exceeds("a host that allows one message a second", dict.fromkeys(("of these refused", "who come back: of these refused"), refused))
