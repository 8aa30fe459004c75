# the console's own colours
[Console]::ForegroundColor = 'Green'
Write-Host 'green'
'output'
[Console]::ResetColor()
$Host.UI.RawUI.ForegroundColor = 'Yellow'
Write-Host 'yellow'
$Host.UI.RawUI.BackgroundColor = 'DarkBlue'
'blue back'
$Host.UI.Write('Red', 'Black', 'text'); $Host.UI.WriteLine('more')
