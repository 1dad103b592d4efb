# SPDX-License-Identifier: MIT
"""Rows 25, 26 and 28: what a session file and its journal can suffer."""
import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import time

from follower import Follower, Held, health
from host import Host, fresh, run_once
from poster import pour
from raw import Honest
from rows import ROOT, row
from shim import Shim

BEFORE, AFTER = 12, 25  # messages in the file itself, and in the journal alone


def wal_of(host):
    return pathlib.Path(f"{host.file}-wal")


class Kept:
    """A session whose host was killed: the older half in the file, the newer in the journal. Copies of it are hurt."""

    def __init__(self, bench):
        self.bench, self.held = bench, Held()
        with Host(bench.server, bench.folder / "kept") as host:
            host.start()
            with Follower((host.address, host.port), self.held) as writer:
                writer.write(BEFORE, "old")
            host.terminate()
            shutil.copy(host.file, bench.folder / "older.coterie")
            host.start()
            with Follower((host.address, host.port), self.held) as writer:
                writer.write(AFTER, "new")
            host.kill()
        self.folder = host.folder

    def copy(self, name):
        target = self.bench.folder / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder, target)
        held = Held()
        held.__dict__.update(self.held.__dict__, events=dict(self.held.events))
        return Host(self.bench.server, target), held


def cut(path, size):
    os.truncate(path, size)


def flip(path, place):
    with open(path, "r+b") as file:
        file.seek(place)
        byte = file.read(1)
        file.seek(place)
        file.write(bytes([byte[0] ^ 0x20]))


def remove_journal(host):
    wal_of(host).unlink()
    pathlib.Path(f"{host.file}-shm").unlink(missing_ok=True)


def put_older_back(host):
    remove_journal(host)
    shutil.copy(host.folder.parent / "older.coterie", host.file)


