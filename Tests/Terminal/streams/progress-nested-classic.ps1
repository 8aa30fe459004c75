# screen
# nested progress, classic
$PSStyle.Progress.View = 'Classic'
Write-Progress -Activity 'Outer' -Status 'first' -PercentComplete 40
Write-Progress -Id 2 -ParentId 0 -Activity 'Inner' -Status 'step' -PercentComplete 10 -CurrentOperation 'copy'
Start-Sleep -Milliseconds 400
$k = $Host.UI.RawUI.ReadKey('NoEcho,IncludeKeyDown')
Write-Progress -Activity 'Outer' -Completed
'end'
