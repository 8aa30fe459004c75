#@ title Moving users, and what happens to their meetings
#@ deployment a
#@ speed 45

#@ say Hao and Claus are on Lync Server 2010 and have meetings ahead, with slides uploaded.
Get-CsUser "Hao Chen" | Select-Object DisplayName, RegistrarPool
Get-SimMeeting -Organizer sip:haoc@litwareinc.com | Select-Object Title, HostPool, State, ContentAvailable
#@ pause 2
#@ say The report tells who should move first.
Get-SimMigrationAdvice | Select-Object -First 5 | Format-Table Rank, DisplayName, FutureMeetings, Advice
#@ pause 2

#@ say Hao moves the plain way.
Move-CsUser -Identity "Hao Chen" -Target pool13.litwareinc.com -Confirm:$false
Get-SimMeeting -Organizer sip:haoc@litwareinc.com | Select-Object Title, HostPool, State, ContentAvailable
#@ pause 2
#@ say The meeting moved along; the slides did not. Claus takes them with him.
Move-CsUser -Identity "Claus Hansen" -Target pool13.litwareinc.com -MoveMeetingContent -Confirm:$false
Get-SimMeeting -Organizer sip:claush@litwareinc.com | Select-Object Title, HostPool, State, ContentAvailable
#@ pause 2

#@ say The rest of the pool follows in one line.
Get-CsUser -Filter {RegistrarPool -eq "pool10.litwareinc.com"} | Move-CsUser -Target pool13.litwareinc.com -MoveMeetingContent -Confirm:$false
(Get-CsUser -Filter {RegistrarPool -eq "pool10.litwareinc.com"} | Measure-Object).Count
#@ say Nobody is left on the old pool.
