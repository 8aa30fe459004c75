# Ctrl+C stops a script that waits for a key, once the key is there
try { $k = $Host.UI.RawUI.ReadKey(); 'not reached' } finally { Write-Host 'finally' }
'never'
