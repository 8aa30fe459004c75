#@ error AppId
New-CsTrustedApplicationPool -Identity acd13.litwareinc.com -Registrar pool13.litwareinc.com -Site 1 -ComputerFqdn acd3.litwareinc.com
New-CsTrustedApplication -ApplicationId 'a cd' -TrustedApplicationPoolFqdn acd13.litwareinc.com -Port 6000
