# the console's colours: decided when the first is wanted
$env:NO_COLOR = '1'
Write-Host 'red' -ForegroundColor Red
Write-Warning 'w'
Remove-Item Env:NO_COLOR
Write-Host 'red' -ForegroundColor Red
