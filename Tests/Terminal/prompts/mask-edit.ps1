# secrets with backspace, empty
$s = Read-Host -AsSecureString
$s.Length
$m = Read-Host 'Pin' -MaskInput
"[$m]"
$e = Read-Host -AsSecureString 'Empty'
$e.Length
