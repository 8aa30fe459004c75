#@ error PortDup
New-CsTrustedApplicationPool -Identity acd13.litwareinc.com -Registrar pool13.litwareinc.com -Site 1 -ComputerFqdn acd3.litwareinc.com
New-CsTrustedApplication -ApplicationId recorder -TrustedApplicationPoolFqdn acd13.litwareinc.com -Port 6000
New-CsTrustedApplication -ApplicationId acd -TrustedApplicationPoolFqdn acd13.litwareinc.com -Port 6000
