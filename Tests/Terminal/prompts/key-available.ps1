# keys are seen without Enter; what is typed after the first answer is not shown before it is asked for
while (-not [Console]::KeyAvailable) { Start-Sleep -Milliseconds 50 }
[Console]::ReadKey($true).KeyChar
$a = Read-Host 'First'
Write-Host 'wait: ' -NoNewline
Start-Sleep -Seconds 2
$b = Read-Host 'Second'
"$a $b"
