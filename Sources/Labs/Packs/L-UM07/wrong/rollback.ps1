#@ warning can cause data loss
Import-CsLegacyConfiguration; Import-CsLegacyConferenceDirectory
Get-CsUser -Filter {DisplayName -eq "Hao Chen" -or DisplayName -eq "Katie Jordan"} | Move-CsLegacyUser -Target pool13.contoso.com -Confirm:$false
Move-CsUser haoc ocspool.contoso.com -Confirm:$false
