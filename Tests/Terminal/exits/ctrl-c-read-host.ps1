# screen
# Ctrl+C in Read-Host
try { $a = Read-Host 'Name'; "got $a" } finally { Write-Host 'finally' }
'never'
