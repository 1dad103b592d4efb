#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each numbered rule of a README is quoted by a test, and each number that the name of a test begins with is a rule.
A guarantee (G) has a test of its own: one whose name begins with its number, or a row of the fault runs that names it.
Usage: quotedrules.py SOURCE-FOLDER"""
import pathlib
import re
import sys

# A row of a table of rules, or a paragraph that begins with the number.
RULE = re.compile(r"^(?:\| *([A-Z]\d+) *\||\*\*([A-Z]\d+)(?:\*\*| ))", re.M)
# P7_… in a name, or the number by itself in a comment, a string or a name of Python.
QUOTED = re.compile(r"(?<![A-Za-z0-9])([A-Z]\d+)(?![A-Za-z0-9])")
# P7_… at the beginning of a test's name, in C++ and in Python, and in what a row of the fault runs says of itself.
NAMES = re.compile(r"\b(?:void |def test_)((?:[A-Z]\d+_)+)")
ROW = re.compile(r"^@row\((.*?)\)\n(?:def|@)", re.M | re.S)
GUARANTEES = "G"
# Rules of the product's design, which have pages of their own.
ELSEWHERE = set("CDLRUW")
SOURCES = {".cpp", ".h", ".py", ".sh", ""}


def rules(root):
    found = {}
    for page in sorted(root.glob("**/README.md")):
        if page.relative_to(root).parts[0] in ("build", ".git"):
            continue
        for match in RULE.finditer(page.read_text(encoding="utf-8")):
            found.setdefault(match.group(1) or match.group(2), page.relative_to(root))
    return found


def texts(root):
    for path in sorted((root / "tests").glob("**/*")):
        if path.is_file() and path.suffix in SOURCES and "node_modules" not in path.parts and path.name != pathlib.Path(__file__).name:
            try:
                yield path.relative_to(root), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def quoted(root):
    found = set()
    for path, text in texts(root):
        names = [number for numbers in NAMES.findall(text) for number in numbers.split("_")]
        rows = [number for row in ROW.findall(text) for number in QUOTED.findall(row)] if path.suffix == ".py" else []
        anywhere = QUOTED.findall(re.sub(r"(?<=[A-Z0-9])_", " ", text))
        found |= {*names, *rows} | {number for number in anywhere if number[0] not in GUARANTEES}
    return found


def main():
    root = pathlib.Path(sys.argv[1])
    known, named = rules(root), quoted(root)
    bad = [f"{page}: no test {'is named after' if number[0] in GUARANTEES else 'quotes'} {number}" for number, page in sorted(known.items()) if number not in named]
    begins = re.compile(r"\bvoid ((?:[A-Z]\d+_)+)")
    for path in sorted((root / "tests").glob("**/*.cpp")):
        for numbers in begins.findall(path.read_text(encoding="utf-8")):
            bad += [f"{path.relative_to(root)}: there is no rule {number}" for number in numbers.split("_")
                    if number and number not in known and number[0] not in ELSEWHERE]
    print("\n".join(bad + [f"{len(known)} rules, {len(bad)} faults"]))
    return 1 if bad or not known else 0


if __name__ == "__main__":
    sys.exit(main())
