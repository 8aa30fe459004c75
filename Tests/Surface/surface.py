#!/usr/bin/env python3
"""surface: every standard cmdlet exists with all its parameters, types, aliases, sets, positions and pipeline binding.

usage: surface.py --shell PROGRAM [--only NAME] [--verbose]
Compares what the shell says of its commands with surface.jsonl (PowerShell 7.6.5 on Linux); gaps named in exceptions.txt are allowed
(`Cmdlet`, `Cmdlet Parameter` or `Cmdlet Parameter what`, then the reason). Ends with `N passed, N failed`, one test a cmdlet.
"""
import argparse, json, pathlib, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
COMMON = {"Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ProgressAction", "ErrorVariable", "WarningVariable",
          "InformationVariable", "OutVariable", "OutBuffer", "PipelineVariable", "WhatIf", "Confirm"}


def gaps(want, have):
    """(parameter, what, text) for every difference."""
    if have is None:
        yield "", "", "missing"
        return
    if want["defaultSet"] != have["defaultSet"] and len({s for p in want["parameters"].values() for s in p["sets"]}) > 1:
        yield "", "defaultSet", f"default set is {have['defaultSet']!r}, not {want['defaultSet']!r}"
    for name, p in want["parameters"].items():
        mine = have["parameters"].get(name)
        if mine is None:
            yield name, "", "missing"
            continue
        if p["type"] != mine["type"]:
            yield name, "type", f"type {mine['type']}, not {p['type']}"
        if sorted(p.get("aliases", [])) != sorted(mine["aliases"]):
            yield name, "aliases", f"aliases {mine['aliases']}, not {p.get('aliases', [])}"
        if p["sets"] != mine["sets"]:
            yield name, "sets", f"sets {mine['sets']}, not {p['sets']}"
    for name in have["parameters"]:
        if name not in want["parameters"] and name not in COMMON:
            yield name, "", "does not exist in PowerShell"


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--shell", required=True)
    a.add_argument("--only", default="")
    a.add_argument("--verbose", action="store_true")
    a = a.parse_args()
    wanted = [json.loads(line) for line in (HERE / "surface.jsonl").read_text(encoding="utf-8").splitlines()]
    wanted = [w for w in wanted if a.only.lower() in w["name"].lower()]
    allowed = {}
    for line in (HERE / "exceptions.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            place, _, reason = line.partition(":")
            allowed[place.strip()] = reason.strip()
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as names:
        names.write("\n".join(w["name"] for w in wanted))
        names.flush()
        run = subprocess.run([a.shell, "-NoProfile", "-NonInteractive", "-File", str(HERE / "surface.ps1"), names.name], capture_output=True, text=True)
    have = {}
    for line in run.stdout.splitlines():
        if line.startswith("{"):
            row = json.loads(line)
            have[row["name"]] = row
    if run.stderr:
        print(run.stderr[:2000])
    good = bad = 0
    used = set()
    for w in wanted:
        left = []
        for parameter, what, text in gaps(w, have.get(w["name"])):
            places = [" ".join(x for x in (w["name"], parameter, what)[:n] if x) for n in (1, 2, 3)]
            hit = next((p for p in places if p in allowed), None)
            if hit: used.add(hit)
            else: left.append(f"  {parameter or w['name']}: {text}")
        if left:
            bad += 1
            print(w["name"])
            print("\n".join(left))
        else: good += 1
    if not a.only:
        for p in allowed.keys() - used: print(f"exceptions.txt: '{p}' is no exception any more")
    print(f"{good} passed, {bad} failed")
    return bad != 0


sys.exit(main())
