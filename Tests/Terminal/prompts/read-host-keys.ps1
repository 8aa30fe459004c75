# screen
# more editing keys
$a = Read-Host 'A'; "[$a]"
$a = Read-Host 'B'; "[$a]"
$a = Read-Host 'C'; "[$a]"
