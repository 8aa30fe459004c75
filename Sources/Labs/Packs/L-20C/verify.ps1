[ordered]@{
  'The pool is routed through ocspool' = { (Get-CsTrustedApplicationPool ApplicationPool.contoso.com).Registrar -eq 'Registrar:ocspool.contoso.com' }
  'It holds acmeapp and survey' = { ((Get-CsTrustedApplicationPool ApplicationPool.contoso.com).Applications | Sort-Object) -join ' ' -eq 'urn:application:acmeapp urn:application:survey' }
  'It is in BackCompatSite' = { (Get-CsTrustedApplicationPool ApplicationPool.contoso.com).SiteId -eq 'Site:BackCompatSite' }
  'bot01 is a pool of one computer of the same name' = { (@(Get-CsTrustedApplicationComputer -Pool bot01.contoso.com).Fqdn -join ' ') -eq 'bot01.contoso.com' }
  'Get-CsSite shows BackCompatSite' = { @(Get-CsSite | Where-Object Identity -eq Site:BackCompatSite).Count -eq 1 }
  'Conference directories 1 and 2 are merged' = { (@(Get-CsConferenceDirectory | Where-Object ServiceId -eq UserServer:ocspool.contoso.com).Identity -join ' ') -eq '1 2' }
  'Pilar Ackerman on pool13 reaches endpoint1' = { (Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint1@contoso.com).Result -eq 'Success' }
}
