# SPDX-License-Identifier: MIT
"""The host under test as a child process on the loopback interface: start, stop, kill, measure.

Owns the process and the folder of its session file; talks to it only by signals and by what any peer can see.
"""
import os
import pathlib
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
LISTENING = re.compile(rb"listens on port (\d+)")


def allow_descriptors(wanted=20_000):
    """As many as a crowd takes, where a shell allows few and the machine more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    least = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft != resource.RLIM_INFINITY and soft < least:
        resource.setrlimit(resource.RLIMIT_NOFILE, (least, hard))


class HostFailed(RuntimeError):
    pass


def command_for(server):
    """`server`: a program, or `model`, or `model:BUG,BUG` for the model server with planted bugs."""
    if is_model(server):
        bugs = server.partition(":")[2]
        return [sys.executable, str(HERE / "model.py")] + (["--bugs", bugs] if bugs else [])
    return [server, "--listen", "local"]


# Rates are a subject of their own; for the others a handful of clients stands for hundreds of people.
NO_RATES = ["--chat-rate", "1000000", "--chat-burst", "1000000", "--board-rate", "1000000", "--board-burst", "1000000"]


def is_model(server):
    return server.split(":")[0] == "model"


class Host:
    def __init__(self, server, folder, *, environment=None, arguments=(), limits=None, rates=False):
        """`rates`: with the limits on rates that a host has by default."""
        self.server = server
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.file = self.folder / "session.coterie"
        self.environment = dict(environment or {})
        self.arguments = list(arguments) + ([] if rates or is_model(server) else NO_RATES)
        self.limits = limits  # called in the child before the program starts
        self.address = "127.0.0.1"
        self.port = 0
        self.process = None
        self.log = self.folder.parent / (self.folder.name + ".log")
        self.starts = 0

    def command(self):
        return command_for(self.server) + ["--port", str(self.port), "--file", str(self.file)] + self.arguments

    def start(self, timeout=60.0):
        """Returns how long it took until somebody could connect."""
        begun = time.monotonic()
        before = self.log.stat().st_size if self.log.exists() else 0
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            env={**os.environ, **self.environment}, preexec_fn=self.limits)
        self.starts += 1
        while time.monotonic() - begun < timeout:
            if self.process.poll() is not None:
                raise HostFailed(f"the host ended with {self.process.returncode}: {self._tail(before)}")
            # Its port may answer before its file is open: it is there when it says so, or what is done to it next meets its start.
            found = LISTENING.search(self._since(before))
            if found and self.answers(int(found.group(1))):
                self.port = int(found.group(1))
                return time.monotonic() - begun
            time.sleep(0.01)
        raise HostFailed(f"the host did not listen within {timeout:.0f} s: {self._tail(before)}")

    def answers(self, port=0):
        """Whether anybody could connect."""
        try:
            with socket.create_connection((self.address, port or self.port), 0.5):
                return True
        except OSError:
            return False

    def _since(self, offset):
        with open(self.log, "rb") as log:
            log.seek(offset)
            return log.read(65536)

    def _tail(self, offset):
        return self._since(offset)[-2000:].decode("utf-8", "replace").strip()

    def log_text(self):
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def is_alive(self):
        return self.process is not None and self.process.poll() is None

    def signal(self, number):
        self.process.send_signal(number)

    def kill(self):
        """As a crash: nothing is flushed that was not flushed before."""
        if self.is_alive():
            self.process.kill()
        self.process.wait()

    def terminate(self, timeout=10.0):
        """Returns (exit status, seconds)."""
        begun = time.monotonic()
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        try:
            status = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise HostFailed(f"the host did not end within {timeout:.0f} s of SIGTERM") from None
        return status, time.monotonic() - begun

    def close(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
            self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def run_once(server, file, *, timeout=10.0, environment=None, arguments=()):
    """Starts the host on a file that it should refuse. Returns (exit status or None if it kept running, output, seconds)."""
    command = command_for(server) + ["--port", "0", "--file", str(file)] + list(arguments)
    begun = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               env={**os.environ, **(environment or {})})
    try:
        output, _ = process.communicate(timeout=timeout)
        status = process.returncode
    except subprocess.TimeoutExpired:
        process.kill()
        output, _ = process.communicate()
        status = None
    return status, output.decode("utf-8", "replace"), time.monotonic() - begun


def _is_ring(path):
    """The one ring that a host sends to crowds through, from the first of them on: nobody left it over."""
    try:
        return os.readlink(path) == "anon_inode:[io_uring]"
    except OSError:
        return True  # closed while we looked


def usage(pid):
    """Memory (KiB), descriptors, threads and CPU seconds of a process of ours."""
    out = {"rss": 0, "peak": 0, "threads": 0}
    names = {"VmRSS:": "rss", "VmHWM:": "peak", "Threads:": "threads"}
    with open(f"/proc/{pid}/status") as lines:
        for line in lines:
            word, _, value = line.partition("\t")
            if word in names:
                out[names[word]] = int(value.split()[0])
    out["descriptors"] = sum(not _is_ring(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd"))
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    out["cpu"] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return out


def queued(pid):
    """For each thread of a process, the seconds in which it was ready and had no processor."""
    out = {}
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            out[task.name] = int((task / "schedstat").read_text().split()[1]) / 1e9
        except (OSError, IndexError):  # it has ended, or the kernel does not say
            pass
    return out


def fresh(folder):
    folder = pathlib.Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


class Lock:
    """Another program that holds the session's write lock; an sqlite3.Error where it does not get it at once."""

    def __init__(self, host):
        self.database = sqlite3.connect(str(host.file), isolation_level=None, timeout=0)
        self.database.execute("BEGIN IMMEDIATE")
        self.since = time.monotonic()

    def hold_on(self, seconds):
        time.sleep(self.left(seconds))

    def left(self, seconds):
        return max(0.0, self.since + seconds - time.monotonic())

    def free(self):
        self.database.execute("ROLLBACK")
        self.database.close()
