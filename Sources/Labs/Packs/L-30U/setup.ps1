Enter-SimComputer acd1.litwareinc.com
Install-SimPackage KB2741295
Get-SimNextHopCandidate
New-CsTrustedApplicationPool -Identity acd13.litwareinc.com -Registrar pool13.litwareinc.com -Site 1 -ComputerFqdn acd3.litwareinc.com
New-CsTrustedApplicationComputer -Identity acd4.litwareinc.com -Pool acd13.litwareinc.com
New-CsTrustedApplication -ApplicationId acd -TrustedApplicationPoolFqdn acd13.litwareinc.com -Port 6000
Enable-CsTopology
Get-CsTrustedApplicationPool -Identity acd13.litwareinc.com
Move-CsApplicationEndpoint -Identity sip:acd@litwareinc.com -TargetApplicationPool acd13.litwareinc.com
Install-SimApplication acd13.litwareinc.com acd -UcmaVersion 3.0
Start-SimApplication acd13.litwareinc.com acd
Save-SimState lab-start
