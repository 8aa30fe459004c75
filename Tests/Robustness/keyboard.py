#!/usr/bin/env python3
"""What a person at a keyboard sees: keys typed at a pseudo-terminal of 80 columns, and the lines that stand on the screen then.

usage: keyboard.py --shell PROGRAM [--only TEXT] [-v]
A case is a list of keys; after each the shell is waited for. The lines from its first input on must be those given; prompts are
shown as `PS> `. Last line: `N passed, N failed`.
"""
import argparse
import os
import pty
import re
import select
import signal
import sys
import tempfile
import time
import fcntl
import struct
import termios

COLUMNS = 80
ENTER, INTERRUPT = "\r", "\x03"
PROMPT = "function prompt { 'PS> ' }"


def cases():
    """name, keys, lines on the screen"""
    yield "Ctrl+C at a question leaves its line", ["Read-Host name\r", INTERRUPT], ["PS> Read-Host name", "name:", "PS>"]
    yield "Ctrl+C at a secret", ["Read-Host -AsSecureString name\r", "ab", INTERRUPT], ["PS> Read-Host -AsSecureString name", "name: **", "PS>"]
    yield "Ctrl+C at a confirmation stops without an error", ["$x = 1; Clear-Variable x -Confirm\r", INTERRUPT], [
        "PS> $x = 1; Clear-Variable x -Confirm", "", "Confirm", "Are you sure you want to perform this action?",
        'Performing the operation "Clear variable" on target "Name: x".', "[Y] Yes  [A] Yes to All  [N] No  [L] No to All  [S] Suspend  [?] Help", '(default is "Y"):', "PS>"]
    yield "Ctrl+C at a choice", ["$Host.UI.PromptForChoice('T', 'M', ('&A', '&B'), 0)\r", INTERRUPT, "$Error.Count\r"], [
        "PS> $Host.UI.PromptForChoice('T', 'M', ('&A', '&B'), 0)", "", "T", "M", '[A] A  [B] B  [?] Help (default is "A"):', "PS> $Error.Count", "0", "PS>"]
    yield "Ctrl+C while waiting", ["Start-Sleep 100\r", INTERRUPT], ["PS> Start-Sleep 100", "^C", "PS>"]
    yield "Ctrl+C, then words of a finally block", ["try { Start-Sleep 100 } finally { Write-Host end }\r", INTERRUPT], ["PS> try { Start-Sleep 100 } finally { Write-Host end }", "^Cend", "PS>"]
    yield "Ctrl+C, then output of a finally block, which nobody gets", ["try { Start-Sleep 100 } finally { 'x'; Write-Host y }\r", INTERRUPT], ["PS> try { Start-Sleep 100 } finally { 'x'; Write-Host y }", "^C", "PS>"]
    yield "Ctrl+C in a program", ["sleep 100\r", INTERRUPT], ["PS> sleep 100", "^C", "PS>"]
    yield "Ctrl+C in a nested prompt", ["$Host.EnterNestedPrompt()\r", "Read-Host z\r", INTERRUPT, "exit\r"], ["PS> $Host.EnterNestedPrompt()", "PS> Read-Host z", "z:", "PS> exit", "PS>"]
    yield "a line left open", ["Write-Host -NoNewline abc\r", "1\r"], ["PS> Write-Host -NoNewline abc", "abc", "PS> 1", "1", "PS>"]
    yield "a line left open by a program", ["printf abc\r", "printf 'abc\\n'\r"], ["PS> printf abc", "abc", "PS> printf 'abc\\n'", "abc", "PS>"]
    yield "a prompt that writes itself", ["function prompt { Write-Host -NoNewline hey; ' ~> ' }\r", "1\r", "$null\r"], [
        "PS> function prompt { Write-Host -NoNewline hey; ' ~> ' }", "hey ~> 1", "1", "hey ~> $null", "hey ~>"]
    yield "a prompt of two lines", ['function prompt { "a`nb> " }\r', "1\r"], ['PS> function prompt { "a`nb> " }', "a", "b> 1", "1", "a", "b>"]
    yield "an empty user name is asked for again", ["(Get-Credential).UserName\r", ENTER, "u\r", "p\r"], [
        "PS> (Get-Credential).UserName", "", "PowerShell credential request", "Enter your credentials.", "User:", "User: u", "Password for user u: *", "", "u", "PS>"]
    yield "marks in an answer belong to their letter", ["(Read-Host n).Length\r", "ae\u0301\x7fb\r"], ["PS> (Read-Host n).Length", "n: ab", "2", "PS>"]
    yield "wide characters in an answer", ["Read-Host n\r", "漢字\x7f\x1b[Dx\r"], ["PS> Read-Host n", "n: x漢", "x漢", "PS>"]
    yield "an earlier input of several lines", ["1..2 | % {\r", "$_ }\r", "\x1b[A", ENTER], ["PS> 1..2 | % {", ">> $_ }", "1", "2", "PS> 1..2 | % {", "$_ }", "1", "2", "PS>"]
    yield "words of other shells", ["quit\r", "dir /s\r"], [
        "PS> quit", "quit: The term 'quit' is not recognized as a name of a cmdlet, function, script", "file, or executable program.",
        "Check the spelling of the name, or if a path was included, verify that the path", "is correct and try again.", "", "[General Feedback]", "  Here it is:", "    ➤ exit", "",
        "PS> dir /s", "Get-ChildItem: Cannot find path '/s' because it does not exist.", "", "[General Feedback]", "  Here it is:", "    ➤ Get-ChildItem -Recurse", "", "PS>"]
    yield "an answer that is no number is asked for again", ["function f { param([Parameter(Mandatory)][int]$N) $N }; f\r", "x\r", "99999999999\r", "5\r"], [
        "PS> function f { param([Parameter(Mandatory)][int]$N) $N }; f", "", "cmdlet f at command pipeline position 1", "Supply values for the following parameters:",
        "N: x", 'Cannot recognize "x" as a System.Int32 due to a format error.', "N: 99999999999",
        'Cannot recognize "99999999999" as a System.Int32 due to an overflow error.', "N: 5", "5", "PS>"]
    yield "names that are almost right", ["[math]::Sqr(4)\r", "Get-Variable PSVersionTabel\r", "Start-Lab L-30\r", "Get-Date -Yaer 3\r"], [
        "PS> [math]::Sqr(4)", "InvalidOperation: Method invocation failed because [System.Math] does not contai", "n a method named 'Sqr'.", "",
        "[General Feedback]", "  The most similar methods are:", "    ➤ Sqrt", "",
        "PS> Get-Variable PSVersionTabel", "Get-Variable: Cannot find a variable with the name 'PSVersionTabel'.", "", "[General Feedback]", "  The most similar names are:",
        "    ➤ PSVersionTable", "", "PS> Start-Lab L-30", 'Start-Lab: Cannot find lab "L-30". Get-Lab lists them.', "", "[General Feedback]", "  The most similar names are:",
        "    ➤ L-30C, L-30D, L-30M, L-30U", "", "PS> Get-Date -Yaer 3", "Get-Date: A parameter cannot be found that matches parameter name 'Yaer'.", "",
        "[General Feedback]", "  The most similar parameters are:", "    ➤ -Year", "", "PS>"]
    yield "commands by their beginning and by a part, and labs by their name", ["Undo-Sim\r", "L-30C\r"], [
        "PS> Undo-Sim", "Undo-Sim: The term 'Undo-Sim' is not recognized as a name of a cmdlet, function,", " script file, or executable program.",
        "Check the spelling of the name, or if a path was included, verify that the path", "is correct and try again.", "", "[General Feedback]",
        "  The most similar commands are:", "    ➤ Undo-SimChange", "",
        "PS> L-30C", "L-30C: The term 'L-30C' is not recognized as a name of a cmdlet, function, scrip", "t file, or executable program.",
        "Check the spelling of the name, or if a path was included, verify that the path", "is correct and try again.", "", "[General Feedback]", "  Here it is:",
        "    ➤ Start-Lab L-30C", "", "PS>"]
    yield "Tab completes the only candidate", ["$Host.UI.RawUI.BufferS\t\x15'x'\r"], ["PS> 'x'", "x", "PS>"]
    yield "Tab goes on into a folder", ["$null = mkdir 'my dir'; $null = ni 'my dir/inner'\r", "(gi my\t", "i\t", ").Name\r"], [
        "PS> $null = mkdir 'my dir'; $null = ni 'my dir/inner'", "PS> (gi './my dir/inner').Name", "inner", "PS>"]
    yield "Tab asks a TabExpansion2 of one's own", [
        "function TabExpansion2 { param($t)\r", "@{ ReplacementIndex = 0; ReplacementLength = 3\r", "CompletionMatches = @{ CompletionText = \"'$t!'\" } } }\r", "abc\t\r"], [
        "PS> function TabExpansion2 { param($t)", ">> @{ ReplacementIndex = 0; ReplacementLength = 3",
        ">> CompletionMatches = @{ CompletionText = \"'$t!'\" } } }", "PS> 'abc!'", "abc!", "PS>"]


