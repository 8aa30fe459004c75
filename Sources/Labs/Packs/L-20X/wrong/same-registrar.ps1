#@ error AppRegDup
New-CsTrustedApplicationPool -Identity UCMA3.0ApplicationPool.contoso.com -Registrar pool13.contoso.com -Site 1 -ComputerFqdn app3.contoso.com
New-CsTrustedApplicationComputer -Identity app4.contoso.com -Pool UCMA3.0ApplicationPool.contoso.com
New-CsTrustedApplication -ApplicationId acmeapp -TrustedApplicationPoolFqdn UCMA3.0ApplicationPool.contoso.com -Port 6000
Enable-CsTopology
