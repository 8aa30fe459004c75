#!/usr/bin/env python3
"""Plays each demonstration without delays and compares it, word for word, with its recording NAME.txt beside this file.

usage: demos.py --shell PROGRAM --demos FOLDER [--update] [--only TEXT]
A demonstration that no longer prints what was recorded fails. Its asciinema recording must be well formed too.
"""
import argparse
import difflib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shell", required=True)
    p.add_argument("--demos", required=True)
    p.add_argument("--update", action="store_true")
    p.add_argument("--only", default="")
    a = p.parse_args()
    env = dict(os.environ, NO_COLOR="1", TERM="dumb", TZ="UTC", LANG="en_US.UTF-8", LC_ALL="en_US.UTF-8", CSSHELL_SHARE=str(pathlib.Path(a.demos).resolve().parent))
    passed = failed = 0

    def fail(text):
        nonlocal failed
        failed += 1
        print(text)

    for demo in sorted(pathlib.Path(a.demos).glob("*.ps1")):
        if a.only not in demo.stem: continue
        golden = HERE / (demo.stem + ".txt")
        done = subprocess.run([a.shell, "demo", demo.stem, "-Fast"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env, timeout=60)
        got = done.stdout.decode("utf-8", "replace")
        if a.update: golden.write_text(got, encoding="utf-8")
        want = golden.read_text(encoding="utf-8") if golden.exists() else ""
        if done.returncode: fail(f"=== {demo.stem}: exit code {done.returncode}\n{got[-2000:]}")
        elif got != want: fail(f"=== {demo.stem}\n" + "".join(difflib.unified_diff(want.splitlines(True), got.splitlines(True), "recorded", "played", n=1)))
        else: passed += 1
        with tempfile.TemporaryDirectory() as scratch:
            cast = pathlib.Path(scratch, "demo.cast")
            subprocess.run([a.shell, "demo", demo.stem, "-Fast", "-Record", str(cast)], stdin=subprocess.DEVNULL, capture_output=True, env=env, timeout=60)
            try:
                lines = cast.read_text(encoding="utf-8").splitlines()
                header, times = json.loads(lines[0]), [json.loads(x)[0] for x in lines[1:]]
                if header["version"] == 2 and times == sorted(times) and len(times) > 5: passed += 1
                else: fail(f"=== {demo.stem}: the recording is not a well-formed asciinema v2 file")
            except (OSError, ValueError, IndexError, KeyError) as e: fail(f"=== {demo.stem}: no readable recording ({e})")
    print(f"{passed} passed, {failed} failed")
    sys.exit(bool(failed))


main()
