# SPDX-License-Identifier: MIT
"""A TCP relay between clients and host that behaves like a bad network: swallows, slows down, delays, cuts.

One loop with the clients. Copies bytes, knows nothing of what they mean.
"""
import asyncio
import contextlib
import threading
import time


class Proxy:
    def __init__(self, target):
        self._target = target  # () → (address, port)
        self._server = None
        self._pairs = set()
        self._half_open = {}     # pair → since when the target is not told that its peer has gone
        self._longest = 0.0
        self.port = 0
        self.served = 0          # connections so far
        self.swallowing = False  # half-open: what comes in vanishes, in both directions, and nobody is told
        self.mute = False        # the same for what the target says only: it hears all
        self.rate = 0            # bytes a second in each direction, 0: any
        self.delay = 0.0

    async def start(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=4096)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _serve(self, reader, writer):
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._target(), limit=4096)
        except OSError:
            writer.close()
            return
        pair = (writer, far_writer)
        self._pairs.add(pair)
        self.served += 1
        copies = [asyncio.create_task(self._copy(reader, far_writer, lambda: self.swallowing)),
                  asyncio.create_task(self._copy(far_reader, writer, lambda: self.swallowing or self.mute, lambda: self._let_go(pair)))]
        try:
            await asyncio.gather(*copies)
        except asyncio.CancelledError:
            pass
        finally:
            for copy in copies:
                copy.cancel()
            for side in pair:
                side.close()
            self._pairs.discard(pair)

    def half_open(self):
        """All that there is becomes half-open now: to be called while all is swallowed."""
        self._half_open.update(dict.fromkeys(self._pairs - self._half_open.keys(), time.monotonic()))

    def _let_go(self, pair):
        since = self._half_open.pop(pair, None)
        if since is not None:
            self._longest = max(self._longest, time.monotonic() - since)

    @property
    def held(self):
        """For how many seconds, at most, the target held a connection that was half-open."""
        return max([self._longest, *(time.monotonic() - since for since in self._half_open.values())])

    async def _copy(self, reader, writer, vanishes, ended=lambda: None):
        lost = broken = False
        try:
            while data := await reader.read(4096):
                lost = lost or vanishes()
                if lost or broken:
                    continue  # a stream with a hole in it is no stream: this direction is silent for good
                if self.delay:
                    await asyncio.sleep(self.delay)
                if self.rate:
                    await asyncio.sleep(len(data) / self.rate)
                try:
                    writer.write(data)
                    await writer.drain()
                except OSError:
                    broken = True  # who reads has gone: what matters is when the other side ends
        except (OSError, asyncio.IncompleteReadError):
            pass
        ended()
        if lost or vanishes():
            await asyncio.sleep(3600)  # the end of the stream is swallowed too, until cut()
        writer.close()

    def cut(self):
        for pair in list(self._pairs):
            for side in pair:
                side.transport.abort()

    @property
    def pairs(self):
        return len(self._pairs)

    async def close(self):
        self._server.close()
        self.cut()
        await asyncio.sleep(0)


@contextlib.contextmanager
def beside(target):
    """A proxy with a loop and a thread of its own, for a caller that has none. Its settings may be changed from any
    thread; `cut` and `close` are the loop's business: call_soon_threadsafe, as `broken` does."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def done(work):
        return asyncio.run_coroutine_threadsafe(work, loop).result(10)

    async def broken():
        proxy.cut()

    proxy = Proxy(target)
    done(proxy.start())
    proxy.broken = lambda: done(broken())
    try:
        yield proxy
    finally:
        done(proxy.close())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
