[ordered]@{
  'The pool is in BackCompatSite' = { (Get-CsTrustedApplicationPool ApplicationPool.contoso.com).SiteId -eq 'Site:BackCompatSite' }
  'Its Registrar is pool13' = { (Get-CsTrustedApplicationPool ApplicationPool.contoso.com).Registrar -eq 'Registrar:pool13.contoso.com' }
  'endpoint1 is on pool13' = { (Get-CsApplicationEndpoint sip:endpoint1@contoso.com).RegistrarPool -eq 'pool13.contoso.com' }
  'endpoint1 belongs to acmeapp' = { (Get-CsApplicationEndpoint sip:endpoint1@contoso.com).OwnerUrn -eq 'urn:application:acmeapp' }
  'Users reach endpoint1' = { (Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint1@contoso.com).Result -eq 'Success' }
}
