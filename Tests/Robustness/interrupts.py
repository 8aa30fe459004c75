#!/usr/bin/env python3
"""Ctrl+C: whatever runs stops soon, with the exit code of an interrupted program, and an interactive shell lives on.

usage: interrupts.py --shell PROGRAM [--only TEXT] [--limit SECONDS]
Each script says `ready` and then does something without end; it gets one SIGINT. A session at a pseudo-terminal gets Ctrl+C typed
and must answer the next line. Last line: `N passed, N failed`.
"""
import argparse
import os
import pathlib
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time

READY = "[Console]::Error.WriteLine('ready')\n"


def scripts():
    """name, script (after saying that it is ready)"""
    yield "while loop", "while ($true) { $x = 1 }"
    yield "empty while loop", "while ($true) {}"
    yield "for loop", "for (;;) { $i++ }"
    yield "do loop", "do { $i++ } until ($false)"
    yield "foreach over a long range", "foreach ($i in 1..2000000000) { $x = $i }"
    yield "nested function calls", "function f { $x = 1 }\nwhile ($true) { f }"
    yield "class methods", "class A { static [void] F() { while ($true) { [A]::G() } } static [void] G() {} }\n[A]::F()"
    yield "pipeline of blocks", "1..2000000000 | ForEach-Object { $_ } | Where-Object { $false }"
    yield "pipeline of cmdlets", "1..2000000000 | Select-Object -Last 1"
    yield "measuring", "1..2000000000 | Measure-Object -Sum"
    yield "pipeline to nothing", "1..2000000000 | Out-Null"
    yield "sorting", "1..400000 | ForEach-Object { Get-Random } | Sort-Object | Sort-Object -Descending | Sort-Object { $_ % 7 } | Out-Null; while ($true) {}"
    yield "a slow comparison", "1..100000 | Sort-Object { while ($true) {} }"
    yield "switch over a long range", "while ($true) { switch (1..1000000) { 1 { } default { } } }"
    yield "inside try and finally", "try { while ($true) {} } finally { [Console]::Error.WriteLine('cleaned') }"
    yield "catch does not catch it", "while ($true) { try { while ($true) {} } catch { 'caught' } }"
    yield "inside a trap", "trap { continue }\nwhile ($true) {}"
    yield "property getter", "$o = [pscustomobject]@{}; $o | Add-Member ScriptProperty p { while ($true) {} }; $o.p"
    yield "formatting", "1..2000000000 | Format-Table | Out-Null"
    yield "text of a long pipeline", "1..2000000000 | Out-String | Out-Null"
    yield "catastrophic regular expression", "('a' * 200 + '!') -match '^(a+)+$'; while ($true) {}"
    yield "regular expression over much text", "$s = 'ab' * 20000000; while ($true) { $null = $s -replace 'a', 'c' }"
    yield "splitting much text", "$s = 'a,' * 5000000; while ($true) { $null = $s -split ',' }"
    yield "script block replacement", "while ($true) { $null = ('a' * 300000) -replace 'a', { 'b' } }"
    yield "writing JSON", "$a = 1..300000; while ($true) { $null = $a | ConvertTo-Json }"
    yield "reading JSON", "$s = '[' + ('1,' * 3000000) + '1]'; while ($true) { $null = $s | ConvertFrom-Json }"
    yield "reading CSV", "$s = @('a,b') + (1..200000 | ForEach-Object { \"$_,$_\" }); while ($true) { $null = $s | ConvertFrom-Csv }"
    yield "ForEach method", "(1..2000000).ForEach({ while ($true) {} })"
    yield "Where method", "while ($true) { $null = (1..1000000).Where({ $_ -gt 5 }) }"
    yield "List.Sort with a block", "[Array]::Sort([int[]](1..1000), [Comparison[int]] { while ($true) {} })"
    yield "sleeping", "Start-Sleep 100"
    yield "sleeping in milliseconds", "Start-Sleep -Milliseconds 100000"
    yield "Thread.Sleep", "[System.Threading.Thread]::Sleep(100000)"
    yield "native child", "sleep 100"
    yield "native child whose output is taken", "$x = sleep 100"
    yield "native child that ignores the signal", "$x = sh -c 'trap \"\" INT TERM; exec sleep 3'"
    yield "native child that writes", "yes | Select-Object -Last 1"
    yield "native child that is fed", "1..2000000000 | cat | Out-Null"
    yield "two native children", "yes | cat | Out-Null"
    yield "waiting for a process", "Start-Process sleep 100 -PassThru | Wait-Process"
    yield "starting and waiting", "Start-Process sleep 100 -Wait"
    yield "WaitForExit", "(Start-Process sleep 100 -PassThru).WaitForExit()"
    yield "reading a pipe nobody writes", "mkfifo ./fifo; [Console]::Error.WriteLine('ready'); Get-Content ./fifo"
    yield "ReadAllText of such a pipe", "mkfifo ./fifo; [Console]::Error.WriteLine('ready'); [IO.File]::ReadAllText(\"$PWD/fifo\")"
    yield "Import-Csv of such a pipe", "mkfifo ./fifo; [Console]::Error.WriteLine('ready'); Import-Csv ./fifo"
    yield "writing to such a pipe", "mkfifo ./fifo; [Console]::Error.WriteLine('ready'); 'x' > ./fifo"
    yield "ReadAllLines of such a pipe", "mkfifo ./fifo; [Console]::Error.WriteLine('ready'); [IO.File]::ReadAllLines(\"$PWD/fifo\")"
    yield "following a file", "'x' > ./log; [Console]::Error.WriteLine('ready'); Get-Content ./log -Wait"
    yield "Get-Content of an endless device", "Get-Content /dev/zero -AsByteStream -ReadCount 4096 | Out-Null"
    yield "reading an endless file whole", "Get-Content /dev/urandom -Raw | Out-Null"
    yield "hashing an endless device", "Get-FileHash /dev/zero"
    yield "searching an endless device", "Select-String x /dev/urandom"
    yield "walking all folders", "while ($true) { Get-ChildItem / -Recurse -ErrorAction Ignore | Out-Null }"
    yield "waiting for a job", "Start-Job { while ($true) {} } | Wait-Job"
    yield "receiving a job", "Start-Job { Start-Sleep 100 } | Receive-Job -Wait"
    yield "thread job", "Start-ThreadJob { while ($true) {} } | Receive-Job -Wait"
    yield "blocks side by side", "1..4 | ForEach-Object -Parallel { while ($true) {} }"
    yield "sleeping blocks side by side", "1..4 | ForEach-Object -Parallel { Start-Sleep 100 }"
    yield "waiting for an event", "Wait-Event"
    yield "a server that does not answer", ("$l = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0); $l.Start(); " "Invoke-RestMethod \"http://127.0.0.1:$($l.LocalEndpoint.Port)/\"; while ($true) {}")
    yield "a server that does not answer the greeting of TLS", ("$l = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0); $l.Start(); " "Invoke-RestMethod \"https://127.0.0.1:$($l.LocalEndpoint.Port)/\"; while ($true) {}")
    pair = "$l = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0); $l.Start(); "
    yield "a socket whose bytes nobody reads", (
        pair + "$c = [System.Net.Sockets.Socket]::new('InterNetwork', 'Stream', 'Tcp'); $c.Connect($l.LocalEndpoint); while ($true) { $c.Send([byte[]]::new(1000000)) }")
    yield "a stream whose bytes nobody reads", (
        pair + "$c = [System.Net.Sockets.TcpClient]::new('127.0.0.1', $l.LocalEndpoint.Port); while ($true) { $c.GetStream().Write([byte[]]::new(1000000), 0, 1000000) }")
    yield "making a long key", "[System.Security.Cryptography.RSA]::Create(16384).ExportRSAPublicKey(); while ($true) {}"
    yield "an infinite expression", "while ($true) { Invoke-Expression '1' | Out-Null }"
    yield "an import of many modules", "while ($true) { $m = New-Module { function f {} }; Import-Module $m; Remove-Module $m }"
    yield "joining", "while ($true) { $null = (1..1000000) -join ',' }"
    yield "joining one huge array", "$a = [object[]]::new(30000000); while ($true) { $null = $a -join ',,,,,,,,' }"
    yield "comparing lists", "Compare-Object (1..200000) (200000..1) | Out-Null; while ($true) {}"
    yield "grouping", "1..2000000000 | Group-Object { $_ % 10 } | Out-Null"
    yield "a recursion of functions", "function f($n) { if ($n -lt 2) { 1 } else { (f ($n - 1)) + (f ($n - 2)) } }\nf 60"
    yield "a recursion of advanced functions", "function f { [CmdletBinding()] param($n) if ($n -lt 2) { 1 } else { (f ($n - 1)) + (f ($n - 2)) } }\nf 60"
    yield "a recursion of blocks", "$f = { param($n) if ($n -lt 2) { 1 } else { (& $f ($n - 1)) + (& $f ($n - 2)) } }\n& $f 60"
    yield "a recursion of methods", "class A { [int] F([int]$n) { if ($n -lt 2) { return 1 }; return $this.F($n - 1) + $this.F($n - 2) } }\n[A]::new().F(60)"
    yield "a recursion of static methods", "class A { static [int] F([int]$n) { if ($n -lt 2) { return 1 }; return [A]::F($n - 1) + [A]::F($n - 2) } }\n[A]::F(60)"
    yield "a recursion of script methods", "$o = [pscustomobject]@{}; $o | Add-Member ScriptMethod f { param($n) if ($n -lt 2) { 1 } else { $this.f($n - 1) + $this.f($n - 2) } }\n$o.f(60)"
    yield "a recursion that fails everywhere", "function f($n) { $x = (f ($n - 1)) + (f ($n - 2)); $x }\nf 30 2>$null"
    yield "a recursion in blocks side by side", "1..2 | ForEach-Object -Parallel { function f($n) { if ($n -lt 2) { 1 } else { (f ($n - 1)) + (f ($n - 2)) } }; f 60 }"
    yield "errors nobody reads", "while ($true) { Get-Item ./none }"
    yield "another engine", "[powershell]::Create().AddScript('while ($true) {}').Invoke()"
    yield "a recursion in another engine", "[powershell]::Create().AddScript('function f($n) { if ($n -lt 2) { 1 } else { (f ($n - 1)) + (f ($n - 2)) } }; f 60').Invoke()"
    yield "a match that goes back for ever", "[regex]::new('^((a+)+b?)+$', 0, '01:00:00').IsMatch('a' * 2000 + '!'); while ($true) { $null = ('a' * 2000 + '!') -match '^((a+)+b?)+$' }"
    yield "matches side by side", "1..2 | ForEach-Object -Parallel { while ($true) { $null = ('a' * 2000 + '!') -match '^((a+)+b?)+$' } }"
    yield "reading a program's output", "$i = [Diagnostics.ProcessStartInfo]::new('sleep', '100'); $i.RedirectStandardOutput = $true; [Diagnostics.Process]::Start($i).StandardOutput.ReadToEnd()"
    yield "a silent server beside a job", ("$l = [Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0); $l.Start(); $j = Start-ThreadJob { Start-Sleep 100 }; "
                                           "[Net.Http.HttpClient]::new().GetStringAsync(\"http://127.0.0.1:$($l.LocalEndpoint.Port)/\").Result; while ($true) {}")
    yield "sorting an array", "$a = [string[]](1..300000 | ForEach-Object { \"x$($_ * 7919 % 1000003)\" }); [Console]::Error.WriteLine('ready'); while ($true) { [array]::Sort($a) }"
    yield "repeating a text", "while ($true) { $s = 'x' * 1e9; $s = $null }"
    yield "filling up a text", "while ($true) { $null = 'x'.PadLeft(500000000) }"
    yield "replacing in a long text", "$s = 'a,' * 20mb; while ($true) { $null = $s.Replace('a', 'bb') }"
    yield "splitting a long text", "$s = 'a,' * 20mb; while ($true) { $null = $s.Split(',') }"
    yield "big numbers", "while ($true) { $null = [bigint]::Pow(7, 3000000) }"
    yield "big remainders", "while ($true) { $null = [bigint]::ModPow([bigint]::Pow(7, 30000), [bigint]::Pow(5, 30000), [bigint]::Pow(11, 30000)) }"
    yield "listing files below a folder", "while ($true) { $null = [IO.Directory]::GetFiles('/usr', '*', 'AllDirectories') }"
    for name, before, work in repeated(): yield name, f"{before}\n{READY}while ($true) {{ {work} }}"
    yield "random without end", "while ($true) { Get-Random | Out-Null }"


