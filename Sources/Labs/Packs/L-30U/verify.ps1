[ordered]@{
  'acd is built with UCMA 4.0' = { @(Get-SimApplication acd13.litwareinc.com acd | Where-Object UcmaVersion -ne '4.0').Count -eq 0 -and @(Get-SimApplication acd13.litwareinc.com acd).Count -gt 0 }
  'It runs' = { @(Get-SimApplication acd13.litwareinc.com acd | Where-Object { -not $_.Running }).Count -eq 0 }
  'The topology is as it was' = { @(Compare-SimState lab-start | Where-Object Class -eq CmsChange).Count -eq 0 }
  'Users reach it' = { (Test-SimApplicationCall -From sip:pilar@litwareinc.com -To sip:acd@litwareinc.com).Result -eq 'Success' }
}
