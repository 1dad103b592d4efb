# SPDX-License-Identifier: MIT
"""What is in an exported file, read by nothing of the program: a PNG by its pixels, an SVG as XML, a PDF by its objects."""

import base64
import json
import re
import subprocess
import xml.etree.ElementTree
import zlib

from desktop import Look

SVG = "{http://www.w3.org/2000/svg}"


def board(file):
    """The objects of an exported board, by id."""
    return {thing["id"]: thing for thing in json.loads(file.read_bytes())["objects"]}


class Png:
    def __init__(self, file):
        data = file.read_bytes()
        assert data[:8] == b"\x89PNG\r\n\x1a\n" and data[-8:-4] == b"IEND", "no whole PNG"
        self.size = tuple(int.from_bytes(data[at:at + 4], "big") for at in (16, 20))
        pixels = subprocess.run(["convert", str(file), "-depth", "8", "ppm:-"], stdout=subprocess.PIPE, check=True, timeout=60)
        self.look = Look(pixels.stdout)


class Svg:
    def __init__(self, file):
        root = xml.etree.ElementTree.parse(file).getroot()
        assert root.tag == SVG + "svg", "no SVG"
        self.size = int(root.get("width")), int(root.get("height"))
        self.corner = tuple(float(part) for part in root.get("viewBox").split()[:2])
        self.fills = {part.get("fill") for part in root.iter() if part.get("fill")}
        self.signs = sum(1 for _ in root.iter(SVG + "use")) # letters that are painted
        held = next(part for part in root.iter(SVG + "metadata") if part.get("id") == "coterie-board")
        self.board = {thing["id"] for thing in json.loads(zlib.decompress(base64.b64decode(held.text)))["objects"]}


class Pdf:
    def __init__(self, file):
        data = file.read_bytes()
        assert data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF"), "no whole PDF"
        objects = {int(number): body for number, body in re.findall(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", data, re.DOTALL)}
        pages = [body for body in objects.values() if re.search(rb"/Type ?/Page\b", body)]
        self.sizes = [tuple(float(part) for part in re.search(rb"/MediaBox ?\[([^]]*)\]", page)[1].split()[2:]) for page in pages]
        contents = [objects[int(re.search(rb"/Contents (\d+) 0 R", page)[1])] for page in pages]
        self.contents = [zlib.decompress(body.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0]) for body in contents]

    def fills(self, page, argb):
        """Whether something on that page is filled with the colour."""
        wanted = [int(argb[at:at + 2], 16) / 255 for at in (2, 4, 6)]
        return any(all(abs(float(part) - share) < 0.002 for part, share in zip(found, wanted))
                   for found in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) rg\b", self.contents[page]))