def repeated():
    """name, what is made before, work in one piece that is done again and again"""
    compiled = ("Add-Type 'public class L { public static int Fib(int n) { return n < 2 ? n : Fib(n - 1) + Fib(n - 2); } public static void Loop() { while (true) { } } "
                "public static void Wait() { System.Threading.Thread.Sleep(100000); } }'")
    yield "a C# loop", compiled, "[L]::Loop()"
    yield "a C# recursion", compiled, "[L]::Fib(60)"
    yield "C# that sleeps", compiled, "[L]::Wait()"
    big = "$s = '$x = 1 + 2; ' * 200000"
    yield "parsing megabytes", big, "$null = [scriptblock]::Create($s)"
    yield "tokens of megabytes", big, "$e = $null; $null = [Management.Automation.PSParser]::Tokenize($s, [ref] $e)"
    yield "many strings from numbers", "$a = 1..3000000", "$null = [string[]] $a"
    yield "searching an array", "$a = [object[]]::new(20000000)", "$null = [array]::IndexOf($a, 5)"
    yield "turning an array round", "$a = [int[]]::new(20000000)", "[array]::Reverse($a)"
    yield "copying an array", "$a = [object[]]::new(20000000); $b = [object[]]::new(20000000)", "[array]::Copy($a, $b, 20000000)"
    text = "$s = 'abé,' * 10mb"
    yield "another letter in a long text", text, "$null = $s.Replace([char] 'a', [char] 'q')"
    yield "capital letters of a long text", text, "$null = $s.ToUpper()"
    yield "splitting a long text at several letters", text, "$null = $s.Split([char[]] ',b')"
    yield "characters of a long text", text, "$null = $s.ToCharArray()"
    yield "counting words", "$s = 'a b ' * 50mb", "$null = $s | Measure-Object -Word -Line"
    yield "sorting by several properties", "$a = 1..200000 | ForEach-Object { [pscustomobject]@{ a = $_ % 7; b = \"$_\" } }", "$null = $a | Sort-Object a, b"
    yield "digits of a big number", "$b = [bigint]::Pow(7, 60000)", "$null = $b.ToString()"
    yield "a big number from digits", "$s = '7' * 200000", "$null = [bigint]::Parse($s)"
    yield "a common divisor of big numbers", "$b = [bigint]::Pow(7, 60000); $c = [bigint]::Pow(3, 60000)", "$null = [bigint]::GreatestCommonDivisor($b, $c)"
    yield "base 64", "$b = [byte[]]::new(20mb)", "$null = [Convert]::ToHexString($b); $s = [Convert]::ToBase64String($b); $null = [Convert]::FromBase64String($s)"
    file = "$f = [IO.File]::Create(\"$PWD/big\"); $f.SetLength(400mb); $f.Close()"
    for name in "MD5", "SHA1", "SHA256", "SHA512": yield f"hashing a large file with {name}", file, f"$null = Get-FileHash ./big -Algorithm {name}"
    noise = "$b = [byte[]]::new(20mb); [Random]::new(1).NextBytes($b); [IO.File]::WriteAllBytes(\"$PWD/big\", $b)"
    yield "packing", noise, "Compress-Archive ./big ./a.zip -Force"
    yield "unpacking", file + "; Compress-Archive ./big ./a.zip", "Expand-Archive ./a.zip ./out -Force"
    yield "copying many files", "$null = mkdir t; 1..5000 | ForEach-Object { [IO.File]::WriteAllText(\"$PWD/t/f$_\", '') }", "Copy-Item t u -Recurse; Remove-Item u -Recurse"
    yield "string data", "$s = (1..300000 | ForEach-Object { \"k$_=v\" }) -join \"`n\"", "$null = ConvertFrom-StringData $s"
    tree = "$x = [xml]('<r>' + ('<a b=\"1\">text</a>' * 200000) + '</r>')"
    yield "reading XML", "$s = '<r>' + ('<a b=\"1\">text</a>' * 1000000) + '</r>'", "$null = [xml] $s"
    yield "writing XML", tree, "$null = $x.OuterXml; $null = $x.Clone()"
    yield "paths through XML", tree, "$null = $x.SelectNodes('//a[@b=2] | //a[text()=\"x\"]')"
    yield "a path that looks back", tree, "$null = $x.SelectNodes('//a[count(preceding-sibling::a)=5]')"
    yield "a table of numbers", "$a = [int[,]]::new(2000, 2000)", "$null = $a | Measure-Object; $b = [object[,]]::new(5000, 5000); $b = $null"
    yield "one long list as XML", "$a = 1..2000000", "Export-Clixml -InputObject $a ./x.xml; $null = $a | ConvertTo-Xml -As String"
    yield "normal forms", "$s = 'abé' * 20mb", "$null = $s.Normalize('FormD'); $null = $s.IsNormalized('FormKC')"
    for name in "Unicode", "UTF32", "Latin1": yield f"encoding as {name}", "$s = 'abé' * 20mb", f"$b = [Text.Encoding]::{name}.GetBytes($s); $null = [Text.Encoding]::{name}.GetString($b); $b = $null"
    yield "JSON of a long text", "$s = 'x\"é' * 30mb", "$null = ConvertTo-Json $s"
    yield "a long text from JSON", "$s = '\"' + ('aé\\n' * 20mb) + '\"'", "$null = ConvertFrom-Json $s"
    large = "$f = [IO.File]::Create(\"$PWD/big\"); $f.SetLength(1gb); $f.Close()"
    yield "copying a large file", large, "Copy-Item ./big ./copy"
    yield "copying a large file by File.Copy", large, "[IO.File]::Copy(\"$PWD/big\", \"$PWD/copy\", $true)"
    yield "wrapping a long text", "$o = [pscustomobject]@{ a = 'word ' * 10mb; b = 1 }", "$null = $o | Format-Table -Wrap | Out-String"
    yield "searching a large file", "$w = [IO.StreamWriter]::new(\"$PWD/t\"); 1..1000 | ForEach-Object { $w.Write((\"some line of text here`n\" * 10000)) }; $w.Close()", "$null = Select-String zzz ./t"
    long = "$s = 'x' * 200mb; $s > ./t"
    yield "joining long texts", "$a = [object[]]::new(100); for ($i = 0; $i -lt 100; $i++) { $a[$i] = 'x' * 2mb }", "$null = $a -join ','; $null = [string]::Join(',', $a)"
    yield "reading a long line", long, "$null = Get-Content ./t -Raw"
    yield "reading to the end", "'x' * 50mb > ./t", "$r = [IO.StreamReader]::new(\"$PWD/t\"); $null = $r.ReadToEnd(); $r.Close()"
    yield "writing a long text", long, "Set-Content ./t $s; Out-File ./t -InputObject $s"
    yield "a wildcard in a long text", "$s = 'ab' * 20mb", "$null = $s -like '*zz*y'"
    yield "searching a long line without regard to case", "$s = 'ab' * 20mb", "$null = $s | Select-String zzz -SimpleMatch"
    yield "many elements", "$a = [object[]]::new(3000000); $i = 0..2999999", "$null = $a[$i]; $null = $a + $a"
    yield "many characters", "$s = 'x' * 3000000; $i = 0..2999999", "$null = $s[$i]; $null = [string]::new([char[]] $s)"
    yield "a big number from a text", "$s = '7' * 1000000", "$null = [bigint] $s"
    yield "replacing in a builder", "$b = [Text.StringBuilder]::new('aé' * 20mb)", "$null = $b.Replace('a', 'ac'); $null = $b.Replace('ac', 'a')"
    yield "bytes in hexadecimal", "$b = [byte[]]::new(20mb)", "$null = Format-Hex -InputObject $b; $null = [BitConverter]::ToString($b)"
    yield "encrypting", "$a = [Security.Cryptography.Aes]::Create(); $b = [byte[]]::new(20mb)", "$null = $a.CreateEncryptor().TransformFinalBlock($b, 0, $b.Length)"
    yield "titles", "$s = 'abé d ' * 10mb", "$null = (Get-Culture).TextInfo.ToTitleCase($s); $null = [Globalization.StringInfo]::new($s).LengthInTextElements"
    yield "Markdown", "$s = '# a *b* `c` ' * 200kb", "$null = $s | ConvertFrom-Markdown"
    yield "escapes", "$s = 'é b<' * 10mb", "$null = [uri]::EscapeDataString($s); $null = [Net.WebUtility]::HtmlDecode([Net.WebUtility]::HtmlEncode($s))"
    yield "deleting many files", "1..50000 | ForEach-Object { [IO.File]::WriteAllText(\"$PWD/f$_\", '') }; [IO.File]::WriteAllText(\"$PWD/g\", '')", "Remove-Item ./f*"
    yield "names that are alike", "", "$null = Get-Command ('Get-ChildItem' + 'x' * 100000) -UseFuzzyMatching -FuzzyMinimumDistance 100000 -ErrorAction Ignore"
    yield "a long text cast to characters", text, "$null = [char[]] $s"
    yield "a text from characters", "$c = ('abc,' * 25mb).ToCharArray()", "$null = [string]::new($c)"
    yield "a text that no number equals", "$a = 1..1000000", "$null = $a -contains 'zz'"
    yield "an array made longer", "$a = [int[]]::new(20000000)", "[array]::Resize([ref] $a, 30000000); [array]::Resize([ref] $a, 20000000)"
    yield "adding up a sequence", "$a = [int[]] (1..5000000)", "$null = [Linq.Enumerable]::Sum($a); $null = [Linq.Enumerable]::ToArray([Linq.Enumerable]::Distinct($a))"
    yield "a long here-string", "$s = \"@'`n\" + (\"x`n\" * 30000000) + \"'@\"", "$null = [scriptblock]::Create($s)"
    yield "a string of many variables", "$s = '\"' + ('$x ' * 3000000) + '\"'", "$null = [scriptblock]::Create($s)"
    yield "errors without end", "$s = '1 + ) ' * 300000", "$null = [Management.Automation.Language.Parser]::ParseInput($s, [ref] $null, [ref] $null)"
    yield "completing a long script", "$s = '$x = 1; ' * 100000", "$null = TabExpansion2 ($s + 'Get-') ($s.Length + 4)"
    lines = "[IO.File]::WriteAllText(\"$PWD/big\", \"abc`n\" * 25mb)"
    yield "the last lines of a large file", lines, "$null = Get-Content ./big -Tail 10000000"
    yield "all lines of a large file at once", lines, "$null = Get-Content ./big -ReadCount 0"
    yield "a Unicode file at once", "[IO.File]::WriteAllText(\"$PWD/big\", 'xé' * 20mb, [Text.Encoding]::Unicode)", "$null = Get-Content ./big -Raw -Encoding unicode"
    yield "one long line of CSV", "$s = 'x,' * 20mb", "$null = $s | ConvertFrom-Csv"
    commas = "$s = 'a,' * 50mb"
    yield "trimming a long text", commas, "$null = $s.Trim('a', ',')"
    yield "the last place in a long text", commas, "$null = $s.LastIndexOf('zzz', [StringComparison]::OrdinalIgnoreCase)"
    yield "a string of long texts", commas, "$null = \"$s$s\"; $null = $s + $s; $null = $s.Insert(5, 'x')"
    yield "comparing long texts", commas + "; $t = 'a,' * 50mb", "$null = $s -eq $t; $null = $s -ceq $t; $null = [string]::Compare($s, $t)"
    yield "escaping a pattern", commas, "$null = [regex]::Escape($s)"
    yield "the hash of a long text", commas, "$null = $s.GetHashCode()"
    yield "groups in a table", "$a = 1..300000 | ForEach-Object { [pscustomobject]@{ b = \"x$_\" } }", "$null = $a | Group-Object b -AsHashTable -AsString"
    yield "all bytes of a large file at once", lines, "$null = Get-Content ./big -AsByteStream -Raw"
    yield "generating a large forest", "", "New-SimDeployment -Users 1000000"
    yield "a filter over many users", "New-SimDeployment -Users 100000", "Get-CsUser -Filter { DisplayName -like '*zz*' }"


