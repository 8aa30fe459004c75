#@ error NoClient
Import-CsLegacyConfiguration; Import-CsLegacyConferenceDirectory
Get-CsUser -Filter {DisplayName -eq "Hao Chen" -or DisplayName -eq "Katie Jordan"} | Move-CsLegacyUser -Target pool13.contoso.com -Confirm:$false
Get-SimMeeting -Title "b-06*" | Update-SimMeetingInvitation
