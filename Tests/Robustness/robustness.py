#!/usr/bin/env python3
"""Bad input: each case must end by itself with the exit code expected, say something, and never crash or hang.

usage: robustness.py --shell PROGRAM [--only TEXT]
Last line: `N passed, N failed`.
"""
import argparse
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

FAILS = "a code other than 0"
ANY = "any code"


def climbing():
    """A script that unpacks an archive whose entry is named ../out.txt and says what became of it."""
    import base64
    import io
    import zipfile
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as z:
        z.writestr("../out.txt", "escaped")
    text = base64.b64encode(data.getvalue())
    return (b"$t = \"$([IO.Path]::GetTempPath())/$PID-climb\"; [IO.Directory]::CreateDirectory(\"$t/in\") | Out-Null\n"
            b"[IO.File]::WriteAllBytes(\"$t/a.zip\", [Convert]::FromBase64String('" + text + b"'))\n"
            b"Expand-Archive \"$t/a.zip\" \"$t/in\"; if (Test-Path \"$t/out.txt\") { exit 6 }; Remove-Item $t -Recurse\nexit 5\n")


CLIMBING = climbing()


def recursions():
    """name, script without end"""
    yield "methods", "class A { [int] F([int]$n) { return $this.F($n + 1) } }\n[A]::new().F(1)"
    yield "static methods", "class A { static [int] F([int]$n) { return [A]::F($n + 1) } }\n[A]::F(1)"
    yield "constructors", "class A { A() { [A]::new() } }\n[A]::new()"
    yield "ToString", "class A { [string] ToString() { return $this.ToString() } }\n[A]::new().ToString()"
    yield "Equals", "class A { [bool] Equals($o) { return $this -eq $o } }\n[A]::new() -eq [A]::new()"
    yield "a script method", "$o = [pscustomobject]@{}; $o | Add-Member ScriptMethod m { $this.m() }; $o.m()"
    yield "a sort key", "function f { 1, 2 | Sort-Object { f } }\nf"
    yield "a condition", "function f { 1 | Where-Object { f } }\nf"
    yield "a block", "$b = { & $b }; & $b"
    yield "Invoke", "$b = { $b.Invoke() }; $b.Invoke()"
    yield "ForEach method", "$f = { (1).ForEach($f) }; & $f"
    yield "a replacement", "function f { 'a' -replace 'a', { f } }\nf"
    yield "a text", "function f { \"$(f)\" }\nf"
    yield "a default value", "function f { param($a = (f)) }\nf"
    yield "try and finally", "function f { try { f } finally { $x = 1 } }\nf"
    yield "dot-sourcing", "function f { . f }\n. f"
    yield "Invoke-Expression", "function f { Invoke-Expression 'f' }\nf"
    yield "a conversion by a constructor", "class A { A([string]$s) { [A]$s } }\n[A]'x'"
    yield "a conversion by Parse", "class A { static [A] Parse([string]$s) { return [A]$s } }\n[A]'x'"
    yield "a transformation", ("class T : Management.Automation.ArgumentTransformationAttribute { [object] Transform([Management.Automation.EngineIntrinsics]$e, [object]$i) { return (g 1) } }\n"
                               "function g { param([T()]$x) }\ng 1")
    yield "a validation", "function f { param([ValidateScript({ f 1 })]$x) }\nf 1"
    yield "dynamic parameters", "function f { [CmdletBinding()] param() dynamicparam { f } process {} }\nf"
    yield "a trap", "function f { trap { f; continue } throw 'x' }\nf"
    yield "an initialiser", "class A { $x = [A]::new() }\n[A]::new()"
    yield "a comparison", "class A : IComparable { [int] CompareTo($o) { return $this.CompareTo($o) } }\n[A]::new() -lt [A]::new()"
    yield "a hash code", "class A { [int] GetHashCode() { return $this.GetHashCode() } }\n[A]::new().GetHashCode()"
    yield "a property that is set", "$o = [pscustomobject]@{}; $o | Add-Member ScriptProperty p { 1 } { $this.p = $args[0] }; $o.p = 5"
    yield "a script", "'./r.ps1' > r.ps1; ./r.ps1"
    yield "default values of parameters", "$PSDefaultParameterValues['Get-Date:Year'] = { Get-Date }\nGet-Date"
    yield "a lambda", "[Func[int]]$f = { $f.Invoke() }; $f.Invoke()"
    yield "a schema that is its own", "'1' | Test-Json -Schema '{\"$ref\":\"#\"}'"
    yield "a list that holds itself, shown", "$a = [object[]]::new(2); $a[0] = $a[1] = $a; Write-Host $a"
    yield "Invoke-Command", "function f { Invoke-Command { f } }\nf"


