#@ error Kb
New-CsTrustedApplicationPool -Identity trustedapps.contoso.com -Registrar pool13.contoso.com -Site 1 -RequiresReplication $false
New-CsTrustedApplication -ApplicationId applicationID -TrustedApplicationPoolFqdn trustedapps.contoso.com -Port 6000
Enable-CsTopology