def cpu(pid):
    """Seconds a process has worked."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def stopped(shell, name, text, folder, limit, env):
    """Nil, or what was wrong."""
    file = pathlib.Path(folder, "script.ps1")
    file.write_text(text if "'ready'" in text else READY + text)
    child = subprocess.Popen([shell, "-NoProfile", "-NonInteractive", "-File", str(file)], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    try:
        line = child.stderr.readline()
        if b"ready" not in line: return f"{name}: said {line!r}"
        time.sleep(0.4)
        if child.poll() is not None: return f"{name}: ended by itself with {child.returncode}: {child.stderr.read()[:300]!r}"
        begin, worked = time.monotonic(), cpu(child.pid)
        child.send_signal(signal.SIGINT)
        while True:
            done, status, used = os.wait4(child.pid, os.WNOHANG)
            if done: break
            if time.monotonic() - begin > 15: return f"{name}: still running 15 s after the signal"
            time.sleep(0.002)
        child.returncode = os.waitstatus_to_exitcode(status)
        took = time.monotonic() - begin
        # on a busy machine the time it worked is what counts, unless it waited
        working = used.ru_utime + used.ru_stime - worked
        if working > took / 10: took = working
        # a program that was started on its own lives on and holds the pipe
        try: os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError: pass
        said = child.stderr.read()
        if name == "inside try and finally" and b"cleaned" not in said: return f"{name}: the finally block did not run"
        if child.returncode < 0 and child.returncode != -signal.SIGINT: return f"{name}: crashed with {child.returncode}"
        if took > limit: return f"{name}: took {took * 1000:.0f} ms"
        return None
    finally:
        try: os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError: pass
        if child.returncode is None: child.wait()
        child.stderr.close()


def typed(shell, name, line, folder, limit, env):
    """The same in an interactive session: Ctrl+C, then a line that must be answered."""
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(shell, [shell, "-NoProfile", "-NoLogo"], env)
    seen = b""

    def until(text, seconds):
        nonlocal seen
        end = time.monotonic() + seconds
        while text not in seen:
            left = end - time.monotonic()
            if left <= 0 or not select.select([fd], [], [], left)[0]: return False
            try: seen += os.read(fd, 65536)
            except OSError: return False
        return True
    try:
        if not until(b"PS", 20): return f"{name}: no prompt: {seen[-200:]!r}"
        os.write(fd, ("'be' + 'gun'; " + line + "\r").encode())
        if not until(b"begun", 20): return f"{name}: did not begin: {seen[-200:]!r}"
        time.sleep(0.4)
        seen = b""
        begin = time.monotonic()
        os.write(fd, b"\x03")
        if not until(b"PS", 10): return f"{name}: no prompt after Ctrl+C: {seen[-200:]!r}"
        took = time.monotonic() - begin
        os.write(fd, b"'li' + 'ves'\r")
        if not until(b"lives", 10): return f"{name}: the shell does not answer: {seen[-200:]!r}"
        if b"PS>" in seen: return f"{name}: the prompt was stopped: {seen[-200:]!r}"
        return f"{name}: took {took * 1000:.0f} ms" if took > limit else None
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(fd)


def sessions():
    yield "typed: loop", "while ($true) {}"
    yield "typed: pipeline", "1..2000000000 | ForEach-Object { $_ } | Out-Null"
    yield "typed: output without end", "while ($true) { 'x' }"
    yield "typed: sleeping", "Start-Sleep 100"
    yield "typed: native child", "sleep 100"
    yield "typed: native child in a pipeline", "sleep 100 | Out-Null"
    yield "typed: reading from the keyboard", "Read-Host name"
    yield "typed: a missing parameter", "Get-Content"
    yield "typed: a confirmation", "Set-Content f 1; Remove-Item f -Confirm"
    yield "typed: nothing runs", "'idle'"
    yield "typed: waiting for a job", "Start-Job { Start-Sleep 100 } | Wait-Job"
    yield "typed: nested prompt of a loop in a function", "function f { try { while ($true) {} } finally { 'cleaned' } }; f"


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shell", required=True)
    p.add_argument("--only", default="")
    p.add_argument("--limit", type=float, default=1.0, help="seconds from signal to end; the product promises 0.1 on an idle machine")
    a = p.parse_args()
    env = dict(os.environ, NO_COLOR="1", TERM="dumb", TZ="UTC", LANG="en_US.UTF-8", LC_ALL="en_US.UTF-8", COLUMNS="120")
    passed = failed = 0
    for test, cases in ((stopped, scripts()), (typed, sessions())):
        for name, text in cases:
            if a.only not in name: continue
            with tempfile.TemporaryDirectory(prefix="interrupts") as folder:
                wrong = test(a.shell, name, text, folder, a.limit, env)
            if wrong: failed += 1; print(wrong, flush=True)
            else: passed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(bool(failed))


main()
