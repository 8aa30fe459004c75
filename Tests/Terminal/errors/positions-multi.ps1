# marks over several lines and operators
$x = 5 +
    [int]'abc' +
    6
"a" | ForEach-Object {
    Get-Item ./none -ErrorAction Continue
} | Out-Null
if (Get-Item ./cond) { 'yes' }
Get-Item ./a; Get-Item ./b; 'c'
& {
    param($p)
    $p.NoMethod()
} 5
