# Information Inquire, Progress Inquire
Write-Information 'info' -InformationAction Inquire
'after'
Write-Warning 'stop here' -WarningAction Stop
'never'
