#@ error PoolSingle
New-CsTrustedApplicationPool -Identity acd13.litwareinc.com -Registrar pool13.litwareinc.com -Site 1 -Force
New-CsTrustedApplicationComputer -Identity acd4.litwareinc.com -Pool acd13.litwareinc.com
