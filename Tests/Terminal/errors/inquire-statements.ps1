# Inquire: $Error has the error before the question; throw asks too; Halt is not asked about again
$ErrorActionPreference = 'Inquire'
1 / 0
'after the first'
& { throw 'thrown' }
'after the second'
Get-Item ./none
'never'
