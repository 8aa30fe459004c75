# yes to all counts for one command
function Test-W { [CmdletBinding()] param() Write-Warning 'a'; Write-Warning 'b'; 'done' }
Test-W -WarningAction Inquire
Get-Item ./n1, ./n2, ./n3 -ErrorAction Inquire
