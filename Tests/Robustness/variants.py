#!/usr/bin/env python3
"""Test scripts with one token deleted or doubled, or exchanged with the next: none may crash the shell, hang beyond Ctrl+C, or take all memory.

usage: variants.py --shell PROGRAM [--count N] [--seed S] [--only TEXT]
Takes N variants, by a seed, of the programs of Tests/Conformance and the sessions of Tests/Transcripts; 0 takes all of them (hours).
What a variant does to files and processes is nobody's intention, so all of it runs as nobody in namespaces of its own: no network,
no other processes, everything read-only but an empty /tmp. Where such namespaces cannot be had, nothing is run.
Last line: `N passed, N failed`.
"""
import argparse
import encodings.utf_16_le  # before everything outside becomes unreadable
import encodings.utf_8_sig
import json
import os
import pathlib
import random
import re
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Writes, for each text of a JSON array, the variants that can be parsed: its number, D, 2 or S, where the token lies in UTF-16 units, and where
# the next one does.
SPLITTER = r"""
param($In, $Out)
function All($tokens) { foreach ($t in $tokens) { $t; if ($t -is [Management.Automation.Language.StringExpandableToken] -and $t.NestedTokens) { All $t.NestedTokens } } }
$w = [IO.StreamWriter]::new($Out); $i = -1
foreach ($text in [IO.File]::ReadAllText($In) | ConvertFrom-Json) {
  $i++; $tokens = $errors = $null
  $null = [Management.Automation.Language.Parser]::ParseInput($text, [ref]$tokens, [ref]$errors)
  $all = @(foreach ($t in All $tokens) { if ($t.Extent.EndOffset -gt $t.Extent.StartOffset -and $t.Kind -notin 'NewLine', 'Comment', 'LineContinuation') { $t } })
  for ($k = 0; $k -lt $all.Count; $k++) {
    $s = $all[$k].Extent.StartOffset; $e = $all[$k].Extent.EndOffset; $token = $text.Substring($s, $e - $s)
    $s2 = $e2 = $e
    if ($k + 1 -lt $all.Count -and $all[$k + 1].Extent.StartOffset -ge $e) { $s2 = $all[$k + 1].Extent.StartOffset; $e2 = $all[$k + 1].Extent.EndOffset }
    foreach ($kind in 'D', '2', 'S') {
      $v = switch ($kind) {
        'D' { $text.Remove($s, $e - $s) }
        '2' { $text.Insert($e, ' ' + $token) }
        'S' { if ($e2 -gt $s2) { $text.Substring(0, $s) + $text.Substring($s2, $e2 - $s2) + $text.Substring($e, $s2 - $e) + $token + $text.Substring($e2) } else { continue } }
      }
      $errors = $null
      $null = [Management.Automation.Language.Parser]::ParseInput($v, [ref]$null, [ref]$errors)
      if (!$errors.Count) { $w.WriteLine("$i $kind $s $e $s2 $e2") }
    }
  }
}
$w.Close()
"""


def programs():
    """name, deployment, text"""
    for file in sorted((ROOT / "Tests/Conformance").glob("*/*/*.ps1")):
        yield str(file.relative_to(ROOT)), "", file.read_text("utf-8-sig", "replace")
    for file in sorted((ROOT / "Tests/Transcripts").rglob("*.session")):
        lines, deployment, number = [], "", 0
        for line in file.read_text().split("\n") + ["# end #"]:
            if re.match(r"# .* #$", line):
                if lines: yield f"{file.relative_to(ROOT)} session {number}", deployment, "\n".join(lines) + "\n"
                lines, deployment, number = [], "", number + 1
            elif line.startswith("#! scenario "): deployment = line[12:].strip()
            elif line.startswith("PS> "): lines.append(line[4:])
            elif line.startswith(">> "): lines.append(line[3:])