def width(c):
    v = ord(c)
    return 0 if 0x300 <= v < 0x370 else 2 if 0x2E80 <= v < 0xA4D0 or 0xAC00 <= v < 0xD7A4 or 0xFF00 <= v < 0xFF61 else 1


def screen(text):
    """The lines a terminal shows of what was written to it: as much of one as a line editor needs."""
    lines, row, column = [[]], 0, 0

    def put(c):
        nonlocal row, column
        w = width(c)
        if w == 0:
            if column and lines[row]: lines[row][column - 1] += c
            return
        if column + w > COLUMNS: feed(); column = 0
        while len(lines[row]) < column + w: lines[row].append(" ")
        lines[row][column] = c
        for i in range(1, w): lines[row][column + i] = ""
        column += w

    def feed():
        nonlocal row
        row += 1
        if row == len(lines): lines.append([])

    for m in re.finditer(r"\x1b\[([0-?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][0-~]|\x1b[=>]|(.|\n)", text, re.S):
        number = int(m[1]) if m[1] and m[1].isdigit() else 0
        c = m[3]
        if c == "\r": column = 0
        elif c == "\n": feed()
        elif c == "\b": column = max(0, min(column, COLUMNS) - 1)
        elif c and c >= " ": put(c)
        elif m[2] == "K": del lines[row][column:]
        elif m[2] == "J": del lines[row][column:]; del lines[row + 1:]
        elif m[2] == "A": row = max(0, row - (number or 1))
        elif m[2] == "B": row = min(len(lines) - 1, row + (number or 1))
        elif m[2] == "C": column = min(COLUMNS - 1, column + (number or 1))
        elif m[2] == "D": column = max(0, column - (number or 1))
        elif m[2] == "G": column = max(0, (number or 1) - 1)
        elif m[2] == "P": del lines[row][column:column + (number or 1)]
        elif m[2] == "@": lines[row][column:column] = [" "] * (number or 1)
    return "\n".join("".join(line).rstrip() for line in lines).rstrip().split("\n")