# The size of files is limited, as a disk is: what a cmdlet cannot write whole leaves what was there.
HALF_WAY = (b"if (!$args) { 'z' * 5000 > ./big; & sh -c 'ulimit -f 1; exec \"$0\" -NoProfile -File \"$1\" again' ([Environment]::ProcessPath) $PSCommandPath; (Get-ChildItem . -Name) -join ' '; exit 5 }\n"
            b"'old' > ./f; $new = 'z' * 5000; $new > ./f; Get-Content ./f; $new | Set-Content ./f; Get-Content ./f; 1..2000 | Export-Csv ./f; Get-Content ./f\n"
            b"1..2000 | Export-Clixml ./f; Get-Content ./f; Copy-Item ./big ./f; Get-Content ./f\n"
            b"Get-FormatData System.IO.FileInfo | Export-FormatData -Path ./f; Get-Content ./f\n")
TRANSCRIPT = (b"if (!$args) { & sh -c 'ulimit -f 8; exec \"$0\" -NoProfile -File \"$1\" again' ([Environment]::ProcessPath) $PSCommandPath; exit 5 }\n"
              b"$null = Start-Transcript ./t; 1..2000 | ForEach-Object { \"line $_ of many\" } | Out-Host; Stop-Transcript\n")


def lean():
    """name, script, megabytes it may take at most"""
    yield "a long loop", "for ($i = 0; $i -lt 300000; $i++) { $s = \"text $i\"; $h = @{ a = $s; b = $i }; $o = [pscustomobject]$h; $x = $o.a.Length }", 120
    yield "errors in a loop", "$ErrorActionPreference = 'SilentlyContinue'; for ($i = 0; $i -lt 20000; $i++) { try { throw 'x' } catch { $e = $_ }; Get-Item ./none }", 200
    yield "blocks in a loop", "for ($i = 0; $i -lt 3000; $i++) { $b = [scriptblock]::Create(\"$i + 1\"); $x = & $b; Invoke-Expression \"`$y = $i\" | Out-Null }", 150
    yield "closures in a loop", "function New-Sum($i) { { $i + 1 }.GetNewClosure() }; for ($i = 0; $i -lt 10000; $i++) { $x = & (New-Sum $i); $y = 1, 2 | ForEach-Object (New-Sum $i); Invoke-Expression 'function Get-It { 1 }; Get-It' | Out-Null }", 90
    yield "jobs in a loop", "for ($i = 0; $i -lt 800; $i++) { $x = Start-ThreadJob { 1 } | Receive-Job -Wait -AutoRemoveJob; $y = [powershell]::Create().AddScript('1').Invoke(); $z = 1, 2 | ForEach-Object -Parallel { $_ } }", 120
    yield "a long pipeline", "1..1000000 | ForEach-Object { \"$_ and more\" } | Where-Object { $_.Length -gt 3 } | Measure-Object | Out-Null", 120
    yield "a program fed for long", "1..300000 | ForEach-Object { 'a line of some length' } | cat | Out-Null", 120
    yield "many rows of CSV", "$w = [IO.StreamWriter]::new(\"$PWD/big.csv\"); $w.WriteLine('a,b,c'); for ($i = 0; $i -lt 1000; $i++) { $w.Write((\"$i,some text,more of it`n\" * 1000)) }; $w.Close(); (Import-Csv ./big.csv | Measure-Object).Count", 220


