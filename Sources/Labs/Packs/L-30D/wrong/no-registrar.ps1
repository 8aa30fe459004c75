#@ error EpNoReg
Install-SimPackage KB2741295
New-CsTrustedApplicationPool -Identity trustedapps.contoso.com -Site 1 -RequiresReplication $false
New-CsTrustedApplication -ApplicationId applicationID -TrustedApplicationPoolFqdn trustedapps.contoso.com -Port 6000
Enable-CsTopology
New-CsTrustedApplicationEndpoint -SipAddress sip:MyTestBot@contoso.com -DisplayName "MyTestBot" -TrustedApplicationPoolFqdn trustedapps.contoso.com -ApplicationId applicationID
