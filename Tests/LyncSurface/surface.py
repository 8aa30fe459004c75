#!/usr/bin/env python3
"""Compares the Cs cmdlets of csshell with the documented ones: names, parameters, types, sets, positions, aliases, pipeline input,
and that every documented cmdlet of Lync Server 2013 is simulated or refused by name.

usage: surface.py --shell CSSHELL [-v]
`cmdlets.txt` holds a documented cmdlet a line: name|parameter sets|parameters, a parameter being
`Name:Type /aliases ! @positions <pipeline` (`!` mandatory somewhere, `v` by value, `n` by property name). A name alone is a cmdlet
that need not be simulated. `accepted.txt` holds the differences that are meant, with the reason.
The last line is `N passed, N failed`, counted in cmdlets.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
COMMON = set("Verbose Debug ErrorAction WarningAction InformationAction ProgressAction ErrorVariable WarningVariable InformationVariable OutVariable OutBuffer PipelineVariable".split())
LIST = """
foreach ($c in Get-Command -Module Lync -Name *-Cs*) {
  foreach ($p in $c.Parameters.Values) {
    foreach ($s in $p.ParameterSets.Keys) {
      $i = $p.ParameterSets[$s]
      '{0}|{1}|{2}|{3}|{4}|{5}|{6}|{7}|{8}' -f $c.Name, $p.Name, $p.ParameterType.FullName, ($p.Aliases -join ','), $s, $i.IsMandatory, $i.Position, $i.ValueFromPipeline, $i.ValueFromPipelineByPropertyName
    }
  }
  $c.Name
}
'--'
foreach ($n in $names) { try { & $n } catch { "$n|$($_.FullyQualifiedErrorId)" } }
"""


class Have:
    def __init__(self): self.type, self.aliases, self.sets = "", set(), {}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--shell", required=True)
    options.add_argument("-v", action="store_true")
    given = options.parse_args()
    documented, named = {}, []
    for line in (HERE / "cmdlets.txt").read_text().splitlines():
        parts = line.split("|")
        if len(parts) == 1: named.append(parts[0])
        else: documented[parts[0]] = (parts[1], [p for p in parts[2:] if p])
    accepted = {}
    for line in (HERE / "accepted.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            text, _, why = line.partition(" -- ")
            accepted[text.strip()] = why
    script = "$names = @(" + ", ".join(f"'{n}'" for n in named) + ")\n" + LIST
    env = dict(os.environ, NO_COLOR="1", TERM="dumb")
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "surface.ps1"
        file.write_text(script)
        out = subprocess.run([given.shell, "-NoProfile", "-NonInteractive", "-File", str(file)], capture_output=True, text=True, env=env, timeout=120, stdin=subprocess.DEVNULL)
    listing, _, refused = out.stdout.partition("--\n")
    have = {}
    for line in listing.splitlines():
        parts = line.split("|")
        mine = have.setdefault(parts[0], {})
        if len(parts) < 9: continue
        p = mine.setdefault(parts[1], Have())
        p.type, p.aliases = parts[2], {a.lower() for a in parts[3].split(",") if a}
        p.sets[parts[4]] = (parts[5] == "True", int(parts[6]), parts[7] == "True", parts[8] == "True")
    wrong = {}

    def report(cmdlet, text):
        line = f"{cmdlet}: {text}"
        if line in accepted or any(a.endswith("*") and line.startswith(a[:-1]) for a in accepted): return
        general = "*: " + text.removeprefix("-")
        if general in accepted: return
        wrong.setdefault(cmdlet, []).append(text)

    for name, (sets, parameters) in documented.items():
        if name not in have: report(name, "is not there"); continue
        mine = {k: v for k, v in have[name].items() if k not in COMMON}
        wanted = set()
        for text in parameters:
            words = text.split(" ")
            p, kind = words[0].split(":", 1)
            wanted.add(p)
            aliases = {a.lower() for w in words[1:] if w.startswith("/") for a in w[1:].split(",")}
            positions = sorted(int(n) for w in words[1:] if w.startswith("@") for n in w[1:].split(","))
            pipeline = next((set(w[1:].split(",")) for w in words[1:] if w.startswith("<")), set())
            if p not in mine: report(name, f"-{p} is missing"); continue
            h = mine[p]
            if h.type.split(".")[-1].lower() != kind.split(".")[-1].lower() or "." in kind and h.type != kind: report(name, f"-{p} is {h.type}, not {kind}")
            if aliases - h.aliases: report(name, f"-{p} lacks alias {sorted(aliases - h.aliases)}")
            if h.aliases - aliases: report(name, f"-{p} has alias {sorted(h.aliases - aliases)}")
            if any(s[0] for s in h.sets.values()) != ("!" in words): report(name, f"-{p} is {'not ' if '!' in words else ''}mandatory")
            if sorted({s[1] for s in h.sets.values() if s[1] >= 0}) != positions: report(name, f"-{p} has not position {positions}")
            took = {k for s in h.sets.values() for k, on in (("v", s[2]), ("n", s[3])) if on}
            if took != pipeline: report(name, f"-{p} takes pipeline input {sorted(took)}, not {sorted(pipeline)}")
        for p in mine:
            if p not in wanted: report(name, f"-{p} is not documented")
        found = {s for h in mine.values() for s in h.sets} - {"__AllParameterSets"}
        if sets and found != set(sets.split(",")): report(name, f"has sets {sorted(found)}, not {sorted(sets.split(','))}")
    for name in have:
        if name not in documented and "-Cs" in name: report(name, "is not in cmdlets.txt")
    told = dict(line.rsplit("|", 1) for line in refused.splitlines() if "|" in line)
    for name in named:
        if not told.get(name, "").startswith("CmdletNotSimulated"): report(name, f"is neither simulated nor refused by name ({told.get(name)})")
    for name, texts in wrong.items():
        for text in texts: print(f"{name}: {text}")
    total = len(documented) + len(named)
    if not have: print(out.stderr[:2000])
    print(f"{total - len(wrong)} passed, {len(wrong)} failed")
    sys.exit(1 if wrong or not have else 0)


main()
