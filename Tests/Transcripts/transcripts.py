#!/usr/bin/env python3
"""Plays the sessions of *.session files in csshell and compares what it prints. Format: README.md beside this file.

usage: transcripts.py --shell PROGRAM [--update] [--only TEXT] [--jobs N] [--fails FILE] [FILE…]
Last line: `N passed, N failed`, counted in inputs.
"""
import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
MARK = "\x01"
PROMPT = f"function global:prompt {{ \"$([char]1)PS> \" }}"
HEADING = re.compile(r"^(#+) .* \1$")


class Input:
    """One input: its lines, the answers typed while it runs, its directives, and what should follow."""
    def __init__(self, first):
        self.lines, self.answers, self.expected, self.error_id, self.at = [first], [], [], None, 0


class Session:
    """A heading of level one, its directives and inputs; runs in a process of its own."""
    def __init__(self, title):
        self.title, self.deployment, self.replace, self.exit, self.inputs = title, None, [], None, []


def parse(path):
    """The file as a list of parts: plain lines, sessions' marks and inputs, in order, so that it can be written again."""
    parts, session, current = [], None, None

    def need():
        nonlocal session
        if session is None:
            session = Session("")
            parts.append(session)
        return session

    lines = path.read_text(encoding="utf-8").split("\n")
    if lines and lines[-1] == "": lines.pop()
    for number, line in enumerate(lines, 1):
        heading = HEADING.match(line)
        if heading:
            if len(heading[1]) == 1:
                session = Session(line.strip("# "))
                parts.append(session)
            current = None
            parts.append(line)
        elif line.startswith("#! "):
            word, _, rest = line[3:].partition(" ")
            if word == "error-id" and current: current.error_id = rest
            elif word == "scenario": need().deployment = rest
            elif word == "replace":
                pattern, _, text = rest.partition(" => ")
                need().replace.append((re.compile(pattern), text))
            elif word == "exit": need().exit = int(rest)
            else: sys.exit(f"{path}:{number}: unknown directive '{line}'")
            if word != "error-id": parts.append(line)
        elif line.startswith("PS> "):
            current = Input(line[4:])
            current.at = number
            need().inputs.append(current)
            parts.append(current)
        elif line.startswith(">> ") and current and not current.expected: current.lines.append(line[3:])
        elif line == ">>" and current and not current.expected: current.lines.append("")
        elif line.startswith("<< ") and current and not current.expected: current.answers.append(line[3:])
        elif current: current.expected.append(line)
        else: parts.append(line)
    for part in parts:
        if isinstance(part, Input):
            while part.expected and part.expected[-1] == "": part.expected.pop()
    return parts


def play(session, shell, timeout):
    """What each input printed, as lists of lines; and the exit code."""
    feed = []
    for i in session.inputs:
        if i.error_id is not None: feed.append("$Error.Clear()")
        feed += i.lines + i.answers
        if i.error_id is not None: feed.append('"$($Error[0].FullyQualifiedErrorId)"')
    with tempfile.TemporaryDirectory(prefix="session") as scratch:
        scratch = os.path.realpath(scratch)
        env = dict(os.environ, NO_COLOR="1", TERM="dumb", TZ="UTC", LANG="en_US.UTF-8", LC_ALL="en_US.UTF-8", HOME=scratch, TMPDIR=scratch, XDG_DATA_HOME=scratch, CSSHELL_CHECK_INVARIANTS="1")
        command = [shell, "-NoProfile", "-NoLogo"] + (["-Deployment", session.deployment] if session.deployment else [])
        command += ["-NoExit", "-Command", PROMPT]
        try:
            done = subprocess.run(command, input="".join(x + "\n" for x in feed).encode(), cwd=scratch, env=env, timeout=timeout, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            text, code = done.stdout.decode("utf-8", "replace"), done.returncode
        except subprocess.TimeoutExpired as e:
            text, code = (e.stdout or b"").decode("utf-8", "replace") + "\n<TIMEOUT>\n", 124
        text = text.replace(scratch, "TMP")
    for pattern, by in session.replace: text = pattern.sub(by, text)
    chunks = [c[len("PS> "):] if c.startswith("PS> ") else c for c in text.split(MARK)[1:]]
    got, at = [], 0

    def take(count):
        nonlocal at
        chunk = chunks[at] if at < len(chunks) else "<no output: the session ended before>\n"
        at += 1
        lines = chunk.split("\n")[count:]
        while lines and lines[-1] == "": lines.pop()
        return lines

    for i in session.inputs:
        if i.error_id is not None: take(1)
        out = take(len(i.lines))
        error = "".join(take(1)) if i.error_id is not None else None
        got.append((out, error))
    return got, code


def judge(path, shell, update, timeout):
    parts = parse(path)
    passed, failed, report = 0, 0, []
    for session in [p for p in parts if isinstance(p, Session)]:
        if not session.inputs: continue
        got, code = play(session, shell, timeout)
        for i, (out, error) in zip(session.inputs, got):
            want, have = list(i.expected), list(out)
            if i.error_id is not None:
                want = want + [f"#! error-id {i.error_id}"]
                have = (have if i.expected else []) + [f"#! error-id {error}"]
            if want == have: passed += 1
            else:
                failed += 1
                report.append(f"=== {path.relative_to(HERE) if path.is_relative_to(HERE) else path}:{i.at} {session.title}\nPS> {i.lines[0]}\n" + "\n".join(list(difflib.unified_diff(want, have, "expected", "printed", lineterm="", n=1))[2:]) + "\n")
            if update:
                if i.error_id is None or i.expected: i.expected = list(out)
                if i.error_id is not None: i.error_id = error
        # without an exit of its own a session tells how its last input went
        expected_code = session.exit if session.exit is not None else code if code in (0, 1) else 0
        if code != expected_code:
            failed += 1
            report.append(f"=== {path.name} {session.title}: exit code {code}, expected {expected_code}\n")
    if update: path.write_text(render(parts), encoding="utf-8")
    return passed, failed, "".join(report)


def render(parts):
    lines = []
    for part in parts:
        if isinstance(part, Session): continue
        if isinstance(part, str):
            if HEADING.match(part) and lines and lines[-1] != "": lines.append("")
            lines.append(part)
            continue
        lines.append("PS> " + part.lines[0])
        lines += [(">> " + x).rstrip() for x in part.lines[1:]] + ["<< " + x for x in part.answers] + part.expected
        if part.error_id is not None: lines.append(f"#! error-id {part.error_id}")
    return "\n".join(lines) + "\n"


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shell", required=True)
    p.add_argument("--update", action="store_true")
    p.add_argument("--only", default="")
    p.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    p.add_argument("--timeout", type=int, default=60)
    p.add_argument("--fails")
    p.add_argument("files", nargs="*")
    a = p.parse_args()
    files = [pathlib.Path(f).resolve() for f in a.files] or sorted(HERE.rglob("*.session"))
    files = [f for f in files if a.only in str(f)]
    passed = failed = 0
    report = ""
    with ThreadPoolExecutor(a.jobs) as pool:
        for good, bad, text in pool.map(lambda f: judge(f, a.shell, a.update, a.timeout), files):
            passed, failed, report = passed + good, failed + bad, report + text
    if a.fails: pathlib.Path(a.fails).write_text(report)
    if not a.update: print(report, end="")
    print(f"{passed} passed, {failed} failed" if not a.update else f"{failed} inputs changed; read the difference before you commit it")
    sys.exit(bool(failed) and not a.update)


main()
