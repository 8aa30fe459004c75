#@ reason EndpointNotUpgraded
Set-CsTrustedApplicationPool -Identity ApplicationPool.contoso.com -Registrar pool13.contoso.com
Move-CsApplicationEndpoint -Identity sip:endpoint1@contoso.com -TargetApplicationPool ApplicationPool.contoso.com –Force
Move-CsApplicationEndpoint -Identity sip:endpoint2@contoso.com -TargetApplicationPool ApplicationPool.contoso.com –Force
Move-CsApplicationEndpoint -Identity sip:survey@contoso.com -TargetApplicationPool ApplicationPool.contoso.com –Force
New-SimLegacyContact -ApplicationName acmeapp -PoolFqdn ApplicationPool.contoso.com -SipAddress sip:endpoint3@contoso.com
Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint3@contoso.com