def soon(shell, folder, env):
    """The first lines of a script that goes on must be seen while it does."""
    import select
    import time
    for name, text in (("the first line", "'first'; while ($true) {}"), ("the second line", "'one'; 'first'; while ($true) {}"), ("a line before waiting", "'one'; 'first'; Start-Sleep 100"),
                       ("a long pipeline", "1..2000000000 | ForEach-Object { if ($_ -lt 3) { 'first' } }"), ("a program's first line", "sh -c 'echo first; sleep 100' | ForEach-Object { $_ }"),
                       ("through a program", "'first' | ForEach-Object { $_; Start-Sleep 1; 'next'; Start-Sleep 100 } | cat")):
        child = subprocess.Popen([shell, "-NoProfile", "-NonInteractive", "-Command", text], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
        seen, end = b"", time.monotonic() + 20
        while b"first" not in seen and time.monotonic() < end and select.select([child.stdout], [], [], 1)[0] is not None:
            if select.select([child.stdout], [], [], 0)[0]:
                piece = os.read(child.stdout.fileno(), 4096)
                if not piece: break
                seen += piece
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        yield None if b"first" in seen else f"output at once: {name}: nothing within 20 s"


def scripts():
    """name, bytes of the script, what the exit code must be, text that must be on one of the streams."""
    deep = 20000
    yield "unclosed brace", b"if ($true) { 1", FAILS, "Missing closing '}'"
    yield "unclosed string", b"$x = 'never ends", FAILS, "terminator"
    yield "unclosed here-string", b"$x = @'\nnever ends\n", FAILS, "terminator"
    yield "unclosed parenthesis", b"Write-Output (1 + 2", FAILS, "Missing closing ')'"
    yield "stray brace", b"1\n}\n", FAILS, "Unexpected token '}'"
    yield "garbage", bytes(random.Random(1).randrange(256) for _ in range(5000)), ANY, ""
    yield "garbage of printables", bytes(random.Random(2).randrange(33, 127) for _ in range(5000)), ANY, ""
    yield "null bytes", b"Write-Output 'a'\0\0\0\n'b'", ANY, ""
    yield "invalid UTF-8 in a string", b"'before \xff\xfe after'.Length\n", 0, "15"
    yield "invalid UTF-8 in code", b"Get-\xc3\x28Thing\n", ANY, ""
    yield "only a byte order mark", b"\xef\xbb\xbf", 0, ""
    yield "half a UTF-16 file", b"\xff\xfe1\x00+", ANY, ""
    yield "a line of one megabyte", b"$x = '" + b"a" * (1 << 20) + b"'\n$x.Length\n", 0, "1048576"
    yield "a sum of 50,000 terms", b"(" + b"+".join([b"1"] * 50000) + b")\n", ANY, ""
    yield "an array of 100,000", b"(" + b",".join([b"1"] * 100000) + b").Length\n", 0, "100000"
    yield "nested parentheses", b"(" * deep + b"1" + b")" * deep + b"\n", ANY, ""
    yield "nested arrays", b"@(" * deep + b"1" + b")" * deep + b"\n", ANY, ""
    yield "nested braces", b"{" * deep + b"}" * deep + b"\n", ANY, ""
    yield "nested ifs", b"if ($true) {" * 5000 + b"1" + b"}" * 5000 + b"\n", ANY, ""
    yield "unclosed nested parentheses", b"(" * deep, FAILS, ""
    yield "nested strings", b"\"$(" * 2000 + b"1" + b")\"" * 2000, ANY, ""
    yield "stray parentheses", b")" * 30000, FAILS, "Unexpected token"
    yield "many redirections", b"1" + b" 2>$null" * 20000, FAILS, "already redirected"
    yield "strings that never end", b"\"$a " * 20001, FAILS, "Unexpected token"
    yield "deep sub-expressions in strings", b"\"$(" * 50000 + b"1" + b")\"" * 50000, FAILS, ""
    yield "a number of 100,000 digits", b"1" * 100000 + b"\n", ANY, ""
    yield "many classes", b"\n".join(b"class C%d : C%d {}" % (i, i - 1) if i % 2 else b"class C%d {}" % i for i in range(4000)) + b"\n[C3]::new().GetType().BaseType.Name\nexit 5\n", 5, "C2"
    yield "an enum of many members", b"enum E {\n" + b"\n".join(b"m%d = %d" % (i, i) for i in range(10000)) + b"\n}\n[int][E]::m9999\nexit 5\n", 5, "9999"
    yield "many catch clauses", b"\n".join(b"class E%d : Exception {}" % i for i in range(1500)) + b"\ntry { throw [E1499]::new() }" + b"".join(b" catch [E%d] { %d }" % (i, i) for i in range(1500)) + b"\nexit 5\n", 5, "1499"
    yield "many enums", b"\n".join(b"enum E%d { a; b = 5 }" % i for i in range(5000)) + b"\n[int][E4999]::b + 9000\nexit 5\n", 5, "9005"
    yield "many local aliases", b"function f { for ($i = 0; $i -lt 20000; $i++) { Set-Alias \"al$i\" Get-Item }; (Get-Alias al19999).Definition }\nf; (Get-Alias al5 -ErrorAction Ignore).Count + 70\nexit 5\n", 5, "Get-Item 70"
    yield "many C# methods", b"Add-Type ('public class Q {' + ((0..3999 | ForEach-Object { \"public static int M$_() { return $_; }\" }) -join ' ') + '}'); [Q]::M3999()\nexit 5\n", 5, "3999"
    yield "C# classes that derive from themselves", b"Add-Type 'public class K : K {}'; Add-Type 'public class L : M {} public class M : L {}'\nexit 5\n", 5, "Circular base type dependency"
    yield "a long text beside a narrow column", b"$o = [pscustomobject]@{ a = 1; b = 'word ' * 200000 }; ($o | Format-Table -Wrap | Out-String -Width 80).Length -gt 1000000; ($o | Format-List | Out-String -Width 80).Length -gt 1000000\nexit 5\n", 5, "True True"
    yield "searching on in a long text", b"$s = \"a\xc3\xa9,\" * 50000; $i = $n = 0; while (($i = $s.IndexOf(',', $i)) -ge 0) { $i++; $n++ }; $m = [regex]::Match($s, ','); while ($m.Success) { $n++; $m = $m.NextMatch() }; $n; $s.Replace('A', 'x', 'OrdinalIgnoreCase').Length\nexit 5\n", 5, "100000 150000"
    yield "endless recursion", b"function f { f }\nf\nexit 5\n", 5, "call depth overflow"
    yield "recursion in a pipeline", b"function f { 1 | ForEach-Object { f } }\nf\nexit 5\n", 5, "call depth overflow"
    # what goes wrong while a property is read yields nothing
    yield "recursion: a script property", b"$o = [pscustomobject]@{}; $o | Add-Member ScriptProperty p { $this.p }; \"<$($o.p)>\"\nexit 5\n", 5, "<>"
    for name, text in recursions(): yield "recursion: " + name, text.encode() + b"\nexit 5\n", 5, "call depth overflow"
    yield "recursion: properties as JSON in themselves", b"$o = [pscustomobject]@{}; $o | Add-Member ScriptProperty p { $this | ConvertTo-Json }; $o | ConvertTo-Json -Compress\nexit 5\n", 5, '{"p":null}'
    yield "recursion: a module that is its own root", b"New-ModuleManifest ./b.psd1 -RootModule b.psd1; Import-Module ./b.psd1\nexit 5\n", 5, "module nesting limit has been exceeded"
    yield "recursion: a module that imports itself", b"'Import-Module $PSScriptRoot/a.psm1 -Force' > a.psm1; Import-Module ./a.psm1\nexit 5\n", 5, "module nesting limit has been exceeded"
    yield "recursion: engines inside engines", b"$s = 'param($s) [powershell]::Create().AddScript($s).AddArgument($s).Invoke()'; [powershell]::Create().AddScript($s).AddArgument($s).Invoke()\nexit 5\n", 5, ""
    yield "recursion: modules that use each other", b"'using module ./b.psm1' > a.psm1; 'using module ./a.psm1' > b.psm1; Import-Module ./a.psm1\nexit 5\n", 5, ""
    yield "unknown command", b"Get-Nothing\nexit 5\n", 5, "not recognized as a name of a cmdlet"
    yield "unknown parameter", b"Get-Date -Nonsense 1\nexit 5\n", 5, "parameter cannot be found that matches parameter name 'Nonsense'"
    yield "wrong type", b"[int]'abc'\nexit 5\n", 5, "Cannot convert value \"abc\" to type \"System.Int32\""
    yield "wrong type of a parameter", b"Get-Random -Maximum abc -Minimum {}\nexit 5\n", 5, "Cannot"
    yield "missing file", b"Get-Content ./no-such-file.txt\nexit 5\n", 5, "because it does not exist"
    yield "a folder as a file", b"Get-Content .\nexit 5\n", 5, ""
    yield "throw", b"throw 'stop here'\n'not reached'\n", 1, "stop here"
    yield "stop preference", b"$ErrorActionPreference = 'Stop'\nGet-Item ./none\n'not reached'\n", 1, "because it does not exist"
    yield "division by zero", b"1/0\nexit 5\n", 5, "Attempted to divide by zero"
    yield "null call", b"$null.Anything()\nexit 5\n", 5, "You cannot call a method on a null-valued expression"
    yield "bad regular expression", b"'a' -match '('\nexit 5\n", 5, "Invalid pattern"
    yield "bad wildcard", b"'a' -like '['\nexit 5\n", 5, "wildcard"
    yield "bad JSON", b"'{' | ConvertFrom-Json\nexit 5\n", 5, ""
    bomb = b"<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(b"<!ENTITY %c '%s'>" % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)) + b"]><l>&j;</l>"
    yield "XML entity bomb", b"[xml]\"" + bomb + b"\"\nexit 5\n", 5, ""
    yield "XML with an outer entity", b"$d = [xml]'<!DOCTYPE l [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><l>&e;</l>'\n\"[$($d.l)]\"\nexit 5\n", 5, "[]"
    yield "XML cut off", b"[xml]'<a><b></a>'\nexit 5\n", 5, "Line 1, position 9."
    yield "deep XML", b"$x = [xml](('<a>' * 2000) + ('</a>' * 2000)); $x.OuterXml.Length\nexit 5\n", 5, ""
    yield "deep XML of objects", b"ConvertFrom-CliXml ('<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">' + ('<Obj><LST>' * 50000) + ('</LST></Obj>' * 50000) + '</Objs>')\nexit 5\n", 5, ""
    yield "XML of objects, broken", b"ConvertFrom-CliXml '<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\"><I32>x</I32></Objs>'\nexit 5\n", 5, ""
    yield "deep JSON", b"('[' * 100000 + ']' * 100000) | ConvertFrom-Json -Depth 1000000\nexit 5\n", 5, ""
    yield "not an archive", b"$d = \"$([IO.Path]::GetTempPath())/$PID-zip\"; 'not a zip' > \"$d.zip\"; Expand-Archive \"$d.zip\" $d; Remove-Item \"$d*\" -Recurse\nexit 5\n", 5, "Central Directory"
    yield "an archive that climbs out", CLIMBING, 5, "invalid archive entry"
    yield "CSV with a name twice", b"\"a,a`n1,2\" | ConvertFrom-Csv\nexit 5\n", 5, "already present"
    yield "CSV with an open quote", b"\"a,b`n`\"1,2\" | ConvertFrom-Csv\nexit 5\n", 5, ""
    yield "huge width", b"1 | Out-String -Width 2147483647 | Out-Null; 'a' | Format-Table -AutoSize | Out-String -Width 1000000 | ForEach-Object Length\nexit 5\n", 5, ""
    yield "a write that fails keeps the old file", b"$f = \"$([IO.Path]::GetTempPath())/$PID-old.xml\"; 'old' > $f; try { & { 1; throw 'stop' } | Export-Clixml $f } catch {}; Compress-Archive ./none $f -Force; Get-Content $f; Remove-Item $f\nexit 5\n", 5, ""
    yield "a full disk", b"'x' > /dev/full; 'x' | Set-Content /dev/full; 1 | Export-Csv /dev/full; 1 | Export-Clixml /dev/full\nexit $Error.Count\n", 4, "No space left on device : '/dev/full'"
    yield "a write that fails half way", HALF_WAY, 5, "old old old old old old big f script.ps1"
    yield "a transcript without room", TRANSCRIPT, 5, "An error occurred stopping transcription: File too large"
    yield "a folder that cannot be written", b"mkdir ./shut | Out-Null; 'old' > ./shut/f; chmod 555 ./shut; 'new' > ./shut/f; Get-Content ./shut/f; chmod 755 ./shut; (Get-ChildItem ./shut).Count\nexit 5\n", 5, "new 1"
    yield "links and modes survive a new content", b"'old' > ./t; chmod 640 ./t; ln -s t ./l; ln ./t ./h; 'new' > ./l; Get-Content ./t, ./h; (Get-Item ./l).LinkType; stat -c %a ./t\nexit 5\n", 5, "new new SymbolicLink 640"
    yield "paths through XML that lead nowhere", b"$d = [xml]'<a>abc</a>'; foreach ($p in '//a[1 div 0]', '//a[0 div 0]', '//a[99999999999999999999]', '//a[substring(., 1 div 0) = 2]', '//a[substring(., 1, 1 div 0) = \"abc\"]', '//a[substring(., -1 div 0, 1 div 0) = \"abc\"]') { $n += $d.SelectNodes($p).Count }; $n\nexit 5\n", 5, "1"
    yield "a deep path through XML", b"([xml]'<a/>').SelectNodes('(' * 1000000 + '1'); ([xml]'<a/>').SelectNodes('//a' + '[.//a' * 100000)\nexit 5\n", 5, "The XPath query is too complex."
    yield "places beyond every stream", b"$m = [IO.MemoryStream]::new(); $m.Position = 9223372036854775807; $m.WriteByte(1); $m.SetLength(9223372036854775807); $m.Seek(9223372036854775807, 'End'); $m.ReadByte(); $f = [IO.File]::Create(\"$PWD/x\"); $f.SetLength(9223372036854775807); $f.Seek(9223372036854775807, 'Begin'); $f.WriteByte(1); $f.Close()\nexit 5\n", 5, "too long"
    yield "room for two thousand million", b"$l = [Collections.ArrayList](1, 2); $l.Capacity = 2147483647; [Collections.BitArray]::new(2147483647); $l.Count\nexit 5\n", 5, "exceeded supported range"
    yield "formats of a million digits", b"foreach ($f in 'D', 'X') { (\"{0:${f}1000000}\" -f 255).Length }; foreach ($f in 'F', 'E', 'P', 'N', 'C') { (\"{0:${f}1000000}\" -f 1.5).Length }; [datetime]::ParseExact('1' * 100000, 'y' * 100000, $null)\nexit 5\n", 5, "1000000 1000000 1000002 1000007 1000005 1000002 1000003"
    yield "a pattern of deep groups", b"[regex]::new('(?:' * 200000 + ')' * 200000); [regex]::IsMatch('a', '(' * 1000 + 'a' + ')' * 1000)\nexit 5\n", 5, "True"
    yield "numbers of many digits", b"$s = '1' * 200000; ([bigint] $s).IsEven; ([bigint]::Parse($s) - [bigint] $s).IsZero; ('1' * 380 | ConvertFrom-Json).IsEven; try { $s | ConvertFrom-Json } catch { \"$_\" -match 'is too large to parse' }; ([bigint]::Pow(3, 200000) * [bigint]::Pow(7, 100000) / [bigint]::Pow(7, 100000) - [bigint]::Pow(3, 200000)).IsZero\nexit 5\n", 5, "False True False True True"
    yield "many matches by a pattern that takes captures away", b"$s = 'a\xc3\xa9' * 100000; [regex]::Matches($s, '(?<o>a)(?<-o>\xc3\xa9)').Count; [regex]::Matches($s, 'a', 'RightToLeft')[0].Index; [regex]::Replace($s, '(?<o>a)(?<-o>\xc3\xa9)', 'x').Length; ([regex]::Matches($s, '(\xc3\xa9)') | ForEach-Object { $_.Groups[1].Index } | Measure-Object -Maximum).Maximum\nexit 5\n", 5, "100000 199998 100000 199999"
    yield "a tree 200,000 deep", b"$x = [xml](('<a>' * 200000) + ('</a>' * 200000)); $x.OuterXml.Length, $x.Clone().SelectNodes('//a').Count, $x.InnerText.Length\nexit 5\n", 5, "1400000 200000 0"
    yield "an element with 50,000 attributes", b"$x = [xml]('<a ' + ((1..50000 | ForEach-Object { \"a$_='1'\" }) -join ' ') + '/>'); $x.a.Attributes.Count\nexit 5\n", 5, "50000"
    yield "a million elements", b"$x = [xml]('<r>' + ('<a/>' * 200000) + '</r>'); $x.r.ChildNodes.Count, $x.SelectNodes('//a').Count\nexit 5\n", 5, "200000 200000"
    yield "lists that hold themselves", b"$h = @{}; $h.a = $h; $l = [Collections.ArrayList]::new(); [void]$l.Add($l); $o = [pscustomobject]@{ n = 1 }; $o | Add-Member x $o; foreach ($v in $h, $l, $o) { $v | ConvertTo-Json -Depth 50 -WarningAction Ignore | Out-Null; $v | Format-List | Out-Null; $v | Format-Custom | Out-String | Out-Null; [Management.Automation.PSSerializer]::Serialize($v) | Out-Null; \"$v\" }\nexit 5\n", 5, ""
    yield "arrays beyond all memory", b"[int[]]::new(2147483647); [array]::CreateInstance([int], 2147483647); $a = 1..2000000000; switch (1..2000000000) { 1 { } }; [object[,]]::new(100000, 100000); [Linq.Enumerable]::Repeat(1, 2000000000)\nexit 5\n", 5, "Array dimensions exceeded supported range"
    yield "a text of 100 MB", b"$s = 'abc,' * 25mb; $s.Length, $s.Replace('a', 'b').IndexOf('bbc'), ($s -match 'z'), $s.ToUpper().Substring(0, 3)\nexit 5\n", 5, "104857600 0 False ABC"
    yield "a million elements in an array", b"$a = 1..1000000; ($a | Measure-Object -Sum).Sum, ($a | Sort-Object -Descending)[0], ($a -join ',').Length, ($a.Where({ $_ % 2 })).Count\nexit 5\n", 5, "500000500000 1000000 6888895 500000"
    yield "a pattern without end", b"('a' * 60 + '!') -match '^(a+)+$'\nexit 5\n", 5, "The Regex engine has timed out"
    yield "a long text by one pattern", b"('ab' * 5000000) -match '^(a|b)*$'\nexit 5\n", 5, "True"
    yield "programs side by side", b"yes | head -2; printf abc | cat | wc -c; 1..200000 | wc -l; (1..3 | cat).Count; seq 3 | ForEach-Object { $_ + 1 }\nexit 5\n", 5, "y y 3 200000 3 11 21 31"
    yield "a reader that went away", b"$null = 1..300000 | head -1; sh -c 'exec csshell-is-not-there' 2>$null; 'on'\nexit 5\n", 5, "on"
    # in a table's low bits such numbers are all alike, unless somebody cares
    yield "many numbers as keys", (b"$h = @{}; foreach ($i in 1..100000) { $h[[double] $i] = $h[[long] $i * 4294967296] = $h[[timespan]::FromDays($i)] = 1 }; $h.Count\n"
                                   b"(1..50000 | ForEach-Object { $_ / 2 } | Group-Object).Count, (1, 1.0, 2, 2.5 | Group-Object).Count\nexit 5\n"), 5, "300000 50000 3"
    yield "asking a builder for its length", b"$b = [Text.StringBuilder]::new(); foreach ($i in 1..50000) { $null = $b.Append(\"\xc3\xa9$i\"); $n = $b.Length }; $n; $b.Length = 3; $null = $b.Append('x').Insert(0, 'yy'); $b.Length\nexit 5\n", 5, "288894 6"
    yield "huge repeat", b"('a' * [int]::MaxValue).Length\nexit 5\n", ANY, ""
    yield "huge range", b"1..[int]::MaxValue | Select-Object -First 1\n", ANY, ""
    yield "catastrophic pattern", b"('a' * 40 + '!') -match '^(a+)+$'\n", ANY, ""
    yield "extreme numbers", b"-[int]::MinValue; [int]::MinValue / -1; [long]::MinValue % -1; [math]::Abs(-5); 1e400; [decimal]::MaxValue * 2; 5 % 0\nexit 5\n", ANY, ""
    yield "index far out", b"(1,2,3)[99999999999]; (1,2,3)[[int]::MinValue]; 'abc'.Substring(5)\nexit 5\n", 5, ""
    yield "exit with text", b"exit 'abc'\n", ANY, ""
    yield "exit beyond a byte", b"exit 256\n", 0, ""
    yield "reading in non-interactive mode", b"Read-Host 'name'\nexit 5\n", 5, "NonInteractive"
    yield "confirmation in non-interactive mode", b"function Remove-It { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() if ($PSCmdlet.ShouldProcess('x')) { 'done' } }\nRemove-It\nexit 5\n", 5, ""


