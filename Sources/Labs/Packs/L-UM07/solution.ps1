Import-CsLegacyConfiguration; Import-CsLegacyConferenceDirectory
Get-CsUser -Filter {DisplayName -eq "Hao Chen" -or DisplayName -eq "Katie Jordan"} | Move-CsLegacyUser -Target pool13.contoso.com -Confirm:$false
Test-SimClientFeature "Hao Chen" -Feature IM; Test-SimClientFeature "Hao Chen" -Feature Conferencing
Set-SimUserClient "Hao Chen" -Client "Lync 2013"
Get-SimMeeting -Title "b-06*" | Update-SimMeetingInvitation
$stay = Get-SimMigrationAdvice | Where-Object Advice -match 'Live Meeting' | ForEach-Object Identity
Get-CsUser -OnOfficeCommunicationServer | Where-Object { -not (Get-SimUser $_.Identity).NeedsLiveMeeting } | Move-CsLegacyUser -Target pool13.contoso.com -Confirm:$false
