#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Attacks on the host's resources, each bounded in count and time, each measured: growth of memory, descriptors left
over, and whether an honest client that comes during the attack has its durable acknowledgement within 2 s. Two attacks
leave no room for one that comes: where there are no descriptors left (fd_limit) who is inside has it within 2 s, and
who comes is told 503 within 2 s, and let in within 1 s when the flood is over; where the disk stands still (stuck_disk)
nothing can be acknowledged, who asks is answered within 2 s, and who posts is told that the host is busy.

    dos_probe.py --server build/dev/bin/coterie-server [ATTACK…]
    dos_probe.py --list
"""
import argparse
import json
import resource
import socket
import sys
import tempfile
import time

import attacks
import attacks_starved  # noqa: F401
from host import Host, allow_descriptors
from measure import LIMIT_SERVED, PATIENCE, Watch
from raw import Honest
from shim import Shim

# Started anew with its own limit on descriptors.
OWN_HOST = {"fd_limit": 160}


def set_descriptors(count):
    return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))


def warm_up(host):
    """What a program allocates once must not count as growth."""
    for n in range(30):
        with Honest((host.address, host.port), name=f"early{n % 3}", join=True) as client:
            client.post()
    time.sleep(0.2)


def run_attack(name, server, folder, served):
    attack = attacks.ATTACKS[name]
    limits = set_descriptors(OWN_HOST[name]) if name in OWN_HOST else None
    disk = Shim(f"{folder}/{name}", power=False) if attack.disk else None
    with Host(server, f"{folder}/{name}", rates=attack.rates, limits=limits, environment=disk.environment() if disk else None) as host:
        host.disk = disk
        host.start()
        warm_up(host)
        token = Honest((host.address, host.port)).token
        time.sleep(0.3)
        begun = time.monotonic()
        with Watch(host, serve=attack.serve, token=token, settles=min(PATIENCE, attacks.within(5.0))) as watch:
            notes = attack.function(host)
        complaints = [note for note in notes if note.startswith("!")]
        words = [note for note in notes if not note.startswith("!")]
        complaints += watch.complaints(attack.growth, served)
        return {"attack": name, "ok": not complaints, "growth-mib": round(watch.growth / 1024, 1),
                "honest": watch.served, "slowest": round(watch.slowest, 2), "seconds": round(time.monotonic() - begun, 1),
                "complaints": [text.lstrip("! ") for text in complaints], "notes": words}


def run(names, server, show=print, served=LIMIT_SERVED):
    """`served`: as Watch.complaints() has it."""
    results = []
    with tempfile.TemporaryDirectory(prefix="coterie-dos-") as folder:
        for name in names:
            try:
                result = run_attack(name, server, folder, served)
            except (OSError, LookupError, RuntimeError, socket.timeout) as error:
                result = {"attack": name, "ok": False, "growth-mib": 0, "honest": 0, "slowest": 0, "seconds": 0,
                          "complaints": [f"{type(error).__name__}: {error}"], "notes": []}
            results.append(result)
            show(f"{'ok  ' if result['ok'] else 'FAIL'} {name:18} +{result['growth-mib']} MiB, honest client "
                 f"{result['honest']}× in at most {result['slowest']} s; "
                 f"{'; '.join(result['complaints'] + result['notes'])}")
    return results


def main():
    allow_descriptors()
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("attacks", nargs="*")
    options.add_argument("--server", required="--list" not in sys.argv)
    options.add_argument("--json", action="store_true")
    options.add_argument("--list", action="store_true")
    chosen = options.parse_args()
    if chosen.list:
        for name, attack in attacks.ATTACKS.items():
            print(f"{name:18} {attack.function.__doc__}")
        return 0
    names = chosen.attacks or list(attacks.ATTACKS)
    results = run(names, chosen.server, (lambda line: None) if chosen.json else (lambda line: print(line, flush=True)))
    if chosen.json:
        print(json.dumps(results, indent=1))
    else:
        print(f"{sum(result['ok'] for result in results)} of {len(results)} attacks withstood")
    return 0 if all(result["ok"] for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
