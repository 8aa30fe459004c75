# where the cursor stands, and moving it
'one'
$p = $Host.UI.RawUI.CursorPosition
"$($p.X) $($p.Y)"
Write-Host 'abc' -NoNewline; $l = [Console]::CursorLeft; " $l"
$Host.UI.RawUI.CursorPosition = [System.Management.Automation.Host.Coordinates]::new(5, [Console]::CursorTop); 'moved'
$Host.UI.RawUI.CursorPosition = [System.Management.Automation.Host.Coordinates]::new(-1, 4)
"$([Console]::GetCursorPosition())"
