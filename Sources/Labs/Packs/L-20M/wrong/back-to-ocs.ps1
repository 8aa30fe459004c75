#@ error NextHop
Set-CsTrustedApplicationPool -Identity ApplicationPool.contoso.com -Registrar pool13.contoso.com
Set-CsTrustedApplicationPool -Identity ApplicationPool.contoso.com -Registrar ocspool.contoso.com
