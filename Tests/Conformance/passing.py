#!/usr/bin/env python3
"""Keeps PASSING.txt, the list of conformance programs that pass strictly (standard output, standard error and exit code). It may only grow.

usage: passing.py --shell '…' --terminal-shell '…'             runs the listed programs; fails when one does not pass
       passing.py … --update [--terminal]                      runs everything, adds what newly passes
Last line: `N passed, N failed`. A listed program gets a second chance, alone, before it counts as failed.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
LIST = HERE / "PASSING.txt"


def failing(script, shell, root, jobs, only=""):
    """Names of cases below `root` that do not pass strictly, and the differences."""
    with tempfile.NamedTemporaryFile(suffix=".txt") as report:
        subprocess.run([sys.executable, str(HERE / script), "--shell", shell, "--cases", str(root), "--jobs", str(jobs), "--fails", report.name]
                       + (["--only", only] if only else []), stdout=subprocess.DEVNULL)
        text = pathlib.Path(report.name).read_text(encoding="utf-8", errors="replace")
    found, name = {}, None
    for line in text.splitlines(True):
        if line.startswith("=== "):
            name = line[4:].strip()
            found[name] = ""
        elif name:
            found[name] += line
    return found


def subset(names, target):
    """A folder with links to the named cases and to what stands beside them."""
    for name in names:
        folder = target / pathlib.Path(name).parent
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir()
        stem = (HERE / name).with_suffix("")
        for suffix in (".ps1", ".out", ".err", ".rc", ".in"):
            if stem.with_suffix(suffix).exists():
                os.link(stem.with_suffix(suffix), (target / name).with_suffix(suffix)) if same_device(target) else \
                    (target / name).with_suffix(suffix).write_bytes(stem.with_suffix(suffix).read_bytes())


def same_device(target):
    return os.stat(target).st_dev == os.stat(HERE).st_dev


def run(names, a):
    """The differences of those of `names` that fail."""
    bad = {}
    with tempfile.TemporaryDirectory(prefix="conformance") as scratch:
        scratch = pathlib.Path(scratch).resolve()
        subset(names, scratch)
        if any(not n.startswith("terminal/") for n in names):
            bad |= failing("check.py", a.shell, scratch, a.jobs)
        if any(n.startswith("terminal/") for n in names):
            bad |= {f"terminal/{k}": v for k, v in failing("check_terminal.py", a.terminal_shell, scratch, a.jobs).items()}
    return bad


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shell", required=True)
    p.add_argument("--terminal-shell", required=True)
    p.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    p.add_argument("--update", action="store_true")
    p.add_argument("--terminal", action="store_true", help="with --update: the cases at a terminal too (slow)")
    a = p.parse_args()
    listed = LIST.read_text().split() if LIST.exists() else []
    if a.update:
        cases = [str(c.relative_to(HERE)) for c in sorted(HERE.glob("*/*/*.ps1"))]
        cases = [c for c in cases if a.terminal or not c.startswith("terminal/")]
        bad = run(cases, a)
        new = sorted(set(listed) | {c for c in cases if c not in bad})
        LIST.write_text("".join(n + "\n" for n in new))
        lost = [n for n in listed if n in bad]
        print(f"{len(new) - len(listed)} new, {len(new)} listed, {len(cases)} cases run")
        for n in lost: print(f"listed, but fails now: {n}")
        print(f"{len(cases) - len(bad)} passed, {len(bad)} failed")
        sys.exit(bool(lost))
    bad = run(listed, a)
    if bad and len(bad) < 40: bad = {n: d for n, d in run(list(bad), argparse.Namespace(**{**vars(a), "jobs": 1})).items()}
    for name, text in bad.items(): print(f"=== {name} passed once and fails now\n{text}")
    print(f"{len(listed) - len(bad)} passed, {len(bad)} failed")
    sys.exit(bool(bad))


main()
