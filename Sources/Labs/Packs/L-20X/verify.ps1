[ordered]@{
  'The new pool holds acmeapp' = { (Get-CsTrustedApplicationPool UCMA3.0ApplicationPool.contoso.com).Applications -contains 'urn:application:acmeapp' }
  'endpoint1 and endpoint2 belong to the new pool' = { @(Get-CsTrustedApplicationEndpoint -TrustedApplicationPoolFqdn UCMA3.0ApplicationPool.contoso.com).Count -eq 2 }
  'The old pool no longer lists acmeapp' = { (Get-CsTrustedApplicationPool ApplicationPool.contoso.com).Applications -notcontains 'urn:application:acmeapp' }
  'Users reach endpoint1' = { (Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint1@contoso.com).Result -eq 'Success' }
  'Users reach endpoint2' = { (Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint2@contoso.com).Result -eq 'Success' }
}
