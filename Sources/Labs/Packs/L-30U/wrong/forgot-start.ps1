#@ reason AppNotRunning
#@ warning obsolete
Stop-SimApplication acd13.litwareinc.com acd
Update-SimApplication acd13.litwareinc.com acd -UcmaVersion 4.0
Test-SimApplicationCall -From sip:pilar@litwareinc.com -To sip:acd@litwareinc.com
