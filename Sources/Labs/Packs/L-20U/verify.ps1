[ordered]@{
  'endpoint1 and endpoint2 are on pool13' = { @('sip:endpoint1@contoso.com', 'sip:endpoint2@contoso.com' | Get-CsApplicationEndpoint | Where-Object { $_.RegistrarPool -eq 'pool13.contoso.com' -and $_.OwnerUrn -eq 'urn:application:acmeapp' }).Count -eq 2 }
  'Cs cmdlets manage endpoint1' = { Set-CsTrustedApplicationEndpoint -Identity sip:endpoint1@contoso.com -DisplayName 'Acme 4'; (Get-CsTrustedApplicationEndpoint sip:endpoint1@contoso.com).DisplayName -eq 'Acme 4' }
  'New endpoints can be created in the new pool' = { (New-CsTrustedApplicationEndpoint -ApplicationId acmeapp -TrustedApplicationPoolFqdn UCMA3.0ApplicationPool.contoso.com -SipAddress sip:endpoint9@contoso.com).RegistrarPool -eq 'pool13.contoso.com' }
  'The old pool no longer lists acmeapp' = { (Get-CsTrustedApplicationPool ApplicationPool.contoso.com).Applications -notcontains 'urn:application:acmeapp' }
  'A user on OCS reaches endpoint1' = { (Test-SimApplicationCall -From sip:haoc@contoso.com -To sip:endpoint1@contoso.com).Result -eq 'Success' }
  'A user on pool13 reaches endpoint1' = { (Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint1@contoso.com).Result -eq 'Success' }
  'A user on pool13 reaches endpoint2' = { (Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint2@contoso.com).Result -eq 'Success' }
}
