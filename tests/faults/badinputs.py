#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Inputs that somebody would send to break a program: strings, names, file names, JSON and CBOR. Made, not listed, so
that lengths and positions are covered as well as the well-known tricks.

    badinputs.py --count
    badinputs.py --write FOLDER [--class strings]    one file each, and list.json; seeds for fuzzers and for the window
"""
import argparse
import itertools
import json
import pathlib
import struct
import sys

# What a window must never open. "%TRAP%" is replaced by a folder that the test watches, "%NET%" by an address.
MARKUP = [
    '<img src="%TRAP%/picture.png">', "<img src='file://%TRAP%/picture.png'>", '<img src="http://%NET%/pixel.gif">',
    '<link rel="stylesheet" href="%TRAP%/style.css">', '<style>@import "file://%TRAP%/style.css";</style>',
    '<body background="%TRAP%/paper.png">x', '<table background="%TRAP%/paper.png"><tr><td>x</table>',
    '<p style="background-image:url(%TRAP%/paper.png)">x</p>', '<object data="%TRAP%/thing.svg"></object>',
    '<iframe src="file://%TRAP%/page.html"></iframe>', '<script src="http://%NET%/run.js"></script>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="file://%TRAP%/picture.png"/></svg>',
    "![picture](%TRAP%/picture.png)", "![picture](file://%TRAP%/picture.png)", "![pixel](http://%NET%/pixel.gif)",
    "[![both](%TRAP%/picture.png)](file://%TRAP%/page.html)", "![ref][a]\n\n[a]: %TRAP%/picture.png",
    "<a href=\"file://%TRAP%/page.html\">report</a>", "[report](file://%TRAP%/page.html)", "[x](javascript:alert(1))",
    "[x](\\\\%NET%\\share\\x)", "\\\\%NET%\\share\\picture.png", "file://%TRAP%/picture.png", "http://%NET%/",
    "<table width=999999999 cellpadding=99999999>", "<table>" * 30, "<ul>" * 200, "<font size=99999999>x",
    "<img width=99999999 height=99999999 src=x>", "<p style='line-height:99999999%;margin:99999999px'>x",
    "&" * 500, "&#x10FFFF;&#xD800;&nosuch;", "<!--" * 100, "<![CDATA[" * 50, "<" * 2000, "]]>", "<?xml version='1.0'?><!DOCTYPE x "
    "[<!ENTITY a SYSTEM 'file://%TRAP%/entity'>]><x>&a;</x>",
]
MARKDOWN = [
    "*" * 1000, "_" * 1000, "`" * 1001, "~" * 1000, "[" * 1000, "![" * 500, "](" * 500, "> " * 400 + "deep", "- " * 300 + "deep",
    "\n".join("  " * n + "- x" for n in range(150)), "#" * 50 + " x", "|" * 500 + "\n" + "|-" * 250, "1. " * 300, "```" * 300,
    "**a" * 500, "a**" * 500, "[a](" + "(" * 500, "<http://" + "a" * 1500 + ">", "*a _b " * 400, "\\" * 999, "***" + "x" * 900 + "**",
    "[x]: y\n" * 300, "| a " * 300 + "|\n" + "|---" * 300 + "|\n" + "| b " * 300 + "|",
]
UNICODE = [
    "\u202e" + "gnp.exe", "a\u202eb\u202dc\u2066d\u2069", "\u200b" * 200, "\u200d" * 200, "\ufeff" * 50, "\u2028\u2029" * 50,
    "e" + "\u0301" * 300, "Z" + "".join(chr(0x300 + n % 112) for n in range(600)), "\u0e49" * 400, "\U000e0001\U000e0041" * 50,
    "\ufdfa" * 400, "\ufdfd" * 60, "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 60, "\U0001f3fb" * 200, "\U0001f1e9" * 301,
    "\uffff\ufffe\ufdd0", "\U0010ffff" * 40, "\ue000" * 100, "\u0000", "\u0001\u0007\u0008\u001b[2J\u001b]0;title\u0007", "\u007f\u0080\u009b",
    "\u180e\u2800\u3164\uffa0" * 30, "i\u0307\u0130\u0131I" * 50, "\u1e9e\ufb03\ufb04" * 80, "\u0640" * 500, "\u06dd\u070f" * 80,
    "\u2a6a" * 200, "\uaaaa\u1039" * 150, "\u0d4d\u0d4d\u0d4d" * 100, "ﷺ" * 300, "\u1100\u1161\u11a8" * 200, "\u0f71\u0f72" * 200,
    "\U0001d173" * 50, "\u17b4\u17b5" * 100, "\u034f" * 300, "\ufff9\ufffa\ufffb" * 60,
]
LENGTHS = [0, 1, 63, 64, 65, 127, 128, 249, 250, 251, 255, 256, 1023, 1024, 3999, 4000, 4001, 16384, 40000]
WORDS = [
    "null", "undefined", "true", "NaN", "-1", "1e309", "0x7fffffff", "'; DROP TABLE event; --", "\" OR 1=1 --", "%s%n%x%p" * 20, "%1%2%99%L1",
    "${HOME} $(reboot) `reboot`", "{{7*7}}", "../../../../etc/passwd", "C:\\Windows\\win.ini", "CON", "NUL.txt", "COM1", "a/b", "a\\b", ".", "..",
    "-rf", "--help", "~root", "name\n2026-01-01 forged log line", "\r\nSet-Cookie: x=y", "x" * 63 + "\U0001f600", " ", "\t\t", " leading", "trailing ",
    "a" * 300 + ".png", "x.png\u202egpj.exe", "x.txt:stream", "x\u2215y", "file .", "file.", "aux.c", "\\\\?\\C:\\x", "/dev/stdin", "/proc/self/mem",
]


def strings():
    """name → text. Every one may be the body of a message, a name, a topic, a status."""
    out = {}
    for kind, texts in (("markup", MARKUP), ("markdown", MARKDOWN), ("unicode", UNICODE), ("word", WORDS)):
        out.update({f"{kind} {n}": text for n, text in enumerate(texts)})
    out.update({f"length {n}": "x" * n for n in LENGTHS})
    out.update({f"wide {n}": "\U0001f600" * n for n in (32, 33, 125, 126, 2000, 2001)})
    # A picture each, though some are signs and some ask for the style of text.
    out.update({"pictures 0": "\U0001f680" * 2000, "pictures 1": "\U0001f321" * 2000, "pictures 2": "\u23ed" * 4000, "pictures 3": "\u231a\ufe0e" * 2000,
                "pictures 4": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 500, "pictures 5": "\U0001f1f8\U0001f1ee" * 1000})
    out["lines 2000"] = "\n" * 1999 + "x"
    out["one word"] = "W" * 3900
    return out


def json_frames(room, id):
    """name → bytes of a text frame that is no message, or nearly one."""
    post = '{"type":"chat.post","id":"%s","room":"%s","body":%%s}' % (id, room)
    out = {f"json value {n}": text.encode() for n, text in enumerate(
        ["", " ", "null", "0", "-0", "\"x\"", "[]", "{}", "[[]]", "{\"a\":{}}", "nul", "{", "}", "[", "{\"", "{\"type\"", "{\"type\":", "{,}", "{\"a\":1,}",
         "[1,]", "{'a':1}", "{a:1}", "// x\n{}", "{}{}", "{} x", "\ufeff{}", "NaN", "Infinity", "01", "1.", ".5", "+1", "1e", "0x10", "1e999", "-1e999",
         "[" * 60000, "{\"a\":" * 9000, "\"" + "\\u0000" * 100 + "\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\x\"", "\"\\u12\"", "\"\t\"", "\"" + "a" * 60000])}
    values = ["1e308", "12345678901234567890", "-9223372036854775809", "1.0000000000000000000001", "true", "null", "[\"x\"]", "{\"x\":1}", "\"\\ud800\"",
              "\"\\udc00x\"", "\"a\\u0000b\"", "\"" + "\\n" * 3000 + "\"", "\"" + "\\ud83d\\ude00" * 2000 + "\"", "\"x\",\"body\":\"y\"", "\"x\",\"type\":\"ping\"",
              "\"x\",\"__proto__\":{}", "\"x\",\"\":1", "\"x\",\"replyTo\":9007199254740993", "\"x\",\"replyTo\":-1", "\"x\",\"replyTo\":\"1\"", "\"x\"}}"]
    out.update({f"json body {n}": (post % value).encode() for n, value in enumerate(values)})
    for n, kind in enumerate(["", "chat.post ", "CHAT.POST", "room.event", "welcome", "ack", "x" * 5000, "\\u0000", "hello\\u0000", "rooms.list/../x"]):
        out[f"json type {n}"] = ('{"type":"%s","n":1}' % kind).encode()
    ids = ["", "0", "g" * 36, "{%s}" % id, id.upper(), id[:-1], id + "0", id.replace("-", ""), "00000000-0000-0000-0000-000000000000", "f" * 8 + "-" + id[9:],
           "'" + id]
    for n, bad in enumerate(ids):
        out[f"json id {n}"] = json.dumps({"type": "chat.post", "id": bad, "room": room, "body": "x"}).encode()
        out[f"json room {n}"] = json.dumps({"type": "room.join", "req": 1, "room": bad}).encode()
    out["json not utf-8"] = (post % '"').encode() + b'\xff\xfe"}'
    out["json long form"] = (post % '"').encode() + b'\xc0\xafx"}'
    out["json surrogate bytes"] = (post % '"').encode() + b'\xed\xa0\x80"}'
    return out


def _head(major, value, width):
    if width < 0:
        return bytes([major << 5 | value])
    return bytes([major << 5 | 24 + width]) + struct.pack((">B", ">H", ">I", ">Q")[width], value)


def cbor_frames():
    """name → bytes of a binary frame."""
    out, n = {}, itertools.count()
    add = lambda data: out.__setitem__(f"cbor {next(n)}", bytes(data))
    for major in range(8):
        for width, value in ((-1, 0), (-1, 23), (0, 0), (0, 255), (1, 65535), (2, 2**32 - 1), (3, 2**63), (3, 2**64 - 1)):
            add(_head(major, value, width))
            if major in (1, 2, 3, 4, 5):
                add(b"\xa2\x00\x03\x01" + _head(major, value, width))  # a ping whose number is that
    for extra in (b"\x1c", b"\x1f", b"\x3f", b"\x5f", b"\x7f", b"\x9f", b"\xbf", b"\xdf", b"\xff", b"\xf8\x10", b"\xf8\xff", b"\xfc", b"\xf9\x7e\x00",
                  b"\xf9\x7c\x00", b"\xfb\x7f\xf0" + bytes(6), b"\xf6", b"\xf7", b"\xc0\x00", b"\xc2\x49" + b"\xff" * 9, b"\xd8\x25\x50" + bytes(16)):
        add(extra)
        add(b"\xa2\x00\x03\x01" + extra)
    for nested in (b"\x81", b"\xa1\x00", b"\xc1", b"\x9f", b"\xd9\xff\xff"):
        for depth in (15, 17, 1023, 1025, 20000):
            add(nested * depth + b"\x00")
    add(b"\xa2\x00\x03\x00\x03")           # a key twice
    add(b"\xa2\x00\x03\x18\x01\x01")       # a key in long form
    add(b"\xa2\x20\x03\x01\x01")           # a negative key
    add(b"\xa2\x61a\x03\x01\x01")          # a key that is a text
    add(b"\xa2\x00\x03\x01\x01\x00")       # something behind it
    add(b"\xb9\xff\xff" + b"\x00\x03" * 300)
    add(b"\xa3\x00\x01\x01\x01\x03" + b"\x78\x28" + b"\xff" * 40)  # a name that is no UTF-8
    add(b"\xa3\x00\x01\x01\x01\x03" + b"\x64\xed\xa0\x80a")
    return out


def frames(room, id):
    """name → (binary?, bytes, whether it is the first thing that is said)."""
    out = {name: (False, data, False) for name, data in json_frames(room, id).items()}
    for name, data in cbor_frames().items():
        out[name] = True, data, False
        out[f"{name}, first"] = True, data, True
    return out


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", metavar="FOLDER")
    options.add_argument("--class", dest="kind", choices=["strings", "json", "cbor"], default="strings")
    options.add_argument("--count", action="store_true")
    chosen = options.parse_args()
    some = "019370e1-7c3a-7f00-8a11-3b5e9d2c4f60"
    classes = {"strings": {n: t.encode("utf-8", "surrogatepass") for n, t in strings().items()},
               "json": json_frames(some, some), "cbor": cbor_frames()}
    if chosen.write:
        folder = pathlib.Path(chosen.write)
        folder.mkdir(parents=True, exist_ok=True)
        for n, data in enumerate(classes[chosen.kind].values()):
            (folder / f"{chosen.kind}-{n:03}").write_bytes(data)
        (folder / "list.json").write_text(json.dumps(list(classes[chosen.kind])))
    for name, made in classes.items():
        print(f"{name} {len(made)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
