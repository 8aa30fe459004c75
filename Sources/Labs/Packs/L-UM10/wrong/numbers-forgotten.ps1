Get-SimMigrationAdvice | Select-Object -First 5
Get-CsUser -Filter {DisplayName -eq "Hao Chen" -or DisplayName -eq "Katie Jordan"} | Move-CsUser -Target "pool13.litwareinc.com" -Confirm:$false
Get-CsUser -Identity "Hao Chen" | Select-Object RegistrarPool
Get-CsClientPinInfo "Hao Chen"
Get-SimMeeting -Organizer sip:haoc@litwareinc.com
Move-CsUser -Identity "Claus Hansen" -Target pool13.litwareinc.com -MoveMeetingContent -Confirm:$false
Get-CsUser -OnLyncServer | Move-CsUser -Target pool13.litwareinc.com -Confirm:$false
