# SPDX-License-Identifier: MIT
"""The fuzzers of tests/fuzz, each for a while from the inputs that are kept, for row 8. That their properties can be broken is
shown by the plants of tst_fuzz_corpus and tst_fuzz_corpus_app, which the row replays."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

RUN = pathlib.Path(__file__).resolve().parents[1] / "fuzz" / "run"
MISSING = "the fuzzers did not run: clang++ with libFuzzer is not installed (packaging/setup deps analysis)"
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


def run(bench, seconds, *targets):
    """Builds them and runs each for so long; of no targets all of them. A figure says what was tried."""
    if not are_possible():
        return bench.note(MISSING)
    done = subprocess.run(["nice", sys.executable, RUN, "--seconds", str(seconds), *targets], capture_output=True, text=True)
    lines = re.findall(r"^(ok|FAIL) +(\w+) +([\d,]+) inputs", done.stdout, re.M)
    bench.figure("fuzzers", ", ".join(f"{name} {inputs}" for _, name, inputs in lines) + f" inputs in {seconds} s each")
    bench.expect(done.returncode == 0 and lines and all(word == "ok" for word, _, _ in lines),
                 f"tests/fuzz/run: {done.stdout[-600:]}{done.stderr[-300:]}")
