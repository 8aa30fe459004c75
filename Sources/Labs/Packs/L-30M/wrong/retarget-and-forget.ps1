#@ reason Orphaned
#@ warning are orphaned
Set-CsTrustedApplicationPool -Identity acd.litwareinc.com -Registrar pool13.litwareinc.com
Test-SimApplicationCall -From sip:pilar@litwareinc.com -To sip:acd@litwareinc.com
