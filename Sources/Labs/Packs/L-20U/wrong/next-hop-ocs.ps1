#@ error NextHop
New-CsTrustedApplicationPool -Identity UCMA3.0ApplicationPool.contoso.com -Registrar ocspool.contoso.com -Site 1 -ComputerFqdn app3.contoso.com
