#@ error Site
New-CsTrustedApplicationPool -Identity acd13.litwareinc.com -Registrar pool13.litwareinc.com -Site site:Nowhere -ComputerFqdn acd3.litwareinc.com
