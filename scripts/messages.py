"""Holds the catalogs against the messages that the source says: which lack their Bengali, which nobody says.

The compiler knows every message, wherever it stands and however it became one, in templates too: built with
LIST_MESSAGES, `Message`'s literals are deprecated, and each use is a warning with its place.

    scripts/messages.py           lists what is wrong
    scripts/messages.py --keys    lists every message
"""
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = ROOT / ".build/messages"
FLAGS = ["-DLIST_MESSAGES", "-Wwarning", "DeprecatedDeclaration"]
PLACE = re.compile(r"^([^\s|].*?):(\d+):(\d+): warning: 'init\(string(?:Literal|Interpolation):\)' is deprecated: a message")
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}


def places():
    """Every (file, line, column) where a message begins. Builds from nothing, as only what is compiled is listed."""
    shutil.rmtree(SCRATCH, ignore_errors=True)
    words = ["swift", "build", "--target", "haat", "--scratch-path", SCRATCH, *(w for f in FLAGS for w in ("-Xswiftc", f))]
    built = subprocess.run(words, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    shutil.rmtree(SCRATCH, ignore_errors=True)
    if built.returncode:
        sys.exit("\n".join(l for l in built.stdout.splitlines() if "error:" in l) or built.stderr)
    found = {PLACE.match(line) for line in built.stdout.splitlines()} - {None}
    return sorted({(str(ROOT / m[1]), int(m[2]), int(m[3])) for m in found})


def key(text):
    """The key of the literal that the text begins with: `Only \\(count) left` is `Only {1} left`."""
    result, count, position = [], 0, 1
    while text[position] != '"':
        if text.startswith("\\(", position):
            count += 1
            position = behind_parenthesis(text, position + 2)
            result.append(f"{{{count}}}")
        elif text[position] == "\\":
            result.append(ESCAPES.get(text[position + 1], text[position + 1]))
            position += 2
        else:
            result.append(text[position])
            position += 1
    return "".join(result)


def behind_parenthesis(text, position):
    depth = 1
    while depth:
        if text[position] == '"':
            position += 1
            while text[position] != '"':
                position += 2 if text[position] == "\\" else 1
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        position += 1
    return position


def messages():
    """Where each key is said first."""
    found = {}
    for path, line, column in places():
        # Columns count bytes.
        text = Path(path).read_bytes().split(b"\n")[line - 1][column - 1:].decode()
        if not text.startswith('"') or text.startswith('"""'):
            sys.exit(f"{path}:{line}: a message is one literal on one line")
        found.setdefault(key(text), f"{Path(path).relative_to(ROOT)}:{line}")
    return found


def problems(said):
    catalogs = {name: json.loads((ROOT / f"Localizations/{name}.json").read_text()) for name in ("en", "bn")}
    for key, place in said.items():
        if key not in catalogs["bn"] and re.search(r"[^\W\d_]", re.sub(r"\{\d\}", "", key)):
            yield f"{place}: no Bengali for {json.dumps(key)}"
    for name, catalog in catalogs.items():
        for key in catalog.keys() - said.keys():
            yield f"Localizations/{name}.json: nobody says {json.dumps(key, ensure_ascii=False)}"


def main(words):
    said = messages()
    if words == ["--keys"]:
        return print("\n".join(f"{place}\t{key}" for key, place in said.items()))
    wrong = sorted(problems(said))
    for line in wrong:
        print(f"error: {line}")
    print(f"{len(said)} messages, {len(wrong)} problems")
    sys.exit(1 if wrong or not said else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
