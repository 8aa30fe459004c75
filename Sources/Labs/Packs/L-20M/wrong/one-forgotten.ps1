#@ reason EndpointNotUpgraded
Set-CsTrustedApplicationPool -Identity ApplicationPool.contoso.com -Registrar pool13.contoso.com
Move-CsApplicationEndpoint -Identity sip:endpoint1@contoso.com -TargetApplicationPool ApplicationPool.contoso.com –Force
Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint2@contoso.com
