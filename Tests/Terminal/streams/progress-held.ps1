# screen
# minimal progress while the script waits for an answer
Write-Progress -Activity 'Moving users' -Status 'user 1' -PercentComplete 40 -SecondsRemaining 70
Write-Progress -Id 2 -ParentId 0 -Activity 'Inner' -Status 'step' -PercentComplete 10
Start-Sleep -Milliseconds 400
$k = $Host.UI.RawUI.ReadKey('NoEcho,IncludeKeyDown')
