# SPDX-License-Identifier: MIT
"""Messages in the protocol's binary form. Which number stands for what is read from shared/protocol/protocol.md, which a
test of the project keeps as the declarations are: nothing here can drift from them. A message is the dict that it is in JSON.

Lenient where somebody means harm: what does not fit its field goes as what it is.
"""
import base64
import binascii
import pathlib
import re
import struct

PAGE = pathlib.Path(__file__).resolve().parents[2] / "shared" / "protocol" / "protocol.md"
HEADING = re.compile(r"^### `([\w.]+)`(?: \((\d+)\))?$")
FIELD = re.compile(r"^\| (\d+) \| `(\w+)` \| (.*?) \| ")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
NULL, FALSE, TRUE = 0xF6, 0xF4, 0xF5


def _holds(words):
    """What a field holds, as (kind, what more there is to say of it)."""
    if words.startswith("list of "):
        return "list", _holds(words.split(" × ", 1)[1])
    if words.startswith("["):
        return "record", re.match(r"\[`(\w+)`\]", words).group(1)
    if words.startswith("`"):
        return "names", re.findall(r"`([\w-]+)`", words)
    return re.match(r"\w+", words).group(), None


def _head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    width = 0 if value < 1 << 8 else 1 if value < 1 << 16 else 2 if value < 1 << 32 else 3
    return bytes([major << 5 | 24 + width]) + value.to_bytes(1 << width, "big")


def _base64(text):
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) if isinstance(text, str) else None
    except (binascii.Error, ValueError):
        return None


def plain(value):
    """A value by itself, whatever field it is in."""
    if value is None or isinstance(value, bool):
        return bytes([NULL if value is None else TRUE if value else FALSE])
    if isinstance(value, int):
        value = max(-1 << 64, min(value, (1 << 64) - 1))
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, str):
        said = value.encode("utf-8", "surrogatepass")
        return _head(3, len(said)) + said
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(plain, value))
    return _head(5, len(value)) + b"".join(plain(key) + plain(item) for key, item in value.items())


class Form:
    def __init__(self, page=None):
        self.numbers, self.fields, self.records = {}, {}, {}
        for line in (page or PAGE.read_text(encoding="utf-8")).splitlines():
            if heading := HEADING.match(line):
                name, number = heading.groups()
                fields = {}
                if number:
                    self.numbers[name] = int(number)
                    self.fields[name] = fields
                else:
                    self.records[name] = fields
            elif field := FIELD.match(line):
                key, name, words = field.groups()
                fields[name] = int(key), _holds(words)
        self._names = {number: name for name, number in self.numbers.items()}

    # to the host

    def encode(self, message):
        said = {name: value for name, value in message.items() if name != "type"}
        return self._record(self.fields[message["type"]], said, [plain(0) + plain(self.numbers[message["type"]])])

    def _record(self, fields, value, before=()):
        strange = {name: item for name, item in value.items() if name not in fields}
        entries = [*before, *(plain(fields[name][0]) + self._value(fields[name][1], item) for name, item in value.items() if name in fields)]
        return _head(5, len(entries) + len(strange)) + b"".join(entries) + b"".join(plain(name) + plain(item) for name, item in strange.items())

    def _value(self, holds, value):
        kind, more = holds
        if kind == "record" and isinstance(value, dict):
            return self._record(self.records[more], value)
        if kind == "list" and isinstance(value, list):
            return _head(4, len(value)) + b"".join(self._value(more, item) for item in value)
        if kind == "id" and isinstance(value, str) and ID.match(value):
            return plain(bytes.fromhex(value.replace("-", "")))
        if kind == "names" and value in more:
            return plain(more.index(value))
        if kind == "bytes" and (held := _base64(value)) is not None:
            return plain(held)
        return plain(float(value) if kind == "number" and type(value) is int else value)

    # from the host

    def decode(self, payload):
        value, end = _parsed(payload, 0)
        if end != len(payload) or not isinstance(value, dict) or 0 not in value:
            raise ValueError(f"no message: {payload[:40].hex()}")
        name = self._names[value.pop(0)]
        return {"type": name, **self._named(self.fields[name], value)}

    def _named(self, fields, value):
        names = {key: (name, holds) for name, (key, holds) in fields.items()}
        return {names[key][0]: self._spelled(names[key][1], item) for key, item in value.items() if key in names and item is not None}

    def _spelled(self, holds, value):
        kind, more = holds
        if kind == "record":
            return self._named(self.records[more], value)
        if kind == "list":
            return [self._spelled(more, item) for item in value]
        if kind == "names":
            return more[value]
        if kind == "id":
            text = value.hex()
            return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
        if kind == "bytes":
            return base64.urlsafe_b64encode(value).decode().rstrip("=")
        return value


def _parsed(data, at):
    """(value, where it ends). Of what the protocol uses; the rest is a ValueError."""
    major, argument = data[at] >> 5, data[at] & 31
    at += 1
    if argument > 27:
        raise ValueError("a length that is not said")
    raw = b""
    if argument > 23:
        raw = data[at:at + (1 << argument - 24)]
        at += len(raw)
        argument = int.from_bytes(raw, "big")
    if major < 2:
        return (argument if major == 0 else -1 - argument), at
    if major in (2, 3):
        held = bytes(data[at:at + argument])
        if len(held) < argument:
            raise ValueError("cut off")
        return (held if major == 2 else held.decode()), at + argument
    if major in (4, 5):
        out = []
        for _ in range(argument * (major - 3)):
            value, at = _parsed(data, at)
            out.append(value)
        return (out if major == 4 else dict(zip(out[::2], out[1::2]))), at
    if major == 7:
        if len(raw) >= 2:
            return struct.unpack({2: ">e", 4: ">f", 8: ">d"}[len(raw)], raw)[0], at
        return {20: False, 21: True}.get(argument), at
    raise ValueError("a tag")
