# SPDX-License-Identifier: MIT
"""A client with the discipline of the desktop's outbox: an operation keeps its id and its place until it is answered,
across every loss of the connection; what it missed it fetches; what it saw it records (history.py).

Everything happens in one asyncio loop, so that the times of all clients of a run compare.
"""
import asyncio
import heapq
import time

import drawing
import history as h
from frames import uuid7
from rules_presence import GRACE
from wire import Connection

HEARTBEAT = 3.0  # seconds between pings
DEAD = 12.0      # seconds of silence after which a connection is given up


class Refusal(LookupError):
    """A request was answered by `error`."""

    def __init__(self, code, retry):
        super().__init__(code)
        self.code, self.retry = code, retry


class Identity:
    """A person: several clients may share one, as devices do."""

    def __init__(self, name):
        self.name, self.token, self.user, self.links = name, None, "", 0
        self.cut = []  # until when the host waits for each device that was cut (P43)
        self.unnoticed = 0.0  # until when the host may think that a connection is there that is not


class RoomView:
    def __init__(self, room):
        self.room, self.epoch, self.seq, self.head = room, "", 0, 0
        self.chain = None  # stands for all up to seq; the host compares it when we come back
        self.ahead = {}  # live events that came before the pages between
        self.joined = False

    def take(self, seq, chain=None):
        self.ahead[seq] = (chain,)
        while found := self.ahead.pop(self.seq + 1, None):
            self.seq += 1
            self.chain = found[0]

    def has_hole(self):
        return any(seq > self.seq for seq in self.ahead) or self.seq < self.head


class Operation:
    __slots__ = ("n", "id", "message", "body", "link", "flaw")

    def __init__(self, n, message, flaw=""):
        self.n, self.id, self.message, self.body, self.link = n, message["id"], message, h.message_sum(message), 0
        self.flaw = flaw  # in words, if any

    def __lt__(self, other):
        return self.n < other.n


