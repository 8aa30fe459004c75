[ordered]@{
  'The pool is routed through pool13' = { (Get-CsTrustedApplicationPool ApplicationPool.contoso.com).Registrar -eq 'Registrar:pool13.contoso.com' }
  'It is still a legacy pool' = { (Get-CsTrustedApplicationPool ApplicationPool.contoso.com).SiteId -eq 'Site:BackCompatSite' }
  'endpoint1 is on pool13' = { (Get-CsApplicationEndpoint sip:endpoint1@contoso.com).RegistrarPool -eq 'pool13.contoso.com' }
  'endpoint1 belongs to acmeapp' = { (Get-CsApplicationEndpoint sip:endpoint1@contoso.com).OwnerUrn -eq 'urn:application:acmeapp' }
  'No endpoint of the pool was left behind' = { @(Get-CsTrustedApplicationEndpoint -TrustedApplicationPoolFqdn ApplicationPool.contoso.com | Where-Object { $_.RegistrarPool -ne 'pool13.contoso.com' -or -not $_.OwnerUrn }).Count -eq 0 }
  'Each Front End of pool13 reaches endpoint1 with OCS stopped' = { foreach ($c in 'ocsfe1.contoso.com', 'ocsfe2.contoso.com') { Stop-SimLegacyService -Name RTCSRV -ComputerName $c }; $results = foreach ($fe in (Get-CsPool pool13.contoso.com).Computers) { (Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint1@contoso.com -FrontEnd $fe).Result }; @($results).Count -eq 3 -and @($results | Where-Object { $_ -ne 'Success' }).Count -eq 0 }
  'endpoint2 is reached with OCS stopped' = { foreach ($c in 'ocsfe1.contoso.com', 'ocsfe2.contoso.com') { Stop-SimLegacyService -Name RTCSRV -ComputerName $c }; (Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint2@contoso.com).Result -eq 'Success' }
}
