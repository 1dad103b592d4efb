# SPDX-License-Identifier: MIT
"""The people of the model server: who comes, who is there with which devices, who has gone, who types."""
import collections
import secrets

import modelstore
from frames import uuid7
from modelstore import now_ms

GRACE, TYPING = 10.0, 6.0


class People:
    """A part of the hub of model.py: it sends to `peers`, by its `loop`, what `store` knows of people."""

    def __init__(self):
        self.present, self.graces = {}, {}
        self.cut = collections.defaultdict(list)  # user → until when each device that was cut is waited for

    async def on_hello(self, peer, m):
        token = m.get("token") or secrets.token_urlsafe(32)
        known = self.store.users.get(modelstore.hash_of(token))
        if m.get("token") and not known:
            peer.send({"type": "error", "code": "bad-token"})
            return
        if not known:
            user = await self.on_disk(self.store.add_user, m["name"], token)
            self.store.users[modelstore.hash_of(token)] = known = (user, m["name"])
            await self.add_member(next(iter(self.store.rooms.values())), user)
        if peer not in self.peers:
            return  # gone again meanwhile
        peer.user, peer.name = known
        peer.send({"type": "welcome", "user": peer.user, "name": peer.name, "token": token, "host": "model",
                   "time": now_ms(), "limits": {"chatPerSecond": 1000000, "chatBurst": 1000000}})
        self.waited_for(peer.user)
        del self.cut[peer.user][:1]
        came = peer.user not in self.present
        self.present[peer.user] = True
        if came:
            self.tell_presence(peer.user, peer.name, "online")
        if "invents-people" in self.bugs:
            self.tell_presence(uuid7(), "Nobody", "online")

    def device_gone(self, peer):
        if not peer.said_goodbye or "lingers" in self.bugs:
            grace = 0.05 if "flaps" in self.bugs else 2 * GRACE if "dawdles" in self.bugs else GRACE
            self.cut[peer.user].append(self.loop.time() + grace)
        if self.is_away(peer.user):
            wait = max((until - self.loop.time() for until in self.waited_for(peer.user)), default=0)
            self.graces[peer.user] = self.loop.time() + wait
            self.loop.call_later(wait, self.grace_over, peer.user, peer.name)

    def waited_for(self, user):
        self.cut[user] = [until for until in self.cut[user] if until > self.loop.time()]
        return self.cut[user]

    def grace_over(self, user, name):
        if self.loop.time() < self.graces[user] - 0.01:
            return  # back and gone anew since
        if user in self.present and self.is_away(user) and "ghosts" not in self.bugs:
            del self.present[user]
            self.tell_presence(user, name, "offline")

    def is_away(self, user):
        return "first-device" in self.bugs or not any(other.user == user for other in self.peers)

    def count_absent(self):
        for user, name in self.store.users.values():
            self.tell_presence(user, name, "offline")

    def tell_presence(self, user, name, status):
        for peer in self.peers:
            if peer.user:
                peer.send({"type": "presence.changed", "person": {"id": user, "name": name, "status": status, "text": "",
                                                                  "seen": now_ms()}})

    def on_typing_set(self, peer, m):
        room = self.store.rooms[m["room"]]
        if m["on"]:
            if peer.user in room.typing:
                room.typing[peer.user].cancel()
            else:
                self.tell_typing(room, peer, True)
            wait = 1e6 if "types-for-ever" in self.bugs else TYPING
            room.typing[peer.user] = self.loop.call_later(wait, self.stop_typing, room, peer)
        else:
            self.stop_typing(room, peer)

    def stop_typing(self, room, peer):
        timer = room.typing.pop(peer.user, None)
        if timer:
            timer.cancel()
            self.tell_typing(room, peer, False)

    def tell_typing(self, room, peer, on):
        if self.disk_full and "full-no-presence" in self.bugs:
            return
        user = max(room.members) if "types-for-others" in self.bugs else peer.user
        for other in room.listeners:
            other.send({"type": "typing.changed", "room": room.id, "user": user, "name": peer.name, "on": on})