def variants(shell, count, seed, only):
    """name, deployment, bytes of the script"""
    all_of_them = [p for p in programs() if only in p[0]]
    chance = random.Random(seed)
    if count: all_of_them = chance.sample(all_of_them, min(len(all_of_them), max(20, count // 4)))
    with tempfile.TemporaryDirectory(prefix="variants") as folder:
        here = pathlib.Path(folder)
        (here / "split.ps1").write_text(SPLITTER)
        (here / "in.json").write_text(json.dumps([text for _, _, text in all_of_them]))
        subprocess.run([shell, "-NoProfile", "-NonInteractive", "-File", str(here / "split.ps1"), "-In", str(here / "in.json"), "-Out", str(here / "out")], check=True, stdin=subprocess.DEVNULL)
        rows = (here / "out").read_text().split("\n")[:-1]
    chance.shuffle(rows)
    for row in rows[:count] if count else rows:
        i, kind, *places = row.split()
        name, deployment, text = all_of_them[int(i)]
        units = text.encode("utf-16-le", "surrogatepass")
        start, end, second, last = (2 * int(p) for p in places)
        token = units[start:end]
        if kind == "D": changed = units[:start] + units[end:]
        elif kind == "2": changed = units[:end] + b" \0" + token + units[end:]
        else: changed = units[:start] + units[second:last] + units[end:second] + token + units[last:]
        line = units[:start].decode("utf-16-le", "replace").count("\n") + 1
        yield (f"{name} line {line}: {token.decode('utf-16-le', 'replace')!r} {dict(D='deleted', S='exchanged').get(kind, 'doubled')}", deployment,
               changed.decode("utf-16-le", "replace").encode("utf-8", "replace"))


def enter(shell):
    """Inside the namespaces: hides and protects everything; then this process is nobody. The program's path from then on."""
    def mount(*words): subprocess.run(["mount", *words], check=True, stderr=subprocess.DEVNULL)
    mount("--make-rprivate", "/")
    mount("-o", "remount,ro,bind", "/")
    devices = ["null", "zero", "full", "random", "urandom"]
    mount("-t", "tmpfs", "-o", "mode=755", "none", "/run")
    for d in devices:
        pathlib.Path("/run", d).touch()
        mount("--bind", "/dev/" + d, "/run/" + d)
    # wherever it was built, below /tmp or in a folder that is nobody else's business
    program = "/run/csshell"
    pathlib.Path(program).touch()
    mount("--bind", shell, program)
    mount("-t", "tmpfs", "-o", "mode=755", "none", "/dev")
    for d in devices:
        pathlib.Path("/dev", d).touch()
        mount("--bind", "/run/" + d, "/dev/" + d)
    mount("-t", "tmpfs", "-o", "mode=755", "none", "/sys")
    mount("-t", "tmpfs", "-o", "mode=1777,size=1g", "none", "/tmp")
    mount("-t", "tmpfs", "-o", "mode=1777,size=16m", "none", "/var/tmp")
    if os.environ.get("REALLY_ROOT"):
        os.setgroups([])
        os.setresgid(65534, 65534, 65534)
        os.setresuid(65534, 65534, 65534)
    return program


def clean():
    """Ends what a variant left running and empties /tmp."""
    for p in os.listdir("/proc"):
        if p.isdigit() and p != "1":
            try: os.kill(int(p), signal.SIGKILL)
            except OSError: pass
    try:
        while os.waitpid(-1, os.WNOHANG)[0]: pass
    except ChildProcessError: pass

    def unlock(function, path, _):
        try:
            os.chmod(os.path.dirname(path), 0o700)
            os.chmod(path, 0o700)
            function(path)
        except OSError: pass
    for name in os.listdir("/tmp"):
        path = "/tmp/" + name
        if os.path.isdir(path) and not os.path.islink(path): shutil.rmtree(path, onerror=unlock)
        else: os.unlink(path)


def run(shell, deployment, script):
    """Nil, or what was wrong."""
    clean()
    os.mkdir("/tmp/w")
    os.mkdir("/tmp/home")
    pathlib.Path("/tmp/w/script.ps1").write_bytes(script)
    env = dict(PATH="/usr/local/bin:/usr/bin:/bin", HOME="/tmp/home", TMPDIR="/tmp", NO_COLOR="1", TERM="dumb", TZ="UTC", LANG="en_US.UTF-8", LC_ALL="en_US.UTF-8", COLUMNS="120")
    command = [shell, "-NoProfile", "-NonInteractive"] + (["-Deployment", deployment] if deployment else []) + ["-File", "/tmp/w/script.ps1"]

    def limits():
        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
        resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with open("/tmp/err", "w+b") as errors:
        child = subprocess.Popen(command, cwd="/tmp/w", env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, preexec_fn=limits, start_new_session=True)
        end, watched = os.pidfd_open(child.pid), select.poll()
        watched.register(end, select.POLLIN)

        def worked():
            try: fields = pathlib.Path(f"/proc/{child.pid}/stat").read_text().rsplit(")", 1)[1].split()
            except OSError: return 0
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        # a loop without end is what PowerShell would do as well; Ctrl+C must end it
        begun, before, interrupted, hangs = time.monotonic(), 0, False, False
        while True:
            watched.poll(250)
            pid, status, used = os.wait4(child.pid, os.WNOHANG)
            if pid: break
            waited, work = time.monotonic() - begun, worked() - before
            if interrupted and (work > 1 or waited > 15):
                hangs = True
                child.kill()
            elif not interrupted and (work > 1.5 or waited > 15):
                interrupted, begun, before = True, time.monotonic(), worked()
                child.send_signal(signal.SIGINT)
        os.close(end)
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(max(0, errors.seek(0, 2) - 3000))
        said = errors.read().decode("utf-8", "replace")
    if hangs: return "Ctrl+C does not end it"
    if child.returncode < 0 and not (interrupted and child.returncode == -signal.SIGINT) or child.returncode in (132, 133, 134, 135, 136, 139) or "Fatal error" in said:
        return f"crashed with {child.returncode}: {said[-300:]}"
    if used.ru_maxrss > 1 << 20 and not interrupted: return f"took {used.ru_maxrss >> 10} MB"
    return None


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shell", required=True)
    p.add_argument("--count", type=int, default=300)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--only", default="")
    p.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    a = p.parse_args()
    a.shell = shutil.which(a.shell) or a.shell
    if not a.inside:
        env = dict(os.environ, **({"REALLY_ROOT": "1"} if os.getuid() == 0 else {}))
        spaces = ["unshare", *([] if os.getuid() == 0 else ["--user", "--map-root-user"]), "--mount", "--net", "--pid", "--ipc", "--uts", "--fork", "--kill-child", "--mount-proc"]
        possible = shutil.which("unshare") and subprocess.run([*spaces, "mount", "-o", "remount,ro,bind", "/"], capture_output=True).returncode == 0
        if not possible:
            print("no namespaces here: nothing was run\n0 passed, 0 failed")
            return
        sys.exit(subprocess.run([*spaces, sys.executable, *sys.argv, "--inside"], env=env).returncode)
    cases = list(variants(a.shell, a.count, a.seed, a.only))
    a.shell = enter(os.path.realpath(a.shell))
    if not os.access(a.shell, os.X_OK):
        sys.exit(f"{a.shell} cannot be run as nobody: nothing was run\n0 passed, 1 failed")
    failed = 0
    for name, deployment, script in cases:
        wrong = run(a.shell, deployment, script)
        if wrong:
            failed += 1
            print(f"{name}: {wrong}", flush=True)
    print(f"{len(cases) - failed} passed, {failed} failed")
    sys.exit(bool(failed))


main()
