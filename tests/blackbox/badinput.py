#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Malformed input of every kind, each from a connection of its own: the built server must answer with a documented
code and a path, or close with a documented code, and a witness must get a durable acknowledgement after each.
Usage: badinput.py PATH-OF-COTERIE-SERVER"""

import json
import socket
import sys

from coterie_text import BINARY, CLOSE, PING, TEXT, Client, Closed, Host, WebSocket, documented, temporary_folder, uuid7

ERRORS = documented("Error codes")
CLOSES = {int(code) for code in documented("Close codes")}
HELLO = {"type": "hello", "version": 1, "program": "badinput", "name": "Mallory"}


def hello(**changes):
    return json.dumps({**HELLO, **changes})


def text_cases(room):
    """name, what is sent in a text frame after a good hello, the code and path expected."""
    post = {"type": "chat.post", "id": uuid7(), "room": room, "body": "x"}

    def changed(**fields):
        return json.dumps({**post, **fields})

    def without(field):
        return json.dumps({key: value for key, value in post.items() if key != field})

    twice = json.dumps(post)[:-1] + ',"body":"y"}'
    return [
        ("no JSON", "hello?", "malformed", None),
        ("nothing", "", "malformed", None),
        ("a list", "[]", "wrong-type", None),
        ("a broken object", '{"type":"ping","n":', "malformed", "n"),
        ("no type", '{"n":1}', "missing", "type"),
        ("a type that is a number", '{"type":3,"n":1}', "wrong-type", "type"),
        ("a type nobody knows", '{"type":"ping.pong"}', "unknown-type", "type"),
        ("a message of the host", '{"type":"pong","n":1,"time":2}', "forbidden", "type"),
        ("a second message in the frame", '{"type":"ping","n":1}{"type":"ping","n":2}', "trailing-bytes", None),
        ("a key twice", twice, "duplicate-key", None),
        ("a body left out", without("body"), "missing", "body"),
        ("an id left out", without("id"), "missing", "id"),
        ("a body of another type", changed(body=7), "wrong-type", "body"),
        ("an empty body", changed(body=""), "too-short", "body"),
        ("a body over the limit", changed(body="x" * 4001), "too-long", "body"),
        ("a body over the limit in UTF-16 only", changed(body="\U0001f600" * 2001), "too-long", "body"),
        ("a lone surrogate", json.dumps(post)[:-2] + '\\ud800"}', "invalid-text", "body"),
        ("U+0000", changed(body="a\0b"), "invalid-text", "body"),
        ("an id that is none", changed(id="not-an-id"), "wrong-type", "id"),
        ("the null id", changed(id="00000000-0000-0000-0000-000000000000"), "wrong-type", "id"),
        ("a negative answer", changed(replyTo=-1), "out-of-range", "replyTo"),
        ("a number beyond 53 bits", changed(replyTo=2**53), "out-of-range", "replyTo"),
        ("a number with a fraction", changed(replyTo=1.5), "wrong-type", "replyTo"),
        ("an answer to nothing", changed(replyTo=999999), "not-found", "replyTo"),
        ("a room that is not there", changed(room=uuid7()), "not-found", "room"),
        ("a body of control characters", changed(body="\u0007\u0007"), "bad-text", "body"),
        ("a page of 1,000", json.dumps({"type": "history.get", "req": 1, "room": room, "limit": 1000, "board": False}),
         "out-of-range", "limit"),
        ("a request without number", json.dumps({"type": "rooms.list", "req": 0}), "out-of-range", "req"),
        ("a status nobody knows", json.dumps({"type": "presence.set", "status": "asleep", "text": ""}), "out-of-range",
         "status"),
        ("an empty transaction", json.dumps({"type": "board.commit", "id": uuid7(), "room": room, "ops": []}), "too-few",
         "ops"),
        ("an operation without its object",
         json.dumps({"type": "board.commit", "id": uuid7(), "room": room, "ops": [{"act": "erase"}]}), "missing",
         "ops[0].object"),
        ("an operation of no kind",
         json.dumps({"type": "board.commit", "id": uuid7(), "room": room, "ops": [{"act": "burn"}]}), "out-of-range",
         "ops[0].act"),
        ("a pointer at infinity", '{"type":"board.cursor","room":"%s","x":1e999,"y":0,"on":true}' % room, "out-of-range",
         "x"),
        ("a view of less than nothing",
         '{"type":"board.look","room":"%s","view":{"x":0,"y":0,"width":-1,"height":5}}' % room, "out-of-range", "view.width"),
        ("a selection of nothing", '{"type":"board.look","room":"%s","selected":[]}' % room, "too-few", "selected"),
        ("a second hello", hello(), "hello-again", None),
        ("lists within lists", '{"type":"ping","n":1,"z":' + "[" * 5000 + "]" * 5000 + "}", "malformed", None),
        ("a thousand unknown keys", '{"type":"ping","n":1,' + ",".join(f'"k{i}":0' for i in range(1000)) + "}", "too-many",
         None),
    ]


def first_words():
    """name, what is sent instead of a hello, the code expected."""
    return [
        ("a post before hello", json.dumps({"type": "rooms.list", "req": 1}), "hello-first", None),
        ("a hello of another version", hello(version=999), "version", None),
        ("a hello without name", hello(name=""), "too-short", "name"),
        ("a name of spaces", hello(name="   "), "bad-name", "name"),
        ("a name that writes backwards", hello(name="a\u202eb"), "bad-name", "name"),
        ("a token from elsewhere", hello(token="A" * 43), "bad-token", None),
    ]


def frame_cases():
    """name, what is done to the connection, the close codes expected."""
    return [
        ("bytes that are no UTF-8", lambda w: w.send_frame(TEXT, b"\xff\xfe"), {1007}),
        ("half a character", lambda w: w.send_frame(TEXT, b"\xe2\x82"), {1007}),
        ("an unmasked frame", lambda w: w.send_frame(TEXT, b"{}", masked=False), {1002}),
        ("a reserved bit", lambda w: w.send_frame(TEXT, b"{}", reserved=4), {1002}),
        ("a reserved opcode", lambda w: w.send_frame(3, b""), {1002}),
        ("a continuation of nothing", lambda w: w.send_frame(0, b"x"), {1002}),
        ("a ping of 126 bytes", lambda w: w.send_frame(PING, b"x" * 126), {1002}),
        ("a ping in fragments", lambda w: w.send_frame(PING, b"x", final=False), {1002}),
        ("a close with one byte", lambda w: w.send_frame(CLOSE, b"x"), {1002}),
        ("a close with a code that is none", lambda w: w.send_frame(CLOSE, b"\x03\xed"), {1002}),
        ("a frame that claims a gigabyte", lambda w: w.send_frame(TEXT, b"x", length=2**30), {1009}),
        ("a frame that claims 2^63", lambda w: w.send_frame(TEXT, b"x", length=2**63), {1002, 1009}),
        ("a frame one byte over the limit", lambda w: w.send_frame(TEXT, b"x" * 65537), {1009}),
        ("fragments over the limit together", fragments, {1009}),
        ("text of another protocol", lambda w: w.send_raw(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 4), {1002}),
    ]


def fragments(connection):
    connection.send_frame(TEXT, b"x" * 40000, final=False)
    connection.send_frame(0, b"x" * 40000)


def binary_cases():
    """name, what is sent in a binary frame as the first word, the codes expected."""
    return [
        ("JSON in a binary frame", b'{"type":"ping","n":1}', ERRORS),
        ("an indefinite map", bytes.fromhex("bf0003010aff"), ["malformed"]),
        ("a text that claims 2^62", bytes.fromhex("a20003017b4000000000000000"), ["malformed", "wrong-type"]),
        ("a list that claims 2^62", bytes.fromhex("a3001828039b4000000000000000"), ["malformed"]),
        ("a key twice", bytes.fromhex("a3000301010102"), ["duplicate-key"]),
        ("cut in the middle", bytes.fromhex("a20003"), ["malformed"]),
        ("more than a message", bytes.fromhex("a2000301010000"), ["trailing-bytes"]),
    ]


def read_until_error(connection):
    """The first `error`, whatever comes before it."""
    while True:
        opcode, payload = connection.read_frame()
        if opcode == TEXT:
            message = json.loads(payload)
            if message["type"] == "error":
                return message


def cbor_error(payload):
    """Code and path of an `error` in CBOR, read by hand: {0: 5, 1: code, 2: path…}."""
    assert payload[1:3] == b"\x00\x05" and payload[3] == 1, payload.hex()
    size, at = (payload[4] & 0x1F, 5) if payload[4] < 0x78 else (payload[5], 6)
    return payload[at:at + size].decode()


class Report:
    def __init__(self, host, witness, room):
        self.host, self.witness, self.room = host, witness, room
        self.failures = []
        self.count = 0

    def line(self, name, good, detail):
        self.count += 1
        try:
            ack = self.witness.post(self.room, f"witness {self.count}")
            durable = ack["dup"] is False
        except (Closed, TimeoutError, OSError) as trouble:
            durable, detail = False, f"{detail}; the witness: {trouble}"
        good = good and durable and self.host.process.poll() is None
        print(f"{'ok    ' if good else 'FAIL  '}{name}: {detail}")
        if not good:
            self.failures.append(name)


def run_text(report, port, name, frame, code, path, greet):
    connection = WebSocket(port)
    try:
        if greet:
            connection.send_text(hello(name="Mallory"))
            while json.loads(connection.read_frame()[1])["type"] != "welcome":
                pass
        connection.send_text(frame)
        answer = read_until_error(connection)
        good = answer["code"] == code and code in ERRORS and (path is None or answer.get("path") == path)
        report.line(name, good, f"{answer['code']} {answer.get('path', '')}")
    except Closed as closed:
        report.line(name, False, f"closed with {closed.code} {closed.reason}, expected {code}")
    finally:
        connection.close()


def run_frame(report, port, name, act, codes):
    connection = WebSocket(port)
    try:
        connection.send_text(hello(name="Mallory"))
        while json.loads(connection.read_frame()[1])["type"] != "welcome":
            pass
        act(connection)
        while True:
            connection.read_frame()
    except Closed as closed:
        report.line(name, closed.code in codes and closed.code in CLOSES, f"closed with {closed.code} {closed.reason}")
    except (TimeoutError, OSError) as trouble:
        report.line(name, False, f"{trouble}")
    finally:
        connection.close()


def run_binary(report, port, name, frame, codes):
    connection = WebSocket(port, "coterie.v1.cbor")
    try:
        connection.send_frame(BINARY, frame)
        code = cbor_error(connection.read_frame()[1])
        report.line("binary: " + name, code in codes and code in ERRORS, code)
    except Closed as closed:
        report.line("binary: " + name, False, f"closed with {closed.code}")
    finally:
        connection.close()


def run_http(report, port, name, request, statuses):
    with socket.create_connection(("127.0.0.1", port), timeout=15) as connection:
        answer = b""
        try:
            connection.sendall(request)
            while b"\r\n" not in answer:
                more = connection.recv(4096)
                if not more:
                    break
                answer += more
        except OSError:
            pass
        status = int(answer.split()[1]) if answer.startswith(b"HTTP/1.1 ") else 0
        report.line("http: " + name, status in statuses, f"status {status}")


def run_flood(report, port):
    """Faults without end: 20 are answered, then the connection is closed and says why."""
    connection = WebSocket(port)
    try:
        for _ in range(60):
            connection.send_text("?")
        answered = 0
        while True:
            connection.read_frame()
            answered += 1
    except Closed as closed:
        report.line("sixty faults in a row", closed.code == 4097 and 20 <= answered < 60,
                    f"{answered} answered, closed with {closed.code} {closed.reason}")
    finally:
        connection.close()


def main():
    with temporary_folder() as folder:
        host = Host(sys.argv[1], folder, "--chat-rate", "100000", "--chat-burst", "100000")
        try:
            witness = Client(host.port, "Witness")
            room = witness.rooms()[0]["id"]
            witness.join(room)
            report = Report(host, witness, room)
            for name, frame, code, path in first_words():
                run_text(report, host.port, name, frame, code, path, greet=False)
            for name, frame, code, path in text_cases(room):
                run_text(report, host.port, name, frame, code, path, greet=True)
            for name, frame, codes in binary_cases():
                run_binary(report, host.port, name, frame, codes)
            for name, act, codes in frame_cases():
                run_frame(report, host.port, name, act, codes)
            run_flood(report, host.port)
            upgrade = b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            for name, request, statuses in [
                ("no HTTP at all", b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", {0, 400}),
                ("an upgrade without key", upgrade + b"Sec-WebSocket-Version: 13\r\n\r\n", {400}),
                ("an upgrade to version 8", upgrade + b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                 b"Sec-WebSocket-Version: 8\r\n\r\n", {400, 426}),
                ("a head without end", b"GET / HTTP/1.1\r\nX: " + b"x" * 100000, {400, 413, 431}),
                ("a page that is not there", b"GET /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", {404}),
            ]:
                run_http(report, host.port, name, request, statuses)
            stopped = host.stop()
            print(f"{report.count - len(report.failures)} of {report.count} as they should be; the host ended with {stopped}")
            return 1 if report.failures or stopped != 0 else 0
        finally:
            host.stop()


if __name__ == "__main__":
    sys.exit(main())
