# Set-PSDebug -Step
Set-PSDebug -Step
$a = 1
"a is $a"
Set-PSDebug -Off
'end'
