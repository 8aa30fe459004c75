#@ error MoveNoApp
New-CsTrustedApplicationPool -Identity acd13.litwareinc.com -Registrar pool13.litwareinc.com -Site 1 -ComputerFqdn acd3.litwareinc.com
Move-CsApplicationEndpoint -Identity sip:acd@litwareinc.com -TargetApplicationPool acd13.litwareinc.com
