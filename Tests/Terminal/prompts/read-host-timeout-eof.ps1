# screen
# Ctrl+D at Read-Host
$a = Read-Host 'A'
"[$a] $($null -eq $a)"
