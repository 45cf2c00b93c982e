"""What the runner of the tests makes of what other runners say: a wrong count would hide a failure."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
import counts

GOOD = """◇ Test run started.
◇ Suite "Money" started.
◇ Test "adds up" started.
◇ Test case passing 1 argument n → 1 to "rounds" started.
✔ Test "adds up" passed after 0.001 seconds.
✔ Test case passing 1 argument n → 1 to "rounds" passed after 0.001 seconds.
✔ Test "rounds" with 4 test cases passed after 0.002 seconds.
✔ Suite "Money" passed after 0.003 seconds.
✔ Test run with 2 tests in 1 suite passed after 0.004 seconds.
"""


def test_swift_counts_tests_and_neither_suites_nor_cases():
    assert counts.swift(GOOD) == (2, 0)


def test_swift_counts_a_failed_test_once_however_many_issues_it_has():
    text = GOOD.replace('✔ Test "rounds" with 4 test cases passed', '✘ Test "rounds" recorded an issue at A.swift:1:1: x\n'
                        '✘ Test "rounds" with 4 test cases failed').replace("1 suite passed", "1 suite failed")
    assert counts.swift(text) == (1, 1)


def test_swift_counts_a_crash_as_a_failure():
    assert counts.swift(GOOD.rsplit("✔ Test run", 1)[0]) == (2, 1)
    assert counts.swift("") == (0, 1)


def test_swift_understands_colours():
    assert counts.swift("\x1b[92m✔\x1b[0m Test a() passed after 0.1 seconds.\n✔ Test run with 1 test passed after 0.1 seconds.") == (1, 0)


def test_a_report_that_is_missing_or_cut_off_is_a_failure(tmp_path):
    assert counts.junit(tmp_path / "none.xml") == (0, 1)
    (tmp_path / "cut.xml").write_text("<testsuites><testsuite tests='3'")
    assert counts.junit(tmp_path / "cut.xml") == (0, 1)
    (tmp_path / "good.xml").write_text("<testsuites><testsuite tests='9' failures='2' errors='1' skipped='1'/></testsuites>")
    assert counts.junit(tmp_path / "good.xml") == (5, 3)


def test_the_last_line_of_another_runner():
    assert counts.last_line("1 passed, 9 failed\nmore\n3 passed, 0 failed\n") == (3, 0)
    assert counts.last_line("Segmentation fault") == (0, 1)


def test_the_linter_counts_files():
    said = "Sources/A/B.swift:1:2: error: [LineLength] line is too long\n/x/Sources/A/B.swift:3:2: error: [Indentation] x\n"
    assert counts.findings(said, ["Sources/A/B.swift", "Sources/A/C.swift"]) == (1, 1)
    assert counts.findings("", ["Sources/A/B.swift"]) == (1, 0)
