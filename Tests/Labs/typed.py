#!/usr/bin/env python3
"""Does each lab as a reader does: its solution as a file given to csshell, and typed line by line at a pseudo-terminal.

usage: typed.py --shell CSSHELL [--lab ID]… [--packs FOLDER] [-v]
Either way Test-Lab must say that all checks passed, and nothing may have been refused.
The last line is `N passed, N failed`; the exit code is 1 when something failed.
"""
import argparse
import os
import pathlib
import pty
import re
import select
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROMPT = "lab> "
ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]|\r")
TAIL = "Test-Lab | Where-Object Result -ne Passed | Format-List Check, Detail\n'refused: ' + @($Error).Count\n"


def surroundings(folder):
    return dict(os.environ, XDG_DATA_HOME=folder, HOME=folder, TMPDIR=folder, TZ="UTC", LANG="en_US.UTF-8", TERM="xterm", NO_COLOR="1")


def from_file(shell, lab, solution, folder):
    file = pathlib.Path(folder) / "lab.ps1"
    file.write_text(f"Start-Lab {lab} -Quiet\n{solution}\n{TAIL}", encoding="utf-8")
    done = subprocess.run([shell, "-NoProfile", str(file)], cwd=folder, env=surroundings(folder), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr


def typed(shell, lab, solution, folder):
    """Types a line whenever the prompt stands at the end of the screen and nothing more comes."""
    lines = [f"function prompt {{ '{PROMPT}' }}", f"Start-Lab {lab} -Quiet"] + solution.splitlines() + TAIL.splitlines() + ["exit"]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve(shell, [shell, "-NoProfile", "-NoLogo"], surroundings(folder))
    seen, begun, fresh, last = b"", time.time(), True, time.time()
    try:
        while time.time() - begun < 90:
            ready, _, _ = select.select([terminal], [], [], 0.05)
            if ready:
                try:
                    piece = os.read(terminal, 65536)
                except OSError:
                    break
                if not piece:
                    break
                seen, last, fresh = seen + piece, time.time(), True
                continue
            text = ESCAPES.sub("", seen.decode(errors="replace"))
            # The first prompt is the shell's own; a line that the editor still draws is not answered.
            waits = text.endswith(PROMPT) or text.endswith(">> ") or text.endswith("> ")
            if fresh and waits and time.time() - last > 0.08 and lines:
                os.write(terminal, (lines.pop(0) + "\r").encode())
                fresh = False
    finally:
        os.close(terminal)
        try:
            os.kill(child, 9)
        except ProcessLookupError:
            pass
        os.waitpid(child, 0)
    return ESCAPES.sub("", seen.decode(errors="replace"))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--shell", required=True)
    options.add_argument("--lab", action="append")
    options.add_argument("--packs", default=str(ROOT / "Sources/Labs/Packs"))
    options.add_argument("-v", action="store_true")
    given = options.parse_args()
    shell = str(pathlib.Path(given.shell).resolve())
    good = bad = 0
    for pack in sorted(d for d in pathlib.Path(given.packs).iterdir() if (d / "lab.psd1").exists()):
        if given.lab and pack.name not in given.lab:
            continue
        solution = (pack / "solution.ps1").read_text(encoding="utf-8").rstrip()
        for way in (from_file, typed):
            with tempfile.TemporaryDirectory() as folder:
                out = way(shell, pack.name, solution, folder)
            ok = re.search(rf"Lab {pack.name}: all \d+ checks passed", out) and re.search(r"^refused: 0", out, re.M)
            good, bad = good + bool(ok), bad + (not ok)
            if given.v or not ok:
                print(f"{'ok' if ok else 'FAIL'} {pack.name} {way.__name__}")
            if not ok:
                print("  " + "\n  ".join(out.splitlines()[-40:]))
    print(f"{good} passed, {bad} failed")
    sys.exit(1 if bad or not good else 0)


main()
