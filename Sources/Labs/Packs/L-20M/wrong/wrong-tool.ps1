#@ error LegacyPool
Set-CsTrustedApplicationPool -Identity ApplicationPool.contoso.com -Registrar pool13.contoso.com
Move-CsApplicationEndpoint -Identity sip:endpoint1@contoso.com -TargetApplicationPool ApplicationPool.contoso.com –Force
Set-CsTrustedApplicationEndpoint sip:endpoint1@contoso.com -DisplayName X
