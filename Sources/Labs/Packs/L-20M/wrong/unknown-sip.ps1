#@ error ManagementObjectNotFound
Set-CsTrustedApplicationPool -Identity ApplicationPool.contoso.com -Registrar pool13.contoso.com
Move-CsApplicationEndpoint -Identity sip:endpoint9@contoso.com -TargetApplicationPool ApplicationPool.contoso.com –Force
