[ordered]@{
  'Hao Chen and Katie Jordan are on pool13' = { @(Get-CsUser -Filter {DisplayName -eq "Hao Chen" -or DisplayName -eq "Katie Jordan"} | Where-Object RegistrarPool -eq pool13.contoso.com).Count -eq 2 }
  'Nobody but those who need Live Meeting is on ocspool' = { @(Get-CsUser -OnOfficeCommunicationServer | Where-Object { -not (Get-SimUser $_.Identity).NeedsLiveMeeting }).Count -eq 0 }
  'Dan Park and David Jaffe stayed' = { @(Get-CsUser -OnOfficeCommunicationServer | Where-Object { (Get-SimUser $_.Identity).NeedsLiveMeeting }).Count -eq 2 }
  'Imported policies are assigned' = { @('Medium', 'High') -contains (Get-CsUser 'Hao Chen').ConferencingPolicy }
  'Hao Chen can use conferencing' = { Test-SimClientFeature 'Hao Chen' -Feature Conferencing }
  'b-06 is an https meeting on pool13' = { $m = Get-SimMeeting -Title 'b-06*'; $m.Url -match '^https://' -and $m.HostPool -eq 'pool13.contoso.com' -and $m.State -eq 'Active' -and $m.InvitationUpdated }
}