def lines():
    """name, arguments, expected exit code, text expected."""
    yield "missing script", ["-File", "no-such.ps1"], 64, "is not recognized as the name of a script file"
    yield "a parameter missing where nobody answers", ["-NoProfile", "-Command", "Move-CsUser pilar; exit 5"], 5, "missing mandatory parameters: Target"
    yield "misspelt option", ["-Commnd", "1"], 64, "is not recognized as the name of a script file"
    yield "option without its value", ["-Command"], 64, "missing parameter"
    yield "bad encoded command", ["-EncodedCommand", "%%%"], 64, "not properly encoded"
    yield "bad execution policy", ["-ExecutionPolicy", "Nonsense", "-Command", "1"], 64, "Invalid ExecutionPolicy value 'Nonsense'"
    yield "failing command", ["-Command", "Get-Item ./none"], 1, "because it does not exist"
    yield "throwing command", ["-Command", "throw 'x'"], 1, "x"
    yield "broken command", ["-Command", "if ("], 1, ""
    yield "exit code of a command", ["-Command", "exit 42"], 42, ""
    yield "exit of a command that was to stay open", ["-NoExit", "-Command", "exit 42"], 42, ""
    yield "a folder as the script", ["-File", "."], 64, "not recognized"


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shell", required=True)
    p.add_argument("--only", default="")
    p.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    a = p.parse_args()
    env = dict(os.environ, NO_COLOR="1", TERM="dumb", TZ="UTC", LANG="en_US.UTF-8", LC_ALL="en_US.UTF-8", COLUMNS="120")
    passed = failed = 0

    def judge(job):
        name, command, expected, text, folder = job
        try:
            done = subprocess.run(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        except subprocess.TimeoutExpired: return f"{name}: still running after 60 s"
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        code = done.returncode
        if code < 0 or code in (132, 133, 134, 135, 136, 139): return f"{name}: crashed with code {code}"
        if expected == FAILS and code == 0 or isinstance(expected, int) and code != expected: return f"{name}: exit code {code}, expected {expected}: {said[:300]}"
        tidy = " ".join(said.replace("|", " ").split()).lower()
        if text and text.lower() not in tidy: return f"{name}: '{text}' is not in what it said:\n{said[:600]}"
        return None

    with tempfile.TemporaryDirectory(prefix="robustness") as scratch:
        jobs = []
        for i, (name, content, expected, text) in enumerate(scripts()):
            if a.only not in name: continue
            folder = pathlib.Path(scratch, f"case{i}")
            folder.mkdir()
            file = folder / "script.ps1"
            file.write_bytes(content)
            jobs.append((name, [a.shell, "-NoProfile", "-NonInteractive", "-File", str(file)], expected, text, folder))
        for name, arguments, expected, text in lines():
            if a.only in name: jobs.append((name, [a.shell, "-NoProfile"] + arguments, expected, text, scratch))
        if a.only in "unknown demonstration": jobs.append(("unknown demonstration", [a.shell, "demo", "no-such-demo"], 64, "no demonstration", scratch))
        with ThreadPoolExecutor(a.jobs) as pool:
            for wrong in pool.map(judge, jobs):
                if wrong: failed += 1; print(wrong)
                else: passed += 1
        def weigh(name, text, megabytes):
            file = pathlib.Path(scratch, "lean.ps1")
            file.write_text(text)
            child = subprocess.Popen([a.shell, "-NoProfile", "-NonInteractive", "-File", str(file)], cwd=scratch, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode: return f"memory: {name}: exit code {child.returncode}"
            return f"memory: {name}: {used.ru_maxrss // 1024} MB, at most {megabytes} expected" if used.ru_maxrss > megabytes * 1024 else None

        more = [weigh(*case) for case in lean() if a.only in "memory: " + case[0]]
        if a.only in "output at once": more += soon(a.shell, scratch, env)
        for wrong in more:
            if wrong: failed += 1; print(wrong)
            else: passed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(bool(failed))


main()
