# Runs every example that the help of a cmdlet shows, each in a session of its own, and lists those that fail.
# Examples of the standard cmdlets must run, or refuse as their help says; those of Lync and the labs, which need their own state of
# the forest, must at least bind.
# usage: csshell -NoProfile -NonInteractive -File examples.ps1 [-Name Get-*] [-Shell PATH]
param([string] $Name = '*', [Parameter(Mandatory)][string] $Shell)
$folder = Join-Path ([IO.Path]::GetTempPath()) "examples-$PID"
$null = New-Item -ItemType Directory $folder
# Who asks, opens programs or fails on purpose.
$except = 'Get-Credential', 'Read-Host', 'Invoke-Item', 'Set-ExecutionPolicy', 'Debug-Process', 'Wait-Process', 'Write-Error', 'Test-Json', 'Invoke-History', 'Start-Sleep', 'Set-Date'
# What has to be there first.
$before = @{
    'Add-History' = 'Get-History | Export-Clixml history.xml'; 'Add-Member' = '$user = [pscustomobject]@{ Name = "Ken" }'; 'Clear-Item' = '$x = 1'; 'Clear-Variable' = '$x = 1'
    'ConvertFrom-SecureString' = '$secret = ConvertTo-SecureString x -AsPlainText -Force'; 'Invoke-Expression' = '$command = "1 + 1"'; 'Remove-Alias' = 'Set-Alias list Get-ChildItem'
    'Expand-Archive' = 'Compress-Archive ./logs logs.zip'; 'Receive-Job' = '$null = Start-Job -Name Count { 1 }'
    'Remove-Variable' = '$x = 1'; 'Remove-PSDrive' = 'New-PSDrive Logs FileSystem . | Out-Null'; 'Stop-Transcript' = 'Start-Transcript t.txt'; 'Import-Alias' = 'Export-Alias aliases.csv'; 'Import-Clixml' = '1 | Export-Clixml users.xml'; 'Update-List' = '$o = [pscustomobject]@{ Tags = [System.Collections.ArrayList]@("a") }'
}
# What cannot be done here or has nothing to work on, and how it says so.
$refuses = @{
    'Copy-ItemProperty' = 'NotSupported'; 'Move-ItemProperty' = 'NotSupported'; 'New-ItemProperty' = 'NotSupported'; 'Remove-ItemProperty' = 'NotSupported'; 'Rename-ItemProperty' = 'NotSupported'
    'Debug-Runspace' = 'DebugRunspaceCannotDebugHostRunspace'; 'Debug-Job' = 'DebugJobCannotFindJobWithName'
    'Enter-PSHostProcess' = 'EnterPSHostProcessNotSupported'
    'Export-PSSession' = 'ParameterArgumentValidationError'; 'Import-PSSession' = 'ParameterArgumentValidationError'
    'Unblock-File' = 'LinuxNotSupported'
}
# What examples note of a person stays in their folder.
$env:XDG_CONFIG_HOME = $env:XDG_DATA_HOME = $folder
# Examples speak to a server on this computer.
$server = Start-Process python3 "`"$PSScriptRoot/server.py`" `"$folder.port`"" -PassThru
for ($i = 0; $i -lt 100 -and -not (Test-Path "$folder.port"); $i++) { Start-Sleep -Milliseconds 100 }
$port = Get-Content "$folder.port"
# Certificates that examples read, and a message locked for one; made once.
$certificates = "$folder.certificates"
$null = New-Item -ItemType Directory $certificates
openssl req -x509 -newkey rsa:2048 -nodes -keyout $certificates/key.pem -out $certificates/backup.cer -days 30 -subj /CN=Backup -addext keyUsage=critical,keyEncipherment -addext extendedKeyUsage=1.3.6.1.4.1.311.80.1 2>$null
openssl pkcs12 -export -in $certificates/backup.cer -inkey $certificates/key.pem -out $certificates/backup.pfx -passout pass:
Copy-Item $certificates/backup.pfx $certificates/pool13.pfx
'text' | Protect-CmsMessage -To $certificates/backup.cer -OutFile $certificates/message.txt
# Files that examples read.
function New-Surroundings([string] $place) {
    Get-ChildItem $place -Force | Remove-Item -Recurse -Force
    foreach ($f in 'a.txt', 'notes.txt', 'readme.md', 'setup.zip', 'log.txt', 'app.log', 'report.html') { Set-Content "$place/$f" 'start', 'error: no such pool', 'end' }
    Set-Content "$place/old.txt" 'a', 'b'
    Set-Content "$place/new.txt" 'a', 'c'
    Set-Content "$place/users.csv" '"Name","Pool"', '"Ken","pool1"'
    Set-Content "$place/topology.xml" '<t><pool fqdn="p1" /></t>'
    Set-Content "$place/Tools.cs" 'public static class Tools { public static int Twice(int n) { return 2 * n; } }'
    Set-Content "$place/Commands.cs" '[System.Management.Automation.Cmdlet("Get", "Answer")] public class GetAnswer : System.Management.Automation.Cmdlet { protected override void ProcessRecord() { WriteObject(42); } }'
    Set-Content "$place/Tools.psm1" 'function Get-Tool { "tool" }'
    foreach ($f in 'settings.psd1', 'example.psd1') { Set-Content "$place/$f" '@{ A = 1 }' }
    Set-Content "$place/move.ps1" (1..12 | ForEach-Object { "'line $_'" })
    Set-Content "$place/setup.ps1" "'setup'"
    Copy-Item $certificates/* $place
    foreach ($f in 'cert.pfx', 'cert.cer', 'x', 'y') { Set-Content "$place/$f" 'text' }
    foreach ($d in 'src', 'sub', 'old', 'folder', 'logs') { $null = New-Item -ItemType Directory "$place/$d" }
    Set-Content "$place/logs/today.log" 'start'
}
$ran = 0; $failed = 0
foreach ($c in Get-Command $Name -CommandType Cmdlet | Sort-Object Name) {
    if ($c.Name -in $except) { continue }
    $isStandard = $c.ModuleName -like 'Microsoft.PowerShell.*'
    $n = 0
    foreach ($e in @((Get-Help $c.Name).examples.example)) {
        if (-not $e) { continue }
        $n++; $ran++
        New-Surroundings $folder
        Set-Content "$folder/example.ps1" "Set-Location '$folder'; `$ErrorActionPreference = 'Stop'", $before[$c.Name], 'try {', $e.code.Replace('localhost:8080', "localhost:$port"), '} catch { $_.FullyQualifiedErrorId; "$_"; exit 1 }'
        $out = @(& $Shell -NoProfile -NonInteractive -File "$folder/example.ps1" 2>&1)
        if ($refuses[$c.Name]) {
            if ($LASTEXITCODE -and "$($out[0])" -like "$($refuses[$c.Name])*") { continue }
            $LASTEXITCODE = 1
        }
        if ($LASTEXITCODE -and ($isStandard -or "$out" -match 'NotRecognized|CommandNotFound|ParameterNotFound|AmbiguousParameter|MissingArgument|CannotConvertArgument|ParameterArgument|Parser')) {
            $failed++
            "$($c.Name), example ${n}: $($e.code)"
            $out | Select-Object -Last 2 | ForEach-Object { "    $_" }
        }
    }
}
Stop-Process -Id $server.Id
Remove-Item $folder, $certificates, "$folder.port" -Recurse -Force
"$($ran - $failed) passed, $failed failed"
exit [int] ($failed -gt 0)
