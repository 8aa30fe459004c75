# a folder with children, -Recurse -Confirm
New-Item -ItemType Directory d/e | Out-Null; Set-Content d/a.txt 1; Set-Content d/e/b.txt 2
Remove-Item d -Recurse -Confirm
Test-Path d
Remove-Item d
Test-Path d
