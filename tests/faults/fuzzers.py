# SPDX-License-Identifier: MIT
"""The fuzzers of tests/fuzz, each for a while from the inputs that are kept, for row 8. That their properties can be broken is
shown by the plants of tst_fuzz_corpus and tst_fuzz_corpus_app, which the row replays."""
import importlib.machinery
import importlib.util
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from rows import Skip

RUN = pathlib.Path(__file__).resolve().parents[1] / "fuzz" / "run"
MISSING = "clang++ with libFuzzer, for the fuzzers (packaging/setup deps analysis); the rest of the row was run"
LINE = re.compile(r"^(ok|FAIL) +(\w+) +([\d,]+) inputs", re.M)
NOTHING = '#include <cstddef>\nextern "C" int LLVMFuzzerTestOneInput(const unsigned char *, std::size_t) { return 0; }\n'


def are_possible():
    """Whether there is a compiler that makes them: clang is often there without its libraries."""
    if not shutil.which("clang++"):
        return False
    with tempfile.TemporaryDirectory(prefix="coterie-fuzz-") as folder:
        source = pathlib.Path(folder, "nothing.cpp")
        source.write_text(NOTHING)
        made = subprocess.run(["clang++", "-fsanitize=fuzzer,address,undefined", source, "-o", source.with_suffix("")], capture_output=True)
        return made.returncode == 0


def known():
    """Every fuzzer that there is, by the list that tests/fuzz/run has of them."""
    loader = importlib.machinery.SourceFileLoader("fuzz_run", str(RUN))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("fuzz_run", loader))
    loader.exec_module(module)
    return list(module.LONGEST)


def complaints(wanted, returncode, said, errors=""):
    """What is wrong with such a run: one found something, or was not run, or tried nothing."""
    ran = {name: (word, inputs) for word, name, inputs in LINE.findall(said)}
    out = [f"{name} did not run" for name in wanted if name not in ran]
    out += [f"{name} tried nothing" for name, (_, inputs) in ran.items() if inputs == "0"]
    if returncode != 0 or any(word != "ok" for word, _ in ran.values()):
        out.append(f"ended with {returncode}: {said[-600:]}{errors[-300:]}")
    return out


def run(bench, seconds, *targets):
    """Builds them and runs each for so long; of no targets all of them. A figure says what was tried. To be called when the rest of the row
    was judged: where they cannot be made, the row could not be run."""
    if not are_possible():
        raise Skip(MISSING)
    wanted = targets or known()
    done = subprocess.run(["nice", sys.executable, RUN, "--seconds", str(seconds), *wanted], capture_output=True, text=True)
    bench.figure("fuzzers", ", ".join(f"{name} {inputs}" for _, name, inputs in LINE.findall(done.stdout)) + f" inputs in {seconds} s each")
    wrong = complaints(wanted, done.returncode, done.stdout, done.stderr)
    bench.expect(not wrong, f"tests/fuzz/run: {'; '.join(wrong)}")
