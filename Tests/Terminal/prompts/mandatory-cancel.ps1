# screen
# Ctrl+C at a mandatory parameter
function Test-Man { [CmdletBinding()] param([Parameter(Mandatory)][string]$A) "got $A" }
try { Test-Man } finally { 'cleanup' }
'never'
