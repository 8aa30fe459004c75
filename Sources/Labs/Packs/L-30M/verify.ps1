[ordered]@{
  'The pool has pool13 as next hop' = { (Get-CsTrustedApplicationPool acd13.litwareinc.com).Registrar -eq 'Registrar:pool13.litwareinc.com' }
  'The pool is in site Redmond' = { (Get-CsTrustedApplicationPool acd13.litwareinc.com).SiteId -eq 'Site:Redmond' }
  'Its service id is 1-ExternalServer-3' = { (Get-CsTrustedApplicationPool acd13.litwareinc.com).ServiceId -eq '1-ExternalServer-3' }
  'It holds urn:application:acd' = { (Get-CsTrustedApplicationPool acd13.litwareinc.com).Applications -contains 'urn:application:acd' }
  'It has both computers' = { @(Get-CsTrustedApplicationComputer -Pool acd13.litwareinc.com).Count -eq 2 }
  'Nothing waits for Enable-CsTopology' = { @(Get-SimPendingChange | Where-Object Needs -eq EnableTopology).Count -eq 0 }
  'The endpoint is on pool13' = { (Get-CsApplicationEndpoint sip:acd@litwareinc.com).RegistrarPool -eq 'pool13.litwareinc.com' }
  'Users on pool13 reach it with pool10 stopped' = { foreach ($c in (Get-CsPool pool10.litwareinc.com).Computers) { Stop-CsWindowsService -Name RTCSRV -ComputerName $c }; (Test-SimApplicationCall -From sip:pilar@litwareinc.com -To sip:acd@litwareinc.com).Result -eq 'Success' }
}
