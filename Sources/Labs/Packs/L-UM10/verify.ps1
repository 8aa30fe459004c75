[ordered]@{
  'Nobody is on pool10' = { @(Get-CsUser -Filter {RegistrarPool -eq "pool10.litwareinc.com"}).Count -eq 0 }
  'Hao Chen kept his PIN' = { $pin = Get-CsClientPinInfo 'Hao Chen'; $pin.IsPinSet -and $pin.LastPinChangeTime -eq [datetime]'2014-01-15' -and -not $pin.PinExpirationTime }
  'The content of Hao Chen stayed behind' = { (Get-SimMeeting -Organizer sip:haoc@litwareinc.com).ContentAvailable -eq $false }
  'The content of Claus Hansen moved' = { @(Get-SimMeeting -Organizer sip:claush@litwareinc.com | Where-Object { -not $_.ContentAvailable }).Count -eq 0 }
  'No meeting was lost' = { @(Get-SimMeeting | Where-Object State -ne Active).Count -eq 0 }
  'Meetings are hosted on pool13' = { @(Get-SimMeeting | Where-Object HostPool -eq pool10.litwareinc.com).Count -eq 0 }
  'The dial-in numbers are on pool13' = { @(Get-CsDialInConferencingAccessNumber -Filter {Pool -eq "pool10.litwareinc.com"}).Count -eq 0 }
  'The conference directories are on pool13' = { @(Get-CsConferenceDirectory | Where-Object { $_.ServiceID -match 'pool10.litwareinc.com' }).Count -eq 0 }
}
