Test-SimApplicationCall -From sip:pilar@litwareinc.com -To sip:acd@litwareinc.com
Test-SimApplicationCall -From sip:kenmyer@litwareinc.com -To sip:acd@litwareinc.com
Move-CsUser kenmyer@litwareinc.com pool13.litwareinc.com -Confirm:$false
Test-SimApplicationCall -From sip:kenmyer@litwareinc.com -To sip:acd@litwareinc.com
