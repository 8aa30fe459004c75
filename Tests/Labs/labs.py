#!/usr/bin/env python3
"""Runs a lab three ways in one session: unsolved (some check must fail), solved (all must pass, without an error), and once with
each mistake of wrong/ (it must lead to what its `#@` lines say, and leave the lab unsolved unless `#@ solved` stands there).

usage: labs.py --shell CSSHELL [--lab ID]… [--packs FOLDER] [-v]
The last line is `N passed, N failed`; the exit code is 1 when something failed.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

HEAD = """
function Report($name, $ok, $why) { if ($ok) { "ok $name" } else { "FAIL ${name}: $why" } }
function Verify { @(Test-SimLab $labUnderTest 6>$null) }
$labUnderTest = '%s'
Start-Lab $labUnderTest -Quiet
Report 'unsolved' ((Verify).Result -contains 'Failed') 'every check passes before anything was done'
$Error.Clear()
Start-Lab $labUnderTest -Quiet
$null = . '%s' 3>$null 6>$null
$mistakes = @($Error | ForEach-Object { "$_" })
$left = @(Verify | Where-Object Result -ne Passed | ForEach-Object { "$($_.Check) $($_.Detail)" })
Report 'solution' ($left.Count -eq 0) ($left -join '; ')
Report 'solution without errors' ($mistakes.Count -eq 0) ($mistakes -join '; ')
"""
WRONG = """
Start-Lab $labUnderTest -Quiet
$Error.Clear()
$out = @(. '%(path)s' 2>&1 3>&1 6>$null)
$text = ($out | Out-String) + ($out | ForEach-Object { "$_" } | Out-String)
%(checks)s
"""


def quoted(text):
    return text.replace("'", "''")


def script(pack):
    parts = [HEAD % (pack.name, quoted(str(pack / "solution.ps1")))]
    for file in sorted((pack / "wrong").glob("*.ps1")) if (pack / "wrong").exists() else []:
        name, text, checks = file.stem, file.read_text(encoding="utf-8"), []
        notes = re.findall(r"^#@ (\w+) ?(.*)$", text, re.M)
        for kind, value in notes:
            value = quoted(value.strip())
            if kind == "error":
                ids = "($Error | ForEach-Object { \"$($_.FullyQualifiedErrorId)\" })"
                checks.append(f"Report '{name}: error {value}' (@({ids} -like '{value},*').Count -gt 0) \"got $({ids} -join ', ')\"")
            elif kind == "reason":
                checks.append(f"$reason = ($out | Where-Object {{ $_.PSObject.Properties['Reason'] }} | Select-Object -Last 1).Reason")
                checks.append(f"Report '{name}: reason {value}' ($reason -eq '{value}') \"got $reason\"")
            elif kind == "warning":
                checks.append(f"$warnings = $out | Where-Object {{ $_ -is [System.Management.Automation.WarningRecord] }} | ForEach-Object {{ \"$_\" }}")
                checks.append(f"Report '{name}: warning {value}' (@($warnings -match '{re.escape(value)}').Count -gt 0) \"got $warnings\"")
            elif kind == "output":
                checks.append(f"Report '{name}: output {value}' ($text -match '{re.escape(value)}') \"got $text\"")
            elif kind != "solved":
                sys.exit(f"{file}: unknown note #@ {kind}")
        if not any(kind == "solved" for kind, _ in notes):
            checks.append(f"Report '{name}: leaves the lab unsolved' ((Verify).Result -contains 'Failed') 'every check passes'")
        elif len(notes) == 1:
            sys.exit(f"{file}: says nothing about what it leads to")
        parts.append(WRONG % {"path": quoted(str(file)), "checks": "\n".join(checks)})
    return "\n".join(parts)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--shell", required=True)
    options.add_argument("--lab", action="append")
    options.add_argument("--packs", default=str(ROOT / "Sources/Labs/Packs"))
    options.add_argument("-v", action="store_true")
    given = options.parse_args()
    packs = [d for d in sorted(pathlib.Path(given.packs).iterdir()) if (d / "lab.psd1").exists()]
    if given.lab:
        packs = [d for d in packs if d.name in given.lab]
    good = bad = 0
    for pack in packs:
        expected = script(pack)
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "lab.ps1"
            file.write_text(expected, encoding="utf-8")
            try:
                ran = subprocess.run([given.shell, "-NoProfile", "-NonInteractive", "-File", str(file)], capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL, env=dict(os.environ, XDG_DATA_HOME=folder))
                out, err = ran.stdout, ran.stderr
            except subprocess.TimeoutExpired as late:
                out, err = (late.stdout or b"").decode(), "timed out"
        wanted = len(re.findall(r"^Report ", expected, re.M))
        passed = len(re.findall(r"^ok ", out, re.M))
        good += passed
        bad += wanted - passed
        if given.v or passed != wanted:
            print(f"{pack.name}: {passed} of {wanted}")
            for line in out.splitlines():
                if given.v or not line.startswith("ok "):
                    print("  " + line)
            if passed != wanted and err.strip():
                print("  " + "\n  ".join(err.strip().splitlines()[:20]))
    print(f"{good} passed, {bad} failed")
    sys.exit(1 if bad or not packs else 0)


main()
