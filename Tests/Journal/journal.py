#!/usr/bin/env python3
"""journal: kills shells that keep a journal, damages their files, and looks at what is left. Last line: `N passed, M failed`.

usage: Tests/Journal/journal.py --shell PATH [--rounds N] [--seed N]

  kill       kill -9 at random points of a session that changes things and tells so: nothing it told of may be lost
  truncate   a file cut at a random place is refused with the place; everything before it comes back with -JournalRecover
  flip       the same for a byte that was turned over
  torn       an unfinished record at the end, of which nobody was told, is dropped
  two        a second shell on the same file is told so
  resume     history, undo, redo, named states, clock and generated forests survive the end of a session
"""
import argparse
import os
import pathlib
import random
import re
import signal
import struct
import subprocess
import sys
import tempfile
import time

HEADER = 32
arguments = argparse.ArgumentParser()
arguments.add_argument("--shell", required=True)
arguments.add_argument("--rounds", type=int, default=12)
arguments.add_argument("--seed", type=int, default=1)
options = arguments.parse_args()
random.seed(options.seed)
folder = pathlib.Path(tempfile.mkdtemp(prefix="csshell-journal-"))
environment = dict(os.environ, NO_COLOR="1", TERM="dumb", TZ="UTC")
passed = failed = 0


def check(holds, what):
    global passed, failed
    if holds: passed += 1
    else:
        failed += 1
        print("FAILED", what)


def command(journal, *more): return [options.shell, "-NoProfile", "-NonInteractive", "-Journal", str(journal), *more]


def run(journal, script, *more):
    done = subprocess.run(command(journal, *more, "-Command", script), capture_output=True, text=True, env=environment, timeout=120)
    return done.returncode, done.stdout, done.stderr


def records(data):
    """(start, kind) of each whole record."""
    at, found = HEADER, []
    while at + 8 <= len(data):
        length = struct.unpack_from("<I", data, at)[0]
        if at + 8 + length > len(data): break
        found.append((at, data[at + 8]))
        at += 8 + length
    return found


def commits(data, before): return sum(1 for start, kind in records(data) if kind == 3 and start < before)


STATE = "(Get-SimState).Journal; (Get-CsUser pilar).LineURI"


