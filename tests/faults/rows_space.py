# SPDX-License-Identifier: MIT
"""Row 27: a disk that is really full, or cannot be written to at all."""
import pathlib
import signal
import subprocess
import threading
import time

from follower import Follower, health
from host import Host, fresh, run_once
from rows import Skip, row

MIB = 1024 * 1024


class Tmpfs:
    """A small disk of its own. Only root may."""

    def __init__(self, folder, size):
        self.folder = fresh(folder)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "coterie-faults", str(self.folder)], capture_output=True, text=True)
        if done.returncode != 0:
            raise Skip(f"a small file system to fill up: {done.stderr.strip() or 'mount refused'}")

    def fill(self):
        with open(self.folder / "filler", "ab", buffering=0) as filler:
            try:
                while filler.write(bytes(65536)):
                    pass
            except OSError:
                pass

    def free(self):
        (self.folder / "filler").unlink()

    def may_be_written(self, may):
        subprocess.run(["mount", "-o", "remount," + ("rw" if may else "ro"), str(self.folder)], check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", str(self.folder)], capture_output=True)


def until_acked(client, limit):
    """Seconds until a write is acknowledged again, or None."""
    begun = time.monotonic()
    while time.monotonic() - begun < limit:
        try:
            client.post("is there room", timeout=30)
            return time.monotonic() - begun
        except LookupError:
            time.sleep(0.1)
    return None


@row(27, "a disk that is really full", "writes refused, pages and pings answered, the ballast given up; writes back ≤ 1 s after there is space, the "
     "ballast again; 0 acks lost; mounted read-only: refused in words, untouched", quick=60, full=90)
def full(bench):
    with Tmpfs(bench.folder / "disk", "40m") as disk, Host(bench.server, disk.folder / "data") as host:
        host.log = bench.folder / "full.log"
        host.start()
        ballast = pathlib.Path(f"{host.file}.ballast")
        bench.expect(ballast.exists() and ballast.stat().st_blocks * 512 >= 15 * MIB, "there is no ballast")
        with Follower((host.address, host.port)) as client:
            acked = client.write(20)
            healed, pages, slowest, cycles = [], 0, 0.0, bench.of(2, 8)
            for cycle in range(cycles):
                refused = 0
                disk.fill()
                while not refused:
                    try:
                        client.post("x" * 3000, timeout=30)
                        acked.append(client.last_ack)
                    except LookupError as refusal:
                        bench.expect(str(refusal) == "storage", f"refused with {refusal}")
                        refused = 1
                begun = time.monotonic()
                pages += bool(client.page())
                slowest = max(slowest, time.monotonic() - begun)
                status, said = health(host)
                bench.expect(status == 503 and said["status"] == "storage", f"/health: {status} {said}")
                bench.expect(not ballast.exists(), "the ballast was not given up")
                if cycle == 0:
                    disk.fill()  # what the ballast gave back is taken too
                    bench.control("a disk that stays full", until_acked(client, 1.5) is None, limits=["slowest healing, s"])
                disk.free()
                took = until_acked(client, 30)
                bench.expect(took is not None, "no write was taken within 30 s after there was space")
                healed.append(took or 30)
                if took is not None:
                    acked.append(client.last_ack)
                bench.expect(ballast.exists(), "the ballast was not made again")
                bench.expect(health(host)[0] == 200, "/health still complains")
            begun = time.monotonic()
            host.signal(signal.SIGSTOP)
            threading.Timer(2.2, lambda: host.signal(signal.SIGCONT)).start()
            client.page()
            late = round(time.monotonic() - begun, 2)
        bench.figure("times full", cycles)
        bench.figure("pages read meanwhile", pages)
        bench.expect(pages == cycles, "a page was empty while the disk was full")
        bench.speed("slowest healing, s", round(max(healed), 2), 1.0)
        bench.speed("slowest page, s", round(slowest, 2), 2.0)
        bench.exceeds("a host that stands still for 2.2 s", {"slowest page, s": late})
        host.kill()
        before = {path.name: path.read_bytes() for path in host.file.parent.iterdir()}
        disk.may_be_written(False)
        status, said, _ = run_once(bench.server, host.file)
        disk.may_be_written(True)
        same = before == {path.name: path.read_bytes() for path in host.file.parent.iterdir()}
        bench.figure("on a read-only disk, exit status", status)
        bench.expect(status == 1 and "Read-only" in said and same, f"on a read-only disk: status {status}, files as before {same}, said {said!r}")
        host.start()
        with Follower((host.address, host.port), name="reader") as reader:
            lost = [seq for seq in acked if seq not in reader.held.events]
            bench.figure("acknowledged", len(acked))
            bench.figure("lost", len(lost))
            bench.expect(not lost and reader.head == len(acked), f"{len(lost)} lost, head {reader.head} of {len(acked)} acknowledged")
