# Inquire: suspend, then halt
$ErrorActionPreference = 'Inquire'
function Test-It { Write-Error 'trouble'; 'went on' }
Test-It
1 / 0
'end'