def kill_once(number):
    journal, marks = folder / f"kill{number}", folder / f"marks{number}"
    script = folder / "kill.ps1"
    script.write_text(
        f"$pad = 'x' * 300\nforeach ($i in 1..4000) {{\n  Set-CsUser pilar -LineURI \"tel:+1425$(1000000 + $i)\"\n"
        f"  if ($i % 7 -eq 0) {{ Add-Content -LiteralPath '{marks}' $i }}\n  \"done $i $pad\"\n}}\n")
    child = subprocess.Popen(command(journal, "-File", str(script)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    # Wait for the session to begin, then strike at any moment.
    os.set_blocking(child.stdout.fileno(), False)
    told, limit = b"", time.time() + 60
    while b"done 1 " not in told and time.time() < limit and child.poll() is None:
        told += child.stdout.read() or b""
        if marks.exists() and random.random() < 0.3: break
        time.sleep(0.002)
    time.sleep(random.random() * 0.25)
    child.send_signal(signal.SIGKILL)
    child.wait()
    os.set_blocking(child.stdout.fileno(), True)
    told += child.stdout.read() or b""
    last = max([int(n) for n in re.findall(rb"done (\d+) x", told)] or [0])
    if marks.exists(): last = max([last] + [int(n) for n in marks.read_text().split()])
    code, out, err = run(journal, STATE)
    lines = out.split()
    check(code == 0 and len(lines) == 2, f"kill {number}: the journal is refused after a kill: {code} {out} {err}")
    if len(lines) == 2:
        steps = int(lines[0])
        check(steps >= last, f"kill {number}: told of {last} changes, {steps} are left")
        if steps: check(lines[1] == f"tel:+1425{1000000 + steps}", f"kill {number}: {steps} steps, but {lines[1]}")


def damaged_file(name):
    """A journal of forty steps."""
    journal = folder / name
    code, out, err = run(journal, "1..40 | ForEach-Object { Set-CsUser pilar -LineURI \"tel:+1425$(2000000 + $_)\" }; 'ready'")
    check(code == 0 and "ready" in out, f"{name}: {code} {err}")
    return journal, journal.read_bytes()


def refused(journal, place, what):
    code, out, err = run(journal, STATE)
    found = re.search(r"(?:at byte|position) (\d+)", err)
    check(code == 65 and found and not out, f"{what}: not refused: {code} {out} {err}")
    if found: check(int(found[1]) <= place, f"{what}: damage at {place}, told {found[1]}")


def recovered(journal, steps, what):
    before = journal.read_bytes()
    code, out, err = run(journal, STATE, "-JournalRecover")
    lines = out.split()
    check(code == 0 and lines and lines[0] == str(steps), f"{what}: {steps} steps should come back: {code} {out} {err}")
    if steps: check(lines[1:] == [f"tel:+1425{2000000 + steps}"], f"{what}: the last step left is {steps}, but {lines[1:]}")
    kept = pathlib.Path(str(journal) + ".damaged")
    check(kept.exists() and kept.read_bytes() == before, f"{what}: the damaged file is not kept")
    # And it goes on from there.
    code, out, err = run(journal, "Set-CsUser pilar -LineURI tel:+14255550000; (Get-SimState).Journal")
    check(code == 0 and out.split() == [str(steps + 1)], f"{what}: does not go on: {code} {out} {err}")


def truncate(number):
    journal, data = damaged_file(f"cut{number}")
    # Not into the first record, which is the forest itself.
    place = random.randrange(records(data)[1][0], len(data))
    journal.write_bytes(data[:place])
    refused(journal, place, f"truncate {number}")
    recovered(journal, commits(data, max(s for s, _ in records(data[:place]) + [(0, 0)]) + 1) if records(data[:place]) else 0, f"truncate {number}")


def flip(number):
    journal, data = damaged_file(f"flip{number}")
    place = random.randrange(records(data)[1][0], len(data))
    broken = bytearray(data)
    broken[place] ^= 1 << random.randrange(8)
    journal.write_bytes(bytes(broken))
    refused(journal, place, f"flip {number} at {place}")
    start = max(s for s, _ in records(data) if s <= place)
    recovered(journal, commits(data, start), f"flip {number} at {place}")


def torn():
    journal, data = damaged_file("torn")
    journal.write_bytes(data + struct.pack("<II", 500, 1) + b"\x03unfinished")
    code, out, err = run(journal, STATE)
    check(code == 0 and out.split()[:1] == ["40"], f"torn: {code} {out} {err}")
    check("never finished" in err, f"torn: not told: {err}")
    check(journal.read_bytes()[:len(data)] [HEADER:] == data[HEADER:], "torn: the good part changed")
    journal.write_bytes(b"something else entirely, long enough to be taken for a header")
    code, out, err = run(journal, STATE)
    check(code == 65 and "no journal" in err, f"another file: {code} {err}")
    header = bytearray(data)
    header[18] ^= 4
    journal.write_bytes(bytes(header))
    refused(journal, HEADER, "header")
    recovered(journal, 40, "header")


def two():
    journal = folder / "two"
    first = subprocess.Popen(command(journal), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    first.stdin.write(b"Set-CsUser pilar -LineURI tel:+14255551111\n'here'\n")
    first.stdin.flush()
    text = b""
    while b"here" not in text.replace(b"'here'", b""): text += os.read(first.stdout.fileno(), 4096)
    code, out, err = run(journal, STATE)
    check(code == 75 and f"in use by another shell (process {first.pid})" in err and not out, f"two: {code} {out} {err}")
    first.send_signal(signal.SIGKILL)
    first.wait()
    code, out, err = run(journal, STATE)
    check(code == 0 and out.split() == ["1", "tel:+14255551111"], f"two, after the first is gone: {code} {out} {err}")


def resume():
    journal = folder / "resume"
    code, out, err = run(journal, "Save-SimState before; Set-CsUser pilar -LineURI tel:+14255551111; Step-SimClock 100; Set-CsUser pilar -LineURI tel:+14255552222; Undo-SimChange; Get-SimClock", "-Deployment", "b")
    clock = out.rstrip("\n")
    code, out, err = run(journal, "Get-SimClock; (Get-CsUser pilar).LineURI; Redo-SimChange; (Get-CsUser pilar).LineURI; @(Get-SimHistory).Count; Compare-SimState before | ForEach-Object Attribute")
    check(code == 0 and out.startswith(clock), f"resume: clock {clock!r}, then {out!r} {err}")
    check(out[len(clock):].split()[:3] == ["tel:+14255551111", "tel:+14255552222", "2"], f"resume: {out!r} {err}")
    check("LineURI" in out, f"resume: the named state is lost: {out!r}")
    code, out, err = run(journal, "Restore-SimState before; (Get-CsUser pilar).LineURI; (Get-SimHistory -Last 1).User; New-SimDeployment 500 3 7; Get-CsUser -ResultSize 3 | Move-CsUser -Target pool03.contoso.com -Confirm:$false; @(Get-CsUser).Count")
    check(code == 0 and "CONTOSO\\Administrator" in out, f"resume: {out} {err}")
    count = out.split()[-1]
    code, out, err = run(journal, "@(Get-CsUser).Count; (Get-SimState).Journal; (Get-CsUser -ResultSize 3).RegistrarPool; Undo-SimChange -Count 3; @(Get-CsUser -ResultSize 3).RegistrarPool -join ','")
    lines = out.split()
    check(code == 0 and lines[:5] == [count, "3"] + ["pool03.contoso.com"] * 3, f"resume: the generated forest: {out} {err}")
    check(journal.stat().st_size < 400_000, f"resume: a generated forest takes {journal.stat().st_size} bytes in the journal")
    code, out, err = run(journal, "(Get-SimState).Deployment", "-Deployment", "a")
    check(code == 0 and out.strip() == "generated" and "-Deployment a is not loaded" in err, f"resume: another deployment: {out} {err}")
    code, out, err = run(folder / "no" / "such" / "folder", "1")
    check(code == 74 and "cannot be opened" in err, f"no folder: {code} {err}")


for number in range(options.rounds): kill_once(number)
for number in range(options.rounds): truncate(number)
for number in range(options.rounds): flip(number)
torn()
two()
resume()
subprocess.run(["rm", "-rf", str(folder)])
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
