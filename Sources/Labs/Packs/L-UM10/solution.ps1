Get-SimMigrationAdvice | Select-Object -First 5
Get-CsUser -Filter {DisplayName -eq "Hao Chen" -or DisplayName -eq "Katie Jordan"} | Move-CsUser -Target "pool13.litwareinc.com" -Confirm:$false
Get-CsUser -Identity "Hao Chen" | Select-Object RegistrarPool
Get-CsClientPinInfo "Hao Chen"
Get-SimMeeting -Organizer sip:haoc@litwareinc.com
Move-CsUser -Identity "Claus Hansen" -Target pool13.litwareinc.com -MoveMeetingContent -Confirm:$false
Get-CsUser -OnLyncServer | Move-CsUser -Target pool13.litwareinc.com -Confirm:$false
Get-CsDialInConferencingAccessNumber -Filter {Pool -eq "pool10.litwareinc.com"} | ForEach-Object { Move-CsApplicationEndpoint -Identity $_.PrimaryUri -Target pool13.litwareinc.com }
Get-CsConferenceDirectory | Where-Object {$_.ServiceID -match "pool10.litwareinc.com"} | Move-CsConferenceDirectory -TargetPool pool13.litwareinc.com
