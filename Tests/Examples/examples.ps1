# Runs every example that the help of a cmdlet shows, each in a session of its own, and lists those that fail.
# Examples of the standard cmdlets must run; those of Lync and the labs, which need their own state of the forest, must at least bind.
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
    'Remove-Variable' = '$x = 1'; 'Remove-PSDrive' = 'New-PSDrive Logs FileSystem . | Out-Null'; 'Stop-Transcript' = 'Start-Transcript t.txt'; 'Import-Alias' = 'Export-Alias aliases.csv'; 'Import-Clixml' = '1 | Export-Clixml users.xml'; 'Update-List' = '$o = [pscustomobject]@{ Tags = [System.Collections.ArrayList]@("a") }'
}
# Files that examples read.
function New-Surroundings([string] $place) {
    Get-ChildItem $place -Force | Remove-Item -Recurse -Force
    foreach ($f in 'a.txt', 'notes.txt', 'readme.md', 'setup.zip', 'log.txt', 'app.log', 'report.html') { Set-Content "$place/$f" 'start', 'error: no such pool', 'end' }
    Set-Content "$place/old.txt" 'a', 'b'
    Set-Content "$place/new.txt" 'a', 'c'
    Set-Content "$place/users.csv" '"Name","Pool"', '"Ken","pool1"'
    Set-Content "$place/topology.xml" '<t><pool fqdn="p1" /></t>'
    Set-Content "$place/Tools.psm1" 'function Get-Tool { "tool" }'
    Set-Content "$place/settings.psd1" '@{ A = 1 }'
    foreach ($d in 'src', 'sub', 'old', 'folder') { $null = New-Item -ItemType Directory "$place/$d" }
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
        Set-Content "$folder/example.ps1" "Set-Location '$folder'; `$ErrorActionPreference = 'Stop'", $before[$c.Name], 'try {', $e.code, '} catch { $_.FullyQualifiedErrorId; "$_"; exit 1 }'
        $out = @(& $Shell -NoProfile -NonInteractive -File "$folder/example.ps1" 2>&1)
        if ($LASTEXITCODE -and ($isStandard -or "$out" -match 'NotRecognized|CommandNotFound|ParameterNotFound|AmbiguousParameter|MissingArgument|CannotConvertArgument|ParameterArgument|Parser')) {
            $failed++
            "$($c.Name), example ${n}: $($e.code)"
            $out | Select-Object -Last 2 | ForEach-Object { "    $_" }
        }
    }
}
Remove-Item $folder -Recurse -Force
"$($ran - $failed) passed, $failed failed"
exit [int] ($failed -gt 0)
