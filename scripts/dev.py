"""Keeps a debug build of Haat running: builds when a file changes, starts anew when the build is good.

While it builds, the old one serves on. When the build fails, or Haat ends by itself, the port answers with a page that
says why, and that reloads itself once there is something better.
"""
import html
import os
import re
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WATCHED = ["Sources", "Templates", "Plugins", "Public", "Localizations", "Lists", "migrations", "Package.swift"]
BIND = os.environ.get("HAAT_BIND") or "127.0.0.1"
PORT = int(os.environ.get("HAAT_PORT") or 8080)
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<title>{title}</title><style>body{{font:15px/1.5 system-ui;margin:2rem;color-scheme:light dark}}pre{{font-size:13px;overflow:auto}}
mark{{background:none;color:#c0273b;font-weight:600}}</style><h1>{title}</h1><pre>{text}</pre></html>"""


def snapshot():
    """What a change is noticed by: a few hundred files are looked at in a few milliseconds."""
    seen = {}
    for name in WATCHED:
        top = ROOT / name
        for path in [top] if top.is_file() else top.rglob("*"):
            try:
                seen[path] = path.stat().st_mtime_ns
            except OSError:
                pass
    return seen


class ErrorPage:
    """Answers every request with what went wrong, until it is closed."""

    def __init__(self, title, text):
        marked = re.sub(r"^(\S+:\d+:\d+: error:.*)$", r"<mark>\1</mark>", html.escape(text), flags=re.M)
        body = PAGE.format(title=html.escape(title), text=marked).encode()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(503)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_HEAD = do_GET

            def log_message(self, *_):
                pass

        ThreadingHTTPServer.allow_reuse_address = True
        self.server = ThreadingHTTPServer((BIND, PORT), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Haat:
    """The program, and the last lines it said."""

    def __init__(self):
        self.lines = []
        self.process = subprocess.Popen(
            [ROOT / ".build/debug/haat", "serve"], cwd=ROOT, env=os.environ | {"HAAT_DEVELOPMENT": "1"},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            start_new_session=True)
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            sys.stdout.write(line)
            self.lines = (self.lines + [line])[-200:]

    def has_ended(self):
        return self.process.poll() is not None

    def stop(self):
        if not self.has_ended():
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.reader.join(1)


def build():
    began = time.monotonic()
    done = subprocess.run(
        ["swift", "build", "--product", "haat"], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, errors="replace")
    lines = list(dict.fromkeys(done.stdout.splitlines()))
    errors = [n for n, line in enumerate(lines) if ": error:" in line]
    telling = "\n".join(lines[errors[0]:] if errors else lines[-60:])
    print(f"dev: built in {time.monotonic() - began:.1f} s" if done.returncode == 0 else f"dev: the build failed\n{telling}")
    return None if done.returncode == 0 else telling


class Dev:
    def __init__(self):
        self.haat = None
        self.page = None

    def clear(self):
        if self.haat:
            self.haat.stop()
        if self.page:
            self.page.close()
        self.haat = self.page = None

    def renew(self):
        failure = build()
        self.clear()
        if failure:
            self.page = ErrorPage("The build failed", failure)
        else:
            self.haat = Haat()

    def run(self):
        before = snapshot()
        self.renew()
        while True:
            time.sleep(0.4)
            if self.haat and self.haat.has_ended():
                lines = "".join(self.haat.lines)
                code = self.haat.process.returncode
                self.clear()
                self.page = ErrorPage(f"Haat ended with code {code}", lines)
            now = snapshot()
            if now != before:
                before = now
                self.renew()


def main():
    dev = Dev()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        dev.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        dev.clear()


if __name__ == "__main__":
    main()