class Client:
    def __init__(self, identity, endpoint, record, rng, *, label=None, listens=True, window=8, pace=0.0,
                 receive_buffer=0, rooms=None, watches_people=True, leaves=False):
        """`endpoint()` gives (address, port) for the next attempt; `record(item)` keeps the history. `leaves`: each room
        again as soon as it has let us in."""
        self.identity, self.label = identity, label or identity.name
        self._endpoint, self._record, self._rng = endpoint, record, rng
        self._listens, self._window, self._pace = listens, window, pace
        self._receive_buffer, self._wanted, self._watches_people, self._leaves = receive_buffer, rooms, watches_people, leaves
        self.rooms = {}
        self.link = 0
        self.ready = asyncio.Event()  # welcomed, joined and caught up
        self.posting = True
        self.running = True
        self.notice = 0.0  # how late the host may notice the end of the next link
        self.refusals = {}
        self.byes = 0
        self.acked = []
        self.counts = {"sent": 0, "acked": 0, "resent": 0, "links": 0, "dup": 0}
        self._connection = None
        self._welcomed = self._said_goodbye = False
        self._ended_at = 0.0  # when we began to end this connection: the host may know from then on
        self._requests, self._pings, self._req = {}, {}, 0
        self._unsent, self._waiting, self._n = [], {}, 0
        self._hold_until = self._next_post = 0.0
        self._heard = 0.0
        self._over = None
        self._catching = set()
        self._tasks = set()

    # the life of its connections

    async def run(self):
        beat = asyncio.create_task(self._beat())
        pause = 0.02
        try:
            while self.running:
                try:
                    await self._live_once()
                    pause = 0.02
                except (OSError, asyncio.TimeoutError, ConnectionError):
                    pause = min(pause * 2, 0.5)
                await asyncio.sleep(pause * (0.5 + self._rng.random()))
        finally:
            beat.cancel()
            self.drop()

    async def _live_once(self):
        address, port = self._endpoint()
        self._over = asyncio.get_running_loop().create_future()
        self.link += 1
        self._connection = await Connection.open(address, port, self, receive_buffer=self._receive_buffer)
        if self._over.done():  # gone again before this turn came
            self._connection = None
            return
        self.counts["links"] += 1
        self._heard = time.monotonic()
        hello = {"type": "hello", "version": 1, "program": "tests/faults", "name": self.identity.name}
        if self.identity.token:
            hello["token"] = self.identity.token
        self._connection.send(hello)
        await self._over  # until closed()

    async def _enter(self):
        try:
            await self._join_rooms()
            self.ready.set()
            self._pump()
        except (ConnectionError, LookupError):
            self.drop()

    async def _join_rooms(self):
        for _ in range(25):
            page = await self.ask({"type": "rooms.list"})
            names = {room["name"]: room for room in page["rooms"]}
            if self._wanted is None or all(name in names for name in self._wanted):
                break
            await asyncio.sleep(0.2)
        for info in page["rooms"]:
            if self._wanted is not None and info["name"] not in self._wanted:
                continue
            view = self.rooms.setdefault(info["id"], RoomView(info["id"]))
            if self._listens or not info["joined"]:
                await self._join(view)
            if self._watches_people and self._listens:
                await self._see_people(view)
            if self._leaves:
                await self._leave_room(view)

    async def _leave_room(self, view):
        self._record(h.Left(time.monotonic(), self.label, self.link, view.room))
        await self.ask({"type": "room.leave", "room": view.room}, then=lambda answer, asked: self._out(view))

    def _out(self, view):
        self._record(h.Out(time.monotonic(), self.label, self.link, view.room))
        view.joined = False

    async def _join(self, view):
        ask = {"type": "room.join", "room": view.room}
        if view.epoch:
            ask.update(epoch=view.epoch, after=view.seq)
            if view.chain and view.seq:
                ask["chain"] = view.chain
        had_epoch, had_seq = view.epoch, view.seq
        self._record(h.Joining(time.monotonic(), self.label, self.link, view.room))
        await self.ask(ask, then=lambda answer, asked: self._joined(view, answer, asked, had_epoch, had_seq))
        if self._listens:
            await self._catch_up(view)

    def _joined(self, view, answer, asked, had_epoch, had_seq):
        # Within the turn that brought the answer: the events right behind it already count.
        info = answer["room"]
        self._record(h.Joined(time.monotonic(), asked, self.label, self.link, view.room, info["epoch"], info["head"],
                              info["line"], answer["reset"], had_epoch, had_seq))
        if answer["reset"]:
            view.seq, view.chain = 0, None
        view.epoch, view.head, view.joined, view.ahead = info["epoch"], info["head"], True, {}

    async def _see_people(self, view):
        after = None
        while True:
            ask = {"type": "members.get", "room": view.room}
            if after:
                ask["after"] = after
            asked = time.monotonic()
            page = await self.ask(ask)
            for person in page["members"]:
                self._person(person, news=False, asked=asked)
            if not page["more"]:
                return
            after = page["members"][-1]["id"]

    async def _catch_up(self, view):
        if view.room in self._catching:
            return
        self._catching.add(view.room)
        try:
            while view.has_hole():
                after = view.seq
                page = await self.ask({"type": "history.get", "room": view.room, "after": after, "limit": 100, "board": True},
                                      then=lambda answer, asked: self._page(view, answer, asked, after))
                for event in page["events"]:
                    if event["seq"] > view.seq:
                        view.take(event["seq"], event.get("chain"))
                if view.seq == after:
                    return  # nothing new: the checker will say what is wrong with that
        finally:
            self._catching.discard(view.room)

    def _page(self, view, answer, asked, after):
        events = tuple((e["seq"], e["id"], h.event_sum(e)) for e in answer["events"])
        self._record(h.Page(time.monotonic(), asked, self.label, self.link, view.room, view.epoch, after, events, answer["more"]))

    def closed(self, code, reason):
        self._record(h.Closed(time.monotonic(), self.label, self.link, code))
        if self._welcomed:
            self._welcomed = False
            self._leave("lost" if not self._said_goodbye else "goodbye" if code == 1000 else "unheard")
        self.notice, self._said_goodbye, self._ended_at = 0.0, False, 0.0
        self.ready.clear()
        self._connection = None
        # Whoever waits to ask again would ask the next connection, beside those that begin on it.
        for task in self._tasks:
            task.cancel()
        self._catching.clear()
        for operation in self._waiting.values():
            heapq.heappush(self._unsent, operation)
        self._waiting.clear()
        for view in self.rooms.values():
            view.joined = False
        waiting = [future for future, _ in self._requests.values()] + list(self._pings.values())
        self._pings.clear()
        for future in waiting:
            if not future.done():
                future.set_exception(ConnectionError("closed"))
                future.exception()
        self._requests.clear()
        if self._over and not self._over.done():
            self._over.set_result(None)

    def _leave(self, parting):
        now, person = time.monotonic(), self.identity
        began = self._ended_at or now  # what follows from it comes after that, however late we see the end itself (K19)
        person.links -= 1
        person.unnoticed = max(person.unnoticed, now + self.notice)
        if parting != "goodbye":
            person.cut.append(now + GRACE)
        if person.links == 0:
            late = person.unnoticed - began
            # Where the host still holds another device for there, or waits for it, it was no goodbye of the last one.
            waited = person.unnoticed > now or any(until > began for until in person.cut)
            self._record(h.Gone(began, person.user, late, "unheard" if parting == "goodbye" and waited else parting, now))

    def drop(self, *, reset=False):
        if self._connection:
            self._ended_at = self._ended_at or time.monotonic()
            self._connection.abort(reset=reset)

    def end(self, *, reset=False):
        """Without a word, and for good."""
        self.running = False
        self.drop(reset=reset)

    async def stop(self, code=1000, patience=1.0):
        """With a goodbye that the host answers, and for good."""
        self.running = False
        if self._connection:
            self._said_goodbye = code == 1000
            self._ended_at = time.monotonic()
            self._connection.close(code)
            await asyncio.wait([self._over], timeout=patience)
            self.drop()

    def stall(self, on):
        """Ceases to read, as a suspended machine does; the kernel's buffers fill up."""
        if self._connection:
            self._connection.pause() if on else self._connection.resume()
            self._heard = time.monotonic() + (60.0 if on else 0.0)

    @property
    def is_connected(self):
        return self._connection is not None

    # questions and operations

    def request(self, message, then=None):
        if not self._connection:
            raise ConnectionError("not connected")
        self._req += 1
        future = asyncio.get_running_loop().create_future()
        self._requests[self._req] = future, then
        self._connection.send({**message, "req": self._req})
        return future

    async def ask(self, message, then=None):
        """A question that the host cannot answer now is asked again when it says, as the application does. `then` is
        called within the turn that brought the answer, with it and with when it was asked for."""
        while True:
            asked = time.monotonic()
            try:
                return await self.request(message, then=then and (lambda answer: then(answer, asked)))
            except Refusal as refusal:
                if refusal.code not in h.FOR_NOW:
                    raise
                await asyncio.sleep(refusal.retry)

    async def ping(self, patience=10.0):
        """Returns how long the answer took."""
        if not self._connection:
            raise ConnectionError("not connected")
        self._req += 1
        future = self._pings[self._req] = asyncio.get_running_loop().create_future()
        begun = time.monotonic()
        self._connection.send({"type": "ping", "n": self._req})
        await asyncio.wait_for(future, patience)
        return time.monotonic() - begun

    def send(self, message):
        if self._connection:
            self._connection.send(message)

    def post(self, message, flaw=""):
        """Queues an operation: it is sent until it is answered for good. `flaw`: why it has to be refused."""
        self._n += 1
        operation = Operation(self._n, message, flaw)
        heapq.heappush(self._unsent, operation)
        self._pump()
        return operation

    def waits_for(self, id):
        return id in self._waiting or any(one.id == id for one in self._unsent)

    def resend(self, operation):
        """Sends again what was answered, as a client does whose answer got lost."""
        if self._connection and self.ready.is_set() and not self.waits_for(operation.id):
            self._send_operation(operation)

    @property
    def unanswered(self):
        return len(self._unsent) + len(self._waiting)

    def _make_post(self):
        room = self._rng.choice(sorted(self.rooms))
        text = f"{self.label} {self._n} " + "·" * self._rng.randrange(0, 40)
        dice, text = self._rng.random(), text + self._rng.choice(("", "", "  ", " é\u0301"))
        message = {"id": uuid7(), "room": room}
        if dice < 0.94:
            return {**message, "type": "chat.post", "body": text}
        if dice < 0.96:
            return {**message, "type": "room.topic", "topic": text}
        first = {"board": room} if dice < 0.98 else {}  # the room's first board, by its name or by none
        return {**message, "type": "board.commit", "ops": drawing.ops(self._rng), **first}

    def _pump(self):
        now = time.monotonic()
        if not self._connection or not self.ready.is_set() or now < self._hold_until:
            return
        while len(self._waiting) < self._window:
            if not self._unsent:
                if not self.posting or not self.rooms or now < self._next_post:
                    return
                self._next_post = now + self._pace * (0.5 + self._rng.random())
                self._n += 1
                self._unsent.append(Operation(self._n, self._make_post()))
            self._send_operation(heapq.heappop(self._unsent))

    def _send_operation(self, operation):
        self.counts["resent" if operation.link else "sent"] += 1
        operation.link = self.link
        self._waiting[operation.id] = operation
        self._record(h.Invoke(time.monotonic(), self.label, self.link, operation.message["room"], operation.id, operation.body,
                              operation.flaw))
        self._connection.send(operation.message)

    async def _beat(self):
        last = time.monotonic()
        while True:
            await asyncio.sleep(0.05)
            now = time.monotonic()
            if self._connection and now - self._heard > DEAD:
                self.drop()
            elif self._connection and self._welcomed and now - last > HEARTBEAT:
                last = now
                self._connection.send({"type": "ping", "n": 0})
            self._pump()

    # what comes in

    def message(self, message):
        self._heard = max(self._heard, time.monotonic())
        kind = message["type"]
        if kind == "room.event":
            self._event(message["room"], message["event"])
        elif kind == "ack":
            self._ack(message)
        elif kind == "error":
            self._error(message)
        elif kind == "welcome":
            self._welcome(message)
        elif kind == "presence.changed":
            self._person(message["person"], news=True)
        elif kind == "typing.changed":
            self._record(h.Typing(time.monotonic(), self.label, self.link, message["room"], message["user"],
                                  message["on"]))
        elif kind == "bye":
            self.byes += 1
        elif kind == "pong":
            future = self._pings.pop(message["n"], None)
            if future and not future.done():
                future.set_result(None)
        elif "req" in message:
            future, then = self._requests.pop(message["req"], (None, None))
            if future and not future.done():
                if then:
                    then(message)
                future.set_result(message)

    def _welcome(self, message):
        self.identity.token, self.identity.user = message["token"], message["user"]
        now = time.monotonic()
        self._record(h.Welcome(now, self.label, self.link, self.identity.user, self.identity.name))
        self._welcomed, self._ended_at = True, now if self._ended_at else 0.0
        self.identity.links += 1
        self.identity.cut = [until for until in self.identity.cut if until > now][1:]
        if self.identity.links == 1:
            self._record(h.Came(now, self.identity.user))
        task = asyncio.create_task(self._enter())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _person(self, person, *, news, asked=0.0):
        if self._watches_people:
            self._record(h.Presence(time.monotonic(), self.label, self.link, person["id"], person["status"] != "offline",
                                    news, asked))

    def _event(self, room, event):
        # Whatever comes is told, also what nobody here has asked for (K20).
        view = self.rooms.get(room)
        self._record(h.Live(time.monotonic(), self.label, self.link, room, view.epoch if view else "", event["seq"], event["id"],
                            h.event_sum(event)))
        if not view or not view.joined or event["seq"] <= view.seq:
            return
        view.take(event["seq"], event.get("chain"))
        if view.ahead and room not in self._catching and self.ready.is_set():
            task = asyncio.create_task(self._fill(view))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _fill(self, view):
        try:
            await self._catch_up(view)
        except (ConnectionError, LookupError):
            pass

    def _ack(self, message):
        if message["seq"] == 0:
            return  # the making of a room stands in no log
        self._record(h.Ack(time.monotonic(), self.label, self.link, message["room"], message["id"], message["seq"],
                           message["time"], message["dup"]))
        self.counts["dup"] += message["dup"]
        operation = self._waiting.pop(message["id"], None)
        if operation:
            self.counts["acked"] += 1
            if len(self.acked) < 2000:
                self.acked.append(operation)
        self._pump()

    def _error(self, message):
        code = message["code"]
        self.refusals[code] = self.refusals.get(code, 0) + 1
        if message.get("req") is not None:
            future, _ = self._requests.pop(message["req"], (None, None))
            if future and not future.done():
                future.set_exception(Refusal(code, (message.get("retryMs") or 100) / 1000))
                future.exception()
        if code == "bad-token":
            self.identity.token = None
            self.drop()
        if message.get("id") is None:
            return
        self._record(h.Refuse(time.monotonic(), self.label, self.link, message["id"], code, message.get("retryMs") or 0))
        operation = self._waiting.pop(message["id"], None)
        if operation and code in h.FOR_NOW:
            heapq.heappush(self._unsent, operation)
            wait = min(message.get("retryMs") or 100, 1000) / 1000
            self._hold_until = time.monotonic() + wait * (1 + 0.2 * self._rng.random())
        self._pump()
