#@ error NextHop
New-CsTrustedApplicationPool -Identity acd13.litwareinc.com -Registrar pool10.litwareinc.com -Site 1 -ComputerFqdn acd3.litwareinc.com