ROLLED_BACK = {
    "journal removed": remove_journal,
    "journal cut in the middle": lambda host: cut(wal_of(host), wal_of(host).stat().st_size // 2),
    "last page of the journal torn": lambda host: cut(wal_of(host), wal_of(host).stat().st_size - 100),
    "a bit of the journal flipped": lambda host: flip(wal_of(host), wal_of(host).stat().st_size // 2),
    "an older file put back": put_older_back,
}


def come_back(bench, name, host, held, **options):
    """What somebody who was there before finds; complains of holes, and when two see two different logs."""
    with Follower((host.address, host.port), held, **options) as back, Follower((host.address, host.port), name="newcomer") as new:
        bench.expect(back.held.events == new.held.events or not options.get("chain", True),
                     f"{name}: who came back holds {len(back.held.events)} entries that differ from the log's {len(new.held.events)}")
        seq = new.write(1, "next")[0]
        bench.expect(seq == new.head + 1 and not new.has_hole(), f"{name}: the next message got {seq} after {new.head}")
        same = all(back.held.events.get(n) == new.held.events.get(n) for n in range(1, new.head + 1))
        return back.was_reset, back.epoch_changed, same, new.head


@row(25, "journal lost, file put back", "every rollback found at the start: alarm, new epoch, clients begin anew; none found where none is",
     quick=60, full=90)
def rolled_back(bench):
    kept, found, clients = Kept(bench), 0, 0
    for name, damage in ROLLED_BACK.items():
        host, held = kept.copy("hurt")
        damage(host)
        with host:
            host.start()
            status, said = health(host)
            alarm = "alarm" in said and "rolled back" in host.log_text()
            reset, renewed, same, head = come_back(bench, name, host, held)
            bench.expect(head < BEFORE + AFTER, f"{name}: nothing was lost, so nothing was proved")
            bench.expect(alarm and status == 200, f"{name}: no alarm ({status} {said})")
            bench.expect(reset and renewed and same, f"{name}: reset {reset}, new epoch {renewed}, same log {same}")
            found, clients = found + alarm, clients + (reset and renewed)
            host.kill()
            host.start()
            bench.expect("alarm" not in health(host)[1], f"{name}: the alarm comes again at the next start")
    bench.figure("found at the start", f"{found}/{len(ROLLED_BACK)}")
    bench.figure("clients that began anew", f"{clients}/{len(ROLLED_BACK)}")
    for name, change in {"killed, nothing lost": lambda host: None,
                         "heads removed": lambda host: pathlib.Path(f"{host.file}.heads").unlink(),
                         "heads made of noise": lambda host: pathlib.Path(f"{host.file}.heads").write_bytes(random.Random(1).randbytes(640))}.items():
        host, held = kept.copy("sound")
        change(host)
        with host:
            host.start()
            quiet = "alarm" not in health(host)[1]
            reset, renewed, same, head = come_back(bench, name, host, held)
            bench.expect(quiet and same and not reset and not renewed and head == BEFORE + AFTER,
                         f"{name}: alarm {not quiet}, reset {reset}, new epoch {renewed}, head {head}")
    _without_heads(bench, kept)
    _backup_after_a_crash(bench)


def _without_heads(bench, kept):
    """The file that proves it is gone as well: what the host cannot know, the client's chain tells it."""
    host, held = kept.copy("blind")
    remove_journal(host)
    pathlib.Path(f"{host.file}.heads").unlink()
    with host:
        host.start()
        blind = "alarm" not in health(host)[1]
        bench.control("the same without the file of heads: the host sees nothing", blind)
        with Follower((host.address, host.port), name="somebody") as other:
            other.write(AFTER + 5, "instead")
        unaware = Held()
        unaware.__dict__.update(held.__dict__, events=dict(held.events))
        reset, renewed, same, _ = come_back(bench, "without heads", host, held)
        bench.expect(reset and same and not renewed, f"without heads: the chain was not compared (reset {reset}, same log {same})")
        bench.figure("found by a client's chain alone", "1/1" if reset else "0/1")
        reset, _, same, _ = come_back(bench, "without heads or chain", host, unaware, chain=False)
        bench.control("a client that sends no chain: holds another log and is not told", not reset and not same)


def _backup_after_a_crash(bench):
    """A crash leaves a journal beside the file, and a backup is put over the file alone (rule S24)."""
    taken = 0
    for messages in (10, 300, 3000):
        with Host(bench.server, fresh(bench.folder / "crashed")) as host:
            host.start()
            before = pour((host.address, host.port), posters=4, window=16, most=BEFORE, seconds=20).acked
            host.terminate()
            backup = host.file.read_bytes()
            for last in (False, True):
                host.start()
                pour((host.address, host.port), posters=4, window=16, most=messages, seconds=20)
                if not last:
                    host.terminate()
            host.kill()
            journal = wal_of(host).read_bytes()
            host.file.write_bytes(backup)
            try:
                host.start()
            except Exception as refusal:
                bench.expect(False, f"a backup put back after {messages} more and a crash: {refusal}; still the backup: {host.file.read_bytes() == backup}")
                continue
            with Honest((host.address, host.port), name="reader") as reader:
                reader.say({"type": "room.join", "req": 9, "room": reader.room})
                head = reader.answer("room.joined", 30)["room"]["head"]
            aside = [path for path in host.file.parent.glob("*-wal.aside-*") if path.read_bytes() == journal]
            good = head == before and len(aside) == 1 and "alarm" in health(host)[1]
            bench.expect(good, f"a backup put back after {messages} more: head {head}, the journal aside {len(aside)}")
            taken += good
    bench.figure("backups put back after a crash", f"{taken}/3")


def random_page(path):
    with open(path, "r+b") as file:
        file.seek(2 * 4096)
        file.write(random.Random(7).randbytes(4096))


def flip_word(path):
    data = path.read_bytes()
    at = data.rfind(b"new 20")
    flip(path, at)


def set_version(path, version):
    with sqlite3.connect(path) as db:
        db.execute(f"pragma user_version={version}")
    db.close()


def pages_of(journal):
    """The numbers of the pages that a journal has anew: what is damaged there is not seen."""
    data = journal.read_bytes()
    return {int.from_bytes(data[at:at + 4], "big") for at in range(32, len(data) - 24, 24 + 4096)}


def noise_beside(path):
    pages = pages_of(pathlib.Path(f"{path}-wal"))
    page = next(n for n in range(3, path.stat().st_size // 4096) if n not in pages)
    with open(path, "r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(random.Random(7).randbytes(4096))


def letter_beside(path):
    data, pages = path.read_bytes(), pages_of(pathlib.Path(f"{path}-wal"))
    found = (match.start() for n in range(15, 30) for match in re.finditer(f"middle {n}".encode(), data))  # of the last 32
    flip(path, next(at for at in found if at // 4096 + 1 not in pages))


def newer_beside(path):
    with open(path, "r+b") as file:
        file.seek(60)
        file.write((999).to_bytes(4, "big"))


BESIDE_A_JOURNAL = {"a page of noise": noise_beside, "a letter changed": letter_beside, "a newer schema": newer_beside}


UNUSABLE = {  # what is done to it: exit status
    "empty": (lambda path: path.write_bytes(b""), 1),
    "cut to half": (lambda path: cut(path, path.stat().st_size // 8192 * 4096), 1),
    "cut to 50 bytes": (lambda path: cut(path, 50), 1),
    "header broken": (lambda path: flip(path, 3), 1),
    "a page of noise": (random_page, 1),
    "a letter changed": (flip_word, 1),
    "a newer schema": (lambda path: set_version(path, 999), 3),
}


@row(28, "a letter turned long ago", "found after the start though 40 entries came behind it: alarm that names the entry; everything goes on",
     quick=60, full=60)
def turned(bench):
    held = Held()
    with Host(bench.server, bench.folder / "old") as host:
        host.start()
        with Follower((host.address, host.port), held) as writer:
            writer.write(45, "turnme")
        host.terminate()

        def verdict():
            end = time.monotonic() + 50
            while time.monotonic() < end and "every entry was checked" not in host.log_text()[before:]:
                time.sleep(0.05)
            bench.expect("every entry was checked" in host.log_text()[before:], "the entries were not checked")
            return health(host)

        before = len(host.log_text())
        host.start()
        bench.control("the file as it was written", "alarm" not in verdict()[1])
        host.terminate()
        body = pathlib.Path(host.file).read_bytes()
        flip(host.file, body.index(b"turnme 0"))
        before = len(host.log_text())
        begun = time.monotonic()
        host.start()
        status, said = verdict()
        bench.figure("found after, s", round(time.monotonic() - begun, 2))
        bench.expect(status == 200 and "entry" in said.get("alarm", ""), f"no alarm ({status} {said})")
        with Follower((host.address, host.port), held) as back:
            bench.expect(back.write(1, "next")[0] == 46 and not back.was_reset, "the room does not go on")


@row(26, "files that must not be opened", "each refused in words, with its status, byte for byte as it was, its journal too; old ones brought up to date, also when "
     "killed in the middle; a second server, a removed file", quick=90, full=180)
def unusable(bench):
    with Host(bench.server, bench.folder / "clean") as host:
        host.start()
        with Follower((host.address, host.port)) as writer:
            writer.write(AFTER, "new")
        status, said, _ = run_once(bench.server, host.file)
        bench.expect(status == 1 and "open in another" in said and host.is_alive(), f"a second server: {status}, {said!r}")
        host.terminate()
    refused = 0
    for name, (damage, wanted) in UNUSABLE.items():
        path = fresh(bench.folder / "bad") / "session.coterie"
        shutil.copy(host.file, path)
        damage(path)
        before = path.read_bytes()
        status, said, _ = run_once(bench.server, path, timeout=30)
        good = status == wanted and "session.coterie" in said and path.read_bytes() == before
        bench.expect(good, f"{name}: status {status}, changed {path.read_bytes() != before}, said {said!r}")
        refused += good
    bench.figure("refused as they should", f"{refused}/{len(UNUSABLE)}")
    _beside_a_journal(bench, host)
    _second_name(bench, host)
    status, _, _ = run_once(bench.server, host.file, timeout=1.5)
    bench.control("an undamaged file is not refused", status is None)
    _removed_while_open(bench)
    _old_schema(bench)


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}


def _beside_a_journal(bench, host):
    """The same after a crash: the newest entries stand in the journal alone, and who wants to rescue them needs both."""
    host.start()
    with Follower((host.address, host.port)) as writer:
        writer.write(40, "middle")
    host.terminate()
    host.start()
    with Follower((host.address, host.port)) as writer:
        writer.write(3, "later")
    host.kill()
    refused = 0
    for name, (damage, wanted) in UNUSABLE.items():
        path = fresh(bench.folder / "bad") / "session.coterie"
        for tail in ("", "-wal", ".heads"):
            shutil.copy(f"{host.file}{tail}", f"{path}{tail}")
        BESIDE_A_JOURNAL.get(name, damage)(path)
        before = files_of(path.parent)
        status, said, _ = run_once(bench.server, path, timeout=30)
        after = files_of(path.parent)
        good = status == wanted and "session.coterie" in said and after == before
        changed = sorted(name for name in before | after if before.get(name) != after.get(name))
        bench.expect(good, f"{name}, beside a journal: status {status}, changed {changed}, said {said!r}")
        refused += good
    bench.figure("with their journals too", f"{refused}/{len(UNUSABLE)}")
    host.start()
    host.terminate()


def _second_name(bench, host):
    other = fresh(bench.folder / "second") / "session.coterie"
    os.link(host.file, other)
    for path in (host.file, other):
        status, said, _ = run_once(bench.server, path, timeout=30)
        bench.expect(status == 1 and "second name" in said, f"a hard link: {status}, {said!r}")
    other.unlink()
    host.start()
    with Honest((host.address, host.port), join=True) as client:
        client.post(timeout=30)
        os.link(host.file, other)
        try:
            client.post(timeout=30)
            bench.expect(False, "a message was acknowledged into a file of two names")
        except LookupError as refusal:
            bench.expect(str(refusal) == "storage", f"a file of two names is answered {refusal}")
    bench.expect(host.process.wait(30) == 4, f"a file of two names: ended with {host.process.returncode}")
    other.unlink()


def _removed_while_open(bench):
    with Host(bench.server, bench.folder / "removed") as host:
        host.start()
        with Honest((host.address, host.port), join=True) as client:
            client.post(timeout=30)
            host.file.unlink()
            try:
                client.post(timeout=30)
                bench.expect(False, "a message was acknowledged into a file that is not there")
            except LookupError as refusal:
                bench.expect(str(refusal) == "storage", f"a removed file is answered {refusal}")
        bench.expect(host.process.wait(30) == 4, f"a removed file: ended with {host.process.returncode}")


GOLDEN = ROOT / "tests/golden/session-v1.sql"


def old_session(folder):
    path = fresh(folder) / "session.coterie"
    db = sqlite3.connect(path)
    db.executescript(GOLDEN.read_text("utf-8"))
    db.close()
    return path


def version_of(path):
    db = sqlite3.connect(path)
    try:
        return db.execute("pragma user_version").fetchone()[0], db.execute("select count(*), max(seq) from event").fetchone()
    finally:
        db.close()


def _old_schema(bench):
    folder = bench.folder / "old"
    old_session(folder)
    with Host(bench.server, folder) as host:
        host.start()
        host.terminate()
    newest, rows = version_of(host.file)
    bench.figure("schema", f"1 → {newest}")
    bench.expect(newest > 1 and list(folder.glob("*.v1-backup-*")), f"the old file is of version {newest}, beside it {os.listdir(folder)}")
    in_the_middle, in_the_change, rng, times = 0, 0, random.Random(bench.seed), bench.of(6, 30)

    def backed_up():
        return any(not one.name.endswith(".part") for one in folder.glob("*.v1-backup-*"))
    for turn in range(30):
        if turn >= times and in_the_change:
            break
        behind = turn % 2 or turn >= times  # the backup: in the change itself
        shim = Shim(folder, power=False)
        path = old_session(folder)
        shim.control.sync_ms = 40
        process = subprocess.Popen([bench.server, "--listen", "local", "--port", "0", "--file", str(path)], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **shim.environment()})
        until = time.monotonic() + 10  # until it has begun to write, then somewhere in what follows
        while time.monotonic() < until and not (backed_up() if behind else len(os.listdir(folder)) >= 3):
            time.sleep(0.002)
        time.sleep(rng.random() * (0.03 if behind else 0.4))  # a flush takes 40 ms
        process.kill()
        process.wait()
        is_old = lookable(path) == 1
        in_the_middle += is_old
        in_the_change += is_old and backed_up()
        with Host(bench.server, folder) as host:
            host.start()
            host.terminate()
        bench.expect(version_of(path) == (newest, rows), f"killed in the middle: {version_of(path)} instead of {(newest, rows)}")
    bench.figure(f"of {times} or more killed while it was brought up to date", f"{in_the_middle} before the new version was in")
    bench.figure("of these behind its backup", in_the_change)
    bench.expect(in_the_change > 0, "no kill came between its backup and its end")
    path = old_session(folder)
    with sqlite3.connect(path) as db:
        db.execute("create table rollback (half integer)")
    db.close()
    before = path.read_bytes()
    status, said, _ = run_once(bench.server, path)
    bench.control("a file that was brought up to date by half is refused and kept", status == 1 and path.read_bytes() == before and "older" in said)


def lookable(path):
    """The version that a copy of the files as they lie there has."""
    copy = path.with_name("look")
    for tail in ("", "-wal"):
        if os.path.exists(f"{path}{tail}"):
            shutil.copy(f"{path}{tail}", f"{copy}{tail}")
    try:
        return version_of(copy)[0]
    finally:
        for tail in ("", "-wal", "-shm"):
            pathlib.Path(f"{copy}{tail}").unlink(missing_ok=True)
