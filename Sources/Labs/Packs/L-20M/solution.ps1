Set-CsTrustedApplicationPool -Identity ApplicationPool.contoso.com -Registrar pool13.contoso.com
Move-CsApplicationEndpoint -Identity sip:endpoint1@contoso.com -TargetApplicationPool ApplicationPool.contoso.com –Force
Move-CsApplicationEndpoint -Identity sip:endpoint2@contoso.com -TargetApplicationPool ApplicationPool.contoso.com –Force
Move-CsApplicationEndpoint -Identity sip:survey@contoso.com -TargetApplicationPool ApplicationPool.contoso.com –Force
Get-CsApplicationEndpoint sip:endpoint1@contoso.com | Select-Object *
