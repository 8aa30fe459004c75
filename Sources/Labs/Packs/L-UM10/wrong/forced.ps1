#@ warning was moved without its data
Get-CsUser -OnLyncServer | Move-CsUser -Target pool13.litwareinc.com -Force -Confirm:$false
Get-CsDialInConferencingAccessNumber -Filter {Pool -eq "pool10.litwareinc.com"} | ForEach-Object { Move-CsApplicationEndpoint -Identity $_.PrimaryUri -Target pool13.litwareinc.com }
Get-CsConferenceDirectory | Where-Object {$_.ServiceID -match "pool10.litwareinc.com"} | Move-CsConferenceDirectory -TargetPool pool13.litwareinc.com
