"""Reads from what a test runner said how many tests passed and how many failed."""
import re
import xml.etree.ElementTree as ET
from pathlib import Path

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ENDED = re.compile(r'^\S+\s+Test (?!run |case )(.+?)(?: with \d+ test cases?)? (passed|failed) after ')
RUN = re.compile(r"^\S+\s+Test run with (\d+) tests?.* (passed|failed) after ")


def swift(text):
    """Counts single tests: the summary says how many ran, but not how many of them failed.

    A run that did not end took its unfinished tests with it, and counts as one more failure.
    """
    passed, failed, ended = 0, 0, False
    for line in text.splitlines():
        line = COLOUR.sub("", line).strip()
        if match := ENDED.match(line):
            if match[2] == "passed":
                passed += 1
            else:
                failed += 1
        elif RUN.match(line):
            ended = True
    return passed, failed if ended else failed + 1


def last_line(text):
    """Of a runner that ends with "N passed, N failed" itself; without such a line it has failed."""
    found = re.findall(r"^(\d+) passed, (\d+) failed$", text, re.M)
    return (int(found[-1][0]), int(found[-1][1])) if found else (0, 1)


def junit(path):
    """Reads pytest's XML report; none at all is one failure."""
    try:
        suites = ET.parse(path).getroot().iter("testsuite")
    except (OSError, ET.ParseError):
        return 0, 1
    passed = failed = 0
    for suite in suites:
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        failed += bad
        passed += int(suite.get("tests", 0)) - bad - int(suite.get("skipped", 0))
    return passed, failed


def findings(text, files):
    """Of a linter that names the file of each finding: files without any, and files with some."""
    known = {str(Path(f)) for f in files}
    bad = {m[1] for m in re.finditer(r"^(?:.*/)?([^\s:]+?):\d+:\d+: (?:warning|error):", text, re.M)}
    hit = {f for f in known if any(f.endswith(b) for b in bad)}
    return len(known) - len(hit), len(hit) or len(bad)
