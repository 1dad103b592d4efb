#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Proof of the report itself: what may not pass does not, a short run tells what it was judged by, and what goes out in
CBOR is what the page of the protocol says."""
import ast
import contextlib
import importlib.machinery
import importlib.util
import inspect
import io
import pathlib
import random
import tempfile
import textwrap
import time
import types
import unittest
import unittest.mock

import attackcontrols
import attacks
import badinputs
import cborform
import chaos
import checker
import client
import crowd
import fuzzers
import history
import rows
import rows_crowd
import rows_harness
import rows_tls  # has attacks, too
import rows_widgets
import rules_presence
from host import Host


def bench(quick=True):
    one = object.__new__(rows.Bench)
    one.build, one.is_quick, one.seed = "nowhere", quick, 1
    one.figures, one.limits, one.complaints, one.controls, one.notes = {}, {}, [], [], []
    one.most, one.exceeded, one.excused = {}, set(), []
    return one


def judged(function, quick=True):
    rows.ROWS[0] = rows.Row(0, "made up", "≥ 50,000 of it", function, 1, 1, False)
    try:
        return rows.run_row(0, bench(quick))
    finally:
        del rows.ROWS[0]


def shown(result, quick):
    loader = importlib.machinery.SourceFileLoader("report", str(rows.HERE / "report"))
    report = importlib.util.module_from_spec(importlib.util.spec_from_loader("report", loader))
    loader.exec_module(report)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        report.show(types.SimpleNamespace(quick=quick, build="nowhere", seed=1), result)
    return out.getvalue()


def good(one):
    one.at_least("things", 3_100, one.of(3_000, 50_000))
    one.control("nothing at all", True)


class RowTest(unittest.TestCase):
    def test_without_a_control_nothing_passes(self):
        self.assertEqual(judged(good)["verdict"], "PASS")
        self.assertEqual(judged(lambda one: one.at_least("things", 5, 3))["verdict"], "FAIL")

    def test_a_control_that_is_not_noticed_fails(self):
        self.assertEqual(judged(lambda one: one.control("a broken host", False))["verdict"], "FAIL")

    def test_K16_a_limit_that_was_not_judged_is_named(self):
        def row(one):
            one.speed("slowest, ms", 20, 10)
            one.speed("least", 3, 2, at_least=True, utmost=1)
            one.exceeds("one that dawdles", {"slowest, ms": 30, "least": 0})
        self.assertEqual(judged(row)["excused"], ["slowest, ms", "least"])
        with unittest.mock.patch.object(rows, "build_type", lambda build: "Release"), \
                unittest.mock.patch.object(rows, "cpu_pressure", lambda: 0.0):
            result = judged(row, quick=False)
        self.assertEqual((result["excused"], result["verdict"]), ([], "FAIL"))

    def test_each_limit_needs_a_control(self):
        def row(limit, *names):
            def function(one):
                limit(one)
                one.control("a broken host", True, limits=names)
            return function

        def most(one):
            one.at_most("growth", 1, 8)

        def speed(one):
            one.speed("p99", 1, 50)
        for limit, name in ((most, "growth"), (speed, "p99")):  # a limit on time also where it is not judged
            self.assertEqual(judged(row(limit, name))["verdict"], "PASS")
            for other in ((), ("something else",)):
                result = judged(row(limit, *other))
                self.assertEqual((result["verdict"], result["complaints"]), ("FAIL", [f"{name}: no control exceeds its limit"]))
        self.assertEqual(judged(row(lambda one: one.at_least("things", 5, 3)))["verdict"], "PASS")

    def test_a_control_is_weighed_by_the_limit_of_its_row(self):
        def row(**found):
            def function(one):
                one.at_most("growth", 1, 8)
                one.speed("rate", 3_000, 2_000, at_least=True)
                one.exceeds("a broken host", found)
            return function
        self.assertEqual(judged(row(growth=9, rate=1_999))["verdict"], "PASS")
        self.assertEqual(judged(row(growth=8, rate=1_999))["verdict"], "FAIL")
        self.assertEqual(judged(row(growth=9, rate=2_000))["verdict"], "FAIL")
        self.assertEqual(judged(row(growth=9, rate=1_999, other=9))["verdict"], "FAIL")

    def test_what_no_machine_excuses_is_judged_in_a_short_run_too(self):
        def row(seconds, control):
            def function(one):
                one.speed("let go after", seconds, 12, utmost=26)
                one.exceeds("a host that waits longer", {"let go after": control})
            return function
        self.assertEqual(judged(row(20, 30))["verdict"], "PASS")
        self.assertEqual(judged(row(20, 30))["limits"], {"let go after": "≤ 26"})
        self.assertEqual(judged(row(27, 30))["verdict"], "FAIL")
        self.assertEqual(judged(row(20, 25))["verdict"], "FAIL")  # a control has to exceed what is judged in any run

    def test_a_row_that_broke_or_cannot_be_run_is_not_told_of_controls_it_did_not_come_to(self):
        def broke(one):
            one.at_most("growth", 1, 8)
            raise ValueError("broke")
        self.assertNotIn("growth: no control exceeds its limit", judged(broke)["complaints"])

        def missing(one):
            one.at_most("growth", 1, 8)
            raise rows.Skip("a program")
        self.assertEqual(judged(missing)["verdict"], "SKIP")

    def test_what_cannot_be_run_is_neither(self):
        def missing(one):
            raise rows.Skip("a program")
        self.assertEqual(judged(missing)["verdict"], "SKIP")

    def test_what_is_not_in_the_build_fails_and_what_failed_is_no_skip(self):
        def unbuilt(one):
            one.build = rows.pathlib.Path("nowhere")
            one.program("bin/nothing")
        self.assertEqual(judged(unbuilt)["verdict"], "FAIL")

        def half(one):
            one.at_least("things", 1, 3)
            raise rows.Skip("a file system")
        self.assertEqual(judged(half)["verdict"], "FAIL")

    def test_a_short_run_says_what_it_was_judged_by(self):
        words = shown(judged(good), True)
        self.assertIn("PASS (short run)", words)
        self.assertIn("things 3,100 (≥ 3,000)", words)
        self.assertNotIn("  wanted: ≥ 50,000", words)

    def test_the_whole_run_is_held_to_its_target(self):
        result = judged(good, quick=False)
        self.assertEqual(result["verdict"], "FAIL")
        self.assertIn("  wanted: ≥ 50,000", shown(result, False))


class SeedTest(unittest.TestCase):
    AGAIN = "COTERIE_SIM_SEED=137 build/ci/tests/tst_simulation everySeedHolds"

    def test_K21_a_seed_that_failed_is_named_however_much_is_said_of_it(self):
        words = f"FAIL!  : everySeedHolds() returned FALSE. ({self.AGAIN}: {'host 1: P9: something; ' * 40})\n   Loc: [x.cpp(1)]\n" + "more\n" * 300
        self.assertIn(f"{self.AGAIN}: host 1: P9", rows_harness.complaint_of(words))

    def test_K21_a_seed_that_ended_the_program_is_named(self):
        self.assertIn(self.AGAIN, rows_harness.complaint_of(f"PASS   : initTestCase()\n\n{self.AGAIN}: it did not come to its end\n"))
        self.assertEqual(rows_harness.complaint_of("no such program"), "no such program")

    def test_K21_another_seed_of_the_report_plays_others(self):
        played = []

        def simulate(command, seeds, first=1):
            played.extend(range(first, first + seeds) if command[-1] == "everySeedHolds" and command[0] == "here" else ())
            return 0, "", 1_000
        with unittest.mock.patch.object(rows_harness, "simulate", simulate):
            for seed in (1, 2):
                one = bench()
                one.seed, one.program = seed, lambda path: "here"
                rows_harness.simulation(one)
        self.assertEqual((min(played), max(played), len(set(played))), (1, 400, 400))


class LoadTest(unittest.TestCase):
    def test_K22_a_crowd_that_was_told_next_to_nothing_does_not_pass(self):
        def row(deliveries):
            def function(one):
                found = rows_crowd.Told(deliveries, 0, True, 1.0, 1_000, {"unanswered": 0, "refused": {}})
                crowd = unittest.mock.MagicMock(members=[types.SimpleNamespace(disorder=0)], present=[1])
                crowd.__enter__.return_value = crowd
                host = types.SimpleNamespace(address="127.0.0.1", port=1)
                with unittest.mock.patch.object(rows_crowd, "Crowd", lambda *a, **k: crowd), \
                        unittest.mock.patch.object(rows_crowd, "told", lambda *a, **k: found):
                    rows_crowd.spread(one, host, [("in bursts", {}, 1_000, 3)], 1)
                one.control("made up", True, limits=[*one.most])
            return function
        self.assertEqual(judged(row(1_000))["verdict"], "PASS")
        for deliveries in (0, 400):
            self.assertEqual(judged(row(deliveries))["complaints"], [f"in bursts: deliveries: {deliveries} is under 1,000"])


# Its port is there before its file is, as that of the real one (rule S23 of the server).
OPENS_LATE = """#!/usr/bin/env python3
import pathlib, socket, sys, time
door = socket.create_server(("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1])))
file = pathlib.Path(sys.argv[sys.argv.index("--file") + 1])
time.sleep(0.3)
file.write_text(file.read_text() + "open " if file.exists() else "open ")
print("It listens on port", door.getsockname()[1], flush=True)
time.sleep(60)
"""


class FuzzersTest(unittest.TestCase):
    """Row 8 in the whole run: a fuzzer that was not run, or tried nothing, has found nothing wrong."""

    def said(self, *lines):
        return "".join(f"{word:4} {name:10} {inputs:>11} inputs,    100 a second\n" for word, name, inputs in lines)

    def test_every_fuzzer_that_there_is_has_to_have_run(self):
        some = [("ok", "decode", "1,200"), ("ok", "board", "7")]
        self.assertEqual(fuzzers.complaints(["decode", "board"], 0, self.said(*some)), [])
        self.assertEqual(fuzzers.complaints(["decode", "board", "sync"], 0, self.said(*some)), ["sync did not run"])
        self.assertEqual(fuzzers.complaints(["decode"], 0, self.said(("ok", "decode", "0"))), ["decode tried nothing"])
        self.assertTrue(fuzzers.complaints(["decode"], 1, self.said(("FAIL", "decode", "1,200"))))
        self.assertIn("decode did not run", fuzzers.complaints(["decode"], 1, ""))
        self.assertEqual(sorted(f"fuzz_{name}" for name in fuzzers.known()), sorted(path.stem for path in fuzzers.RUN.parent.glob("fuzz_*.cpp")))

    def test_where_they_cannot_be_made_the_row_is_a_skip_and_what_it_found_wrong_a_failure(self):
        def row(passed):
            def function(one):
                one.expect(passed, "a kept input")
                one.control("a broken host", True)
                fuzzers.run(one, 60)
            return function
        with unittest.mock.patch.object(fuzzers, "are_possible", lambda: False):
            self.assertEqual([judged(row(passed), quick=False)["verdict"] for passed in (True, False)], ["SKIP", "FAIL"])


class FilesTest(unittest.TestCase):
    def test_a_file_that_a_text_names_is_none_that_a_window_always_opens(self):
        def opened(path):
            return rows_widgets.unusual([("openat", f'AT_FDCWD, "{path}", O_RDONLY|O_CLOEXEC) = 5')], "/own")
        for text in badinputs.WORDS:
            if text.startswith(("/proc", "/dev")):
                self.assertEqual(opened(text), [text])
                self.assertTrue(any(name in text for name in rows_widgets.NAMED), text)
        for path in ("/proc/self/maps", "/proc/self/environ", "/etc/passwd"):
            self.assertEqual(opened(path), [path])
        for path in ("/proc/self/statm", "/usr/share/fonts/x.ttf"):
            self.assertEqual(opened(path), [])


class ClosedTest(unittest.TestCase):
    def test_how_a_connection_ends_is_what_its_last_frame_says(self):
        slow = b"\x88\x1b\x0f\xa8nothing was read for 30 s"
        for rest, words in ((b"", "closed"), (b'"}}' + slow, "closed 4008"), (slow, "closed 4008"), (b"\x88\x02\x03\xe8", "closed 1000"),
                            (b"\x88\x02" + slow, "closed 4008"), (slow[:-1], "closed"), (slow + b"\x81", "closed")):
            self.assertEqual(crowd.end_of(rest), words)


class SlowMachineTest(unittest.TestCase):
    def test_K17_a_host_has_started_when_it_says_so_and_not_when_its_port_answers(self):
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder) / "late"
            program.write_text(OPENS_LATE)
            program.chmod(0o755)
            with Host(str(program), pathlib.Path(folder) / "host") as host:
                for opened in ("open ", "open open "):  # of the second start the port is known before
                    host.start()
                    self.assertEqual(host.file.read_text(), opened)
                    host.kill()

    def test_K18_a_storm_goes_on_until_it_has_had_its_kinds_of_fault(self):
        words = ["--faults", "rst,dup,unsound,people", "--seconds", "0.3", "--every", "0.2", "--clients", "2", "--kinds"]

        def kinds(wanted):
            _, report = chaos.run(chaos.parser().parse_args([*words, str(wanted)]))
            return sum(name.startswith("faults: ") for name in report["counts"])
        with unittest.mock.patch.object(chaos, "LONGER", 100):
            self.assertEqual(kinds(4), 4)
        self.assertLess(kinds(0), 4)

    def test_K19_somebody_has_gone_from_when_their_connection_began_to_be_ended(self):
        said = []
        one = client.Client(client.Identity("somebody"), None, said.append, random.Random(1))
        one.identity.links, one._welcomed = 1, True
        one._connection = types.SimpleNamespace(abort=lambda reset: None)
        one.drop()
        begun = time.monotonic()
        time.sleep(0.05)  # until our loop comes to see it
        one.closed(1006, "")
        gone = next(item for item in said if isinstance(item, history.Gone))
        self.assertLessEqual(gone.t, begun)
        self.assertGreaterEqual(gone.t + gone.notice, begun + 0.05)
        self.assertGreaterEqual(gone.seen, begun + 0.05)  # what "not later than" counts from


class PresenceTest(unittest.TestCase):
    def test_K20_who_was_connected_to_the_host_before_is_not_taken_for_one_whom_this_one_forgot(self):
        def complaints(*more):
            items = [history.Came(0.0, "ada"), *more, history.Presence(5.4, "c4", 2, "ada", False, False, 5.2), history.Gone(5.6, "ada", 0.0)]
            found = checker.Findings()
            rules_presence.judge(checker.Index(items), found)
            return dict(found.counts)
        self.assertEqual(complaints(history.Fault(1.0, "rst")), {"presence-absent": 1})
        self.assertEqual(complaints(history.Fault(1.0, "kill9"), history.Fault(5.0, history.RESTART)), {})
        back = history.Fault(1.0, history.RESTART), history.Gone(1.0, "ada", 0.0), history.Came(2.0, "ada")
        self.assertEqual(complaints(*back), {"presence-absent": 1})


def own_complaints(function):
    """What an attack may complain of, as its source has it, with {} for what is put in."""
    found = []
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node] if isinstance(node, ast.Constant) else []
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
        found += [text] if text.startswith("!") and text.strip("! ") else []
        if isinstance(node, ast.Name) and node.id == "closed_within":
            found += own_complaints(attacks.closed_within)
    return found


class AttackTest(unittest.TestCase):
    def test_K14_each_complaint_of_each_attack_has_a_control(self):
        self.assertEqual(set(attackcontrols.CONTROLS), set(attacks.ATTACKS))
        for name, attack in attacks.ATTACKS.items():
            words = [word for control in attackcontrols.CONTROLS[name] for word in control.words]
            self.assertTrue(words, name)
            for complaint in own_complaints(attack.function):
                self.assertTrue(any(word in complaint for word in words), f"{name}: {complaint}")
        self.assertEqual(own_complaints(attacks.slowloris), ["! {} of {} were still open after {} s"])

    def judged(self, names, complaints):
        """`complaints`: what was found, by attack, for each of its controls."""
        def row(one):
            judging = object.__new__(attackcontrols.Judging)
            judging.prepare(names)
            judging.read = lambda: complaints
            judging.judge(one)
        return judged(row)

    def test_K14_an_attack_without_a_control_fails_its_row(self):
        found = {"slowloris": [["200 of 200 were still open after 6 s"]]}
        self.assertEqual(self.judged(["slowloris"], found)["verdict"], "PASS")
        result = self.judged(["slowloris", "made_up"], found)
        self.assertEqual((result["verdict"], result["complaints"]), ("FAIL", ["made_up: no control shows that its verdict is ever another"]))

    def test_K14_a_control_has_to_hear_each_of_its_words(self):
        for complaints in ([], ["grew by 100 MiB"]):
            self.assertEqual(self.judged(["slowloris"], {"slowloris": [complaints]})["verdict"], "FAIL")
        other, slow, kept = "grew by 100 MiB", "slower than 2 s", "some were kept"
        self.assertEqual(self.judged(["deaf_listeners"], {"deaf_listeners": [[other, slow, kept]]})["verdict"], "PASS")
        self.assertEqual(self.judged(["deaf_listeners"], {"deaf_listeners": [[other, slow]]})["verdict"], "FAIL")
        with self.assertRaises(ValueError):  # as many as there are
            attackcontrols.pairs(["repeated_id"], {"repeated_id": [["not once, or not all answered"]]})


EXAMPLES = {"text": "hü", "integer": 300, "number": 0.1, "flag": True, "id": "019370e1-7c3a-7f00-8a11-3b5e9d2c4f60", "bytes": "AP_-"}


def example(form, holds):
    kind, more = holds
    if kind == "record":
        return {name: example(form, field) for name, (_, field) in form.records[more].items()}
    return [example(form, more)] * 2 if kind == "list" else more[-1] if kind == "names" else EXAMPLES[kind]


class FormTest(unittest.TestCase):
    def test_every_message_of_the_page_reads_as_it_was_written(self):
        form = cborform.Form()
        self.assertGreater(len(form.numbers), 40)
        for kind, fields in form.fields.items():
            self.assertTrue(fields, kind)
            message = {"type": kind, **{name: example(form, holds) for name, (_, holds) in fields.items()}}
            self.assertEqual(form.decode(form.encode(message)), message)

    def test_its_numbers_are_those_of_the_page(self):
        page = cborform.PAGE.read_text(encoding="utf-8")
        ping = {"type": "ping", "n": 1}
        self.assertEqual(cborform.Form(page).encode(ping), bytes((0xA2, 0, 3, 1, 1)))
        self.assertEqual(cborform.Form(page.replace("| 1 | `n` |", "| 7 | `n` |")).encode(ping), bytes((0xA2, 0, 3, 7, 1)))

    def test_what_does_not_fit_its_field_goes_as_what_it_is(self):
        self.assertEqual(cborform.Form().encode({"type": "ping", "n": "x\ud800"}), bytes((0xA2, 0, 3, 1, 0x64)) + b"x\xed\xa0\x80")


if __name__ == "__main__":
    unittest.main()
