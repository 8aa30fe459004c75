# Set-PSDebug -Step answered no
Set-PSDebug -Step
$a = 1
'never'
