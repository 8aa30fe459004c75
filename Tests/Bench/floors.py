#!/usr/bin/env python3
"""Fails when a benchmark falls below its floor: `floors.json` says how many times PowerShell's speed each program must reach (whole
process, wall time, machine-independent by the python3 unit), and how long an empty script may take.

usage: floors.py --shell PROGRAM [--only NAME,…] [--rounds 3]
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shell", required=True)
    p.add_argument("--only", default="")
    p.add_argument("--rounds", default="3")
    a = p.parse_args()
    floors = json.loads((HERE / "floors.json").read_text())
    only = [n for n in a.only.split(",") if n] or list(floors["times"])
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        done = subprocess.run([sys.executable, str(HERE / "compare.py"), "--shell", f"{a.shell} -NoProfile -NonInteractive -File",
                               "--no-python", "--rounds", a.rounds, "--only", ",".join(only), "--json", file.name])
        got = json.loads(pathlib.Path(file.name).read_text())["programs"]
    pwsh = json.loads((HERE / "pwsh.json").read_text())["programs"]
    slow = []
    for name in only:
        if name not in got: continue
        times = pwsh[name]["wall"] / got[name]["wall"]
        if times < floors["times"][name]: slow.append(f"{name}: {times:.1f} times PowerShell's speed, floor {floors['times'][name]}")
    best = 1e9
    with tempfile.NamedTemporaryFile(suffix=".ps1") as empty:
        for _ in range(20):
            start = time.perf_counter()
            subprocess.run([a.shell, "-NoProfile", "-File", empty.name], stdin=subprocess.DEVNULL, capture_output=True)
            best = min(best, time.perf_counter() - start)
    print(f"empty script {best * 1000:.1f} ms")
    if best * 1000 > floors["emptyScriptMilliseconds"]: slow.append(f"empty script: {best * 1000:.1f} ms, limit {floors['emptyScriptMilliseconds']}")
    print("\n".join(slow) if slow else "all floors hold")
    sys.exit(bool(slow) or done.returncode != 0)


main()
