#!/usr/bin/env python3
"""Keeps ROWS.txt: how many rows of expressions, programs, outputs, parse-errors and syntax agree with PowerShell, by kind. Figures may only grow.

usage: rows.py --shell '…'             runs the checkers; a kind that falls below its figure is a failure
       rows.py --shell '…' --update    records what grew
Last line: `N passed, N failed`; a row that used to agree and no longer does is a failed test.
"""
import argparse
import os
import pathlib
import re
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
RECORD = HERE / "ROWS.txt"
ENVIRONMENT = {**os.environ, "NO_COLOR": "1", "TERM": "dumb", "TZ": "UTC", "LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8"}
CHECKS = [("expressions", ["check_expressions.ps1", "-Rows", "expressions.jsonl"]), ("programs", ["check_expressions.ps1", "-Rows", "programs.jsonl"]),
          ("outputs", ["check_expressions.ps1", "-Rows", "outputs.jsonl"]), ("parse", ["check_parse.ps1"]), ("syntax", ["check_syntax.ps1"])]


def figures(shell):
    """{'set kind': (agreeing, total)} for every kind of every set."""
    found = {}
    for name, (script, *arguments) in CHECKS:
        run = subprocess.run(shlex.split(shell) + [str(HERE / script), *arguments], env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
        kinds = re.findall(r"^(\w+) +(\d+) of +(\d+)$", run.stdout, re.M)
        for kind, agreeing, total in kinds: found[f"{name} {kind}"] = (int(agreeing), int(total))
        if not kinds:
            last = re.findall(r"^(\d+) passed, (\d+) failed$", run.stdout, re.M)
            agreeing, failed = map(int, last[-1]) if last else (0, 0)
            found[f"{name} all"] = (agreeing, agreeing + failed)
        if run.returncode != 0: print(f"{name}: the shell ended with {run.returncode}\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
    return found


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shell", required=True)
    p.add_argument("--update", action="store_true")
    a = p.parse_args()
    recorded = {line.rsplit(" ", 1)[0]: int(line.rsplit(" ", 1)[1]) for line in RECORD.read_text().splitlines()} if RECORD.exists() else {}
    found = figures(a.shell)
    passed = failed = 0
    for name in sorted(recorded | found):
        agreeing, total = found.get(name, (0, 0))
        lost = max(0, recorded.get(name, 0) - agreeing)
        passed += agreeing; failed += lost
        print(f"{name:28} {agreeing:6} of {total:6}" + (f"   {lost} fewer than recorded" if lost else ""))
    if a.update:
        RECORD.write_text("".join(f"{name} {max(recorded.get(name, 0), found.get(name, (0, 0))[0])}\n" for name in sorted(recorded | found)))
    print(f"{passed} passed, {failed} failed")
    sys.exit(bool(failed))


main()
