[ordered]@{
  'pool10 is not in the topology' = { @(Get-CsPool | Where-Object Identity -eq pool10.litwareinc.com).Count -eq 0 }
  'Nobody is homed there' = { @(Get-CsUser -Filter {RegistrarPool -eq "pool10.litwareinc.com"}).Count -eq 0 }
  'The Central Management Server is on pool13' = { (Get-CsService -CentralManagement).PoolFqdn -eq 'pool13.litwareinc.com' }
  'acd is reached' = { (Test-SimApplicationCall -From sip:pilar@litwareinc.com -To sip:acd@litwareinc.com).Result -eq 'Success' }
  'No meeting was lost' = { @(Get-SimMeeting | Where-Object State -ne Active).Count -eq 0 }
}
