[ordered]@{
  'Ken Myer is on pool13' = { (Get-CsUser 'Ken Myer').RegistrarPool -eq 'pool13.litwareinc.com' }
  'The endpoint is still on pool10' = { (Get-CsApplicationEndpoint sip:acd@litwareinc.com).RegistrarPool -eq 'pool10.litwareinc.com' }
  'Pilar Ackerman reaches acd' = { (Test-SimApplicationCall -From sip:pilar@litwareinc.com -To sip:acd@litwareinc.com).Result -eq 'Success' }
  'Ken Myer reaches acd' = { (Test-SimApplicationCall -From sip:kenmyer@litwareinc.com -To sip:acd@litwareinc.com).Result -eq 'Success' }
}
