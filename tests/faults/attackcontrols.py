#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""K14 for the attacks of dos_probe.py: each is made where it has to complain, and has to say the words of its own verdict. That is a
host known to be wrong (model.py, which has no limits, with what is planted in it), or the host itself, to which is done what is no attack.

    attackcontrols.py --server build/dev/bin/coterie-server [ATTACK…]

They are never encrypted: what is weighed is what an attack says, not how it came there. A short run has half the time for what never
comes; who is let go of is let go of by the same words.
"""
import argparse
import concurrent.futures
import functools
import importlib
import json
import subprocess
import sys
from typing import NamedTuple

import attacks
import dos_probe
from host import allow_descriptors

AT_ONCE = 8  # they wait for most of their time


class Control(NamedTuple):
    where: str          # what is known to be wrong, in words
    words: tuple        # what is to be found, of the attack's own complaints or of what the watch says of it
    server: str = ""    # else the host itself
    how: dict = {}      # what differs from the attack
    disk: bool = False  # whether on a disk that does what `how` says


def unlimited(*words, server="model", where="a host that has no limit", **how):
    return Control(where, words, server, how)


def harmless(word, **how):
    """Done as the attack does it, without what is wrong in it: nothing may be refused, or it is another limit that the attack finds."""
    return Control("nothing to refuse", (word,), how=how)


def keeps(**how):
    """The attack has no complaint of its own: what it leaves over is seen by the watch."""
    return unlimited("left over", server="model:keeps-descriptors", where="a host that gives no descriptor back", **how)


CONTROLS = {
    "slowloris": [unlimited("were still open")],
    "header_bloat": [harmless("some heads were not refused", count=1, lines=0)],
    "idle_tcp": [unlimited("were still open")],
    "idle_upgraded": [unlimited("not all closed with 4097")],
    "connection_flood": [keeps(count=200)],
    "fd_limit": [unlimited("spins", "a newcomer was not told 503", "nobody could come in", "slower than", server="model:spins", leaves=False, looks=20.0,
                           where="a host that looks for work all the time, and a flood that stays"),
                 Control("a disk whose fsync takes 2.1 s", ("who was inside waited",), how={"sync_ms": 2_100}, disk=True)],
    "ping_flood": [harmless("was not cut", at_once=1, pause=1.0)],
    "ask_flood": [unlimited("grew by", server="model:hoards", where="a host that keeps something of each message")],
    "empty_fragments": [harmless("was not cut", at_once=1, pause=0.5)],
    "big_frame": [harmless("not refused with 1009", claim=1_000)],
    "big_message": [harmless("was not cut", pause=2.0)],
    "stalled_frame": [unlimited("were still open")],
    "drip_frame": [unlimited("were still open")],
    "echo_flood": [unlimited("grew by")],
    "echo_storm": [unlimited("grew by", stays=12)],
    "unreading_close": [unlimited("held for")],
    "half_closed": [harmless("were still open", ended=False)],
    "deaf_listeners": [Control("listeners that are not deaf, and a disk whose fsync takes 2.1 s", ("slower than", "some were kept"),
                               how={"rounds": 1, "deafness": False, "sync_ms": 2_100}, disk=True)],
    "volatile_flood": [harmless("was not cut", at_once=1, pause=1.0, kinds=1)],
    "http_flood": [unlimited("some were not", where="a host without such a page")],
    "garbage": [unlimited("were still open")],
    "newcomers": [keeps()],
    "repeated_id": [unlimited("not once, or not all answered", server="model:no-dedup", where="a host that stores a resend again"),
                    unlimited("refused for another reason", server="model:forgets-acks", where="a host that forgets what it acknowledged")],
    "stuck_disk": [unlimited("who posted then was told", "nothing was taken", where="a disk that stays stuck, and a host that takes all",
                             seconds=1, pause=0.1, heals=False, patience=3),
                   # As many as are taken at once, each of which takes so long.
                   unlimited("a pong took longer", server="model:pings-wait", where="a host whose pongs wait for the disk",
                             seconds=1, pause=0.1, stands=400)],
    "handshakes_dropped": [keeps()],
    "handshakes_silent": [unlimited("are still there")],
    "handshakes_dripping": [unlimited("are still there")],
    "handshakes_of_noise": [unlimited("are still there")],
}


def made(name, n, control, server):
    """The complaints that there were, of an attack made where it has to complain."""
    attack, own = attacks.ATTACKS[name], f"{name}-{n}"  # dos_probe.py goes by names
    attacks.ATTACKS[own] = attack._replace(function=functools.partial(attack.function, **control.how), serve=False, disk=attack.disk or control.disk)
    if name in dos_probe.OWN_HOST:
        dos_probe.OWN_HOST[own] = dos_probe.OWN_HOST[name]
    result, = dos_probe.run([own], control.server or server, show=lambda line: None, served=None)
    return result["complaints"]


def missing(control, complaints):
    return [word for word in control.words if not any(word in said for said in complaints)]


def pairs(names, found):
    """[(attack, control, what was complained of where it was made)]"""
    return [(name, *pair) for name in names for pair in zip(CONTROLS[name], found[name], strict=True)]


class Judging:
    """The controls of these attacks, made in a process of their own from now on: nothing that a row sets for its attacks, as TLS,
    is set for them."""

    def __init__(self, server, names, slowness):
        self.prepare(names)
        self._process = subprocess.Popen([sys.executable, __file__, "--json", "--server", server, "--slowness", str(slowness), "--", *self._names],
                                         stdout=subprocess.PIPE, text=True)

    def prepare(self, names):
        self._without = [name for name in names if name not in CONTROLS]
        self._names = [name for name in names if name in CONTROLS]

    def read(self):
        return json.loads(self._process.communicate()[0])

    def judge(self, bench):
        for name in self._without:
            bench.expect(False, f"{name}: no control shows that its verdict is ever another")
        for name, control, complaints in pairs(self._names, self.read()):
            silent = missing(control, complaints)
            bench.control(f"{name}, {control.where}" + (f": not \"{', '.join(silent)}\", but {complaints}" if silent else ""), not silent)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()  # where the row broke: what it began is ended with the row (report)
        self._process.wait()
        self._process.stdout.close()


def main():
    allow_descriptors()
    importlib.import_module("rows_tls")  # has attacks, too; and asks for us
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("attacks", nargs="*")
    options.add_argument("--server", required=True)
    options.add_argument("--slowness", type=float, default=1.0, help="what is 1 on a quiet machine")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    attacks.SLOWNESS = chosen.slowness
    names = chosen.attacks or list(CONTROLS)
    with concurrent.futures.ProcessPoolExecutor(AT_ONCE) as pool:  # no threads: dos_probe.py limits a host between fork and exec
        pending = {name: [pool.submit(made, name, n, control, chosen.server) for n, control in enumerate(CONTROLS[name])] for name in names}
        found = {name: [future.result() for future in futures] for name, futures in pending.items()}
    if chosen.json:
        print(json.dumps(found))
        return 0
    for name, control, complaints in pairs(names, found):
        print(f"{'NOT NOTICED' if missing(control, complaints) else 'noticed'} {name:18} {control.where}: {'; '.join(complaints)}")
    return 1 if any(missing(control, complaints) for _, control, complaints in pairs(names, found)) else 0


if __name__ == "__main__":
    sys.exit(main())
