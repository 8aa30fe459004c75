#@ error AppNotFound
Install-SimPackage KB2741295
New-CsTrustedApplicationPool -Identity trustedapps.contoso.com -Registrar pool13.contoso.com -Site 1 -RequiresReplication $false
New-CsTrustedApplicationEndpoint -SipAddress sip:MyTestBot@contoso.com -DisplayName "MyTestBot" -TrustedApplicationPoolFqdn trustedapps.contoso.com -ApplicationId applicationID
