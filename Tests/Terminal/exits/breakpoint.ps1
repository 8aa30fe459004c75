# a breakpoint and the debugger's commands
function Test-B {
    $x = 1
    $y = 2
    "$x $y"
}
$null = Set-PSBreakpoint -Command Test-B
Test-B
'end'
