#!/usr/bin/env python3
"""directory: size and speed of a big generated forest, beside a dictionary model in Python that does the same work.

usage: Tests/Bench/directory.py --shell PATH [--users N] [--moves N] [--floors]
--floors: exit code 1 when a figure misses what Tests/Bench/directory.json asks for.
"""
import argparse
import fnmatch
import json
import pathlib
import random
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
arguments = argparse.ArgumentParser()
arguments.add_argument("--shell", required=True)
arguments.add_argument("--users", type=int, default=1_000_000)
arguments.add_argument("--moves", type=int, default=100_000)
arguments.add_argument("--floors", action="store_true")
options = arguments.parse_args()
LOOKUPS = 20_000


def shell():
    command = [options.shell, "-NoProfile", "-NonInteractive", "-File", str(HERE / "directory.ps1"), "-Users", str(options.users), "-Moves", str(options.moves), "-Lookups", str(LOOKUPS)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode or done.stderr.strip(): sys.exit(f"the shell failed: {done.returncode}\n{done.stderr}")
    return {name: float(value) for name, value in (line.split() for line in done.stdout.splitlines() if re.match(r"^[\w-]+ [\d.,E+-]+$", line))}


def model():
    """Users as dictionaries, found by address in another; a journal of tuples for undo."""
    figures = {}

    def timed(name, body):
        start = time.perf_counter()
        result = body()
        figures[name] = time.perf_counter() - start
        return result

    def build():
        dice = random.Random(7)
        users, by_sip = [], {}
        for i in range(options.users):
            name = f"{'Adam Ann Bob Eva Ken Mia Tom Zoe'.split()[i % 8]} {'Barr Chen Hall Smith Myer'.split()[i // 8 % 5]} {i}"
            logon = name.replace(" ", ".").lower()
            user = {"Identity": f"CN={name},OU=Sales,DC=contoso,DC=com", "DisplayName": name, "SamAccountName": logon, "UserPrincipalName": logon + "@contoso.com",
                    "SipAddress": f"sip:{logon}@contoso.com", "RegistrarPool": f"pool{dice.randrange(1, 21):02}.contoso.com", "LineURI": f"tel:+1{2060000000 + i}",
                    "EnterpriseVoiceEnabled": dice.random() < 0.6, "Enabled": True, "WhenChanged": i}
            users.append(user)
            by_sip[user["SipAddress"]] = user
        return users, by_sip

    users, by_sip = timed("build", build)
    sips = [u["SipAddress"] for u in users[:LOOKUPS]]
    timed("lookup", lambda: [by_sip[s.lower()] for s in sips])
    timed("scan-prefix", lambda: sum(1 for u in users if u["SipAddress"].startswith("sip:adam.")))
    inside = re.compile(fnmatch.translate("*smith*"), re.I)
    timed("scan-inside", lambda: sum(1 for u in users if inside.match(u["DisplayName"])))
    timed("scan-pool", lambda: sum(1 for u in users if u["RegistrarPool"] == "pool07.contoso.com" and u["EnterpriseVoiceEnabled"]))
    timed("where-all", lambda: [u for u in users if u["RegistrarPool"] == "pool07.contoso.com"])
    journal = []

    def move():
        clock = 0
        for user in [u for u in users if u["RegistrarPool"] != "pool20.contoso.com"][:options.moves]:
            clock += 1
            journal.append((user, [("RegistrarPool", user["RegistrarPool"]), ("WhenChanged", user["WhenChanged"])]))
            user["RegistrarPool"] = "pool20.contoso.com"
            user["WhenChanged"] = clock

    def undo():
        while journal:
            user, before = journal.pop()
            for key, value in reversed(before): user[key] = value

    timed("move", move)
    timed("undo", undo)
    return figures


mine, theirs = shell(), model()
floors = json.loads((HERE / "directory.json").read_text())
misses = []


def row(name, value, unit, other=None):
    ratio = "" if other is None else f"{other * 1e3:10.1f} ms {mine[name] / other:8.2f} x"
    limit = floors.get(name)
    verdict = ""
    if limit is not None and options.users == 1_000_000 and options.moves == 100_000:
        isMissed = value > limit if unit != "users/s" else value < limit
        verdict = f"   {'MISSES' if isMissed else 'within'} {limit} {unit}"
        if isMissed: misses.append(name)
    print(f"{name:16} {value:12.2f} {unit:8}{ratio}{verdict}")


print(f"{options.users} users, {options.moves} moves          Python model    ratio")
row("build", mine["build"], "s", theirs["build"])
row("built-RSS", mine["built-RSS"] / 1024, "MB")
row("built-HWM", mine["built-HWM"] / 1024, "MB")
row("lookup", mine["lookup"] * 1e6 / LOOKUPS, "µs", theirs["lookup"])
row("lookup-property", mine["lookup-property"] * 1e6 / LOOKUPS, "µs")
for name in ("scan-prefix", "scan-inside", "scan-pool"): row(name, mine[name] * 1e3, "ms", theirs[name])
row("where-all", mine["where-all"] * 1e3, "ms", theirs["where-all"])
row("move", options.moves / mine["move"], "users/s", theirs["move"])
row("undo", mine["undo"], "s", theirs["undo"])
row("redo", mine["redo"], "s")
row("end-HWM", mine["end-HWM"] / 1024, "MB")
print("0 failed" if not misses else f"{len(misses)} failed: {', '.join(misses)}")
sys.exit(bool(misses) and options.floors)
