Import-CsLegacyConfiguration
Get-CsUser -OnOfficeCommunicationServer | Move-CsLegacyUser -Target pool13.contoso.com -Confirm:$false
Test-SimClientFeature "Hao Chen" -Feature IM; Test-SimClientFeature "Hao Chen" -Feature Conferencing
Set-SimUserClient "Hao Chen" -Client "Lync 2013"
Get-SimMeeting -Title "b-06*" | Update-SimMeetingInvitation
