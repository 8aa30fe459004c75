#@ error SiteReq
New-CsTrustedApplicationPool -Identity acd13.litwareinc.com -Registrar pool13.litwareinc.com -ComputerFqdn acd3.litwareinc.com
