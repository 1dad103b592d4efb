#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Two clients that know only protocol.md meet in a room of the built server: they read, post, come back after the
server was killed, and find everything. Usage: chat.py PATH-OF-COTERIE-SERVER"""

import sys

from coterie_text import Client, Host, temporary_folder, uuid7


def check(what, truth):
    print(("ok    " if truth else "FAIL  ") + what)
    if not truth:
        sys.exit(1)


def main():
    with temporary_folder() as folder:
        host = Host(sys.argv[1], folder)
        try:
            ana = Client(host.port, "Ana")
            check("welcome tells who one is, and a token to come back with",
                  ana.welcome["name"] == "Ana" and len(ana.welcome["token"]) >= 16)
            check("the limits of the host are announced", ana.welcome["limits"]["frame"] == 65536)
            rooms = ana.rooms()
            check("there is a room to begin with", len(rooms) >= 1)
            room = rooms[0]["id"]
            ana.join(room)
            ben = Client(host.port, "Ben", protocol="")  # no sub-protocol: JSON as well
            ben.join(room)

            first = uuid7()
            ack = ana.post(room, "Hello from a shell \u2014 \u00fc \U0001f600", first)
            check("a message is acknowledged with its place in the log", ack["seq"] >= 1 and ack["dup"] is False)
            event = ben.wait("room.event", room=room)["event"]
            check("the other one gets it as it was written",
                  event["id"] == first and event["chat"]["body"] == "Hello from a shell \u2014 \u00fc \U0001f600"
                  and event["name"] == "Ana" and event["seq"] == ack["seq"])
            check("a resend is not posted twice", ana.post(room, "Hello from a shell \u2014 \u00fc \U0001f600", first)["dup"] is True)
            bodies = [f"message {number}" for number in range(10)]
            acks = [ben.post(room, body)["seq"] for body in bodies]
            check("numbers rise without a gap", acks == list(range(ack["seq"] + 1, ack["seq"] + 11)))
            heard = [ana.wait("room.event", room=room)["event"]["chat"]["body"] for _ in range(11)][1:]
            check("everybody sees one order", heard == bodies)
            page = ana.history(room, after=ack["seq"])
            check("history tells the same", [e["chat"]["body"] for e in page["events"] if "chat" in e] == bodies)

            ana.send({"type": "room.create", "id": uuid7(), "name": "Second room", "topic": "made by a text client"})
            added = ben.wait("room.added")["room"]
            check("a new room is told to everybody", added["name"] == "Second room" and not added["joined"])
            ana.send({"type": "typing.set", "room": room, "on": True})
            check("typing is told to the room", ben.wait("typing.changed", room=room)["name"] == "Ana")

            host.kill()
            host.start()
            again = Client(host.port, "Ana", token=ana.welcome["token"])
            check("after kill -9 the token brings the same person back", again.welcome["user"] == ana.welcome["user"])
            joined = again.ask("room.join", "room.joined", room=room, after=acks[-1], epoch=rooms[0]["epoch"])
            check("and the log stands where it stood", joined["room"]["head"] == acks[-1] and joined["reset"] is False)
            kept = [e["chat"]["body"] for e in again.history(room)["events"] if "chat" in e]
            check("and everything acknowledged is there", kept[-10:] == bodies)
            check("and the second room too", "Second room" in [r["name"] for r in again.rooms()])
            again.post(room, "goes on")
            check("the host ends politely", host.stop() == 0)
        finally:
            host.stop()


if __name__ == "__main__":
    main()