def typed(shell, keys, folder, env, patience):
    """The screen after all keys. `patience` times as long as usual without a word counts as waiting for keys."""
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(shell, [shell, "-NoProfile", "-NoLogo"], env)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, COLUMNS, 0, 0))
    seen = b""

    def settle(limit=20, quiet=0.35):
        nonlocal seen
        begun = last = time.monotonic()
        fresh = False
        while time.monotonic() - begun < limit:
            if select.select([fd], [], [], 0.05)[0]:
                try: seen += os.read(fd, 65536)
                except OSError: return
                last, fresh = time.monotonic(), True
            elif fresh and time.monotonic() - last > quiet * patience: return
    try:
        settle()
        os.write(fd, (PROMPT + ENTER).encode())
        settle()
        for k, following in zip(keys, keys[1:] + [None]):
            os.write(fd, k.encode())
            # what Ctrl+C is to interrupt must have begun, on a busy machine too
            settle(3 if k == INTERRUPT else 20 if "\r" in k else 2, 1.2 if following == INTERRUPT else 0.35)
        lines = screen(seen.decode(errors="replace"))
        return [re.sub(r"^PS> ?$", "PS>", l) for l in lines[1:]]
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(fd)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shell", required=True)
    p.add_argument("--only", default="")
    p.add_argument("-v", action="store_true")
    a = p.parse_args()
    passed = failed = 0
    for name, keys, wanted in cases():
        if a.only not in name: continue
        # a shell that hesitates on a busy machine is taken for one that waits: then once more, slower
        for patience in 1, 5:
            with tempfile.TemporaryDirectory(prefix="keyboard") as folder:
                env = {"PATH": os.environ["PATH"], "HOME": folder, "XDG_DATA_HOME": folder, "NO_COLOR": "1", "TERM": "xterm", "TZ": "UTC", "LANG": "en_US.UTF-8"}
                got = typed(a.shell, keys, folder, env, patience)
            if got == wanted: break
        if got == wanted: passed += 1
        else:
            failed += 1
            print(f"{name}:\n  wanted\n    " + "\n    ".join(wanted) + "\n  got\n    " + "\n    ".join(got), flush=True)
        if a.v: print(("ok   " if got == wanted else "FAIL ") + name, flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(bool(failed))


main()
